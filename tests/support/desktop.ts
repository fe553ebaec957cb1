import type * as Electron from 'electron'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { _electron, type Page } from 'playwright-core'
import { electronRuntime } from '../../scripts/electron-runtime.ts'
import { launchStandIn } from './electron-stand-in/launch.ts'

export interface LaunchOptions {
  /** Path of the built main module. */
  main: string
  /** A folder for what the program keeps outside ZX_DATA_DIR. */
  home: string
  env?: Record<string, string>
}

/** A running desktop program, in the shape of Playwright's ElectronApplication. */
export interface DesktopApp {
  runtime: 'stand-in' | 'electron'
  pid: number
  exited: Promise<number | null>
  firstWindow(): Promise<Page>
  /** Runs a function in the main process. It must be self-contained and answer with what can be cloned. */
  evaluate<R, A = undefined>(run: (electron: typeof Electron, arg: A) => R | Promise<R>, arg?: A): Promise<R>
  /** Quits as a person does. */
  close(): Promise<void>
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

const runtime = electronRuntime({ fetch: false })
const real = process.env.ELECTRON_REAL === '1' || runtime !== undefined

/** Which runtime the desktop tests use: real Electron where it is present or ELECTRON_REAL=1 asks for it. */
export const desktopRuntime = real ? 'electron' : 'stand-in'

/** Starts the built desktop program on the runtime there is. */
export async function launchDesktop(options: LaunchOptions): Promise<DesktopApp> {
  return real ? launchElectron(options) : launchStandIn(options)
}

async function launchElectron({ main, home, env = {} }: LaunchOptions): Promise<DesktopApp> {
  if (runtime === undefined) throw new Error('ELECTRON_REAL=1, but Electron has no runtime here: npx install-electron')
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const app = await _electron.launch({
    executablePath: runtime,
    args: [main, ...(process.platform === 'linux' ? ['--no-sandbox'] : [])],
    env: { ...Object.fromEntries(inherited), HOME: home, ...env },
  })
  const child = app.process()
  return {
    runtime: 'electron',
    pid: child.pid ?? 0,
    exited: new Promise((resolve) => child.once('exit', resolve)),
    firstWindow: () => app.firstWindow(),
    evaluate: (run, arg) => app.evaluate(run as never, arg as never),
    close: () => app.close(),
    async kill() {
      if (child.exitCode !== null || !child.kill('SIGKILL')) return
      await app.waitForEvent('close').catch(() => undefined)
    },
  }
}

/** The built main module: ZX_DESKTOP_MAIN when it is named, else our own, built anew when a source is younger. */
export function builtMain(): string {
  if (process.env.ZX_DESKTOP_MAIN) return path.resolve(process.env.ZX_DESKTOP_MAIN)
  const main = path.resolve('out/main/index.js')
  const parts = [main, path.resolve('out/preload/index.cjs'), path.resolve('out/renderer/index.html')]
  const age = Math.min(...parts.map((file) => (existsSync(file) ? statSync(file).mtimeMs : 0)))
  if (age < newest(['electron', 'core', 'src'])) {
    const built = spawnSync('npx', ['electron-vite', 'build', '--logLevel', 'error'], { encoding: 'utf8' })
    if (built.status !== 0) throw new Error(`the build failed:\n${built.stdout}${built.stderr}`)
  }
  return main
}

function newest(folders: readonly string[]): number {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)),
  )
  return Math.max(...files.map((file) => statSync(file).mtimeMs))
}

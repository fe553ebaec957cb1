import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import type { Bridge } from '../../core/desktop/bridge.ts'
import { builtMain, desktopRuntime, launchDesktop, type DesktopApp } from './desktop.ts'

declare global {
  interface Window {
    zx: Bridge
  }
}

/** A desktop program over folders of its own, that can be started, ended and started again over the same data. */
export interface DesktopShelf {
  /** ZX_DATA_DIR. */
  directory: string
  start(env?: Record<string, string>): Promise<{ app: DesktopApp; page: Page }>
  /** Starts it without waiting for a window. */
  launch(env?: Record<string, string>): Promise<DesktopApp>
  /** Ends what still runs and removes the folders. */
  remove(): Promise<void>
}

/** Folders for a desktop program. Prints which runtime it will run on. */
export async function desktopShelf(): Promise<DesktopShelf> {
  const home = await mkdtemp(path.join(tmpdir(), 'zx-desktop-'))
  const directory = path.join(home, 'zx')
  const main = builtMain()
  console.log(`desktop: ${desktopRuntime}`)
  const started: DesktopApp[] = []
  const launch = async (env = {}) => {
    const app = await launchDesktop({ main, home, env: { ZX_DATA_DIR: directory, ...env } })
    started.push(app)
    return app
  }
  return {
    directory,
    launch,
    async start(env) {
      const app = await launch(env)
      return { app, page: await app.firstWindow() }
    },
    async remove() {
      // A test that failed half way leaves its program running.
      await Promise.all(started.map((app) => app.kill()))
      await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
    },
  }
}

/** The files below a folder that hold a text, in UTF-8 or UTF-16. */
export async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries.filter((candidate) => candidate.isFile())) {
    const file = path.join(entry.parentPath, entry.name)
    // Files of the engine come and go while it runs.
    const bytes = await readFile(file).catch(() => Buffer.alloc(0))
    if (bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))) found.push(file)
  }
  return found
}

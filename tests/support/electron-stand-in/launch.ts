import { fork, type ChildProcess } from 'node:child_process'
import { readlink, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type Browser, type Page } from 'playwright-core'
import { de, ser } from './codec.js'
import type { DesktopApp, LaunchOptions } from '../desktop.ts'

type Waiter = { resolve(value: unknown): void; reject(error: Error): void }

/** Starts a built main module on the stand-in. A program that leaves at once answers `exited` and has no window. */
export async function launchStandIn({ main, home, env = {} }: LaunchOptions): Promise<DesktopApp> {
  const child = fork(main, [], {
    execArgv: ['--import', new URL('./register.ts', import.meta.url).href],
    env: { ...process.env, ...env, STANDIN_HOME: home },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const evaluate = evaluator(child, exited)
  const endpoint = await Promise.race([engineOf(child), exited.then(() => undefined)])
  let browser: Browser | undefined
  const connect = async () => {
    if (endpoint === undefined) throw new Error('the program left before it opened a window')
    browser ??= await chromium.connectOverCDP(endpoint)
    return browser
  }
  return {
    runtime: 'stand-in',
    pid: child.pid ?? 0,
    exited,
    evaluate,
    async firstWindow() {
      const page = await firstPage(await connect())
      // This client's own media emulation would hide the theme's: cleared, then set again from main.
      await page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null, reducedMotion: null })
      await evaluate(async ({ nativeTheme }) => {
        const theme = nativeTheme as { themeSource: string }
        theme.themeSource = `${theme.themeSource}`
      })
      return page
    },
    async close() {
      // The program may be gone before it can answer.
      void evaluate(({ app }) => app.quit()).catch(() => undefined)
      const late = wait(15_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'))
      await Promise.race([exited, late])
      await browser?.close()
    },
    async kill() {
      const userData = env.ZX_DATA_DIR ? path.join(env.ZX_DATA_DIR, 'profile') : path.join(home, 'userData')
      const lock = path.join(userData, 'Chromium', 'SingletonLock')
      const engine = Number((await readlink(lock).catch(() => '')).split('-').at(-1))
      child.kill('SIGKILL')
      await exited
      await browser?.close().catch(() => undefined)
      if (engine) await killEngine(engine)
      await rm(lock, { force: true })
    },
  }
}

function evaluator(child: ChildProcess, exited: Promise<unknown>): DesktopApp['evaluate'] {
  const waiters = new Map<number, Waiter>()
  let next = 0
  child.on('message', (message: { k: string; id: number; ok: boolean; v: string }) => {
    if (message.k !== 'done') return
    const waiter = waiters.get(message.id)
    waiters.delete(message.id)
    if (message.ok) waiter?.resolve(de(message.v))
    else waiter?.reject(new Error(message.v))
  })
  void exited.then(() => {
    for (const waiter of waiters.values()) waiter.reject(new Error('the program ended'))
  })
  return <R, A>(run: unknown, arg?: A) =>
    new Promise<R>((resolve, reject) => {
      const id = ++next
      waiters.set(id, { resolve: resolve as (value: unknown) => void, reject })
      child.send({ k: 'evaluate', id, fn: String(run), arg: ser(arg) }, (error) => error && reject(error))
    })
}

function engineOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('message', (message: { k: string; endpoint: string }) => {
      if (message.k === 'engine') resolve(message.endpoint)
    })
  })
}

async function firstPage(browser: Browser): Promise<Page> {
  for (let i = 0; i < 600; i++) {
    const page = browser
      .contexts()[0]
      ?.pages()
      .find((candidate) => candidate.url() !== 'about:blank')
    if (page) {
      await page.waitForLoadState('load')
      return page
    }
    await wait(50)
  }
  throw new Error('no window appeared within 30 s')
}

async function killEngine(pid: number): Promise<void> {
  for (let i = 0; i < 200; i++) {
    try {
      process.kill(pid, i < 20 ? 0 : 'SIGKILL')
    } catch {
      return
    }
    await wait(50)
  }
}

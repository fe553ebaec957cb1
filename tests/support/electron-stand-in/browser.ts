import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { findChromium } from '../../../scripts/chromium.ts'

/** Flags of a quiet, headless engine on a machine without a screen. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let engine: Promise<BrowserContext> | undefined

/** The one engine of this process; its profile lies in the program's `userData`, as Electron's does. */
export function startEngine(userData: string): Promise<BrowserContext> {
  engine ??= chromium
    .launchPersistentContext(profileOf(userData), {
      ...(findChromium() === undefined ? {} : { executablePath: findChromium() }),
      headless: true,
      viewport: null,
      locale: process.env.STANDIN_LOCALE ?? 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      args: [...CHROMIUM_FLAGS, '--remote-debugging-port=0'],
    })
    .then(async (context) => {
      // Windows answer for their own requests; whatever else appears, such as a denied popup, loads nothing.
      await context.route('**/*', (route) => route.abort())
      return context
    })
  return engine
}

/** The engine that was started. */
export function runningEngine(): Promise<BrowserContext> {
  if (!engine) throw new Error('stand-in: the engine is used before the app is ready')
  return engine
}

export async function stopEngine(): Promise<void> {
  if (engine) await (await engine).close()
}

export const profileOf = (userData: string) => path.join(userData, 'Chromium')

/** Where another process reaches the running engine. */
export async function engineEndpoint(userData: string): Promise<string> {
  const [port] = (await readFile(path.join(profileOf(userData), 'DevToolsActivePort'), 'utf8')).split('\n')
  return `http://127.0.0.1:${port}`
}

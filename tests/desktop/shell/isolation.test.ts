import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { builtMain, type DesktopApp } from '../../support/desktop.ts'
import { desktopShelf, type DesktopShelf } from '../../support/desktop-shelf.ts'
import { until } from '../../support/until.ts'

let shelf: DesktopShelf
let app: DesktopApp
let page: Page

beforeAll(async () => {
  shelf = await desktopShelf()
  ;({ app, page } = await shelf.start())
})
afterAll(async () => {
  await app?.close()
  await shelf?.remove()
})

describe('the page', () => {
  it('[DS1] reaches nothing of Node, of Electron or of the preload', async () => {
    const kinds = await page.evaluate(() => {
      const world = globalThis as unknown as Record<string, unknown>
      return ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].map((name) => typeof world[name])
    })
    expect(kinds).toEqual(Array(6).fill('undefined'))
  })

  it('[DS1] has one bridge that it can neither change nor replace', async () => {
    const outcome = await page.evaluate(() => {
      'use strict'
      const attempt = (run: () => unknown) => {
        try {
          run()
          return 'done'
        } catch (error) {
          return (error as Error).constructor.name
        }
      }
      const { zx } = window
      return {
        frozen: [zx, zx.settings, zx.archive, zx.desktop].map((part) => Object.isFrozen(part)),
        change: attempt(() => Object.assign(zx.settings, { get: () => 1 })),
        replace: attempt(() => Object.assign(window, { zx: {} })),
        areas: Object.keys(zx).sort(),
        version: zx.version,
      }
    })
    expect(outcome).toEqual({
      frozen: [true, true, true, true],
      change: 'TypeError',
      replace: 'TypeError',
      areas: [
        'archive',
        'bags',
        'desktop',
        'drafts',
        'files',
        'local',
        'outbox',
        'session',
        'settings',
        'shelf',
        'version',
      ],
      version: (JSON.parse(await readFile('package.json', 'utf8')) as { version: string }).version,
    })
  })

  it('[DS17] comes with a preload of one file that needs nothing but electron', async () => {
    const text = await readFile(path.join(path.dirname(builtMain()), '../preload/index.cjs'), 'utf8')
    expect([...text.matchAll(/require\(["'`](.*?)["'`]\)/g)].map(([, name]) => name)).toEqual(['electron'])
    expect(text.length).toBeLessThan(10_000)
  })

  it('[DS1] lives in a sandboxed, isolated window', async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences?: () => { sandbox: boolean; contextIsolation: boolean; nodeIntegration: boolean }
      }
      const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences?.() ?? {}
      return { sandbox, contextIsolation, nodeIntegration }
    })
    // The stand-in refuses to open any other window.
    if (app.runtime === 'electron')
      expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false })
  })

  it('[DS2] runs no inline script, no eval, and loads nothing from elsewhere', async () => {
    const blocked = await page.evaluate(async () => {
      const seen: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective))
      const script = document.createElement('script')
      script.textContent = 'window.evil = 1'
      document.body.append(script)
      const button = document.createElement('button')
      button.setAttribute('onclick', 'window.evil = 2')
      document.body.append(button)
      button.click()
      const foreign = document.createElement('script')
      foreign.src = 'https://example.invalid/x.js'
      document.body.append(foreign)
      const frame = document.createElement('iframe')
      frame.src = 'https://example.invalid/'
      document.body.append(frame)
      // In a turn of its own: a debugger's evaluation is exempt from the policy, what it schedules is not.
      const evaluated = await new Promise<string>((resolve) =>
        setTimeout(() => {
          try {
            ;(0, eval)('1')
            resolve('ran')
          } catch (error) {
            resolve((error as Error).name)
          }
        }),
      )
      await new Promise((resolve) => setTimeout(resolve, 300))
      for (const element of [script, button, foreign, frame]) element.remove()
      return { seen: [...new Set(seen)].sort(), evaluated, evil: (window as unknown as { evil?: number }).evil }
    })
    expect(blocked).toEqual({
      seen: ['frame-src', 'script-src', 'script-src-attr', 'script-src-elem'],
      evaluated: 'EvalError',
      evil: undefined,
    })
  })

  it('[DS2] shows the client whole under the policy', async () => {
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.reload()
    await page.getByRole('textbox').first().waitFor()
    expect(await page.title()).toContain('智慧政协')
    expect(complaints).toEqual([])
  })

  it('[DS2] is a secure context on an origin of its own', async () => {
    expect(await page.evaluate(() => isSecureContext)).toBe(true)
    const url = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
    expect(url).toMatch(/^app:\/\/zx\/index\.html/)
  })
})

/** Puts a function in the place of shell.openExternal that writes down what it was asked for. */
const opened = {
  listen: () =>
    app.evaluate(({ shell }) => {
      const list: string[] = []
      Object.assign(globalThis, { opened: list })
      shell.openExternal = async (address) => void list.push(address)
    }),
  list: () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened),
}

describe('leaving the page', () => {
  const here = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())

  it('[DS3] it goes nowhere, and an https address is opened in the person’s browser', async () => {
    await opened.listen()
    const before = await here()
    await page.evaluate(() => {
      location.href = 'https://example.invalid/leave?a=1'
    })
    await until('the address was handed over', async () => (await opened.list()).length === 1)
    for (const address of ['http://example.invalid/', 'data:text/html,evil', 'file:///etc/passwd'])
      await page.evaluate((to) => {
        const link = document.createElement('a')
        link.href = to
        document.body.append(link)
        link.click()
        link.remove()
      }, address)
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
    expect(await here()).toBe(before)
    expect(await opened.list()).toEqual(['https://example.invalid/leave?a=1'])
  })

  it('[DS3] it opens no window; only https addresses go to the person’s browser', async () => {
    await opened.listen()
    await page.evaluate(() => {
      for (const address of ['https://example.invalid/new', 'http://example.invalid/', 'file:///etc/passwd', ''])
        window.open(address)
    })
    await until('the address was handed over', async () => (await opened.list()).length > 0)
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(await opened.list()).toEqual(['https://example.invalid/new'])
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('[DS4] it gets notifications, full screen and writing to the clipboard, and nothing else', async () => {
    const got = await page.evaluate(async () => {
      const location = await new Promise<string>((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          (error) => resolve(error.code === 1 ? 'denied' : 'granted'),
        ),
      )
      const camera = await navigator.mediaDevices
        .getUserMedia({ video: true })
        .then(() => 'granted')
        .catch((error: Error) => error.name)
      const read = await navigator.clipboard.readText().catch((error: Error) => error.name)
      return { notifications: await Notification.requestPermission(), location, camera, read }
    })
    expect(got).toEqual({
      notifications: 'granted',
      location: 'denied',
      camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
      read: 'NotAllowedError',
    })
    const states = await page.evaluate(async () => {
      const query = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state
      return Promise.all(['notifications', 'clipboard-write', 'geolocation', 'camera', 'clipboard-read'].map(query))
    })
    expect(states.map((state) => state === 'granted')).toEqual([true, true, false, false, false])
  })

  it('[DS5] a page from elsewhere in the same window is refused every call', async () => {
    const fresh = await desktopShelf()
    onTestFinished(() => fresh.remove())
    const other = await fresh.start()
    await other.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.loadURL('data:text/html,<p>elsewhere'),
    )
    await other.page.waitForURL(/^data:/)
    const answers = await other.page.evaluate(async () => {
      const { zx } = window as unknown as { zx?: typeof window.zx }
      if (!zx) return ['no bridge']
      const say = (error: Error) => error.message
      return Promise.all([zx.settings.get().catch(say), zx.session.load().catch(say)])
    })
    for (const answer of answers) expect(answer).toMatch(/^(no bridge|sender: )/)
    await other.app.close()
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DesktopApp } from '../../support/desktop.ts'
import { launchStandIn } from '../../support/electron-stand-in/launch.ts'
import { until } from '../../support/until.ts'

interface Seen {
  navigate: string[]
  frames: string[]
  asked: [string, string][]
  checked: [string, string][]
  prevent: boolean
  allow: string[]
}

async function fixture(env: Record<string, string> = {}): Promise<{ app: DesktopApp; page: Page }> {
  const home = await mkdtemp(path.join(tmpdir(), 'zx-stand-in-'))
  const app = await launchStandIn({ main: 'tests/support/electron-stand-in/fixture/main.js', home, env })
  onTestFinished(async () => {
    await app.close()
    await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
  })
  return { app, page: await app.firstWindow() }
}
const seenBy = (app: DesktopApp) => app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)
const change = (app: DesktopApp, to: Partial<Seen>) =>
  app.evaluate((_electron, values) => void Object.assign((globalThis as unknown as { seen: Seen }).seen, values), to)
const run = <R>(page: Page, code: string) => page.evaluate(code) as Promise<R>

describe('the stand-in for Electron', () => {
  it('[DS1] keeps the preload in a world of its own and carries values over the bridge', async () => {
    const { page } = await fixture()
    expect(await run(page, '[typeof leaked, typeof require, fx.fs, Object.isFrozen(fx), fx.add(2, 3)]')).toEqual([
      'undefined',
      'undefined',
      'module not found: node:fs',
      true,
      5,
    ])
    expect(
      await run(page, 'fx.echo({ a: [new Map([[1, 2]]), undefined] }).then((r) => [r.url, r.value.a[0].get(1)])'),
    ).toEqual(['fx://host/', 2])
    expect(await run(page, 'fx.none().catch((e) => e.message)')).toBe(
      "Error invoking remote method 'none': Error: No handler registered for 'none'",
    )
    expect(await run(page, '(() => { try { fx.fail() } catch (e) { return e.message } })()')).toBe('as said')
    expect(await run(page, 'fx.echo(() => 1).catch((e) => e.message)')).toMatch(/could not be cloned/)
  })

  it('[DS3] tells will-navigate of what a page asks for, not of loadURL, and follows preventDefault', async () => {
    const { app, page } = await fixture()
    expect((await seenBy(app)).navigate).toEqual([])
    await change(app, { prevent: true })
    await run(page, "void (location.href = '/second')")
    await until('it was asked', async () => (await seenBy(app)).navigate.length === 1)
    expect(await run(page, 'document.title')).toBe('first')
    await run(page, "void document.body.append(Object.assign(document.createElement('iframe'), { src: '/frame' }))")
    await until('the frame was asked', async () => (await seenBy(app)).frames.length === 1)
    await change(app, { prevent: false })
    await run(page, "void (location.href = '/second')")
    await page.waitForURL(/second/)
    expect((await seenBy(app)).navigate).toEqual(['fx://host/second', 'fx://host/second'])
    expect((await seenBy(app)).frames).toEqual(['fx://host/frame'])
  })

  const states = `Promise.all(['notifications', 'geolocation', 'clipboard-read'].map(async (name) =>
    (await navigator.permissions.query({ name })).state))`

  it('[DS4] denies every permission where the program has no handler', async () => {
    const { page } = await fixture()
    expect(await run(page, states)).toEqual(['denied', 'denied', 'denied'])
    expect(await run(page, 'Notification.requestPermission()')).toBe('denied')
  })

  it('[DS4] asks the check handler before a page loads and the request handler when it wants something', async () => {
    const { app, page } = await fixture({ FX_HANDLERS: '1' })
    expect(await run(page, states)).toEqual(['granted', 'denied', 'denied'])
    expect((await seenBy(app)).checked).toContainEqual(['geolocation', 'fx://host'])
    const locate = 'new Promise((done) => navigator.geolocation.getCurrentPosition(() => done(0), (e) => done(e.code)))'
    expect(await run(page, locate)).toBe(1)
    expect((await seenBy(app)).asked).toEqual([['geolocation', 'fx://host/']])
    await change(app, { allow: ['geolocation'] })
    // Code 1 is "denied by the person"; without it the engine itself looks for a place and may find none.
    await run(page, `void ${locate}`)
    await until('it was granted', async () => (await run<string[]>(page, states))[1] === 'granted')
  })

  it('[DS8] keeps a window at its least size, and tells of moves', async () => {
    const { app } = await fixture()
    const sizes = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const told: string[] = []
      window?.on('resize', () => told.push('resize'))
      window?.on('move', () => told.push('move'))
      window?.setBounds({ x: 5, y: 6, width: 10, height: 10 })
      return { bounds: window?.getBounds(), told }
    })
    expect(sizes).toEqual({ bounds: { x: 5, y: 6, width: 500, height: 400 }, told: ['move', 'resize'] })
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DesktopApp } from '../../support/desktop.ts'
import { desktopShelf, type DesktopShelf } from '../../support/desktop-shelf.ts'
import { until } from '../../support/until.ts'

let shelf: DesktopShelf
let app: DesktopApp
let page: Page

beforeAll(async () => {
  shelf = await desktopShelf()
  ;({ app, page } = await shelf.start())
  await page.evaluate(() => {
    const routes: string[] = []
    Object.assign(window, { routes, off: window.zx.desktop.onOpenRoute((route) => routes.push(route)) })
  })
})
afterAll(async () => {
  await app?.close()
  await shelf?.remove()
})

const routes = () => page.evaluate(() => (window as unknown as { routes: string[] }).routes)
const labels = () =>
  app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap((item) => [
      item.label,
      ...(item.submenu?.items ?? []).flatMap(({ label }) => label || []),
    ]),
  )

/** Puts a method in the place of Notification's show that writes down what was to be shown. */
const listen = () =>
  app.evaluate(({ Notification }) => {
    const shown: unknown[] = []
    Object.assign(globalThis, { shown })
    Notification.prototype.show = function () {
      shown.push(this)
    }
  })
const shown = () =>
  app.evaluate(() =>
    (globalThis as unknown as { shown: { title: string; body: string }[] }).shown.map(({ title, body }) => ({
      title,
      body,
    })),
  )

describe('desktop services', () => {
  it('[DS9] the menu is in the language of the settings, and changes with it', async () => {
    expect(await labels()).toEqual(expect.arrayContaining(['文件', '编辑', '前往', '视图', '窗口', '工作台', '档案']))
    await page.evaluate(() => window.zx.settings.set({ language: 'en' }))
    expect(await labels()).toEqual(expect.arrayContaining(['File', 'Edit', 'Go', 'View', 'Window', 'Desk', 'Archive']))
    await page.evaluate(() => window.zx.settings.set({ language: 'zh-CN' }))
    expect(await labels()).toContain('工作台')
  })

  it('[DS9] a menu entry opens its place in the client', async () => {
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('/archive')?.click())
    await until('the route arrived', async () => (await routes()).includes('/archive'))
  })

  it('[DS10] a click on a notification brings the window to the front and opens its route', async () => {
    await listen()
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
    await page.evaluate(() =>
      window.zx.desktop.notify({ title: '有人联名', body: '关于加装电梯的建议', route: '/proposals/1' }),
    )
    expect(await shown()).toEqual([{ title: '有人联名', body: '关于加装电梯的建议' }])
    await app.evaluate(() => {
      const [first] = (globalThis as unknown as { shown: { emit(name: string, event: object): void }[] }).shown
      first?.emit('click', {})
    })
    await until('the route arrived', async () => (await routes()).includes('/proposals/1'))
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized())).toBe(false)
  })

  it('[DS10] nothing is shown to someone who wants no notifications', async () => {
    await listen()
    await page.evaluate(() => window.zx.settings.set({ notifications: false }))
    await page.evaluate(() => window.zx.desktop.notify({ title: 't', body: 'b', route: '/' }))
    await page.evaluate(() => window.zx.settings.set({ notifications: true }))
    expect(await shown()).toEqual([])
  })

  it('[DS10] the badge shows a number, and 0 clears it', async () => {
    await page.evaluate(() => window.zx.desktop.badge(7))
    if (process.platform === 'linux' && app.runtime === 'electron') return
    expect(await app.evaluate(({ app }) => app.getBadgeCount())).toBe(7)
    await page.evaluate(() => window.zx.desktop.badge(0))
    expect(await app.evaluate(({ app }) => app.getBadgeCount())).toBe(0)
  })

  it('[DS12] the theme follows the settings', async () => {
    const dark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    await page.evaluate(() => window.zx.settings.set({ theme: 'dark' }))
    await until('the page is dark', dark)
    expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    await page.evaluate(() => window.zx.settings.set({ theme: 'contrast' }))
    await until('the page is light', async () => !(await dark()))
    await page.evaluate(() => window.zx.settings.set({ theme: 'system' }))
    expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('system')
  })

  it('[DS6] wrong arguments are told by their reason', async () => {
    const said = await page.evaluate(() =>
      window.zx.settings.set({ theme: 'pink' } as never).catch((error: Error) => error.message),
    )
    expect(said).toContain('arguments: settings:set was called with other arguments: 0.theme')
  })

  it('[DS16] a right click in a text field offers the text menu in the reader’s language', async () => {
    await app.evaluate(({ Menu }) => {
      const popped: string[][] = []
      Object.assign(globalThis, { popped })
      Menu.prototype.popup = function () {
        popped.push(this.items.map(({ label }) => label))
      }
    })
    await page.evaluate(() => {
      const field = document.createElement('textarea')
      field.id = 'right-click'
      field.style.setProperty('position', 'fixed')
      field.style.setProperty('inset', '0 auto auto 0')
      field.style.setProperty('z-index', '99999')
      document.body.append(field)
    })
    await page.click('#right-click', { button: 'right' })
    const menus = () => app.evaluate(() => (globalThis as unknown as { popped: string[][] }).popped)
    await until('a menu popped up', async () => (await menus()).length > 0)
    expect((await menus())[0]).toEqual(expect.arrayContaining(['剪切', '复制', '粘贴', '全选']))
  })

  it('[DS10] a route that is asked for before the page listens waits for the first listener', async () => {
    // A page of the client's own origin on which nothing listens yet.
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.loadURL('app://zx/none.html'),
    )
    await page.waitForURL(/none\.html/)
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send('desktop:open-route', '/late'),
    )
    const late = () =>
      page.evaluate(() => {
        const got: string[] = []
        window.zx.desktop.onOpenRoute((route) => got.push(route))()
        return got[0]
      })
    expect(await until('the route was handed over', late)).toBe('/late')
    expect(await late()).toBeUndefined()
  })
})

import { expect, test, type Page } from './test.ts'
import { desktopShelf, type DesktopShelf } from '../support/desktop-shelf.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { keepsPlace, press, tabTo } from './keyboard.ts'
import { signIn, STAND_IN_ORIGIN } from './people.ts'

let server: SpawnedServer
let shelf: DesktopShelf
test.beforeAll(async () => {
  server = await spawnServer({
    demo: true,
    env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off', ALLOWED_ORIGINS: STAND_IN_ORIGIN },
  })
  shelf = await desktopShelf()
})
test.afterAll(async () => {
  await shelf?.remove()
  await server?.stop()
})

const keeping = (page: Page) => page.evaluate(async () => (await window.zx.settings.get()).keeping)

/** Chooses the next one in a group of radio buttons with the arrow keys. */
async function next(page: Page, group: string, name: string): Promise<void> {
  const radios = page.getByRole('radiogroup', { name: group })
  await tabTo(page, radios.getByRole('radio', { checked: true }))
  await page.keyboard.press('ArrowRight')
  await expect(radios.getByRole('radio', { name })).toBeChecked()
  await expect(radios.getByRole('radio', { name }), 'the keyboard is on what was chosen').toBeFocused()
}

test('[EE3 KP7] what is kept, how much of it, and that it lies encrypted is chosen by keyboard alone, and what takes most is removed', async () => {
  const { app, page: shown } = await shelf.start()
  const page = shown as unknown as Page
  await signIn(page, 'member', server.url)
  await page.evaluate(() => {
    const mice: string[] = []
    Object.assign(window, { mice })
    for (const event of ['mousedown', 'pointerdown', 'click'] as const)
      addEventListener(event, (e) => e.isTrusted && (e as MouseEvent).detail > 0 && mice.push(event), true)
  })
  await press(page, page.getByRole('navigation').getByRole('link', { name: '设置' }))
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeFocused()

  await test.step('how much is kept', async () => {
    await next(page, '自动保存到本机', '我能看的全部')
    await expect.poll(() => keeping(page)).toMatchObject({ scope: 'all' })
    await press(page, page.getByRole('button', { name: '暂停保存' }))
    await expect(page.getByText('自动保存已暂停')).toBeVisible()
    const goOn = page.getByRole('button', { name: '继续保存' })
    await expect(goOn, 'the keyboard stays').toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByText('自动保存已暂停')).toBeHidden()
    await keepsPlace(page, 'going on')
    await next(page, '同时保存附件', '不超过 20 MB')
    await tabTo(page, page.getByRole('switch', { name: '省流量：每次取回之间停一停' }))
    await page.keyboard.press('Space')
    await expect.poll(() => keeping(page)).toMatchObject({ scope: 'all', sparing: true, paused: false })
  })

  await test.step('that it is encrypted', async () => {
    const toggle = page.getByRole('switch', { name: '加密保存在本机的内容' })
    await tabTo(page, toggle)
    await page.keyboard.press('Space')
    await expect(page.getByText('本机内容已全部加密')).toBeVisible()
    await expect(toggle).toBeChecked()
    await expect(toggle, 'the keyboard stays').toBeFocused()
  })

  await test.step('what takes most is removed, after a question', async () => {
    const first = page.getByRole('checkbox', { name: /^选择“/ }).first()
    const title = /“(.+)”/.exec((await first.getAttribute('aria-label')) ?? '')?.[1] ?? ''
    await tabTo(page, first)
    await page.keyboard.press('Space')
    await expect(first).toBeChecked()
    const remove = page.getByRole('button', { name: '移除所选 1 件' })
    await press(page, remove)
    const dialog = page.getByRole('dialog', { name: '从本机移除所选 1 件的档案？' })
    await expect(dialog).toBeVisible()
    await expect.poll(() => dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(remove, 'the keyboard is where it was').toBeFocused()
    await page.keyboard.press('Enter')
    await press(page, dialog.getByRole('button', { name: '移除所选 1 件' }))
    await expect(page.getByText('已从本机移除 1 件。').first()).toBeVisible()
    await expect(page.getByRole('checkbox', { name: `选择“${title}”`, exact: true })).toHaveCount(0)
    await keepsPlace(page, 'removing')
  })
  expect(await page.evaluate(() => (window as unknown as { mice: string[] }).mice)).toEqual([])
  await app.close()
})

import { expect, test, type Browser, type Page } from './test.ts'
import path from 'node:path'
import { v7 } from 'uuid'
import { desktopShelf, filesWith, type DesktopShelf } from '../support/desktop-shelf.ts'
import { person as desk, submit, type Desk } from '../support/server/desk.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { keepsPlace, openTab, person, press, strayed, tabTo } from './keyboard.ts'
import { go, signIn, STAND_IN_ORIGIN } from './people.ts'

const SECRET = '一楼王阿姨电话壹叁捌零零零零'
const SEEN = '门牌三号楼贰零壹室门口堆着纸箱'
const REASON = '含个人电话和住址'
const THREAD = '二十所学校膳食小组评分按月公开'
/** What everybody reads in the place of what was said. */
const gone = new RegExp(`内容已由\\S+于 .+ 依规删除：${REASON}`)

let server: SpawnedServer
let shelf: DesktopShelf
let representative: Desk
test.beforeAll(async () => {
  server = await spawnServer({
    demo: true,
    env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off', ALLOWED_ORIGINS: STAND_IN_ORIGIN },
  })
  shelf = await desktopShelf()
  representative = await desk(server, 'representative')
})
test.afterAll(async () => {
  representative?.close()
  await shelf?.remove()
  await server?.stop()
})
test.beforeEach(() => void strayed.splice(0))

/** Gives reason and password in the open dialog by keyboard; first without either, so that it says what is missing. */
async function redactByKeyboard(page: Page, said: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '依规删除内容' })
  await expect(dialog.getByText(said)).toBeVisible()
  await press(page, dialog.getByRole('button', { name: '永久删除' }))
  await expect(dialog.getByText('请写明原因', { exact: false }).first()).toBeVisible()
  await expect(dialog.getByLabel('原因', { exact: false }).first()).toBeFocused()
  await page.keyboard.type(REASON)
  await tabTo(page, dialog.locator('input[type="password"]'))
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await tabTo(page, dialog.locator('input[type="password"]'))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('demo-2026')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await keepsPlace(page, 'redacting')
}

async function moderatorAt(browser: Browser, title: string): Promise<Page> {
  const page = await person(browser, server.url, 'moderator')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type(title)
  await expect(page.getByRole('option', { name: new RegExp(title) }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  return page
}

test('[RD3 RD7 RD8 AR15] a message is redacted by keyboard; others read who and why, and the kept copy loses it and verifies', async ({
  browser,
}) => {
  const title = '关于三号楼安装扶手的建议'
  const matter = v7()
  await submit(representative, { matter, title })
  for (const text of ['先看现场', SECRET, '周五再去一次'])
    expect(await representative.command(matter, 'message.post', { text })).toMatchObject({ ok: true })

  const started = await shelf.start()
  const reader = started.page as unknown as Page
  await signIn(reader, 'member', server.url)
  await go(reader, `/proposals/${matter}/discussion`)
  await expect(reader.getByText(SECRET)).toBeVisible()
  const owners = path.join(shelf.directory, 'local', 'owners')
  await expect.poll(async () => (await filesWith(owners, SECRET)).length, { message: 'it is kept' }).toBeGreaterThan(0)

  const page = await moderatorAt(browser, title)
  const log = page.getByRole('log')
  if (!(await log.isVisible())) await openTab(page, /讨论/)
  await expect(log.getByText(SECRET)).toBeVisible()
  await tabTo(page, log)
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  const item = page.getByRole('menuitem', { name: '依规删除' })
  await expect(item).toBeVisible()
  for (let n = 0; n < 12 && !(await item.evaluate((one) => one === document.activeElement)); n++)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await redactByKeyboard(page, SECRET)
  await expect(log.getByText(gone)).toBeVisible()
  await expect(page.getByText(SECRET)).toHaveCount(0)

  await expect(reader.getByText(gone).first()).toBeVisible()
  await expect(reader.getByText(SECRET)).toHaveCount(0)
  await expect.poll(() => filesWith(owners, SECRET), { message: 'no byte of it is left in the kept copy' }).toEqual([])
  await go(reader, `/archive/${matter}`)
  await reader
    .getByRole('button', { name: /^(再次)?核验$/ })
    .first()
    .click()
  await expect(reader.getByText('可用性').first()).toBeVisible()
  await expect(reader.getByText(new RegExp(`第 3 条由\\S+于 .+ 依规删除：${REASON}`)).first()).toBeVisible()
  const report = await reader.evaluate(async (id) => {
    const { server: address } = await window.zx.settings.get()
    const account = JSON.parse(localStorage.getItem('zx:cache:account') ?? '{}').account.id
    return window.zx.archive.verify({ server: address, account }, id)
  }, matter)
  expect(report).toMatchObject({ verdict: 'held', findings: [] })
  expect(strayed).toEqual([])
  await page.context().close()
  await started.app.close()
})

test('[RD6 RD8] what somebody saw is redacted by keyboard, and others read who and why', async ({ browser }) => {
  const page = await moderatorAt(browser, THREAD)
  const matter = /s\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  expect(await representative.command(matter, 'supervision.observe', { text: SEEN })).toMatchObject({ ok: true })
  await openTab(page, /群众观察/)
  await expect(page.getByText(SEEN)).toBeVisible()
  const other = await person(browser, server.url, 'member')
  await go(other, `/supervisions/${matter}/seen`)
  await expect(other.getByText(SEEN)).toBeVisible()

  await press(page, page.getByRole('button', { name: /^依规删除.*的随手拍内容$/ }))

  await redactByKeyboard(page, SEEN)
  for (const one of [page, other]) {
    await expect(one.getByText(gone).first()).toBeVisible()
    await expect(one.getByText(SEEN)).toHaveCount(0)
  }

  expect(strayed).toEqual([])
})

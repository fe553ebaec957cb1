import { expect, test, type Page } from './test.ts'
import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { desktopShelf, type DesktopShelf } from '../support/desktop-shelf.ts'
import type { DesktopApp } from '../support/desktop.ts'
import { photograph } from '../support/files/made.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn, STAND_IN_ORIGIN } from './people.ts'

let server: SpawnedServer
let shelf: DesktopShelf
let app: DesktopApp
let page: Page

test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', ALLOWED_ORIGINS: STAND_IN_ORIGIN } })
  shelf = await desktopShelf()
  const started = await shelf.start()
  app = started.app
  page = started.page as unknown as Page
  await signIn(page, 'member', server.url)
})
test.afterEach(async ({ page: _page }, info) => {
  if (info.status !== info.expectedStatus && page) await page.screenshot({ path: info.outputPath('member.png') })
})
test.afterAll(async () => {
  await app?.close()
  await shelf?.remove()
  await server?.stop()
})

/** What is saved by `action`: its name and its bytes. */
async function saved(action: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), action()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

test('[UP1, EE5] on the desktop a picture is attached, shown from memory, and looked at', async () => {
  await go(page, '/suggest')
  await page.getByLabel('您的建议').fill('东塘菜场门口下雨积水，老人容易滑倒，建议修一下排水沟。')
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: '菜场门口.jpg', mimeType: 'image/jpeg', buffer: await photograph() })
  await expect(page.getByText('菜场门口.jpg').first()).toBeVisible()
  await expect(page.locator('progress, [role="progressbar"]')).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  const image = page.getByRole('img', { name: /菜场门口/ }).first()
  await expect(image).toBeVisible()
  await expect
    .poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth), { message: 'it is drawn' })
    .toBeGreaterThan(0)
})

test('[LS4, EE5] on the desktop the list is saved as CSV and as Excel', async () => {
  await go(page, '/table')
  await expect(page.getByText(/共 \d+ 件/).first()).toBeVisible()
  const csv = await saved(() => page.getByRole('button', { name: 'CSV' }).click())
  expect(csv.name).toMatch(/\.csv$/)
  expect([...csv.bytes.subarray(0, 3)], 'a byte-order mark').toEqual([0xef, 0xbb, 0xbf])
  expect(csv.bytes.toString('utf8')).toContain('编号,案由,进展')
  const excel = await saved(() => page.getByRole('button', { name: 'Excel' }).click())
  expect(excel.name).toMatch(/\.xlsx$/)
  expect(Object.keys(unzipSync(excel.bytes))).toContain('xl/worksheets/sheet1.xml')
})

test('[HD13, EE5] on the desktop a released answer is saved as a letter for Word', async () => {
  await go(page, '/proposals')
  await page.getByText('微提案', { exact: true }).last().click()
  await expect(page.getByText(/共 \d+ 件/).first()).toBeVisible()
  await page
    .getByRole('link', { name: /已办结/ })
    .first()
    .click()
  await page.getByRole('tab', { name: /答复/ }).click()
  const letter = await saved(() => page.getByRole('button', { name: /Word/ }).first().click())
  expect(letter.name).toMatch(/^答复-.*\.docx$/)
  const text = Buffer.from(unzipSync(letter.bytes)['word/document.xml'] ?? []).toString('utf8')
  expect(text).toContain('仿宋_GB2312')
})

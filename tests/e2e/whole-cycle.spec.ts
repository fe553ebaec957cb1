import { expect, test, type Page } from './test.ts'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { desktopShelf, type DesktopShelf } from '../support/desktop-shelf.ts'
import type { DesktopApp } from '../support/desktop.ts'
import { answerDialogs } from '../support/dialogs.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn, STAND_IN_ORIGIN } from './people.ts'

const SAID = '断网时写的：三号楼的插座我去看过，确实不够。'
const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-cycle-'))
const stick = mkdtempSync(path.join(tmpdir(), 'zx-stick-'))
const PASSPHRASE = '四个词的口令 便民 议事 厅 2026'
const start = (port: string) =>
  spawnServer({ dataDir, demo: true, env: { PORT: port, LOG_LEVEL: 'error', ALLOWED_ORIGINS: STAND_IN_ORIGIN } })

let server: SpawnedServer
let first: DesktopShelf
let second: DesktopShelf
const pages: Page[] = []

async function open(shelf: DesktopShelf): Promise<{ app: DesktopApp; page: Page }> {
  const { app, page } = await shelf.start()
  pages.push(page as unknown as Page)
  return { app, page: page as unknown as Page }
}

test.beforeAll(async () => {
  server = await start('0')
  first = await desktopShelf()
  second = await desktopShelf()
})
test.afterEach(async ({ page: _page }, info) => {
  if (info.status === info.expectedStatus) return
  for (const [n, page] of pages.entries())
    await page.screenshot({ path: info.outputPath(`desktop-${n}.png`) }).catch(() => undefined)
})
test.afterAll(async () => {
  await first?.remove()
  await second?.remove()
  await server?.stop()
  for (const folder of [dataDir, stick]) rmSync(folder, { recursive: true, force: true })
})

/** The one archived matter of this title, opened from the list of what is kept. */
async function openKept(page: Page, title: string): Promise<void> {
  await go(page, '/archive')
  await page
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: new RegExp(title) }).first()).toBeVisible()
}

async function verified(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^(再次)?核验$/ })
    .first()
    .click()
  for (const one of ['真实性', '完整性', '可用性', '安全性']) await expect(page.getByText(one).first()).toBeVisible()
}

test('[EE9] take part, go offline, restart, read, search, write, reconnect, verify, export, carry, take in, verify again', async () => {
  test.setTimeout(420_000)
  let { app, page } = await open(first)
  await test.step('a member takes part', async () => {
    await signIn(page, 'member', server.url)
    await go(page, '/proposals')
    await page.getByLabel('搜索标题、编号或正文').fill('飞线充电')
    await page
      .getByRole('link', { name: /飞线充电/ })
      .first()
      .click()
    await expect(page.getByRole('heading', { level: 1, name: /飞线充电/ })).toBeVisible()
    await openKept(page, '飞线充电')
  })

  await test.step('offline and started again, it is read and found', async () => {
    await server.kill()
    await app.close()
    ;({ app, page } = await open(first))
    await expect(page.getByText('离线').first()).toBeVisible()
    await openKept(page, '飞线充电')
    await go(page, '/archive')
    await page.getByLabel('在档案中搜索').fill('飞线')
    await expect(page.locator('mark', { hasText: '飞线' }).first()).toBeVisible()
  })

  await test.step('what is written meanwhile waits, and is there once when the server is back', async () => {
    await openKept(page, '飞线充电')
    const [, id] = /archive\/([0-9a-f-]{36})/.exec(page.url()) ?? []
    await go(page, `/proposals/${id}`)
    const box = page.getByLabel('发言内容')
    if (!(await box.isVisible())) await page.getByRole('tab', { name: /讨论/ }).click()
    await box.fill(SAID)
    await page.keyboard.press('Enter')
    await expect(page.getByText('待发送').first()).toBeVisible()
    server = await start(new URL(server.url).port)
    await expect(page.getByText('待发送')).toHaveCount(0, { timeout: 60_000 })
    await expect(page.getByRole('log').locator('p', { hasText: SAID })).toHaveCount(1)
  })

  const file = path.join(stick, '飞线充电.zxbag')
  await test.step('verified, and saved on a stick under a passphrase', async () => {
    await openKept(page, '飞线充电')
    // what was said last has come into the copy
    await expect(page.getByText(/7 条记录 ·/)).toBeVisible()
    await verified(page)
    const dialogs = await answerDialogs(app)
    await dialogs.answer(file)
    await page
      .getByRole('button', { name: /导出档案包/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('用口令封存').click()
    await dialog.getByLabel('口令', { exact: true }).fill(PASSPHRASE)
    await dialog.getByLabel('再输一次口令').fill(PASSPHRASE)
    await dialog.getByRole('button', { name: '选择保存位置…' }).click()
    await expect(dialog).toBeHidden({ timeout: 60_000 })
    const bytes = readFileSync(file)
    expect(bytes.length).toBeGreaterThan(1000)
    expect(bytes.includes('飞线充电'), 'the sealed file tells nothing').toBe(false)
  })

  await test.step('taken in on the desktop of somebody else, after a wrong passphrase, and verified there', async () => {
    const other = await open(second)
    await signIn(other.page, 'member9', server.url)
    await go(other.page, '/archive/received')
    const dialogs = await answerDialogs(other.app)
    await dialogs.answer(file)
    await other.page.getByRole('button', { name: '导入档案包' }).first().click()
    const dialog = other.page.getByRole('dialog')
    await dialog.getByLabel('口令', { exact: true }).fill('不是这个口令')
    await dialog.getByRole('button', { name: '解开并导入' }).click()
    await expect(dialog.getByText('口令不对。文件没有改动，请再试一次。')).toBeVisible({ timeout: 60_000 })
    await dialog.getByLabel('口令', { exact: true }).fill(PASSPHRASE)
    await dialog.getByRole('button', { name: '解开并导入' }).click()
    await expect(dialog).toBeHidden({ timeout: 60_000 })
    await server.kill()
    await other.page
      .getByRole('link', { name: /飞线充电/ })
      .first()
      .click()
    await expect(other.page.getByRole('heading', { name: /飞线充电/ }).first()).toBeVisible()
    await verified(other.page)
    await other.page.getByRole('tab', { name: /讨论/ }).click()
    await expect(other.page.getByText(SAID).first()).toBeVisible()
  })
})

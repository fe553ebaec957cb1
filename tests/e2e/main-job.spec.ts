import { expect, test, type Page } from './test.ts'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { desktopShelf, filesWith, type DesktopShelf } from '../support/desktop-shelf.ts'
import type { DesktopApp } from '../support/desktop.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn, STAND_IN_ORIGIN } from './people.ts'

const TITLE = '关于杨梅桥路口增设夜间照明的建议'
const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-e2e-'))
const start = (port: string) =>
  spawnServer({ dataDir, demo: true, env: { PORT: port, LOG_LEVEL: 'error', ALLOWED_ORIGINS: STAND_IN_ORIGIN } })
/** When a file of the archive last changed, in ms UTC. */
const youngest = (folder: string) =>
  Math.max(
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.includes('archive'))
      .map((name) => statSync(path.join(folder, name)).mtimeMs),
  )
let server: SpawnedServer
let shelf: DesktopShelf
let app: DesktopApp
let member: Page

test.beforeAll(async () => {
  server = await start('0')
  shelf = await desktopShelf()
  const started = await shelf.start()
  app = started.app
  member = started.page as unknown as Page
})
test.afterEach(async ({ page: _page }, info) => {
  if (info.status !== info.expectedStatus && member) await member.screenshot({ path: info.outputPath('member.png') })
})
test.afterAll(async () => {
  await app?.close()
  await shelf?.remove()
  await server?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('[EE1] a proposal travels from a representative’s page to a member’s archive', async ({ page, browser }) => {
  await test.step('the representative and the member sign in', async () => {
    await page.goto(server.url)
    await signIn(page, 'representative')
    await signIn(member, 'member', server.url)
    await go(member, '/proposals')
  })

  await test.step('written by the keyboard in one go, seen live in the member’s list', async () => {
    await page.getByRole('button', { name: '写微提案' }).first().click()
    await page.getByLabel('标题', { exact: true }).fill(TITLE)
    await page.getByLabel('情况与理由').fill('路口夜间没有路灯，入冬以来已发生三次电动车擦碰，老人晚上不敢出门。')
    await page.getByLabel('第 1 条建议').fill('在路口四角各增设一盏路灯')
    await page.getByRole('button', { name: '增加一条建议' }).click()
    await page.keyboard.type('斑马线两侧加装反光警示')
    await page.getByRole('combobox', { name: '类别' }).press('Enter')
    await page.getByRole('option', { name: '交通出行' }).click()
    await expect(page.getByText(/已保存在本机/).first()).toBeVisible()
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await expect(page.getByRole('heading', { name: TITLE })).toBeVisible()
    await member.getByRole('button', { name: /条更新/ }).click()
    await expect(member.getByText(TITLE).first()).toBeVisible()
  })

  await test.step('the member is invited, told, and signs with an opinion', async () => {
    await page.getByRole('button', { name: '邀请联名' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').focus()
    await page.keyboard.type('陈立平')
    await expect(page.getByRole('option', { name: /陈立平/ })).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await dialog.getByRole('button', { name: '发出邀请' }).press('Enter')
    await expect(dialog).toBeHidden()
    await go(member, '/desk')
    await member.getByRole('link', { name: new RegExp(`${TITLE}.*请联名`) }).click()
    await expect(member.getByRole('button', { name: '同意联名' })).toBeFocused()
    await member.keyboard.press('Enter')
    await member.getByRole('dialog').getByLabel(/意见/).fill('同意，建议纳入今年路灯补盲计划')
    await member.getByRole('dialog').getByRole('button', { name: '确认联名' }).click()
    await expect(member.getByRole('dialog')).toBeHidden()
  })

  await test.step('the moderator files it, and everyone sees the number', async () => {
    const context = await browser.newContext()
    const moderator = await context.newPage()
    await moderator.goto(server.url)
    await signIn(moderator, 'moderator')
    await go(moderator, '/proposals')
    await moderator
      .getByRole('link', { name: new RegExp(TITLE) })
      .first()
      .click()
    await moderator.getByRole('button', { name: '立案', exact: true }).first().click()
    await moderator.getByRole('dialog').getByRole('button', { name: '确认立案' }).click()
    await expect(moderator.getByText(/2\d{3}-\d{4}/).first()).toBeVisible()
    await expect(page.getByText(/2\d{3}-\d{4}/).first()).toBeVisible()
    await expect(member.getByText(/2\d{3}-\d{4}/).first()).toBeVisible()
    await context.close()
  })

  await test.step('they discuss live', async () => {
    const box = (who: Page) => who.getByLabel('发言内容')
    if (!(await box(page).isVisible())) await page.getByRole('tab', { name: /讨论/ }).click()
    await box(page).fill('谢谢委员！路口四个角我都拍了照片。')
    await page.keyboard.press('Enter')
    if (!(await box(member).isVisible())) await member.getByRole('tab', { name: /讨论/ }).click()
    await expect(member.getByText('谢谢委员！路口四个角我都拍了照片。').first()).toBeVisible()
    await box(member).fill('周三上午我去现场看看。')
    await member.keyboard.press('Enter')
    await expect(page.getByText('周三上午我去现场看看。').first()).toBeVisible()
  })

  await test.step('without the server the member reads and verifies from the archive', async () => {
    await go(member, '/archive')
    await expect(member.getByRole('link', { name: new RegExp(TITLE) }).first()).toBeVisible()
    await server.kill()
    await expect(member.getByText('离线').first()).toBeVisible()
    await member
      .getByRole('link', { name: new RegExp(TITLE) })
      .first()
      .click()
    await expect(member.getByText('在路口四角各增设一盏路灯').first()).toBeVisible()
    await member.getByRole('button', { name: '核验', exact: true }).click()
    // the last words may have been said after the last signature
    await expect(member.getByRole('heading', { name: /^(档案完好|未发现改动)/ })).toBeVisible()
  })

  await test.step('what is written offline is sent once the server is back', async () => {
    await go(member, '/proposals')
    await member
      .getByRole('link', { name: new RegExp(TITLE) })
      .first()
      .click()
    const box = member.getByLabel('发言内容')
    if (!(await box.isVisible())) await member.getByRole('tab', { name: /讨论/ }).click()
    await box.fill('断网时写的：照明方案我已发给街道。')
    await member.keyboard.press('Enter')
    await expect(member.getByText('待发送').first()).toBeVisible()
    server = await start(new URL(server.url).port)
    await expect(page.getByText('断网时写的：照明方案我已发给街道。').first()).toBeVisible({ timeout: 60_000 })
    await expect(member.getByText('待发送')).toHaveCount(0)
    await expect(page.getByRole('log').locator('p', { hasText: '断网时写的' })).toHaveCount(1)
  })

  await test.step('one changed character on the member’s disk is found and named', async () => {
    await go(member, '/archive')
    await expect(member.getByText('8 条记录').or(member.getByText('7 条记录')).first()).toBeVisible()
    await server.kill()
    // what the client still had to write is on the disk when no file has changed for a while
    await expect.poll(() => Date.now() - youngest(shelf.directory), { timeout: 30_000 }).toBeGreaterThan(2000)
    await member
      .getByRole('link', { name: new RegExp(TITLE) })
      .first()
      .click()
    // a late write of the client puts its own text back, and the disk is whole again: then it is changed once more
    await expect(async () => {
      for (const file of await filesWith(shelf.directory, '斑马线两侧加装反光警示'))
        writeFileSync(file, readFileSync(file, 'utf8').replaceAll('斑马线两侧加装反光警示', '斑马线两侧加装反光标识'))
      await member.getByRole('button', { name: '核验', exact: true }).click()
      await expect(member.getByText(/第 1 条的内容与校验值不符/).first()).toBeVisible({ timeout: 5000 })
    }).toPass({ timeout: 60_000 })
  })
})

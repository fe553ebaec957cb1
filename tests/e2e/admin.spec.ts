import { expect, test, type Browser, type Page } from './test.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn } from './people.ts'

const PASSWORD = 'demo-2026'
let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off' } })
})
test.afterAll(() => server?.stop())

async function open(browser: Browser, username: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(server.url)
  await signIn(page, username)
  return page
}
const csv = (...lines: string[]) => ({
  name: '名册.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(['姓名,用户名,身份,界别,单位,区划', ...lines].join('\r\n')),
})
/** The name of what it is about and the password, as they are asked for before what cannot easily be undone. */
async function confirm(page: Page, name: string, button: string | RegExp): Promise<void> {
  const box = page.getByRole('dialog')
  await box.getByLabel(/^请输入/).fill(name)
  await box.getByLabel('您的登录密码').fill(PASSWORD)
  await box.getByRole('button', { name: button, exact: typeof button === 'string' }).click()
}
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

test('[AD20, AD11, AD19] a faulty file is named line by line, mended and imported; the invited one comes in', async ({
  browser,
}) => {
  const page = await open(browser, 'admin')
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '管理' }).click()
  await expect(page.getByRole('heading', { level: 2, name: '名册' })).toBeVisible()

  await page.getByRole('button', { name: '导入', exact: true }).click()
  const box = page.getByRole('dialog')
  const choose = (...lines: string[]) => box.locator('input[type=file]').setInputFiles(csv(...lines))
  await choose('韩雪,hanxue,政协委员,教育界,,', '=cmd,member,政协委员,没有这个界,,', '方正,fangzheng,承办单位,,,')
  await expect(box.getByRole('alert')).toContainText('3 行中有 2 行不符合要求')
  const third = box.getByRole('row').filter({ hasText: '=cmd' })
  await expect(third).toContainText('用户名已有人使用')
  await expect(third).toContainText('名册中没有')
  await expect(third).toContainText('公式')
  await expect(box.getByRole('row').filter({ hasText: '方正' })).toContainText('承办单位人员必须填写')

  await choose('韩雪,hanxue,政协委员,教育界,,', '罗琴,luoqin,社区代表,,,')
  await expect(box.getByRole('status')).toContainText('2 人全部符合要求')
  await confirm(page, '2', '导入 2 人')
  await expect(box).toBeHidden()
  await expect(row(page, '韩雪')).toContainText('未开通')

  await row(page, '韩雪').getByRole('button', { name: /邀请/ }).click()
  await page.getByRole('button', { name: '生成链接' }).click()
  const link = await page.getByLabel('邀请链接', { exact: true }).textContent()
  await page.getByRole('dialog').getByRole('button', { name: '关闭', exact: true }).last().click()
  await expect(row(page, '韩雪')).toContainText('已邀请')

  const context = await browser.newContext({ locale: 'zh-CN' })
  const other = await context.newPage()
  await other.goto(link ?? '')
  await other.getByLabel('新密码').fill(PASSWORD)
  await other.getByLabel('再输入一次').fill('something else')
  await other.getByRole('button', { name: '设置密码' }).click()
  await expect(other.getByText('两次输入的不一致')).toBeVisible()
  await other.getByLabel('再输入一次').fill(PASSWORD)
  await other.getByRole('button', { name: '设置密码' }).click()
  await expect(other.getByText('您的用户名是 hanxue')).toBeVisible()
  await other.getByRole('button', { name: '去登录' }).click()
  await signIn(other, 'hanxue')
  await expect(row(page, '韩雪')).toContainText('在用')

  // the link opens nothing a second time
  const late = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
  await late.goto(link ?? '')
  await late.getByLabel('新密码').fill('another-password')
  await late.getByLabel('再输入一次').fill('another-password')
  await late.getByRole('button', { name: '设置密码' }).click()
  await expect(late.getByRole('alert')).toContainText('邀请无效')

  // who is suspended is out at once
  await row(page, '韩雪').getByRole('button', { name: /停用/ }).click()
  await page.getByRole('dialog').getByLabel('原因').fill('调离本会')
  await confirm(page, '韩雪', '停用')
  await expect(other.getByRole('heading', { name: '登录' })).toBeVisible()
  await expect(row(page, '韩雪')).toContainText('已停用')
})

test('[AD20, AD8, AD7] the last administrator stays, and a wrong password or name changes nothing', async ({
  browser,
}) => {
  const page = await open(browser, 'admin')
  await go(page, '/admin/people')
  await row(page, '周明远').getByRole('button', { name: /停用/ }).click()
  const box = page.getByRole('dialog')
  await box.getByLabel('原因').fill('试一试')
  await box.getByRole('button', { name: '停用', exact: true }).click()
  await expect(box.getByText('与上面写的不一致')).toBeVisible()
  await box.getByLabel(/^请输入/).fill('周明远')
  await box.getByLabel('您的登录密码').fill('not-my-password')
  await box.getByRole('button', { name: '停用', exact: true }).click()
  await expect(box.getByRole('alert')).toContainText('密码不正确')
  await box.getByLabel('您的登录密码').fill(PASSWORD)
  await box.getByRole('button', { name: '停用', exact: true }).click()
  await expect(box.getByRole('alert')).toContainText('最后一位可用的管理员')
})

test('[AD20, AD16] a rule is changed with its reason, by keyboard, stands in the record, and the record verifies', async ({
  browser,
}) => {
  const page = await open(browser, 'admin')
  await go(page, '/admin/clocks')
  await page.getByRole('button', { name: /修改.*接收或退办/ }).focus()
  await page.keyboard.press('Enter')
  const box = page.getByRole('dialog')
  await box.getByRole('button', { name: '7 个工作日' }).focus()
  await page.keyboard.press('Space')
  await box.getByLabel('原因').focus()
  await page.keyboard.type('本会办法修订')
  await page.keyboard.press('Tab')
  await page.keyboard.type('接收或退办')
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(box).toBeHidden()
  const rule = page.getByRole('listitem').filter({ hasText: '接收或退办' }).first()
  await expect(rule).toContainText('7 个工作日')
  await expect(rule).toContainText('本会规定')
  await go(page, '/admin/record')
  await expect(page.getByText(/周明远.*修改时限“接收或退办”/)).toBeVisible()
  await page.getByRole('button', { name: '核验记录' }).click()
  await expect(page.getByText('核验一致')).toBeVisible()
})

test('[AD20, AD2] others find no administration, moderators the record alone', async ({ browser }) => {
  const member = await open(browser, 'member')
  await expect(member.getByRole('link', { name: '管理' })).toHaveCount(0)
  await go(member, '/admin/people')
  await expect(member.getByRole('heading', { name: '这里由管理员使用' })).toBeVisible()
  const moderator = await open(browser, 'moderator')
  await go(moderator, '/admin/people')
  await expect(moderator.getByRole('heading', { level: 2, name: '行政记录' })).toBeVisible()
  await expect(moderator.getByRole('link', { name: '名册' })).toHaveCount(0)
})

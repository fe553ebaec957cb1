import { expect, test } from './test.ts'
import { person, submit } from '../support/server/desk.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn } from './people.ts'

let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off' } })
})
test.afterAll(() => server?.stop())

test('[NO4, NO7] what one is told of is chosen by keyboard, kept, and the same on the other device', async ({
  page,
  browser,
}) => {
  await page.goto(server.url)
  await signIn(page, 'member')
  const other = await (await browser.newContext()).newPage()
  await other.goto(server.url)
  await signIn(other, 'member')
  for (const one of [page, other]) await go(one, '/settings')

  const messages = (one: typeof page) => one.getByRole('radiogroup', { name: '讨论发言' })
  await expect(messages(page).getByRole('radio', { name: '每日汇总' })).toBeChecked()
  await messages(page).getByRole('radio', { name: '每日汇总' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(messages(page).getByRole('radio', { name: '不提醒' })).toBeChecked()
  await expect(messages(other).getByRole('radio', { name: '不提醒' })).toBeChecked()

  await page.getByLabel('从', { exact: true }).fill('21:30')
  await page.keyboard.press('Tab')
  await expect(other.getByLabel('从', { exact: true })).toHaveValue('21:30')
  await page.getByLabel('到', { exact: true }).fill('21:30')
  await expect(page.getByText('开始和结束不能相同。')).toBeVisible()
  await other.getByRole('switch', { name: '免打扰' }).focus()
  await other.keyboard.press('Space')
  await expect(page.getByLabel('从', { exact: true })).toBeHidden()
  await page.reload()
  await go(page, '/settings')
  await expect(messages(page).getByRole('radio', { name: '不提醒' })).toBeChecked()
})

test('[NO5, NO6] a browser that may announces an invitation once, and a click leads to it', async ({ browser }) => {
  const context = await browser.newContext()
  await context.grantPermissions(['notifications'])
  await context.addInitScript(() => {
    const shown: Notification[] = []
    class Shown extends EventTarget {
      static permission = 'granted'
      static requestPermission = async () => 'granted'
      onclick?: () => void
      title: string
      options: { body: string }
      constructor(title: string, options: { body: string }) {
        super()
        this.title = title
        this.options = options
        shown.push(this as unknown as Notification)
      }
      close() {}
    }
    Object.assign(window, { Notification: Shown, shown })
  })
  const page = await context.newPage()
  await page.goto(server.url)
  await signIn(page, 'member6')
  await go(page, '/settings')
  const quiet = page.getByRole('switch', { name: '免打扰' })
  await quiet.focus()
  await page.keyboard.press('Space')
  await expect(page.getByLabel('从', { exact: true })).toBeHidden()

  const author = await person(server, 'representative')
  const invited = await person(server, 'member6')
  const { matter } = await submit(author, { title: '增设社区晾衣架', cosigners: [invited.account.id] })
  const shown = () =>
    page.evaluate(() =>
      (window as unknown as { shown: { title: string; options: { body: string } }[] }).shown.map(
        ({ title, options }) => `${title}：${options.body}`,
      ),
    )
  await expect.poll(shown).toEqual([expect.stringContaining('请联名：增设社区晾衣架')])
  await page.evaluate(() => (window as unknown as { shown: { onclick(): void }[] }).shown[0]?.onclick())
  await expect(page).toHaveURL(new RegExp(matter))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('增设社区晾衣架')
  await author.command(matter, 'proposal.withdraw', {})
  await expect.poll(shown).toHaveLength(2)
  expect((await shown())[1]).toContain('增设社区晾衣架')
  author.close()
  invited.close()
  await context.close()
})

import { expect, test, type Page } from './test.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { keepsPlace, person, press, strayed, tabTo, type } from './keyboard.ts'

const TITLE = '云安社区晾衣难怎么解决'
let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error' } })
})
test.afterAll(() => server?.stop())

/** Takes somebody in by name. */
async function add(page: Page, name: string): Promise<void> {
  const people = page.getByRole('combobox', { name: '指名邀请' })
  await type(page, people, name)
  await expect(page.getByRole('option', { name: new RegExp(name) })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

test('[EE3] a session is convened, a ballot cast and statements voted on by keyboard alone', async ({ browser }) => {
  const moderator = await person(browser, server.url, 'moderator')
  await test.step('convene a session', async () => {
    await press(moderator, moderator.getByRole('navigation').getByRole('link', { name: '微协商' }))
    await press(
      moderator,
      moderator.getByRole('button', { name: '发起' }).or(moderator.getByRole('link', { name: '发起' })),
    )
    await type(moderator, moderator.getByRole('textbox', { name: '题目' }), TITLE)
    await type(moderator, moderator.getByRole('textbox', { name: '要协商的问题' }), '公共晾衣架先装在哪几处、由谁管？')
    await press(moderator, moderator.getByRole('button', { name: '按六个环节排好' }))
    await expect(moderator.getByRole('textbox', { name: '第 1 项的内容' })).toBeFocused()
    await press(moderator, moderator.getByRole('button', { name: '将第 5 项上移' }))
    await expect(moderator.getByRole('button', { name: '将第 4 项上移' })).toBeFocused()
    await press(moderator, moderator.getByRole('button', { name: '删除第 6 项' }))
    await expect(moderator.getByRole('button', { name: '删除第 5 项' })).toBeFocused()
    await add(moderator, '陈立平')
    await add(moderator, '苏文彬')
    await expect(moderator.getByText('现在共 2 人')).toBeVisible()
    await tabTo(moderator, moderator.getByLabel('开会时间'))
    // its parts, in whatever order the system has them: each a step or two up from nothing
    for (let part = 0; part < 6; part++) {
      await moderator.keyboard.press('ArrowUp')
      await moderator.keyboard.press('ArrowUp')
      await moderator.keyboard.press('ArrowRight')
    }
    await press(moderator, moderator.locator('form').getByRole('button', { name: '发起', exact: true }))
    await expect(moderator.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
    await keepsPlace(moderator, 'convening')
  })

  await test.step('invite', async () => {
    await press(moderator, moderator.getByRole('button', { name: '发出邀请' }))
    const dialog = moderator.getByRole('dialog')
    await press(moderator, dialog.getByRole('button', { name: '发出邀请' }))
    await expect(dialog).toBeHidden()
    await expect(moderator.getByRole('button', { name: '发出邀请' })).toBeHidden()
    await keepsPlace(moderator, 'inviting')
  })

  const member = await person(browser, server.url, 'member')
  await test.step('accept from the desk', async () => {
    await press(member, member.getByRole('link', { name: new RegExp(`${TITLE}.*请答复邀请`) }))
    const accept = member.getByRole('button', { name: '答复到会' })
    await expect(accept).toBeFocused()
    await expect(member.getByText('公共晾衣架先装在哪几处、由谁管？')).toBeVisible()
    await member.keyboard.press('Enter')
    await expect(member.getByText('您已答复到会。').first()).toBeVisible()
    await keepsPlace(member, 'accepting')
  })

  await test.step('from the desk to an open poll, and cast a named ballot', async () => {
    await press(member, member.getByRole('navigation').getByRole('link', { name: /工作台/ }))
    await press(member, member.getByRole('link', { name: /北巷夜间集市.*请投票/ }))
    const poll = member.getByRole('article', { name: '收摊清场定在几点？' })
    await tabTo(member, poll.getByRole('radio'))
    await member.keyboard.press('ArrowDown')
    await expect(poll.getByRole('radio', { name: '二十二点', exact: true })).toBeChecked()
    await press(member, poll.getByRole('button', { name: '投票', exact: true }))
    await expect(poll.getByText('选票已计入')).toBeVisible()
    await expect(poll.getByText(/^您的选票.*二十二点$/)).toBeVisible()
    await keepsPlace(member, 'casting a ballot')
  })

  await test.step('a ballot without a name, after being asked', async () => {
    const poll = member.getByRole('article', { name: '试办经费五十万元，按十个点分给下面四项。' })
    await tabTo(member, poll.getByRole('button', { name: '隔声窗补贴加一点' }))
    for (let point = 0; point < 4; point++) await member.keyboard.press('Enter')
    await type(member, poll.getByRole('spinbutton', { name: '夜间执勤的点数' }), '6')
    await press(member, poll.getByRole('button', { name: '投票', exact: true }))
    const dialog = member.getByRole('dialog')
    await expect(dialog).toBeVisible()
    await press(member, dialog.getByRole('button', { name: '投票', exact: true }))
    await expect(dialog).toBeHidden()
    await expect(poll.getByText('选票已计入')).toBeVisible()
    await keepsPlace(member, 'casting an anonymous ballot')
  })

  await test.step('statement by statement', async () => {
    const said = member.getByRole('group', { name: '您的表态' })
    const choices = ['同意', '不同意', '略过', '同意', '同意', '同意']
    for (const [index, choice] of choices.entries()) {
      await expect(member.getByText(`第 ${index + 1} 条，共 6 条`)).toBeVisible()
      const button = said.getByRole('button', { name: choice, exact: true })
      await tabTo(member, button)
      await member.keyboard.press('Enter')
      await keepsPlace(member, `voting on statement ${index + 1}`)
    }
    await expect(member.getByText('您已对全部意见表态，可以回看和修改。')).toBeVisible()
    await press(member, member.getByRole('button', { name: '下一条' }))
    await expect(said.getByRole('button', { name: '同意', exact: true })).toHaveAttribute('aria-pressed', 'true')
    await press(member, said.getByRole('button', { name: '不同意' }))
    await expect(said.getByRole('button', { name: '不同意' })).toHaveAttribute('aria-pressed', 'true')
    await expect(member.getByText('已计入，征询结束前可以改')).toBeVisible()
  })
  expect(strayed).toEqual([])
})

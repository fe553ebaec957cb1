import { expect, test, type Browser, type Download, type Locator, type Page } from './test.ts'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { leafOf } from '../../core/voting/ballot.ts'
import { cuttingProxy, type CuttingProxy } from '../support/cutting-proxy.ts'
import { photograph } from '../support/files/made.ts'
import { submit, type Desk } from '../support/server/desk.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { voters } from '../support/server/session.ts'
import { listen, saidWith } from './live-regions.ts'
import { go, signIn } from './people.ts'

const DAY = 24 * 60 * 60_000
const MINUTE = 60_000
const TITLE = '老旧小区加装电梯协商会'
const LINKED = '关于杨梅桥社区加装电梯的提案'
const WEB = path.resolve(import.meta.dirname, '../../out/renderer')
const IN_ROOM = ['moderator', 'member', 'member2', 'representative'] as const
const NAMES = [...IN_ROOM, 'member3', 'screen'] as const
type Name = (typeof NAMES)[number]
/** Whose signed-in account each page is; the big screen is the moderator's second window. */
const ACCOUNT: Record<Name, string> = {
  moderator: 'moderator',
  member: 'member',
  member2: 'member2',
  representative: 'representative',
  member3: 'member3',
  screen: 'moderator',
}
const SHOWS = ['moderator', 'member', 'member2', 'representative', 'screen'] as const

let shift = 0
let hall: Hall
let proxy: CuttingProxy
let others: Desk[]
let people: Record<Name, Page>
let matter = ''

test.beforeAll(async () => {
  expect(existsSync(path.join(WEB, 'index.html')), 'the client is built').toBe(true)
  hall = await openHall(voters(5), {
    store: 'sqlite',
    parts: { webFolder: WEB, clock: () => Date.now() + shift },
  })
  proxy = await cuttingProxy(hall.server.url)
  others = await Promise.all(voters(5).map(({ username }) => hall.desk(username)))
})
test.afterEach(async ({ page: _page }, info) => {
  if (info.status === info.expectedStatus || !people) return
  for (const name of NAMES) await people[name].screenshot({ path: info.outputPath(`${name}.png`) })
})
test.afterAll(async () => {
  for (const desk of others ?? []) desk.close()
  await proxy?.stop()
  await hall?.stop()
})

async function arrive(browser: Browser, name: Name): Promise<Page> {
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage()
  await listen(page)
  await page.goto(proxy.url)
  await signIn(page, ACCOUNT[name])
  return page
}

const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, exact: typeof name === 'string' }).first()
const press = (within: Page | Locator, name: string | RegExp) => button(within, name).click()
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
const room = (page: Page) => go(page, `/consultations/${matter}/room`)
const at = (page: Page, part = '') => go(page, `/consultations/${matter}${part && `/${part}`}`)

/** Answers the dialogue that a button opens, and waits until it is gone. */
async function answer(page: Page, confirm: string, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
  const dialog = page.getByRole('dialog')
  await fill?.(dialog)
  await dialog.getByRole('button', { name: confirm, exact: true }).click()
  await expect(dialog, `${confirm}: the dialogue closes`).toBeHidden()
}

async function pick(within: Page | Locator, label: string, text: string): Promise<void> {
  const page = 'page' in within ? within.page() : within
  await within.getByRole('combobox', { name: label }).first().focus()
  await page.keyboard.type(text)
  await expect(page.getByRole('option', { name: new RegExp(text) }).first(), `${label} finds ${text}`).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
}

/** An action of the session's page, as a button or in the menu. */
async function act(page: Page, action: string): Promise<void> {
  const group = page.getByRole('group', { name: '可以做的事' })
  const direct = group.getByRole('button', { name: action, exact: true })
  const listed = page.getByRole('menuitem', { name: action, exact: true })
  await expect(group).toBeVisible()
  // What others do meanwhile can move an action from the menu to a button of its own.
  await expect(async () => {
    if (await direct.isVisible()) return direct.click({ timeout: 2_000 })
    if (!(await listed.isVisible())) await group.getByRole('button', { name: '更多操作' }).click({ timeout: 2_000 })
    await listed.click({ timeout: 2_000 })
  }, `${action} can be chosen`).toPass({ timeout: 30_000 })
}

async function everybodySees(text: string | RegExp, who: readonly Name[] = SHOWS): Promise<void> {
  for (const name of who) await expect(people[name].getByText(text).first(), `${name} sees ${text}`).toBeVisible()
}

/** What must have been said on each page, and once. */
async function saidOnce(words: string, who: readonly Name[] = SHOWS): Promise<void> {
  for (const name of who) {
    await expect.poll(() => saidWith(people[name], words), { message: `${name} hears ${words}` }).not.toEqual([])
    expect(await saidWith(people[name], words), `${name} hears it once`).toHaveLength(1)
  }
}

/** Begins the next item of the agenda, which everyone sees in the head of the room. */
async function next(title: string): Promise<void> {
  await tab(people.moderator, '主持台')
  await press(people.moderator, `下一项：${title}`)
  await saidOnce(`现在进行：${title}`)
}

async function openPoll(question: string, fill: (dialog: Locator) => Promise<void>): Promise<void> {
  const { moderator } = people
  await tab(moderator, '主持台')
  await press(moderator, '发起表决')
  await answer(moderator, '开始表决', async (dialog) => {
    await dialog.getByLabel('表决的问题').fill(question)
    await fill(dialog)
  })
  await saidOnce(`表决开始：${question}`)
}

/** The ballot of an open poll on somebody's page. */
const ballot = (page: Page, question: string) => page.getByRole('article', { name: question })

async function closePoll(): Promise<void> {
  await tab(people.moderator, '主持台')
  await press(people.moderator, '结束表决')
  await answer(people.moderator, '结束表决')
}

const downloaded = async (page: Page, does: () => Promise<unknown>): Promise<Download> => {
  const [file] = await Promise.all([page.waitForEvent('download'), does()])
  return file
}
const must = (desk: Desk, type: string, data: unknown) => hall.must(desk, matter, type, data)

test('[EE6] a whole session through all six kinds of items to a published outcome, live on every screen', async ({
  browser,
}) => {
  const author = await hall.desk('member9')
  const { matter: linked } = await submit(author, { title: LINKED })
  author.close()
  people = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await arrive(browser, name)] as const)),
  ) as Record<Name, Page>
  const { moderator, member, member2, representative, member3, screen } = people

  await test.step('convened: agenda of the six kinds, people, papers, a linked proposal', async () => {
    await go(moderator, '/convene')
    await moderator.getByLabel('题目', { exact: true }).fill(TITLE)
    await moderator.getByLabel('要协商的问题').fill('先从哪里试点，补助如何分担？')
    await moderator.getByLabel('背景').fill('杨梅桥社区多为六层住宅，没有电梯。')
    await moderator.locator('[data-field="files"] input[type=file]').setInputFiles({
      name: '现场情况.jpg',
      mimeType: 'image/jpeg',
      buffer: await photograph(),
    })
    await expect(moderator.getByText('现场情况.jpg').first()).toBeVisible()
    await pick(moderator, '关联提案', '加装电梯')
    await press(moderator, '按六个环节排好')
    await expect(moderator.getByLabel(/^第 \d 项的内容$/), 'one item of each kind').toHaveCount(6)
    await moderator.getByLabel('第 1 项的分钟数').fill('3')
    for (const name of ['陈立平', '林婉清', '吴建国', '李桂芳', ...voters(5).map((one) => one.name)])
      await pick(moderator, '指名邀请', name)
    await expect(moderator.getByText('现在共 9 人'), 'the rule reaches those named').toBeVisible()
    const soon = new Date(Date.now() + 8 * 60 * MINUTE + 2 * DAY).toISOString().slice(0, 16)
    await moderator.getByLabel('开会时间').fill(soon)
    await press(moderator, '发起')
    await expect(moderator.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
    matter = /consultations\/([0-9a-f-]{36})/.exec(moderator.url())![1]!
    await expect(moderator.getByRole('link', { name: LINKED }), 'the linked proposal').toBeVisible()
    await go(member2, `/proposals/${linked}`)
    await expect(member2.getByText('相关协商'), 'not yet invited, she is not told').toHaveCount(0)
  })

  await test.step('invited; one comes, one asks leave, which is granted; a calendar file', async () => {
    await act(moderator, '发出邀请')
    await answer(moderator, '发出邀请')
    for (const name of [...IN_ROOM.slice(1), 'member3'] as const) await at(people[name])
    await act(member, '答复到会')
    await expect(member.getByText('您已答复到会。')).toBeVisible()
    const file = await downloaded(member, () => act(member, '加入日历'))
    const calendar = await readFile(await file.path(), 'utf8')
    expect(calendar.replace(/\r\n /g, ''), 'the calendar file names the session').toContain(`SUMMARY:${TITLE}`)
    await act(member3, '请假')
    await answer(member3, '请假', (dialog) => dialog.getByLabel('理由').fill('外出考察'))
    await at(moderator, 'people')
    await press(moderator, '准假：吴建国')
    await expect(member3.getByText('沈静宜已准您请假。'), 'live on the page of who asked').toBeVisible()
    await go(member2, `/proposals/${linked}`)
    await expect(member2.getByRole('link', { name: TITLE }), 'the proposal names the session').toBeVisible()
  })

  await test.step('opened; everyone in the room, the big screen on the wall', async () => {
    await at(moderator)
    for (const page of [member, member2, representative]) await room(page)
    await go(screen, `/consultations/${matter}/screen`)
    await expect(member.getByText('会议还没有开始').first()).toBeVisible()
    await act(moderator, '宣布开会')
    await answer(moderator, '宣布开会')
    await room(moderator)
    await saidOnce('会议开始。', ['member', 'member2', 'representative', 'screen'])
    for (const page of [member, member2, representative]) await press(page, '签到')
    for (const desk of others) await must(desk, 'attendance.check-in', {})
    await everybodySees('到会 8 人，应到 9 人')
  })

  await test.step('briefing: the time warns everyone once, also those whose link was cut meanwhile', async () => {
    await next('情况通报')
    await everybodySees('还剩', ['member', 'screen'])
    // A minute and more goes by in the hall while every link is down.
    shift += 65_000
    proxy.sever()
    await saidOnce('“情况通报”还剩两分钟。')
    await everybodySees('不足两分钟')
    await press(moderator, '延长 10 分钟')
    await everybodySees('还剩', ['member', 'representative', 'screen'])
    await press(moderator, '会场通知')
    await answer(moderator, '会场通知', (dialog) => dialog.getByLabel('通知内容').fill('茶水在后排'))
    await saidOnce('会场通知：茶水在后排')
    await everybodySees('茶水在后排')
  })

  await test.step('questions: collected from the discussion, and settled', async () => {
    await next('委员提问')
    const field = member.getByLabel('发言内容')
    if (!(await field.isVisible())) await tab(member, '讨论')
    await field.fill('一楼的采光怎么补偿？')
    await field.press('Enter')
    await member.getByRole('button', { name: '陈立平的发言，更多操作' }).first().click()
    await member.getByRole('menuitem', { name: '列为提问' }).click()
    await tab(moderator, '现在')
    await expect(moderator.getByRole('heading', { name: '提问' })).toBeVisible()
    await next('部门解答')
    await tab(moderator, '现在')
    await press(moderator, '标为已答')
    await tab(member, '现在').catch(() => undefined)
    await everybodySees('已答', ['moderator', 'member', 'member2', 'representative'])
  })

  await test.step('speeches: hands, the suggestion, the floor; a pinned message; slow mode; a mute and its appeal', async () => {
    await next('协商发言')
    await press(member, '举手发言')
    await expect(member.getByText('您在队列中第 1 位')).toBeVisible()
    await press(representative, '举手发言')
    const floor = (page: Page) => tab(page, '发言')
    await floor(moderator)
    await expect(moderator.getByText(/建议下一位：/), 'the rule suggests one').toHaveCount(1)
    await press(moderator, '请发言：陈立平')
    await saidOnce('请陈立平发言。', ['moderator', 'member2', 'representative', 'screen'])
    await saidOnce('主持人请您发言。', ['member'])
    await expect(screen.getByText('陈立平').first(), 'the hall sees who speaks').toBeVisible()
    await press(member, '发言完毕')
    await floor(moderator)
    await press(moderator, '请发言：李桂芳')
    await saidOnce('请李桂芳发言。', ['moderator', 'member', 'member2', 'screen'])
    await press(representative, '发言完毕')
    await expect(screen.getByText('现在没有人发言。')).toBeVisible()

    const write = async (page: Page, text: string) => {
      const field = page.getByLabel('发言内容')
      if (!(await field.isVisible())) await tab(page, '讨论')
      await field.fill(text)
      await field.press('Enter')
      await expect(page.getByText(text).first()).toBeVisible()
    }
    await write(member2, '先在有老人的三幢楼试点，补助向困难家庭倾斜')
    if (!(await moderator.getByLabel('发言内容').isVisible())) await tab(moderator, '讨论')
    await press(moderator, '林婉清的发言，更多操作')
    await moderator.getByRole('menuitem', { name: '置顶', exact: true }).click()
    await expect(member.getByText('置顶').first(), 'pinned for everyone').toBeVisible()

    await tab(moderator, '主持台')
    await press(moderator, '慢速模式')
    await answer(moderator, '开启慢速模式', (dialog) => dialog.getByLabel('原因').fill('一个一个来'))
    await expect(representative.getByText(/慢速模式.*一个一个来/).first(), 'slow mode says why').toBeVisible()
    await moderator.getByLabel('禁言谁').selectOption({ label: '李桂芳' })
    await moderator.getByRole('button', { name: '禁言', exact: true }).click()
    await answer(moderator, '确认禁言', (dialog) => dialog.getByLabel('禁言原因').fill('多次打断他人'))
    await expect(representative.getByText(/您被禁言.*多次打断他人/).first(), 'who is muted reads why').toBeVisible()
    await at(representative, 'order')
    await press(representative, '提出申诉')
    await answer(representative, '提出申诉', (dialog) => dialog.getByLabel('申诉理由').fill('我只补充了一句'))
    await at(moderator, 'order')
    await press(moderator, '支持申诉')
    await answer(moderator, '答复', (dialog) => dialog.getByLabel('答复').fill('已核实，予以撤销'))
    await expect(representative.getByText('已核实，予以撤销').first()).toBeVisible()
    for (const page of [moderator, representative]) await room(page)
    await tab(moderator, '主持台')
    await press(moderator, '关闭慢速')
  })

  await test.step('a named vote: a stance with its reason, of which the last counts', async () => {
    const question = '是否先行试点？'
    await next('表决')
    await openPoll(question, async () => undefined)
    await ballot(member, question).getByText('不同意', { exact: true }).click()
    await press(ballot(member, question), '投票')
    await expect(ballot(member, question).getByText('选票已计入')).toBeVisible()
    await ballot(member, question).getByText('同意', { exact: true }).first().click()
    await ballot(member, question).getByLabel('理由').fill('有老人的楼等不起')
    await press(ballot(member, question), '改投')
    await expect(ballot(member, question).getByText('您的选票：同意')).toBeVisible()
    for (const page of [member2, representative]) {
      await ballot(page, question).getByText('同意', { exact: true }).first().click()
      await press(ballot(page, question), '投票')
      await expect(ballot(page, question).getByText('选票已计入')).toBeVisible()
    }
    const first = await pollId(0)
    for (const [n, choice] of (['block', 'agree'] as const).entries())
      await must(others[n]!, 'ballot.cast', { poll: first, choice })
    await everybodySees(/已投 5 票，名册 9 人/)
    await closePoll()
    await tab(moderator, '现在')
    await everybodySees('核对一致')
    await saidOnce(`表决结束：${question}`)
    for (const name of SHOWS)
      await expect(
        people[name].getByRole('row', { name: /^同意 4 80%/ }).first(),
        `${name} reads the result`,
      ).toBeVisible()
  })

  await test.step('an anonymous ranking: nothing before its end, then the same on every screen; one finds the own ballot', async () => {
    const question = '先后次序如何？'
    await openPoll(question, async (dialog) => {
      await dialog.getByLabel('计票方法').selectOption({ label: '排序' })
      await dialog.getByLabel('选项').fill('杨梅桥\n荷柳\n幸福里')
      await dialog.getByText('不记名', { exact: true }).click()
    })
    for (const page of [member, member2, representative]) {
      const card = ballot(page, question)
      for (const option of ['杨梅桥', '荷柳', '幸福里'])
        await card.getByRole('button', { name: new RegExp(`^排为第 \\d 名：${option}$`) }).click()
      await press(card, '投票')
      await answer(page, '投票')
      await expect(card.getByText('选票已计入')).toBeVisible()
    }
    const poll = await pollId(1)
    for (const [n, desk] of others.entries())
      await must(desk, 'ballot.cast', { poll, choice: [[1], [0, 2]], nonce: `nonce-of-voter-number-${n}` })
    await everybodySees(/已投 8 票/)
    for (const name of SHOWS)
      await expect(people[name].getByRole('table', { name: `表决结果：${question}` }), 'hidden').toHaveCount(0)
    await closePoll()
    await tab(moderator, '现在')
    await saidOnce(`表决结束：${question}`)
    for (const name of SHOWS) {
      await expect(people[name].getByText('核对一致').first(), `${name} counts the same`).toBeVisible()
      await expect(people[name].getByRole('table', { name: `表决结果：${question}` })).toBeVisible()
    }
    const result = (page: Page) => page.getByRole('table', { name: `表决结果：${question}` }).innerText()
    const texts = await Promise.all(SHOWS.map((name) => result(people[name])))
    for (const text of texts) expect(text, 'every screen reads the same').toBe(texts[0])
    await at(member, 'polls')
    await press(member, '找到我的选票')
    await expect(member.getByText(/您的选票已计入：第 \d 张/)).toContainText('杨梅桥 ＞ 荷柳 ＞ 幸福里')
    const { events } = await others[0]!.ask('matter:history', { matter, after: 0, limit: 500 })
    const closed = events.findLast(({ type }) => type === 'poll.closed')!.data as { ballots: { leaf: string }[] }
    const own = leafOf(poll, [[1], [0, 2]], 'nonce-of-voter-number-0')
    expect(
      closed.ballots.filter(({ leaf }) => leaf === own),
      'a voter without a screen finds the own ballot',
    ).toHaveLength(1)
    await room(member)
  })

  await test.step('a vote with many long options fits the big screen; it is called off, and said so', async () => {
    const desk = await hall.desk('moderator')
    const question = '二十项措施中，哪些应当写进方案？'
    const options = Array.from(
      { length: 20 },
      (_, n) => `第 ${n + 1} 项：${'由街道会同业委会逐户听取意见并公示，'.repeat(4)}`,
    )
    await must(desk, 'poll.open', {
      poll: 'many',
      question,
      method: 'approval',
      options,
      named: true,
      results: 'at-close',
    })
    await expect(screen.locator('.options li'), 'as many as can be read').toHaveCount(10)
    await expect(screen.getByText('其余 10 项见会场页面。')).toBeVisible()
    await expect
      .poll(() => screen.locator('.body').evaluate((body) => body.scrollHeight - body.clientHeight), {
        message: 'nothing runs off the screen',
      })
      .toBeLessThanOrEqual(0)
    await must(desk, 'poll.cancel', { poll: 'many', reason: '选项太多，改为分组讨论' })
    await saidOnce(`表决已取消：${question}`)
    desk.close()
  })

  const statement = (page: Page) => page.locator('blockquote')
  await test.step('statements: submitted, approved, rejected with a reason, voted one at a time, changed, closed', async () => {
    await next('征询意见')
    const say = async (page: Page, text: string) => {
      await page.getByLabel('您的意见').fill(text)
      await press(page, '提交意见')
    }
    await say(member, '补助应向困难家庭倾斜')
    await say(representative, '一楼住户应得补偿')
    await say(member2, '请大家吃饭')
    await tab(moderator, '主持台')
    const waiting = (text: string) => moderator.getByRole('listitem').filter({ hasText: text })
    for (const text of ['补助应向困难家庭倾斜', '一楼住户应得补偿']) await press(waiting(text), '付诸征询')
    await press(waiting('请大家吃饭'), '不予征询')
    await answer(moderator, '不予征询', (dialog) => dialog.getByLabel('原因').fill('与议题无关'))
    await expect(member2.getByText(/请大家吃饭.*与议题无关/), 'who submitted it reads why').toBeVisible()
    await everybodySees('补助应向困难家庭倾斜', ['member', 'member2', 'representative', 'screen'])

    for (const [page, second] of [
      [member, '同意'],
      [member2, '同意'],
      [representative, '不同意'],
    ] as const) {
      await expect(page.getByText('第 1 条，共 2 条')).toBeVisible()
      await expect(statement(page)).toHaveText('补助应向困难家庭倾斜')
      const votes = page.getByRole('group', { name: '您的表态' })
      await votes.getByRole('button', { name: '同意', exact: true }).click()
      await expect(statement(page), 'a vote leads to the next').toHaveText('一楼住户应得补偿')
      await votes.getByRole('button', { name: second, exact: true }).click()
      await expect(page.getByText('您已对全部意见表态')).toBeVisible()
    }
    await member2.getByRole('group', { name: '您的表态' }).getByRole('button', { name: '不同意', exact: true }).click()
    await expect(
      member2.getByRole('group', { name: '您的表态' }).getByRole('button', { name: '不同意', exact: true }),
      'a vote is changed',
    ).toHaveAttribute('aria-pressed', 'true')
    const { state } = await others[0]!.ask('matter:open', { matter })
    const ids = (state as unknown as { statements: { id: string; status: string }[] }).statements
      .filter(({ status }) => status === 'approved')
      .map(({ id }) => id)
    for (const [n, desk] of others.entries())
      for (const [i, id] of ids.entries())
        await must(desk, 'statement.vote', { statement: id, vote: i === 0 || n > 1 ? 'agree' : 'disagree' })
    await everybodySees('8 人已表态', ['member', 'member2', 'representative', 'screen'])
    await tab(moderator, '主持台')
    await press(moderator, '结束征询')
    await answer(moderator, '结束征询')
    await saidOnce('征询结束，8 人表态')
    await at(member2, 'statements')
    await expect(member2.getByRole('heading', { name: '凝聚共识的意见' })).toBeVisible()
    await expect(member2.getByText(/95% 置信区间/).first(), 'with its confidence').toBeVisible()
    await room(member2)
  })

  await test.step('who comes late sees what everyone sees', async () => {
    const late = await arrive(browser, 'member2')
    await room(late)
    const seen = (page: Page) => page.locator('#panel-now').innerText()
    await tab(member2, '现在').catch(() => undefined)
    await expect.poll(() => seen(late), { message: 'the late page' }).toBe(await seen(member2))
    expect(await saidWith(late, '表决结束'), 'what was before is not said again').toEqual([])
    await late.context().close()
  })

  await test.step('concluded; an outcome drafted from what it brought, refused without an owner, published', async () => {
    await tab(moderator, '主持台')
    await press(moderator, '宣布散会')
    await answer(moderator, '宣布散会')
    await saidOnce('会议散会。')
    await at(moderator)
    await act(moderator, '起草成果')
    const sources = moderator.getByRole('complementary', { name: '起草素材' })
    await press(sources, /^列为共识：先在有老人的三幢楼试点/)
    await press(sources, /^列为共识：补助应向困难家庭倾斜/)
    await press(sources, /^列为分歧：一楼住户应得补偿/)
    await press(sources, /^列为后续事项：先后次序如何？.*居首：荷柳/)
    await press(moderator, '保存草稿')
    await expect(
      moderator.getByText('请选择后续事项第 1 条的负责人。').first(),
      'no follow-up without owner',
    ).toBeVisible()
    await expect(moderator.getByText('请选择后续事项第 1 条的期限。').first()).toBeVisible()
    await pick(moderator, '由谁负责', '住房')
    await moderator.getByLabel('完成期限').fill(new Date(Date.now() + 60 * DAY).toISOString().slice(0, 10))
    await press(moderator, '保存草稿')
    await act(moderator, '公布成果')
    const dialog = moderator.getByRole('dialog')
    const day = dialog.getByLabel('回看日期')
    const date = await day.inputValue()
    await day.fill('')
    await press(dialog, '公布')
    await expect(dialog.getByText('请选择回看日期。').first(), 'not without a day for the review').toBeVisible()
    await day.fill(date)
    await press(dialog, '公布')
    await expect(dialog).toBeHidden()
    const refused = await hall.refused(await hall.desk('moderator'), matter, 'consultation.publish', {})
    expect(refused, 'nor does the server take it').toBeTruthy()
    for (const page of [member, member3]) await at(page, 'outcome')
    await everybodySees('补助应向困难家庭倾斜', ['moderator', 'member', 'member3'])
  })

  const grown = '关于杨梅桥三幢楼先行试点加装电梯的提案'
  await test.step('a follow-up becomes a proposal, tied by itself', async () => {
    await press(member, /^写成微提案：/)
    await member.getByLabel('标题').fill(grown)
    await member.getByLabel('第 1 条建议').fill('杨梅桥 1 至 3 幢先行试点，年底前开工')
    await member.getByRole('combobox', { name: '类别' }).press('Enter')
    await member.getByRole('option', { name: '城市建设' }).click()
    await press(member, '提交')
    await expect(member.getByRole('heading', { name: grown })).toBeVisible()
    await expect(member.getByText('来自微协商'), 'it names where it grew from').toBeVisible()
    await expect(member3.getByRole('link', { name: grown }), 'tied to the follow-up, live').toBeVisible()
  })

  await test.step('minutes: generated, edited, confirmed by one, objected to by one, mended, settled; as a Word file', async () => {
    await at(moderator, 'minutes')
    const text = moderator.getByRole('textbox', { name: '纪要', exact: true })
    await expect(text, 'they are generated').toHaveValue(new RegExp(TITLE))
    await text.fill(`${await text.inputValue()}\n会后由委员会办公室跟进。`)
    await press(moderator, '请大家确认')
    for (const page of [member, member2]) await at(page, 'minutes')
    await act(member, '确认纪要')
    await act(member2, '提出更正')
    await answer(member2, '提出', (dialog) => dialog.getByLabel('更正意见').fill('“跟进”请写明时限'))
    await press(moderator, '修改')
    await expect(moderator.getByText('“跟进”请写明时限').first()).toBeVisible()
    await text.fill((await text.inputValue()).replace('跟进。', '在一个月内跟进。'))
    await press(moderator, '重新请大家确认')
    await at(representative, 'minutes')
    for (const page of [member, member2, representative]) await act(page, '确认纪要')
    for (const desk of others) await must(desk, 'minutes.confirm', {})
    // Nobody is left to confirm them: it is what comes next.
    await press(moderator, '纪要定稿')
    await answer(moderator, '定稿')
    await everybodySees('已定稿', ['member', 'member2', 'representative'])
    const file = await downloaded(member, () => press(member, /Word/))
    expect(file.suggestedFilename()).toBe(`${TITLE}会议纪要.docx`)
    expect((await readFile(await file.path())).subarray(0, 2).toString(), 'a Word file is a zip').toBe('PK')
  })

  await test.step('who was on leave reads everything; the replay shows an earlier moment', async () => {
    const parts: [string, string | RegExp][] = [
      ['', '先从哪里试点，补助如何分担？'],
      ['agenda', '情况通报'],
      ['people', '外出考察'],
      ['polls', '核对一致'],
      ['statements', '凝聚共识的意见'],
      ['outcome', '补助应向困难家庭倾斜'],
      ['minutes', '在一个月内跟进'],
      ['discussion', '一楼的采光怎么补偿？'],
      ['order', '多次打断他人'],
      ['record', '茶水在后排'],
    ]
    for (const [part, text] of parts) {
      await at(member3, part)
      await expect(member3.getByText(text).first(), `the part ${part || 'overview'}`).toBeVisible()
    }
    await at(member3, 'replay')
    const then = member3.locator('dl.lines')
    await expect(then).toContainText('0 人在场')
    await member3
      .getByRole('list', { name: '关键时刻' })
      .getByRole('button', { name: /协商发言/ })
      .first()
      .click()
    await expect(then, 'the room as it was').toContainText('8 人在场，应到 9 人')
    await expect(then).toContainText('发言 · 协商发言')
  })

  await test.step('the record verifies by the product’s own check, and says each thing once', async () => {
    const desk = await hall.desk('moderator')
    const types = (await hall.record(desk, matter)).map(({ type }) => type)
    const count = (type: string) => types.filter((one) => one === type).length
    expect(count('agenda.started'), 'six items').toBe(6)
    expect(count('poll.closed')).toBe(2)
    expect(count('ballot.cast'), 'no ballot is an event').toBe(0)
    for (const once of ['statements.closed', 'consultation.published', 'outcome.linked', 'minutes.settled'])
      expect(count(once), once).toBe(1)
    desk.close()
  })

  async function pollId(index: number): Promise<string> {
    const { state } = await others[0]!.ask('matter:open', { matter })
    return (state as unknown as { polls: { poll: string }[] }).polls[index]!.poll
  }
})

import { expect, test, type Browser, type Locator, type Page } from './test.ts'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { dayEnd, dayOf } from '../../core/clock/calendar.ts'
import { photograph } from '../support/files/made.ts'
import { submit } from '../support/server/desk.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { go, signIn } from './people.ts'

const DAY = 24 * 60 * 60_000
const PROPOSAL = '关于杨梅桥社区加装电梯的提案'
const PROMISE = '三幢楼的电梯年底前装完'
const WEB = path.resolve(import.meta.dirname, '../../out/renderer')
const NAMES = ['moderator', 'member', 'unit3', 'representative'] as const
type Name = (typeof NAMES)[number]

let shift = 0
let hall: Hall
let proposal = ''
let matter = ''
let people: Record<Name, Page>

test.beforeAll(async () => {
  expect(existsSync(path.join(WEB, 'index.html')), 'the client is built').toBe(true)
  hall = await openHall([], { store: 'sqlite', parts: { webFolder: WEB, clock: () => Date.now() + shift } })
})
test.afterEach(async ({ page: _page }, info) => {
  if (info.status === info.expectedStatus || !people) return
  for (const name of NAMES) await people[name].screenshot({ path: info.outputPath(`${name}.png`) })
})
test.afterAll(() => hall?.stop())

async function arrive(browser: Browser, name: Name): Promise<Page> {
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage()
  await page.goto(hall.server.url)
  await signIn(page, name)
  return page
}

/** Lets days go by in the hall, with what they bring; whoever sits there is signed in anew, since sessions end. */
async function days(n: number, browser: Browser): Promise<void> {
  shift += n * DAY
  await hall.server.app.scheduler.tick()
  await hall.server.app.matters.drain()
  if (people) for (const page of Object.values(people)) await page.context().close()
  people = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await arrive(browser, name)] as const)),
  ) as Record<Name, Page>
  if (matter) for (const name of NAMES) await thread(name)
}

const thread = (name: Name, tab = '') => go(people[name], `/supervisions/${matter}${tab && `/${tab}`}`)
const button = (within: Page | Locator, name: string | RegExp) =>
  within.getByRole('button', { name, exact: typeof name === 'string' }).first()

/** An action of the thread's page, as a button or in the menu. */
async function act(page: Page, action: string): Promise<void> {
  const group = page.getByRole('group', { name: '可以做的事' })
  const direct = group.getByRole('button', { name: action, exact: true })
  const listed = page.getByRole('menuitem', { name: action, exact: true })
  await expect(group).toBeVisible()
  await expect(async () => {
    if (await direct.isVisible()) return direct.click({ timeout: 2_000 })
    if (!(await listed.isVisible())) await group.getByRole('button', { name: '更多操作' }).click({ timeout: 2_000 })
    await listed.click({ timeout: 2_000 })
  }, `${action} can be chosen`).toPass({ timeout: 30_000 })
}

/** Answers the dialogue that stands open, and waits until it is gone. */
async function answer(page: Page, confirm: string, fill: (dialog: Locator) => Promise<unknown>): Promise<void> {
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await fill(dialog)
  await dialog.getByRole('button', { name: confirm, exact: true }).click()
  await expect(dialog, `${confirm}: the dialogue closes`).toBeHidden()
}

async function everybodySees(text: string | RegExp, who: readonly Name[] = NAMES): Promise<void> {
  for (const name of who) await expect(people[name].getByText(text).first(), `${name} sees ${text}`).toBeVisible()
}

/** A task on the desk is followed to its action. */
async function fromDesk(name: Name, task: RegExp): Promise<void> {
  await go(people[name], '/desk')
  await people[name].getByRole('link', { name: task }).first().click()
}

/** A proposal with an answer in which one of two suggestions is promised. */
async function promised(): Promise<void> {
  const desks = await Promise.all(['member2', 'moderator', 'unit3'].map((who) => hall.desk(who)))
  const [author, moderator, unit] = desks as [(typeof desks)[0], (typeof desks)[0], (typeof desks)[0]]
  proposal = (await submit(author, { title: PROPOSAL })).matter
  const due = dayEnd(dayOf(hall.now + shift + 60 * DAY))
  await hall.must(moderator, proposal, 'proposal.file', { category: 'elderly', weight: 'normal' })
  await hall.must(moderator, proposal, 'proposal.assign', { lead: 'lj-zhujian', assisting: [], due })
  await hall.must(unit, proposal, 'proposal.accept-assignment')
  await hall.must(unit, proposal, 'proposal.answer', {
    text: '答复如下。',
    items: [
      { suggestion: 0, text: PROMISE, class: 'B', promise: { owner: 'lj-zhujian', due } },
      { suggestion: 1, text: '补偿办法已定。', class: 'A' },
    ],
  })
  await hall.must(moderator, proposal, 'proposal.release-answer')
  for (const desk of desks) desk.close()
}

test('[EE8, TH4, TH5, BD8] a promise becomes a thread, runs overdue, is pressed, kept, verified and closed, live on every screen', async ({
  browser,
}) => {
  test.setTimeout(420_000)
  await promised()
  await days(0, browser)

  await test.step('the promise is taken under supervision from the answer', async () => {
    const { moderator } = people
    await go(moderator, `/proposals/${proposal}/answer`)
    await button(moderator, /^转入微监督/).click()
    await expect(moderator.getByText(`由“${PROPOSAL}”的承诺发起`)).toBeVisible()
    await expect(moderator.getByLabel('第 1 项承诺')).toHaveValue(PROMISE)
    const picker = moderator.getByRole('combobox', { name: '监督人' })
    await picker.focus()
    await moderator.keyboard.type('陈立平')
    await expect(moderator.getByRole('option', { name: /陈立平/ }).first()).toBeVisible()
    await moderator.keyboard.press('ArrowDown')
    await moderator.keyboard.press('Enter')
    await moderator.keyboard.press('Tab')
    await moderator.locator('form').getByRole('button', { name: '发起微监督' }).click()
    await expect(moderator.getByRole('group', { name: '可以做的事' })).toBeVisible()
    matter = /supervisions\/([0-9a-f-]{36})/.exec(moderator.url())?.[1] ?? ''
    expect(matter, 'its page has an address').not.toBe('')
    await go(people.member, `/proposals/${proposal}/answer`)
    await expect(people.member.getByRole('link', { name: /^查看微监督/ }), 'the proposal leads there').toBeVisible()
    for (const name of NAMES) await thread(name)
    await everybodySees(PROMISE)
  })

  await test.step('the unit responds and reports; a representative follows and shows what is there, in few steps', async () => {
    const { unit3, representative } = people
    await act(unit3, '作出回应')
    await answer(unit3, '作出回应', (dialog) => dialog.getByLabel(/落实安排/).fill('已定施工队，月内开工。'))
    await everybodySees('已定施工队，月内开工。')
    await act(representative, '关注')
    await expect(representative.getByText('1 人关注').first()).toBeVisible()
    // one press, words, a picture, one press
    await act(representative, '随手拍')
    await answer(representative, '发出', async (dialog) => {
      await expect(dialog.getByLabel('看到了什么'), 'one begins to write at once').toBeFocused()
      await representative.keyboard.type('三号楼还没有围挡，材料堆在楼道里。')
      const file = { name: '楼道.jpg', mimeType: 'image/jpeg', buffer: await photograph() }
      await dialog.locator('input[type=file]').setInputFiles(file)
      await expect(dialog.getByText('楼道.jpg').first()).toBeVisible()
      await expect(dialog.locator('progress, [role="progressbar"]')).toHaveCount(0)
    })
    for (const name of NAMES) await thread(name, 'seen')
    await everybodySees('材料堆在楼道里')
    for (const name of NAMES)
      await expect(people[name].getByRole('button', { name: /楼道\.jpg/ }), `${name} sees the picture`).toBeVisible()
    for (const name of NAMES) await thread(name)
  })

  await test.step('overdue: the desk asks the moderator to remind, and the board to look', async () => {
    await days(63, browser)
    await everybodySees('已超期')
    const { moderator } = people
    await go(moderator, '/board')
    await expect(moderator.getByRole('heading', { name: /^已超期\s*1$/ })).toBeVisible()
    await moderator.getByRole('link', { name: /^催办：/ }).click()
    await answer(moderator, '确认催办', (dialog) => dialog.getByLabel('催办意见').fill('期限已过，请说明情况。'))
    await expect(moderator.getByText('已催办').first()).toBeVisible()
    await expect(people.unit3.getByText('变更、延期和催办（1）'), 'live for the unit').toBeVisible()
    await go(people.unit3, '/board')
    await expect(people.unit3.getByRole('heading', { name: '本单位看板' })).toBeVisible()
    await expect(
      people.unit3.getByRole('link', { name: /^去报告：/ }),
      'its own desk leads to the report',
    ).toBeVisible()
  })

  await test.step('not heeded: it goes up a level, by the rule that allows it', async () => {
    await days(20, browser)
    await fromDesk('moderator', new RegExp(`${PROMISE.slice(0, 4)}|加装电梯`))
    await thread('moderator')
    const { moderator } = people
    await act(moderator, '提请上级督办')
    await answer(moderator, '确认提请', async (dialog) => {
      await expect(dialog.getByText(/依据：催办回应/)).toBeVisible()
      await dialog.getByLabel('理由').fill('催办逾期未回应。')
    })
    await everybodySees(/提请.*省级/)
    await everybodySees('催办逾期未回应。')
  })

  await test.step('claimed, and found kept in part: two things that stand side by side', async () => {
    const { unit3, member } = people
    await act(unit3, '申报办结')
    await answer(unit3, '申报办结', (dialog) => dialog.getByLabel('办结情况').fill('三幢楼均已装完。'))
    await everybodySees('三幢楼均已装完。')
    await fromDesk('member', /待核查|请核查|核查/)
    await answer(member, '记录结论', async (dialog) => {
      await expect(dialog.getByText('三幢楼均已装完。'), 'the claim is read before it is judged').toBeVisible()
      await dialog.getByText('部分兑现', { exact: true }).click()
      await dialog.getByLabel('核查情况').fill('三号楼的电梯还不能用。')
    })
    await everybodySees('三号楼的电梯还不能用。')
    for (const name of NAMES) {
      const card = people[name].getByRole('region', { name: '监督人怎么看' })
      await expect(card.getByText('部分兑现'), `${name} sees the verdict apart`).toBeVisible()
      await expect(people[name].getByRole('region', { name: '单位怎么说' })).toContainText('三幢楼均已装完。')
    }
  })

  await test.step('claimed again, found kept, closed and rated', async () => {
    const { unit3, member, moderator, representative } = people
    await act(unit3, '申报办结')
    await answer(unit3, '申报办结', (dialog) => dialog.getByLabel('办结情况').fill('三号楼已通过检验。'))
    await act(member, '核查')
    await answer(member, '记录结论', async (dialog) => {
      await dialog.getByText('已兑现', { exact: true }).click()
      await dialog.getByLabel('核查情况').fill('三台都乘过，正常。')
    })
    await everybodySees('已兑现 1 / 1 项')
    await act(moderator, '办结')
    await answer(moderator, '确认办结', (dialog) => dialog.getByLabel('办结小结').fill('承诺已经兑现。'))
    await everybodySees('承诺已经兑现。')
    await fromDesk('member', /评价/)
    await answer(member, '提交评价', async (dialog) => {
      await dialog.getByRole('group', { name: /回应/ }).getByText('4 分').click()
      await dialog.getByRole('group', { name: /成效/ }).getByText('5 分').click()
    })
    await act(representative, '评价')
    await answer(representative, '提交评价', async (dialog) => {
      await dialog.getByRole('group', { name: /回应/ }).getByText('2 分').click()
      await dialog.getByRole('group', { name: /成效/ }).getByText('5 分').click()
    })
    await thread('member')
    await everybodySees(/3\.0/)
    await everybodySees(/5\.0/)
  })

  await test.step('the board counts it: claims and verdicts apart; the bulletin as a Word file', async () => {
    const { moderator } = people
    await go(moderator, '/board')
    await expect(moderator.getByText('1 件微监督，1 项承诺')).toBeVisible()
    await expect(moderator.getByText('1 / 1 项').first()).toBeVisible()
    await moderator.getByText('督办通报', { exact: true }).click()
    await expect(moderator.getByText(/经监督核查认定兑现 1 项/).first()).toBeVisible()
    const [file] = await Promise.all([moderator.waitForEvent('download'), button(moderator, /Word/).click()])
    expect(file.suggestedFilename()).toMatch(/^督办通报（.*）\.docx$/)
    expect((await readFile(await file.path())).subarray(0, 2).toString(), 'a Word file is a zip').toBe('PK')
  })

  await test.step('the record verifies, and says each thing once; the proposal has the verdict', async () => {
    const desk = await hall.desk('moderator')
    const types = (await hall.record(desk, matter)).map(({ type }) => type)
    const count = (type: string) => types.filter((one) => one === type).length
    for (const once of ['supervision.opened', 'supervision.reminded', 'supervision.escalated', 'supervision.closed'])
      expect(count(once), once).toBe(1)
    expect([count('commitment.claimed-done'), count('commitment.verified')]).toEqual([2, 2])
    expect((await hall.record(desk, proposal)).map(({ type }) => type)).toContain('proposal.verdict-passed-on')
    desk.close()
  })
})

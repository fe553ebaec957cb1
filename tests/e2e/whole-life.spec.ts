import { expect, test, type Browser, type Locator, type Page } from './test.ts'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { openHall, type Hall } from '../support/server/hall.ts'
import { go, signIn } from './people.ts'

const DAY = 24 * 60 * 60_000
const CLUE = '杨梅桥社区六层老楼没有电梯，三楼以上的老人一年下不了几次楼，盼着装电梯。'
const TITLE = '关于为杨梅桥社区老楼加装电梯的提案'
const OTHER = '关于老楼加装电梯时同步修缮楼道照明的建议'
const WEB = path.resolve(import.meta.dirname, '../../out/renderer')
const NAMES = ['representative', 'member', 'moderator', 'unit', 'unit3'] as const
type Name = (typeof NAMES)[number]

let hall: Hall
let people: Record<Name, Page>

test.beforeAll(async () => {
  expect(existsSync(path.join(WEB, 'index.html')), 'the client is built').toBe(true)
  hall = await openHall([], { store: 'sqlite', parts: { webFolder: WEB } })
})
test.afterEach(async ({ page: _page }, info) => {
  if (info.status === info.expectedStatus || !people) return
  for (const name of NAMES) await people[name].screenshot({ path: info.outputPath(`${name}.png`) })
})
test.afterAll(() => hall?.stop())

async function arrive(browser: Browser, name: Name): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(hall.server.url)
  await signIn(page, name)
  return page
}

/** Clicks what the reader is offered; `within` is a dialog or the page. */
const press = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true }).first().click()

/** Opens a dialog of an action, fills it, confirms it, and waits until it is gone. */
async function decide(page: Page, action: string, confirm: string, fill: (dialog: Locator) => Promise<void>) {
  const dialog = page.getByRole('dialog')
  const button = page.getByRole('button', { name: action, exact: true }).first()
  const more = page.getByRole('button', { name: '更多操作' }).first()
  const entry = page.getByRole('menuitem', { name: action, exact: true })
  await expect(async () => {
    if (await button.isVisible()) return button.click({ timeout: 1000 })
    if (!(await entry.isVisible())) await more.click({ timeout: 1000 })
    await entry.click({ timeout: 1000 })
  }, `${action} is offered`).toPass({ timeout: 15_000 })
  await fill(dialog)
  await dialog.getByRole('button', { name: confirm, exact: true }).click()
  await expect(dialog, `${action}: the dialog closes`).toBeHidden()
}

/** Picks from a list that is searched by typing. */
async function pick(within: Page | Locator, label: string, text: string): Promise<void> {
  const box = within.getByRole('combobox', { name: label })
  const page = 'page' in within ? within.page() : within
  await box.focus()
  await page.keyboard.type(text)
  await expect(page.getByRole('option', { name: new RegExp(text) }).first()).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  // a list for several stays open until it is left
  await page.keyboard.press('Tab')
}

async function category(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: '类别' }).press('Enter')
  await page.getByRole('option', { name }).click()
}

/** What everybody must come to see without touching anything. */
async function everybodySees(text: string | RegExp, who: readonly Name[] = NAMES): Promise<void> {
  for (const name of who) await expect(people[name].getByText(text).first(), `${name} sees ${text}`).toBeVisible()
}

const choose = (dialog: Locator, question: string, answer: string) =>
  dialog.getByRole('radiogroup', { name: question }).getByText(answer, { exact: true }).click()

async function evaluate(page: Page, result: string): Promise<void> {
  await decide(page, '评价答复', '提交评价', async (dialog) => {
    await choose(dialog, '承办单位是否走访', '上门走访')
    await choose(dialog, '怎样听取您的意见', '当面')
    await choose(dialog, '对办理态度', '满意')
    await choose(dialog, '答复是否针对建议', '基本针对建议')
    await choose(dialog, '对办理结果', result)
  })
}

const idOf = (page: Page) => /\/(?:proposals|suggestions)\/([0-9a-f-]{36})/.exec(page.url())![1]!

test('[EE4] five people take a clue to a promise that was looked back upon, live on all screens', async ({
  browser,
}) => {
  people = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await arrive(browser, name)] as const)),
  ) as Record<Name, Page>
  const { representative, member, moderator, unit, unit3 } = people

  await test.step('a suggestion, posted in one field', async () => {
    await go(representative, '/suggest')
    await representative.getByLabel('您的建议').fill(CLUE)
    await representative.keyboard.press('Control+Enter')
    await expect(representative.getByText('待受理').first()).toBeVisible()
  })
  const clue = idOf(representative)

  await test.step('taken up by a member, which its author sees at once', async () => {
    await go(member, `/suggestions/${clue}`)
    await press(member, '领办为微提案')
    await member.getByLabel('标题', { exact: true }).fill(TITLE)
    await expect(member.getByLabel('情况与理由')).toHaveValue(new RegExp(CLUE.slice(0, 20)))
    await member.getByLabel('第 1 条建议').fill('为杨梅桥社区 1 至 5 幢老楼加装电梯')
    await press(member, '增加一条建议')
    await member.keyboard.type('对加装电梯的楼道给予每台二十万元补助')
    await category(member, '城市建设')
    await press(member, '提交')
    await expect(member.getByRole('heading', { name: TITLE })).toBeVisible()
    await expect(representative.getByText('已领办').first()).toBeVisible()
  })
  const matter = idOf(member)

  await test.step('signed by whoever gave the clue', async () => {
    await decide(member, '邀请联名', '发出邀请', (dialog) => pick(dialog, '联名人', '李桂芳'))
    await go(representative, `/proposals/${matter}`)
    await decide(representative, '同意联名', '确认联名', (dialog) =>
      dialog.getByLabel(/意见/).fill('情况属实，楼里十一户都愿意。'),
    )
  })

  await test.step('filed, and live for the others', async () => {
    await go(moderator, `/proposals/${matter}`)
    await decide(moderator, '立案', '确认立案', () => Promise.resolve())
    await everybodySees(/\d{4}-0001/, ['moderator', 'member', 'representative'])
    for (const name of NAMES) await go(people[name], `/proposals/${matter}/handling`)
    await everybodySees(/\d{4}-0001/)
  })

  await test.step('another one is merged, taken back, and merged again', async () => {
    await go(representative, '/write')
    await representative.getByLabel('标题', { exact: true }).fill(OTHER)
    await representative.getByLabel('情况与理由').fill('杨梅桥社区 3 幢楼道灯坏了半年，加装电梯时正好一起修。')
    await representative.getByLabel('第 1 条建议').fill('加装电梯时同步更换楼道声控灯')
    await category(representative, '城市建设')
    await press(representative, '提交')
    await expect(representative.getByRole('heading', { name: OTHER })).toBeVisible()
    const other = idOf(representative)
    await go(moderator, `/proposals/${other}`)
    const merge = () => decide(moderator, '并案', '确认并案', (dialog) => pick(dialog, '主案', '加装电梯的提案'))
    await merge()
    await everybodySees(OTHER, ['member', 'unit', 'unit3'])
    await expect(representative.getByText('已并案').first()).toBeVisible()
    await decide(moderator, '撤销并案', '确认撤销', (dialog) => dialog.getByLabel('原因').fill('先请提案人补充'))
    await expect(representative.getByText('待审查').first()).toBeVisible()
    await expect(member.getByText(OTHER), 'the lead no longer carries it').toHaveCount(0)
    await merge()
    await everybodySees(OTHER, ['member', 'unit', 'unit3'])
    for (const page of [moderator, representative]) await go(page, `/proposals/${matter}/handling`)
    await everybodySees('加装电梯时同步更换楼道声控灯')
  })

  await test.step('assigned, refused, assigned to another unit, accepted', async () => {
    await decide(moderator, '交办', '确认交办', (dialog) => pick(dialog, '主办单位', '城市管理'))
    await decide(unit, '退办', '确认退办', (dialog) =>
      dialog.getByLabel('退办原因').fill('既有住宅加装电梯由住房和城乡建设部门负责。'),
    )
    await everybodySees('既有住宅加装电梯由住房和城乡建设部门负责。', ['moderator', 'member', 'representative'])
    await decide(moderator, '交办', '确认交办', (dialog) => pick(dialog, '主办单位', '住房'))
    await decide(unit3, '接收办理', '接收办理', () => Promise.resolve())
    await everybodySees('办理中')
  })

  const item = (n: number) => unit3.getByRole('group', { name: new RegExp(`^建议${n}$`) })
  async function reply(n: number, text: string, grade: 'A' | 'B' | 'C'): Promise<void> {
    await item(n).getByLabel('对这条建议的答复').fill(text)
    await item(n).getByText(`${grade}类`, { exact: true }).click()
  }
  const hand = async () => {
    await press(unit3, '送审')
    await expect(unit3.getByText('等待主持人审核').first()).toBeVisible()
  }

  await test.step('an answer with a gap is handed in, returned, mended, released', async () => {
    await press(unit3, '起草答复')
    await unit3
      .getByRole('textbox', { name: '正文', exact: true })
      .fill('感谢委员和居民代表的关心，我局会同街道到杨梅桥社区逐幢踏勘，现答复如下。')
    await reply(1, '1 幢、2 幢已通过业主表决，列入明年加装计划。', 'B')
    const due = new Date(hall.now + 200 * DAY).toISOString().slice(0, 10)
    await item(1).getByLabel('完成日期').fill(due)
    await reply(2, '补助政策已按每台二十万元执行。', 'A')
    await press(unit3, '送审')
    await press(unit3.getByRole('dialog'), '仍然送审')
    await expect(unit3.getByText('等待主持人审核').first()).toBeVisible()
    await press(moderator, '审核答复')
    await expect(moderator.getByText('有 1 条建议没有答复，不能发布').first()).toBeVisible()
    await expect(member.getByText('列入明年加装计划'), 'held: nobody else sees it').toHaveCount(0)
    await decide(moderator, '退回修改', '退回承办单位', (dialog) =>
      dialog.getByLabel('需要修改的地方').fill('第三条没有答复'),
    )
    await expect(unit3.getByText('第三条没有答复').first()).toBeVisible()
    await press(unit3, '修改答复')
    await expect(item(1).getByLabel('对这条建议的答复'), 'what was written is kept').toHaveValue(/逐|表决/)
    await reply(3, '楼道灯更换一并列入加装电梯的配套工程，今年先修 3 幢。', 'A')
    await hand()
    await decide(moderator, '发布答复', '确认发布', () => Promise.resolve())
    for (const page of [member, representative, unit]) {
      await go(page, `/proposals/${matter}/answer`)
      await expect(page.getByText('楼道灯更换一并列入').first()).toBeVisible()
    }
  })

  await test.step('evaluated: one agrees, the author does not; handled again, agreed, closed', async () => {
    await evaluate(representative, '同意')
    await evaluate(member, '不同意')
    await decide(moderator, '再次办理', '交回再次办理', (dialog) =>
      dialog.getByLabel('交回的理由').fill('3 至 5 幢没有时间表'),
    )
    await everybodySees('3 至 5 幢没有时间表')
    await press(unit3, '起草答复')
    await unit3.getByRole('textbox', { name: '正文', exact: true }).fill('再次到社区召开居民会后，补充答复如下。')
    await reply(1, '1 至 5 幢分两批加装，第二批明年底前完成。', 'B')
    await item(1)
      .getByLabel('完成日期')
      .fill(new Date(hall.now + 300 * DAY).toISOString().slice(0, 10))
    await reply(2, '补助政策已按每台二十万元执行。', 'A')
    await reply(3, '3 幢楼道灯已经修好。', 'A')
    await hand()
    await decide(moderator, '发布答复', '确认发布', () => Promise.resolve())
    await everybodySees('3 幢楼道灯已经修好。')
    await evaluate(representative, '同意')
    await evaluate(member, '同意')
    await decide(moderator, '办结', '确认办结', () => Promise.resolve())
    await everybodySees('已办结')
  })

  await test.step('looked back upon after ninety days; sessions have ended meanwhile', async () => {
    hall.now += 91 * DAY
    for (const name of NAMES) {
      await go(people[name], '/desk')
      await people[name].reload()
      await signIn(people[name], name)
    }
    await moderator
      .getByRole('link', { name: new RegExp(TITLE) })
      .first()
      .click()
    const dialog = moderator.getByRole('dialog')
    await choose(dialog, '兑现情况', '部分兑现')
    await dialog.getByLabel('依据').fill('实地查看：1 幢电梯井道已完工，2 幢正在施工。')
    await dialog.getByRole('button', { name: '记录回看' }).click()
    await expect(dialog).toBeHidden()
    for (const name of NAMES) await go(people[name], `/proposals/${matter}/answer`)
    await everybodySees('1 幢电梯井道已完工')
  })

  await test.step('whoever gave the clue was told at every turn; every record verifies', async () => {
    const desk = await hall.desk('representative')
    const told = await hall.told(desk, matter)
    for (const turn of ['filed', 'assigned', 'answer-released', 'rehandled', 'closed', 'looked-back'])
      expect(told, 'return receipt').toContain(`proposal.${turn}`)
    const types = (await hall.record(desk, matter)).map(({ type }) => type)
    expect(types.filter((type) => type === 'proposal.absorbed')).toHaveLength(2)
    expect(types.filter((type) => type === 'proposal.answer-released')).toHaveLength(2)
    expect(types.at(-1)).toBe('proposal.looked-back')
    await hall.record(desk, clue)
    desk.close()
  })
})

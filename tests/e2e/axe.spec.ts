import { expect, test, type Browser, type Page } from '@playwright/test'
import { createRequire } from 'node:module'
import { person } from '../support/server/desk.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn } from './people.ts'

/** The system's own wish, which the client follows at once: how each theme is worn without another visit. */
const THEMES = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  contrast: { colorScheme: 'light', contrast: 'more' },
} as const
type Theme = keyof typeof THEMES
const LOOKS: { size: 'standard' | 'elder'; themes: Theme[] }[] = [
  { size: 'standard', themes: ['light', 'dark', 'contrast'] },
  { size: 'elder', themes: ['light', 'dark'] },
]
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Who looks at what: a place, and what is opened there. `@词` stands for the matter whose title has the word. */
interface State {
  as: string
  at: string
  open?: (page: Page) => Promise<void>
}
const press = (name: string | RegExp) => async (page: Page) => {
  await page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()
}
const dialog = (name: string | RegExp) => async (page: Page) => {
  await press(name)(page)
  await expect(page.getByRole('dialog')).toBeVisible()
}
const fromMenu = (name: string) => async (page: Page) => {
  await press('更多操作')(page)
  await page.getByRole('menuitem', { name }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}
/** Only that the address opens a dialogue. */
const shown = async (page: Page) => expect(page.getByRole('dialog')).toBeVisible()

const tab = (name: string) => async (page: Page) => {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
}
const pollDialog = async (page: Page) => {
  await tab('主持台')(page)
  await dialog('发起表决')(page)
}

const STATES: State[] = [
  ...['/desk', '/proposals', '/suggestions', '/suggest', '/archive', '/notices', '/settings', '/nowhere'].map((at) => ({
    as: 'moderator',
    at,
  })),
  { as: 'moderator', at: '/proposals', open: press(/^筛选/) },
  { as: 'moderator', at: '/table' },
  { as: 'moderator', at: '/roster' },
  { as: 'moderator', at: '/insight' },
  // screening
  ...['', '/discussion', '/cosigners', '/versions', '/record'].map((tab) => ({
    as: 'moderator',
    at: `/proposals/@餐饮油烟${tab}`,
  })),
  { as: 'moderator', at: '/proposals/@飞线充电?do=file', open: shown },
  { as: 'moderator', at: '/proposals/@飞线充电?do=return', open: shown },
  { as: 'moderator', at: '/proposals/@飞线充电?do=decline', open: shown },
  { as: 'moderator', at: '/proposals/@飞线充电?do=merge', open: shown },
  // filed, refused, merged
  { as: 'moderator', at: '/proposals/@船巷人行地道/handling' },
  { as: 'moderator', at: '/proposals/@应急电话?do=assign', open: shown },
  { as: 'moderator', at: '/proposals/@沿江步道安全/handling' },
  { as: 'moderator', at: '/proposals/@放置救生圈' },
  // a held answer, an answer sent back
  { as: 'moderator', at: '/proposals/@配餐温度/answer' },
  { as: 'moderator', at: '/proposals/@配餐温度/answer', open: dialog('发布答复') },
  { as: 'moderator', at: '/proposals/@歇脚座椅/answer' },
  // answered, handled again, closed
  { as: 'moderator', at: '/proposals/@定向音响/answer' },
  { as: 'moderator', at: '/proposals/@定向音响/answer', open: dialog('再次办理') },
  { as: 'moderator', at: '/proposals/@图书馆夜间/answer', open: dialog('办结') },
  { as: 'moderator', at: '/proposals/@村卫生室医生/answer', open: press('并排比较各次答复') },
  { as: 'moderator', at: '/proposals/@无障碍?do=lookBack', open: shown },
  // suggestions, screened
  { as: 'moderator', at: '/suggestions/@路灯坏了', open: dialog('转办') },
  { as: 'moderator', at: '/suggestions/@路灯坏了', open: dialog('不采用') },
  // sessions: the room, its console, a poll being written, the big screen
  { as: 'moderator', at: '/consultations/@北巷夜间集市/room' },
  { as: 'moderator', at: '/consultations/@北巷夜间集市/room', open: tab('主持台') },
  { as: 'moderator', at: '/consultations/@北巷夜间集市/room', open: pollDialog },
  { as: 'moderator', at: '/consultations/@北巷夜间集市/screen' },
  { as: 'member', at: '/consultations/@北巷夜间集市/room' },
  { as: 'member', at: '/consultations/@北巷夜间集市/polls' },
  // the units
  { as: 'unit3', at: '/proposals/@海绵庭院/handling' },
  { as: 'unit3', at: '/proposals/@海绵庭院', open: dialog('接收办理') },
  { as: 'unit3', at: '/proposals/@海绵庭院?do=refuse', open: shown },
  { as: 'unit', at: '/desk' },
  { as: 'unit', at: '/proposals/@沿街雨水口/answer' },
  { as: 'unit', at: '/proposals/@沿街雨水口/answer?write=1' },
  { as: 'unit', at: '/proposals/@沿街雨水口/answer?write=1', open: fillAnswer },
  { as: 'unit', at: '/proposals/@歇脚座椅/answer?write=1' },
  { as: 'unit', at: '/proposals/@海绵庭院', open: dialog('会办意见') },
  { as: 'unit', at: '/suggestions/@井盖', open: dialog('答复') },
  { as: 'unit2', at: '/proposals/@配餐温度/answer' },
  // who proposes
  { as: 'representative', at: '/desk' },
  { as: 'representative', at: '/drafts' },
  { as: 'representative', at: '/write' },
  { as: 'representative', at: '/write', open: press('提交') },
  { as: 'representative', at: '/proposals/@沿江步道安全/answer', open: dialog('评价答复') },
  { as: 'representative', at: '/proposals/@放置救生圈/answer' },
  { as: 'representative', at: '/proposals/@飞线充电?do=invite', open: shown },
  { as: 'representative', at: '/proposals/@飞线充电', open: fromMenu('撤回提案') },
  { as: 'representative', at: '/suggestions/@没有凳子' },
  { as: 'representative', at: '/suggestions/@电梯困过' },
  { as: 'member', at: '/proposals/@飞线充电?do=cosign' },
  { as: 'member', at: '/proposals/@飞线充电', open: dialog('同意联名') },
  { as: 'member', at: '/write', open: fillProposal },
  { as: 'member7', at: '/suggestions/@便民窗口', open: dialog('评价答复') },
]

async function fillAnswer(page: Page): Promise<void> {
  await page.getByLabel('对这条建议的答复').first().fill('已列入计划，年底前完成。')
  await page.getByRole('radio', { name: /^B类/ }).first().press('Space')
  await press('送审')(page)
  await expect(page.getByRole('alert').first()).toBeVisible()
}

async function fillProposal(page: Page): Promise<void> {
  await page.getByLabel('标题').fill('关于杨梅桥社区老旧小区加装电梯的建议')
  await page.getByLabel('情况与理由').fill('杨梅桥社区多为六层住宅，没有电梯，老人上下楼困难，要高度重视。')
  await expect(page.getByText(/找到 \d+ 件/)).toBeVisible()
}

// Some roles see much, and machines are slow.
test.setTimeout(300_000)

let server: SpawnedServer
const ids = new Map<string, string>()
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off' } })
  const moderator = await person(server, 'moderator')
  let after: string | undefined
  do {
    const reply = await moderator.request('matters:list', { limit: 50, ...(after ? { cursor: after } : {}) })
    if (!reply.ok) throw new Error(`matters:list: ${reply.refusal.code}`)
    for (const { id, title } of reply.value.items) ids.set(title, id)
    after = reply.value.next
  } while (after !== undefined)
  moderator.close()
})
test.afterAll(() => server?.stop())

/** An address with the id of the matter that it names. */
function address(at: string): string {
  return at.replace(/@([^/?]+)/, (_, word: string) => {
    const found = [...ids].find(([title]) => title.includes(word))
    if (!found) throw new Error(`the demo has nothing titled ${word}`)
    return found[1]
  })
}

/** What a theme can break; all else is the same in each and looked at in the first. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

interface AxeResult {
  id: string
  nodes: { target: unknown[]; failureSummary?: string }[]
}
interface Axe {
  run(context: object, options: object): Promise<{ violations: AxeResult[] }>
}
// Put into each page once: what `@axe-core/playwright` does before every look takes as long as the look.
const axe = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js')

/** Every violation as one line: which rule, where. */
async function violations(page: Page, whole: boolean): Promise<string[]> {
  // the list beside a matter is the list that was looked at by itself
  const exclude = /s\/[0-9a-f-]{36}/.test(page.url()) ? ['.panes > .list .rows'] : []
  const options = whole
    ? { runOnly: { type: 'tag', values: TAGS }, rules: { 'target-size': { enabled: true } } }
    : { runOnly: { type: 'rule', values: OF_COLOURS } }
  return page.evaluate(
    async ({ exclude, options }) => {
      const { axe } = window as unknown as { axe: Axe }
      const { violations: found } = await axe.run(
        { include: ['html'], exclude },
        { ...options, resultTypes: ['violations'] },
      )
      return found.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} — ${failureSummary}`),
      )
    },
    { exclude, options },
  )
}

async function wear(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia(THEMES[theme])
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
  await settled(page)
}

async function settled(page: Page): Promise<void> {
  await expect(page.locator('.el-skeleton, [aria-busy="true"]')).toHaveCount(0)
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
}

/** A page in a size of type, with the theme of the system. */
async function sized(browser: Browser, size: string): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  await page.addInitScript(
    (settings) => {
      const kept = JSON.parse(localStorage.getItem('zx:settings') ?? '{}') as object
      localStorage.setItem('zx:settings', JSON.stringify({ ...kept, ...settings }))
    },
    { size, theme: 'system' },
  )
  await page.addInitScript({ path: axe })
  // each change of theme would be waited for
  await page.addInitScript(() => {
    const still = new CSSStyleSheet()
    still.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }')
    addEventListener('DOMContentLoaded', () => document.adoptedStyleSheets.push(still))
  })
  await page.goto(server.url)
  return page
}

/** Comes to a place from nowhere, so that it opens afresh, and opens there what is to be looked at. */
async function come(page: Page, { at, open }: State): Promise<void> {
  await go(page, '/nowhere')
  const nowhere = page.locator('main').getByRole('heading', { name: '没有这个页面', level: 2 })
  await expect(nowhere).toBeVisible()
  await go(page, address(at))
  if (at !== '/nowhere') await expect(nowhere).toBeHidden()
  await expect(page.locator('main h1').first()).toBeAttached()
  await settled(page)
  await open?.(page)
  await settled(page)
}

for (const { size, themes: all } of LOOKS)
  for (const [as, states] of Map.groupBy(STATES, (state) => state.as))
    test(`[EE2] nothing ${as} sees breaks WCAG 2.2 AA: ${size}, ${all.join(', ')}`, async ({ browser }) => {
      const themes = [...all]
      const page = await sized(browser, size)
      await signIn(page, as)
      for (const state of states)
        await test.step(state.at, async () => {
          await come(page, state)
          // to and fro: the theme worn last is worn first at the next place
          for (const [index, theme] of themes.entries()) {
            await wear(page, theme)
            expect.soft(await violations(page, index === 0), `${as} ${state.at}, ${size}, ${theme}`).toEqual([])
          }
          themes.reverse()
          if (await page.getByRole('dialog').count()) await page.keyboard.press('Escape')
        })
      await page.context().close()
    })

test('[EE2] the sign-in page breaks WCAG 2.2 AA in no look', async ({ browser }) => {
  for (const { size, themes } of LOOKS) {
    const page = await sized(browser, size)
    await expect(page.getByLabel('用户名')).toBeVisible()
    for (const theme of themes) {
      await wear(page, theme)
      expect.soft(await violations(page, theme === 'light'), `sign-in, ${size}, ${theme}`).toEqual([])
    }
    await page.context().close()
  }
})

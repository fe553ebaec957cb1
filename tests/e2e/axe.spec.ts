import { expect, test, type Page } from './test.ts'
import { dialog, fromMenu, lookAt, LOOKS, press, shown, sized, violations, wear, type State } from './axe.ts'

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
  // what falls due, and why
  { as: 'moderator', at: '/due' },
  { as: 'moderator', at: '/due', open: press(/^为什么/) },
  { as: 'unit', at: '/due' },
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
  { as: 'member9', at: '/desk', open: locked },
  { as: 'member7', at: '/suggestions/@便民窗口', open: dialog('评价答复') },
]

async function fillAnswer(page: Page): Promise<void> {
  await page.getByLabel('对这条建议的答复').first().fill('已列入计划，年底前完成。')
  await page.getByRole('radio', { name: /^B类/ }).first().press('Space')
  await press('送审')(page)
  await expect(page.getByRole('alert').first()).toBeVisible()
}

async function fillProposal(page: Page): Promise<void> {
  await page.getByLabel('标题', { exact: true }).fill('关于杨梅桥社区老旧小区加装电梯的建议')
  await page.getByLabel('情况与理由').fill('杨梅桥社区多为六层住宅，没有电梯，老人上下楼困难，要高度重视。')
  await expect(page.getByText(/找到 \d+ 件/)).toBeVisible()
}

async function locked(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+L')
  await page.getByLabel('登录密码').fill('wrong')
  await page.keyboard.press('Enter')
  await expect(page.getByText('密码不对，请再试一次。')).toBeVisible()
}

const demo = lookAt(STATES)

test('[EE2] the sign-in page breaks WCAG 2.2 AA in no look', async ({ browser }) => {
  for (const { size, themes } of LOOKS) {
    const page = await sized(browser, demo.url, size)
    await expect(page.getByLabel('用户名')).toBeVisible()
    for (const theme of themes) {
      await wear(page, theme)
      expect.soft(await violations(page, theme === 'light'), `sign-in, ${size}, ${theme}`).toEqual([])
    }
    await page.context().close()
  }
})

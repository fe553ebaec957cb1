import { expect, type Page } from '@playwright/test'
import { dialog, lookAt, press, shown, type State } from './axe.ts'

/** A part of the room that is behind a tab at this width. */
const part = (name: RegExp) => async (page: Page) => {
  await page.getByRole('tab', { name }).click()
  await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
}
const onConsole =
  (...names: (string | RegExp)[]) =>
  async (page: Page) => {
    await part(/主持台/)(page)
    for (const name of names) await dialog(name)(page)
  }
/** Every ballot of the room stands open below one another. */
const ballots = async (page: Page) => {
  await expect(page.getByRole('article').filter({ has: page.getByRole('heading') })).not.toHaveCount(0)
  await expect(page.getByRole('button', { name: /投票|提交选票|投出/ }).first()).toBeVisible()
}

const STATES: State[] = [
  { as: 'moderator', at: '/consultations' },
  { as: 'moderator', at: '/convene' },
  { as: 'moderator', at: '/convene', open: press('发起') },
  // being prepared
  ...['', '/agenda', '/people'].map((tab) => ({ as: 'moderator', at: `/consultations/@老年食堂怎样${tab}` })),
  { as: 'moderator', at: '/consultations/@老年食堂怎样/people', open: dialog(/^不准/) },
  { as: 'moderator', at: '/consultations/@老年食堂怎样?do=postpone', open: shown },
  { as: 'moderator', at: '/consultations/@老年食堂怎样?do=cancel', open: shown },
  { as: 'moderator', at: '/consultations/@课后服务怎样?do=invite', open: shown },
  { as: 'moderator', at: '/consultations/@课后服务怎样', open: dialog('宣布开会') },
  // going on
  ...['', '/agenda', '/people', '/polls', '/statements', '/outcome', '/order'].map((tab) => ({
    as: 'moderator',
    at: `/consultations/@两边都睡得着${tab}`,
  })),
  { as: 'moderator', at: '/consultations/@两边都睡得着/outcome?write=1' },
  { as: 'moderator', at: '/consultations/@两边都睡得着/order', open: dialog('维持处理') },
  { as: 'moderator', at: '/consultations/@两边都睡得着/room' },
  { as: 'moderator', at: '/consultations/@两边都睡得着/room', open: part(/^发言/) },
  { as: 'moderator', at: '/consultations/@两边都睡得着/room', open: part(/^议程/) },
  { as: 'moderator', at: '/consultations/@两边都睡得着/room', open: onConsole() },
  ...['发起表决', '增加议程', '会场通知', '宣布散会', '慢速模式', '取消表决', '不予征询'].map((name) => ({
    as: 'moderator',
    at: '/consultations/@两边都睡得着/room',
    open: onConsole(name),
  })),
  { as: 'moderator', at: '/consultations/@两边都睡得着/screen' },
  // pausing, called off
  { as: 'moderator', at: '/consultations/@先看现场再商量' },
  { as: 'moderator', at: '/consultations/@先看现场再商量/room' },
  { as: 'moderator', at: '/consultations/@夜间渣土' },
  // over, before its outcome is out
  ...['', '/polls', '/outcome', '/minutes', '/replay'].map((tab) => ({
    as: 'moderator',
    at: `/consultations/@消防通道如何${tab}`,
  })),
  { as: 'moderator', at: '/consultations/@消防通道如何/outcome?write=1' },
  { as: 'moderator', at: '/consultations/@消防通道如何/minutes', open: press('修改') },
  { as: 'moderator', at: '/consultations/@消防通道如何?do=publish', open: shown },
  { as: 'moderator', at: '/consultations/@消防通道如何?do=settle', open: shown },
  // out
  ...['', '/statements', '/outcome', '/minutes'].map((tab) => ({
    as: 'moderator',
    at: `/consultations/@清了又黑${tab}`,
  })),
  { as: 'moderator', at: '/consultations/@清了又黑?do=review', open: shown },
  { as: 'moderator', at: '/consultations/@早市的货车/outcome' },
  // who takes part
  { as: 'member', at: '/desk' },
  { as: 'member', at: '/consultations/@老年食堂怎样' },
  { as: 'member', at: '/consultations/@老年食堂怎样', open: dialog('请假') },
  { as: 'member', at: '/consultations/@两边都睡得着/room', open: ballots },
  { as: 'member', at: '/consultations/@两边都睡得着/discussion' },
  { as: 'member', at: '/consultations/@消防通道如何/minutes' },
  { as: 'member', at: '/consultations/@消防通道如何?do=object', open: shown },
  { as: 'member4', at: '/consultations/@清了又黑/outcome' },
  { as: 'member8', at: '/consultations/@两边都睡得着/order' },
  { as: 'member8', at: '/consultations/@两边都睡得着/room' },
  { as: 'unit', at: '/consultations/@两边都睡得着/room' },
]

lookAt(STATES, async (moderator, ids) => {
  // the demo has two polls open: then there is one of each method
  const matter = [...ids].find(([title]) => title.includes('两边都睡得着'))?.[1] ?? ''
  const options = ['北巷口', '状元坊', '鼓楼前']
  for (const method of ['approval', 'stance', 'score', 'ranking']) {
    const question = `先在哪里设临时公厕：${method}`
    const reply = await moderator.command(matter, 'poll.open', {
      ...{ poll: `look-${method}`, question, method, options: method === 'stance' ? [] : options },
      ...{ named: method !== 'score', results: method === 'approval' ? 'live' : 'at-close' },
    })
    if (!reply.ok) throw new Error(`poll.open: ${JSON.stringify(reply.refusal)}`)
  }
})

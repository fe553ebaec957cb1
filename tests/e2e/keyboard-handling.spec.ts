import { expect, test, type Locator, type Page } from './test.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { keepsPlace, person, press, strayed, tabTo, type } from './keyboard.ts'

// Filed in the demo, with a wish for its lead unit and three suggestions.
const TITLE = '关于让每一部电梯的应急电话都有人接的提案'
let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off' } })
})
test.afterAll(() => server?.stop())
test.setTimeout(240_000)

/** Opens the proposal with Ctrl+K. */
async function find(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await page.keyboard.type('应急电话')
  await expect(page.getByRole('option', { name: new RegExp(TITLE) }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: TITLE })).toBeVisible()
}

/** Chooses one of a group of radio buttons, `nth` from the first, as the keyboard does it. */
async function choose(page: Page, group: Locator, nth: number): Promise<void> {
  const radios = group.getByRole('radio')
  await tabTo(page, radios)
  await page.keyboard.press('Space')
  for (let i = 0; i < nth; i++) await page.keyboard.press('ArrowDown')
  await expect(radios.nth(nth)).toBeChecked()
}

/** Tab goes round within the dialogue and never out of it. */
async function staysWithin(page: Page, dialog: Locator): Promise<void> {
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press('Tab')
    expect(await dialog.evaluate((box) => box.contains(document.activeElement)), 'Tab stays in the dialogue').toBe(true)
  }
}

test('[EE3] a proposal is handled by keyboard alone: assigned, accepted, answered, released, evaluated', async ({
  browser,
}) => {
  const moderator = await person(browser, server.url, 'moderator')
  await test.step('assign, as the author wished', async () => {
    await find(moderator)
    const assign = moderator.getByRole('button', { name: '交办', exact: true })
    const dialog = moderator.getByRole('dialog')
    await press(moderator, assign)
    await expect(dialog).toBeVisible()
    await staysWithin(moderator, dialog)
    await moderator.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(assign, 'the keyboard is back where the dialogue was opened').toBeFocused()
    await moderator.keyboard.press('Enter')
    await press(moderator, dialog.getByRole('button', { name: '按提案人意愿填写' }))
    await press(moderator, dialog.getByRole('button', { name: '确认交办' }))
    await expect(dialog).toBeHidden()
    await keepsPlace(moderator, 'assigning')
  })

  const unit = await person(browser, server.url, 'unit3')
  await test.step('accept from the desk', async () => {
    await press(unit, unit.getByRole('link', { name: new RegExp(TITLE) }))
    const accept = unit.getByRole('button', { name: '接收办理' }).first()
    await expect(accept).toBeFocused()
    const dialog = unit.getByRole('dialog')
    await expect(dialog, 'nothing lies over what is to be read').toBeHidden()
    await unit.keyboard.press('Enter')
    await press(unit, dialog.getByRole('button', { name: '接收办理' }))
    await expect(dialog).toBeHidden()
    await keepsPlace(unit, 'accepting')
  })

  await test.step('answer item by item, with a promise', async () => {
    await press(unit, unit.getByRole('button', { name: '起草答复' }))
    await expect(unit.getByRole('heading', { name: '起草答复' })).toBeFocused()
    await type(
      unit,
      unit.getByRole('textbox', { name: '正文', exact: true }),
      '我局会同市场监管部门研究，逐条答复如下。',
    )
    const replies = unit.getByRole('textbox', { name: '对这条建议的答复' })
    const classOf = (n: number) => unit.getByRole('radiogroup', { name: new RegExp(`建议${n}：办理结果`) })
    await type(unit, replies.nth(0), '已列入月度维保必检项，本月起执行。')
    await choose(unit, classOf(1), 0)
    await type(unit, replies.nth(1), '统一接听平台列入计划，分两期建设。')
    await choose(unit, classOf(2), 1)
    await tabTo(unit, unit.getByRole('combobox', { name: '负责单位' }))
    await unit.keyboard.type('住房和城乡建设')
    await expect(unit.getByRole('option', { name: /住房和城乡建设局/ }).first()).toBeVisible()
    await unit.keyboard.press('ArrowDown')
    await unit.keyboard.press('Enter')
    await tabTo(unit, unit.getByLabel('完成日期'))
    // year, month and day, in whatever order the system has them: each a step or two up from nothing
    for (let part = 0; part < 3; part++) {
      await unit.keyboard.press('ArrowUp')
      await unit.keyboard.press('ArrowUp')
      await unit.keyboard.press('ArrowRight')
    }
    await type(unit, replies.nth(2), '识别码涉及轿厢广告位合同，留作参考。')
    await choose(unit, classOf(3), 2)
    await press(unit, unit.getByRole('button', { name: '送审', exact: true }))
    await expect(unit.getByText('答复已送审，等待主持人审核。')).toBeVisible()
    await keepsPlace(unit, 'handing in')
  })

  await test.step('review and release', async () => {
    await press(moderator, moderator.getByRole('button', { name: '审核答复' }))
    await expect(moderator.getByText('统一接听平台列入计划，分两期建设。')).toBeVisible()
    await keepsPlace(moderator, 'going to the review')
    const dialog = moderator.getByRole('dialog')
    await press(moderator, moderator.getByRole('button', { name: '发布答复' }))
    await press(moderator, dialog.getByRole('button', { name: '确认发布' }))
    await expect(dialog).toBeHidden()
    await expect(moderator.getByRole('heading', { name: new RegExp(`对《${TITLE}》的答复`) })).toBeVisible()
    await keepsPlace(moderator, 'releasing')
  })

  const author = await person(browser, server.url, 'member4')
  await test.step('read the letter, then evaluate it', async () => {
    await press(author, author.getByRole('link', { name: new RegExp(TITLE) }))
    await expect(author.getByRole('button', { name: '评价答复' })).toBeFocused()
    await expect(author.getByRole('article').getByText('统一接听平台列入计划，分两期建设。')).toBeVisible()
    await author.keyboard.press('Enter')
    const dialog = author.getByRole('dialog')
    const questions = ['承办单位是否走访', '怎样听取您的意见', '对办理态度', '答复是否针对建议', '对办理结果']
    for (const [index, name] of questions.entries())
      await choose(author, dialog.getByRole('radiogroup', { name }), index % 2)
    await type(author, dialog.getByRole('textbox'), '第二条盯紧工期。')
    await press(author, dialog.getByRole('button', { name: '提交评价' }))
    await expect(dialog).toBeHidden()
    await expect(author.getByText('第二条盯紧工期。')).toBeVisible()
    await keepsPlace(author, 'evaluating')
  })
  expect(strayed).toEqual([])
})

import { expect, test } from './test.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { keepsPlace, openTab, person, press, strayed, tabTo, type } from './keyboard.ts'

const THREAD = '二十所学校膳食小组评分按月公开'
let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off' } })
})
test.afterAll(() => server?.stop())

test('[EE3] a thread is seen, reported on, verified and reminded of by keyboard alone', async ({ browser }) => {
  await test.step('a representative follows a thread and shows what is there', async () => {
    const page = await person(browser, server.url, 'representative')
    await press(page, page.getByRole('navigation').getByRole('link', { name: '微监督' }))
    await press(page, page.getByRole('link', { name: new RegExp(THREAD) }))
    await expect(page.getByRole('heading', { name: THREAD, level: 1 })).toBeVisible()
    await press(page, page.getByRole('button', { name: '关注', exact: true }))
    await expect(page.getByText('1 人关注').first()).toBeVisible()
    await keepsPlace(page, 'following')
    await press(page, page.getByRole('group', { name: '可以做的事' }).getByRole('button', { name: '随手拍' }))
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByLabel('看到了什么')).toBeFocused()
    await page.keyboard.type('公告栏里还没有评分表。')
    await press(page, dialog.getByRole('button', { name: '发出', exact: true }))
    await expect(dialog).toBeHidden()
    await keepsPlace(page, 'showing what is there')
    await openTab(page, /群众观察/)
    await expect(page.getByText('公告栏里还没有评分表。')).toBeVisible()
    await page.context().close()
  })

  await test.step('a unit goes from its own board to the report', async () => {
    const page = await person(browser, server.url, 'unit2')
    await press(page, page.getByRole('navigation').getByRole('link', { name: '微监督' }))
    await press(page, page.getByRole('button', { name: '本单位看板' }))
    await press(page, page.getByRole('link', { name: new RegExp(`^去报告：${THREAD}`) }))
    const dialog = page.getByRole('dialog')
    await type(page, dialog.getByLabel('进展情况'), '首期评分已核对完，周五公开。')
    await press(page, dialog.getByRole('button', { name: '报告进展', exact: true }))
    await expect(dialog).toBeHidden()
    await keepsPlace(page, 'reporting')
    await openTab(page, /^进展/)
    await expect(page.getByText('首期评分已核对完，周五公开。')).toBeVisible()
    await page.context().close()
  })

  await test.step('a supervisor goes from the desk to the verdict', async () => {
    const page = await person(browser, server.url, 'member')
    await press(page, page.getByRole('link', { name: new RegExp(`${THREAD}.*核查`) }))
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('家长委员共 148 人', { exact: false })).toBeVisible()
    await tabTo(page, dialog.getByRole('radio', { name: '已兑现' }))
    await page.keyboard.press('ArrowRight')
    await expect(dialog.getByRole('radio', { name: '部分兑现' })).toBeChecked()
    await type(page, dialog.getByLabel('核查情况'), '抽查三所，两所有家长代表。')
    await press(page, dialog.getByRole('button', { name: '记录结论' }))
    await expect(dialog).toBeHidden()
    await expect(page.getByText('抽查三所，两所有家长代表。')).toBeVisible()
    await keepsPlace(page, 'the verdict')
    await page.context().close()
  })

  await test.step('a moderator goes from the board to a reminder', async () => {
    const page = await person(browser, server.url, 'moderator')
    await press(page, page.getByRole('navigation').getByRole('link', { name: '微监督' }))
    await press(page, page.getByRole('button', { name: '督办看板' }))
    await press(page, page.getByRole('link', { name: /^催办：五个小区/ }))
    const dialog = page.getByRole('dialog')
    await type(page, dialog.getByLabel('催办意见'), '请于本周内书面回复。')
    await press(page, dialog.getByRole('button', { name: '确认催办' }))
    await expect(dialog).toBeHidden()
    await keepsPlace(page, 'reminding')
    await page.context().close()
  })
  expect(strayed).toEqual([])
})

import { expect, test } from './test.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { keepsPlace, openTab, person, press, strayed, tabTo, type } from './keyboard.ts'

const TITLE = '老花镜度数在哪里能验'
let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error' } })
})
test.afterAll(() => server?.stop())

test('[EE3] help is asked for, claimed, arranged, given, rated and published by keyboard alone', async ({
  browser,
}) => {
  const asker = await person(browser, server.url, 'representative')
  await test.step('ask', async () => {
    await press(asker, asker.getByRole('navigation').getByRole('link', { name: '微服务' }))
    await press(asker, asker.getByRole('button', { name: '发布求助' }))
    await expect(asker.getByLabel('一句话说明要什么帮助'), 'here one comes to write').toBeFocused()
    await asker.keyboard.type(TITLE)
    await type(asker, asker.getByLabel('具体情况'), '眼镜店说法不一，想找懂的人问问。')
    await tabTo(asker, asker.getByRole('combobox', { name: '希望哪方面的专长' }))
    await asker.keyboard.press('Enter')
    await expect(asker.getByRole('option', { name: '医药卫生界' })).toBeVisible()
    await asker.keyboard.press('ArrowDown')
    await asker.keyboard.press('ArrowDown')
    await asker.keyboard.press('Enter')
    await asker.keyboard.press('Escape')
    await expect(asker.getByText('会请 1 位委员看标题')).toBeVisible()
    await press(asker, asker.locator('form').getByRole('button', { name: '发布求助' }))
    await expect(asker.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
    await keepsPlace(asker, 'asking')
  })

  const helper = await person(browser, server.url, 'member2')
  await test.step('claim from the desk', async () => {
    await press(helper, helper.getByRole('link', { name: new RegExp(`${TITLE}.*请认领`) }))
    await expect(helper.getByRole('button', { name: '认领', exact: true })).toBeFocused()
    await helper.keyboard.press('Enter')
    await press(helper, helper.getByRole('dialog').getByRole('button', { name: '认领', exact: true }))
    await expect(helper.getByRole('dialog')).toBeHidden()
    await expect(helper.getByText('眼镜店说法不一').first()).toBeVisible()
    await keepsPlace(helper, 'claiming')
  })

  await test.step('talk, and propose to meet', async () => {
    await openTab(helper, /^沟通/)
    await type(helper, helper.getByLabel('发言内容'), '社区周四有义诊，我带您去。')
    await helper.keyboard.press('Enter')
    await expect(helper.getByRole('log').getByText('社区周四有义诊，我带您去。').first()).toBeVisible()
    await openTab(helper, /^求助/)
    await press(helper, helper.getByRole('button', { name: '约面谈' }))
    const box = helper.getByRole('dialog')
    await tabTo(helper, box.getByLabel('时间'))
    for (let part = 0; part < 6; part++) {
      await helper.keyboard.press('ArrowUp')
      await helper.keyboard.press('ArrowUp')
      await helper.keyboard.press('ArrowRight')
    }
    await type(helper, box.getByLabel('地点'), '杨梅桥社区活动室')
    await press(helper, box.getByRole('button', { name: '发给对方' }))
    await expect(box).toBeHidden()
    await expect(helper.getByText('等另一方同意')).toBeVisible()
    await keepsPlace(helper, 'proposing to meet')
  })

  await test.step('agree from the desk', async () => {
    await press(asker, asker.getByRole('navigation').getByRole('link', { name: /工作台/ }))
    await press(asker, asker.getByRole('link', { name: new RegExp(`${TITLE}.*请确认面谈`) }))
    await expect(asker.getByRole('button', { name: '同意面谈' })).toBeFocused()
    await asker.keyboard.press('Enter')
    await expect(asker.getByText('双方已同意').first()).toBeVisible()
    await keepsPlace(asker, 'agreeing')
  })

  await test.step('answer and rate', async () => {
    await press(helper, helper.getByRole('button', { name: '答复', exact: true }))
    await type(helper, helper.getByRole('dialog').getByLabel('答复'), '周四义诊验过，左眼两百度，右眼一百五十度。')
    await press(helper, helper.getByRole('dialog').getByRole('button', { name: '发出答复' }))
    await expect(helper.getByRole('dialog')).toBeHidden()
    await keepsPlace(helper, 'answering')
    await press(asker, asker.getByRole('button', { name: '评价', exact: true }))
    const box = asker.getByRole('dialog')
    await tabTo(asker, box.getByRole('radio', { name: /5 分/ }))
    await asker.keyboard.press('Space')
    await press(asker, box.getByRole('button', { name: '提交评价' }))
    await expect(box).toBeHidden()
    await expect(asker.getByText('已办结').first()).toBeVisible()
    await keepsPlace(asker, 'rating')
  })

  await test.step('draft, decide and publish', async () => {
    await press(helper, helper.getByRole('button', { name: '拟写公开解答' }))
    const box = helper.getByRole('dialog')
    await type(helper, box.getByLabel('问题'), '老花镜的度数在哪里验？')
    await press(helper, box.getByRole('button', { name: '请求助人决定' }))
    await expect(box).toBeHidden()
    await press(asker, asker.getByRole('button', { name: '决定是否公开' }))
    const decision = asker.getByRole('dialog')
    await tabTo(asker, decision.getByRole('radio', { name: '同意公开', exact: true }))
    await asker.keyboard.press('Space')
    await tabTo(asker, decision.getByRole('radio', { name: '不写地点' }))
    await asker.keyboard.press('Space')
    await press(asker, decision.getByRole('button', { name: '提交决定' }))
    await expect(decision).toBeHidden()
    const moderator = await person(browser, server.url, 'moderator')
    await moderator.keyboard.press('Control+k')
    await expect(moderator.getByRole('dialog').getByRole('combobox')).toBeFocused()
    await moderator.keyboard.type(TITLE)
    await expect(moderator.getByRole('option', { name: new RegExp(TITLE) }).first()).toBeVisible()
    await moderator.keyboard.press('Enter')
    await press(moderator, moderator.getByRole('button', { name: '公开解答', exact: true }))
    await press(moderator, moderator.getByRole('dialog').getByRole('button', { name: '公开', exact: true }))
    await press(moderator, moderator.getByRole('link', { name: '查看公开的解答' }))
    await expect(moderator.getByText('老花镜的度数在哪里验？').first()).toBeVisible()
  })
  expect(strayed).toEqual([])
})

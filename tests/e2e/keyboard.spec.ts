import { expect, test } from './test.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { openTab, person, press, strayed, tabTo, type } from './keyboard.ts'

const TITLE = '关于在幸福里社区设置智能快递柜的建议'
let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error' } })
})
test.afterAll(() => server?.stop())

test('[EE3] the main job by keyboard alone', async ({ browser }) => {
  const author = await person(browser, server.url, 'representative')

  await test.step('write and submit', async () => {
    await press(author, author.getByRole('button', { name: '写微提案' }))
    await type(author, author.getByRole('textbox', { name: '标题' }), TITLE)
    await type(author, author.getByRole('textbox', { name: '情况与理由' }), '小区没有快递柜，包裹堆在门岗，常有丢失。')
    await type(author, author.getByRole('textbox', { name: '第 1 条建议' }), '在东门设置一组智能快递柜')
    await tabTo(author, author.getByRole('combobox', { name: '类别' }))
    await author.keyboard.press('Enter')
    await expect(author.getByRole('option', { name: '城市建设' })).toBeVisible()
    await author.keyboard.press('ArrowDown')
    await author.keyboard.press('ArrowDown')
    await author.keyboard.press('Enter')
    await press(author, author.getByRole('button', { name: '提交', exact: true }))
    await expect(author.getByRole('heading', { name: TITLE })).toBeVisible()
  })

  await test.step('invite a member', async () => {
    await press(author, author.getByRole('button', { name: '邀请联名' }))
    const dialog = author.getByRole('dialog')
    await type(author, dialog.getByRole('combobox'), '陈立平')
    await expect(author.getByRole('option', { name: /陈立平/ })).toBeVisible()
    await author.keyboard.press('ArrowDown')
    await author.keyboard.press('Enter')
    await press(author, dialog.getByRole('button', { name: '发出邀请' }))
    await expect(dialog).toBeHidden()
  })

  const member = await person(browser, server.url, 'member')
  await test.step('co-sign with an opinion, support nothing, speak', async () => {
    await press(member, member.getByRole('link', { name: new RegExp(`${TITLE}.*请联名`) }))
    // the text is there to be read, nothing is on top of it, and one key signs
    const sign = member.getByRole('button', { name: '同意联名' })
    await expect(sign).toBeFocused()
    await expect(member.getByText('小区没有快递柜，包裹堆在门岗，常有丢失。')).toBeVisible()
    const dialog = member.getByRole('dialog')
    await expect(dialog).toBeHidden()
    await member.keyboard.press('Enter')
    await type(member, dialog.getByRole('textbox'), '同意')
    await press(member, dialog.getByRole('button', { name: '确认联名' }))
    await expect(dialog).toBeHidden()
    const box = member.getByLabel('发言内容')
    if (!(await box.isVisible())) await openTab(member, /讨论/)
    await type(member, box, '快递柜放东门还是北门？')
    await member.keyboard.press('Enter')
    await expect(member.getByText('快递柜放东门还是北门？').first()).toBeVisible()
  })

  const moderator = await person(browser, server.url, 'moderator')
  await test.step('find it with Ctrl+K, file it, pin a message', async () => {
    await moderator.keyboard.press('Control+k')
    await expect(moderator.getByRole('dialog').getByRole('combobox')).toBeFocused()
    await moderator.keyboard.type('智能快递柜')
    await expect(moderator.getByRole('option', { name: new RegExp(TITLE) }).first()).toBeVisible()
    await moderator.keyboard.press('Enter')
    await expect(moderator.getByRole('heading', { name: TITLE })).toBeVisible()
    await press(moderator, moderator.getByRole('button', { name: '立案', exact: true }))
    await press(moderator, moderator.getByRole('dialog').getByRole('button', { name: '确认立案' }))
    await expect(author.getByText(/2\d{3}-\d{4}/).first()).toBeVisible()
  })

  await test.step('reply from the author', async () => {
    const box = author.getByLabel('发言内容')
    if (!(await box.isVisible())) await openTab(author, /讨论/)
    await type(author, box, '东门，离门岗近。')
    await author.keyboard.press('Enter')
    await expect(member.getByText('东门，离门岗近。').first()).toBeVisible()
  })
  expect(strayed).toEqual([])
})

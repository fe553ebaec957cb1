import { expect, test, type Browser, type Locator, type Page } from './test.ts'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { photograph } from '../support/files/made.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { go, signIn } from './people.ts'

const TITLE = '老人出院后康复去哪里做'
const SECRET = '母亲上月中风，家里欠了外债'
const SAID = '评定表第三页请拍给我'
const ANSWER = '东塘街道卫生服务中心周二、周四可以做，先预约。'
const PUBLIC = {
  title: '中风老人出院后怎样做康复',
  question: '出院后在哪里做康复？',
  answer: '向街道卫生服务中心预约。',
}
const WEB = path.resolve(import.meta.dirname, '../../out/renderer')
/** Who asks; who is of the field and near; who is near and of another field; who keeps the house; a unit. */
const NAMES = ['representative', 'member2', 'member4', 'moderator', 'unit'] as const
type Name = (typeof NAMES)[number]
const OUTSIDE = ['member4', 'unit'] as const

let hall: Hall
let people: Record<Name, Page>
/** Everything that has come to a page over its socket. */
const heard = new Map<Name, string[]>()

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
  const page = await (await browser.newContext({ acceptDownloads: true })).newPage()
  const frames: string[] = []
  heard.set(name, frames)
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))))
  await page.goto(hall.server.url)
  await signIn(page, name)
  return page
}

const dialog = (page: Page) => page.getByRole('dialog')

/** Opens an action, as a button or in the menu, fills its dialogue and confirms it. */
async function act(
  page: Page,
  action: string,
  confirm?: string,
  fill?: (box: Locator) => Promise<void>,
): Promise<void> {
  const group = page.getByRole('group', { name: '可以做的事' })
  const direct = group.getByRole('button', { name: action, exact: true })
  const listed = page.getByRole('menuitem', { name: action, exact: true })
  await expect(async () => {
    if (await direct.isVisible()) return direct.click({ timeout: 2_000 })
    if (!(await listed.isVisible())) await group.getByRole('button', { name: '更多操作' }).click({ timeout: 2_000 })
    await listed.click({ timeout: 2_000 })
  }, `${action} can be chosen`).toPass({ timeout: 30_000 })
  if (confirm === undefined) return
  await fill?.(dialog(page))
  await dialog(page).getByRole('button', { name: confirm, exact: true }).click()
  await expect(dialog(page), `${action}: the dialogue closes`).toBeHidden()
}

/** Goes to what the desk asks for, by the words of the task. */
async function fromDesk(page: Page, title: string, task: string): Promise<void> {
  await go(page, '/desk')
  await page
    .getByRole('link', { name: new RegExp(`${title}.*${task}`) })
    .first()
    .click()
}

async function say(page: Page, words: string): Promise<void> {
  const box = page.getByLabel('发言内容')
  if (!(await box.isVisible())) await page.getByRole('tab', { name: /^沟通/ }).click()
  await box.fill(words)
  await box.press('Enter')
  await expect(page.getByRole('log').getByText(words).first()).toBeVisible()
}

const idIn = (page: Page) => /\/(?:services|answers)\/([0-9a-f-]{36})/.exec(page.url())![1]!
const choose = (box: Locator, group: string, name: string) =>
  box.getByRole('radiogroup', { name: group }).getByText(name, { exact: true }).click()

/** A calendar file that an action saves. */
async function calendar(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), act(page, '面谈存入日历')])
  expect(download.suggestedFilename()).toMatch(/\.ics$/)
  return (await readFile(await download.path(), 'utf8')).replaceAll('\r\n ', '')
}

/** What an outsider can come by of a request: lists, search, Ctrl+K, its address. */
async function seesNothing(name: Name, id: string): Promise<void> {
  const page = people[name]
  await go(page, '/services')
  await expect(page.getByText('还没有求助'), `${name} has no requests`).toBeVisible()
  await page.keyboard.press('Control+k')
  await dialog(page).getByRole('combobox').fill('康复去哪里')
  await expect(dialog(page).getByText(/没有找到“康复去哪里”/)).toBeVisible()
  await page.keyboard.press('Escape')
  await go(page, `/services/${id}`)
  await expect(page.getByText('找不到这件微服务'), `${name} finds nothing at its address`).toBeVisible()
}

test('[EE7] help is asked for, claimed, given and rated in private, and published without a name', async ({
  browser,
}) => {
  people = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await arrive(browser, name)] as const)),
  ) as Record<Name, Page>
  const { representative, member2, member4, moderator } = people

  await test.step('asked for in a form that says whom it reaches', async () => {
    await go(representative, '/services')
    await representative.getByRole('button', { name: '发布求助' }).first().click()
    await representative.getByLabel('一句话说明要什么帮助').fill(TITLE)
    await representative.getByLabel('具体情况').fill(`${SECRET}，左手不方便。`)
    await representative
      .locator('input[type="file"]')
      .setInputFiles({ name: '出院小结.jpg', mimeType: 'image/jpeg', buffer: await photograph() })
    await expect(representative.getByText('出院小结.jpg').first()).toBeVisible()
    await expect(representative.locator('progress, [role="progressbar"]')).toHaveCount(0)
    await expect(representative.getByText(/会请 4 位委员看标题/)).toBeVisible()
    await representative.getByRole('combobox', { name: '希望哪方面的专长' }).press('Enter')
    await representative.getByRole('option', { name: '医药卫生界' }).click()
    await expect(representative.getByText('会请 1 位委员看标题：林婉清')).toBeVisible()
    await representative.locator('form').getByRole('button', { name: '发布求助' }).click()
    await expect(representative.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible()
    await expect(representative.getByText(SECRET), 'who asks reads what is held').toBeVisible()
  })
  const id = idIn(representative)

  await test.step('outside nothing of it exists', async () => {
    for (const name of OUTSIDE) await seesNothing(name, id)
  })

  await test.step('claimed by who has the expertise, who reads the details only then', async () => {
    await fromDesk(member2, TITLE, '请认领')
    await expect(member2.getByRole('button', { name: '认领', exact: true })).toBeFocused()
    await expect(member2.getByText('认领后才能看到具体情况和附件')).toBeVisible()
    expect(heard.get('member2')!.join(), 'nothing of the details has come').not.toContain(SECRET)
    await act(member2, '认领', '认领')
    await expect(member2.getByText(SECRET).first()).toBeVisible()
    await expect(member2.getByRole('img', { name: /出院小结/ }).first()).toBeVisible()
    await expect(representative.getByText('林婉清正在帮办')).toBeVisible()
  })

  await test.step('they talk, live', async () => {
    await say(member2, SAID)
    await say(representative, '好的，明天去医院拿。')
    await expect(member2.getByRole('log').getByText('好的，明天去医院拿。').first()).toBeVisible()
  })

  await test.step('they arrange to meet, move it, and have it in the calendar', async () => {
    const day = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10)
    const soon = day(hall.now + 3 * 24 * 3_600_000)
    await act(member2, '约面谈', '发给对方', async (box) => {
      await box.getByLabel('时间').fill(`${soon}T09:30`)
      await box.getByLabel('地点').fill('东塘街道卫生服务中心')
    })
    await fromDesk(representative, TITLE, '请确认面谈')
    await expect(representative.getByRole('button', { name: '同意面谈' })).toBeFocused()
    await representative.keyboard.press('Enter')
    await expect(representative.getByText('双方已同意').first()).toBeVisible()
    const first = await calendar(representative)
    expect(first).toContain(`DTSTART:${soon.replaceAll('-', '')}T013000Z`)
    expect(first).toContain('STATUS:CONFIRMED')
    expect(first, 'a calendar tells no details').not.toContain(SECRET)
    await act(representative, '改约面谈', '发给对方', (box) => box.getByLabel('时间').fill(`${soon}T15:00`))
    await act(member2, '同意面谈')
    await member2.getByRole('tab', { name: '求助' }).click()
    await expect(member2.getByText('双方已同意').first()).toBeVisible()
    const moved = await calendar(member2)
    expect(moved).toContain(`DTSTART:${soon.replaceAll('-', '')}T070000Z`)
    const uid = (file: string) => /UID:(.+)\r/.exec(file)?.[1]
    expect(uid(moved), 'the same entry').toBe(uid(first))
  })

  await test.step('answered, and rated', async () => {
    await act(member2, '答复', '发出答复', (box) => box.getByLabel('答复').fill(ANSWER))
    await fromDesk(representative, TITLE, '评价')
    await act(representative, '评价', '提交评价', (box) => choose(box, '打分', '5 分，很满意'))
    await expect(representative.getByText('已办结').first()).toBeVisible()
    await expect(member2.getByText('5 分，满分 5 分')).toBeVisible()
  })

  await test.step('outside still nothing', async () => {
    for (const name of OUTSIDE) await seesNothing(name, id)
  })

  await test.step('drafted for everyone without what tells who asked, agreed to, published', async () => {
    await go(moderator, `/services/${id}`)
    await act(moderator, '拟写公开解答', '请求助人决定', async (box) => {
      await box.getByLabel('标题').fill(PUBLIC.title)
      await box.getByLabel('解答').fill(PUBLIC.answer)
      await box.getByLabel('问题').fill('李桂芳问在哪里做康复，电话 13800138000')
      await expect(box.getByRole('alert')).toContainText('文字中有求助人的姓名')
      await box.getByRole('button', { name: '请求助人决定' }).click()
      await expect(box).toBeVisible()
      await box.getByLabel('问题').fill(PUBLIC.question)
      await expect(box.getByRole('alert')).toBeHidden()
    })
    await fromDesk(representative, TITLE, '请决定是否公开')
    await expect(dialog(representative).getByText(PUBLIC.answer)).toBeVisible()
    await choose(dialog(representative), '您的决定', '同意公开')
    await choose(dialog(representative), '地点写到哪一级', '望潮区')
    await dialog(representative).getByRole('button', { name: '提交决定' }).click()
    await expect(dialog(representative)).toBeHidden()
    for (const name of OUTSIDE) await seesNothing(name, id)
    await fromDesk(moderator, TITLE, '待公开')
    await expect(dialog(moderator).getByText(PUBLIC.question)).toBeVisible()
    await dialog(moderator).getByRole('button', { name: '公开', exact: true }).click()
    await expect(representative.getByText('查看公开的解答')).toBeVisible()
  })

  let answer = ''
  await test.step('everyone reads just that, and nothing that leads back', async () => {
    for (const name of OUTSIDE) {
      const page = people[name]
      await go(page, '/answers')
      await page.getByRole('link', { name: new RegExp(PUBLIC.title) }).click()
      await expect(page.getByRole('heading', { name: PUBLIC.title, level: 1 })).toBeVisible()
      for (const words of [PUBLIC.question, PUBLIC.answer, '望潮区'])
        await expect(page.getByText(words).first()).toBeVisible()
      await expect(page.getByRole('main')).not.toContainText('李桂芳')
      await page.getByRole('tab', { name: '记录' }).click()
      await expect(page.getByText(/公开一件解答/)).toBeVisible()
      await expect(page.getByRole('main')).not.toContainText('李桂芳')
      const all = heard.get(name)!.join('\n')
      for (const words of [id, TITLE, SECRET, SAID, ANSWER])
        expect(all, `${name} was sent ${words}`).not.toContain(words)
      expect(all, `${name} was sent what is public`).toContain(PUBLIC.answer)
    }
    answer = idIn(member4)
  })

  await test.step('who asked has it taken back, and it is gone', async () => {
    await act(representative, '不再公开', '不再公开')
    await expect(representative.getByText('求助人不同意公开').first()).toBeVisible()
    await expect(async () => {
      await member4.reload()
      await expect(member4.getByText('找不到这件公开解答')).toBeVisible({ timeout: 5_000 })
    }).toPass({ timeout: 30_000 })
    await go(member4, '/answers')
    await expect(member4.getByText('还没有公开解答')).toBeVisible()
    await go(moderator, `/answers/${answer}`)
    await expect(moderator.getByText('这件解答已经撤下')).toBeVisible()
  })
})

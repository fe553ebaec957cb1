import { expect, test } from './test.ts'
import { person, submit, type Desk } from '../support/server/desk.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn } from './people.ts'

const MESSAGES = 10_000
let server: SpawnedServer
let author: Desk
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off' } })
  author = await person(server, 'representative')
})
test.afterAll(async () => {
  author?.close()
  await server?.stop()
})

test('[CL97] a discussion of 10,000 messages scrolls, keeps at most 200 rows, and counts what is new', async ({
  page,
}) => {
  const { matter } = await submit(author, { title: '关于长讨论的提案' })
  for (let n = 0; n < MESSAGES; n += 200)
    await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        author.command(matter, 'message.post', { text: `第${n + i}条，路灯已经修好三盏。` }),
      ),
    )
  await page.goto(server.url)
  await signIn(page, 'member')
  const began = performance.now()
  await go(page, `/proposals/${matter}/discussion`)
  await expect(page.getByText(`第${MESSAGES - 1}条`).first()).toBeVisible()
  console.log(`10,000 messages on screen after ${Math.round(performance.now() - began)} ms`)
  const rows = () => page.locator('[data-index]').count()
  expect(await rows()).toBeGreaterThan(0)

  const list = page
    .getByRole('log')
    .or(page.getByRole('region', { name: '讨论内容' }))
    .first()
  for (let step = 0; step < 40; step++) {
    await list.hover()
    await page.mouse.wheel(0, -4000)
    expect(await rows(), 'rows in the page').toBeLessThanOrEqual(200)
  }
  await author.command(matter, 'message.post', { text: '新来的一条' })
  await expect(page.getByRole('button', { name: /1 条新消息/ })).toBeVisible()
  await page.getByRole('button', { name: /1 条新消息/ }).click()
  await expect(page.getByText('新来的一条').last()).toBeVisible()
})

test('[CL96] the list does not jump when a matter is new: it is counted, and shown on demand', async ({ page }) => {
  await page.goto(server.url)
  await signIn(page, 'member')
  await go(page, '/proposals')
  await expect(page.getByText(/共 \d+ 件/)).toBeVisible()
  const first = page.locator('a[href*="#/proposals/"]').first()
  await first.waitFor()
  const before = await first.innerText()
  await submit(author, { title: '关于不打扰阅读的提案' })
  const button = page.getByRole('button', { name: /条更新/ })
  await expect(button).toBeVisible()
  expect(await first.innerText()).toBe(before)
  await button.click()
  await expect(first).toContainText('关于不打扰阅读的提案')
})

test('[CL98] ? opens the keys, unless single keys are forbidden', async ({ page }) => {
  await page.goto(server.url)
  await signIn(page, 'member')
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog')
  await expect(sheet).toBeVisible()
  await sheet.getByRole('checkbox').or(sheet.getByRole('switch')).first().press('Space')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('?')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('Control+/')
  await expect(sheet).toBeVisible()
})

test('[CL95] 特大 type gets the layout of a narrower window, and nothing is wider than the window', async ({
  page,
}) => {
  await page.goto(server.url)
  await signIn(page, 'member')
  await go(page, '/settings')
  await page.getByRole('radio', { name: '特大', exact: true }).check({ force: true })
  for (const [width, height] of [
    [1280, 800],
    [390, 800],
    [320, 640],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const route of ['/desk', '/proposals', '/write', '/settings']) {
      await go(page, route)
      await page.waitForLoadState('networkidle')
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(overflow, `${route} at ${width} px`).toBeLessThanOrEqual(0)
    }
  }
})

import { expect, test, type Page } from './test.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { person, strayed } from './keyboard.ts'

const THREAD = '二十所学校膳食小组评分按月公开'
let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error' } })
})
test.afterAll(() => server?.stop())

async function finder(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused()
  await expect(page.getByRole('option').first()).toBeVisible()
}

test('[CL99] Enter opens what the text finds, however early it is pressed', async ({ browser }) => {
  const page = await person(browser, server.url, 'moderator')
  const title = page.getByRole('heading', { level: 1 })

  await test.step('a matter, before the server was asked for it', async () => {
    await finder(page)
    await page.keyboard.type(THREAD)
    await page.keyboard.press('Enter')
    await expect(title).toHaveText(THREAD)
  })

  await test.step('a place opens at once, though the matters were found for another text', async () => {
    await finder(page)
    await page.keyboard.type('到期事项')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  await test.step('what finds nothing opens nothing', async () => {
    await finder(page)
    await page.keyboard.type('没有这样的事项')
    await page.keyboard.press('Enter')
    await expect(page.getByText('没有这样的事项').last()).toBeVisible()
    await expect(page.getByRole('option')).toHaveCount(0)
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('what an arrow key went to opens, whatever arrives meanwhile', async () => {
    await finder(page)
    await page.keyboard.press('ArrowDown')
    const reached = page.getByRole('option', { selected: true })
    const name = (await reached.locator('.title').textContent()) ?? ''
    await page.keyboard.press('Enter')
    await expect(title).toHaveText(name)
  })
  expect(strayed).toEqual([])
})

import { expect, test } from './test.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { person, strayed } from './keyboard.ts'
import { go, signIn } from './people.ts'

let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off' } })
})
test.afterAll(() => server?.stop())
test.beforeEach(() => void strayed.splice(0))

test('[LK4, LK7] locked and opened by keyboard, with what was half written still there, and nothing behind it in reach', async ({
  browser,
}) => {
  const page = await person(browser, server.url, 'member')
  await go(page, '/write')
  const title = page.getByLabel('标题', { exact: true })
  await title.focus()
  await page.keyboard.type('关于增设夜间门诊的建议')
  await page.keyboard.press('Control+Shift+L')

  const lock = page.getByRole('dialog', { name: '屏幕已锁定' })
  await expect(lock).toBeVisible()
  await expect(page.getByLabel('登录密码')).toBeFocused()
  await expect(page).toHaveTitle(/屏幕已锁定/)
  for (let n = 0; n < 12; n++) {
    await page.keyboard.press('Tab')
    const behind = await page.evaluate(() => document.activeElement?.closest('#app') !== null)
    expect(behind, `Tab ${n + 1} reaches nothing behind the lock`).toBe(false)
  }
  const seen = await page.screenshot()
  await page.evaluate(() => (document.getElementById('app')!.style.filter = 'invert(1)'))
  expect((await page.screenshot()).equals(seen), 'nothing of what is behind it is seen').toBe(true)
  await page.evaluate(() => (document.getElementById('app')!.style.filter = ''))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(lock, 'neither Escape nor a shortcut opens it').toBeVisible()
  await expect(page.getByRole('combobox', { name: '搜索' })).toHaveCount(0)

  await page.getByLabel('登录密码').focus()
  await page.keyboard.press('Enter')
  await expect(lock.getByText('请输入登录密码。')).toBeVisible()
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await expect(lock.getByText('密码不对，请再试一次。')).toBeVisible()
  await page.keyboard.type('demo-2026')
  await page.keyboard.press('Enter')
  await expect(lock).toBeHidden()
  await expect(title, 'the keyboard is where it was').toBeFocused()
  await expect(title).toHaveValue('关于增设夜间门诊的建议')
  expect(strayed).toEqual([])
})

test('[LK1, LK7] a reload does not open it; somebody else can sign out from there', async ({ browser }) => {
  const page = await person(browser, server.url, 'member2')
  await page.keyboard.press('Control+Shift+L')
  await expect(page.getByRole('dialog', { name: '屏幕已锁定' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('dialog', { name: '屏幕已锁定' })).toBeVisible()
  await page.getByRole('button', { name: '换人使用：退出登录' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('草稿和本机档案会留在这台电脑上，下次登录后仍在。')).toBeVisible()
  await page.getByRole('button', { name: '退出登录', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
})

test('[LK1, LK4] comes by itself when nobody touched the machine for the time that was chosen, over what is being written', async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage()
  await page.addInitScript(() => localStorage.setItem('zx:settings.lockAfter', JSON.stringify({ is: 5 })))
  await page.clock.install()
  await page.goto(server.url)
  await signIn(page, 'member')
  await go(page, '/write')
  const title = page.getByLabel('标题', { exact: true })
  await title.focus()
  await page.keyboard.type('关于增设夜间')
  const lock = page.getByRole('dialog', { name: '屏幕已锁定' })
  await page.clock.fastForward('04:00')
  await page.keyboard.type('门诊的建议')
  // what an input method puts in comes without keys in a test
  await page.keyboard.press('End')
  await page.clock.fastForward('04:00')
  // the timer has looked again by then
  await page.clock.runFor('00:10')
  await expect(lock, 'five minutes since the last touch are not over').toBeHidden()
  await page.clock.fastForward('01:30')
  await page.clock.runFor('00:10')
  await expect(lock).toBeVisible()
  await page.getByLabel('登录密码').fill('demo-2026')
  await page.keyboard.press('Enter')
  await expect(lock).toBeHidden()
  await expect(title).toHaveValue('关于增设夜间门诊的建议')
  await go(page, '/drafts')
  await expect(page.getByRole('link', { name: /关于增设夜间门诊的建议/ }).first()).toBeVisible()
  await page.context().close()
})

import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from './test.ts'
import { strFromU8, unzipSync } from 'fflate'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn } from './people.ts'

let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error' } })
})
test.afterAll(() => server.stop())

test('[BG22] a browser downloads the bag of a matter by keyboard, and says where archives are kept', async ({
  page,
}) => {
  await page.goto(server.url)
  await signIn(page, 'moderator')
  await go(page, '/consultations')
  await page
    .getByRole('link')
    .filter({ hasText: /已公布结果/ })
    .first()
    .click()
  await page.getByRole('tab', { name: '记录' }).click()
  const button = page.getByRole('button', { name: '下载档案包' })
  await expect(button).toBeEnabled()
  await button.focus()
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toMatch(/^微协商 .+\.zip$/)
  await expect(page.getByText(`已下载“${download.suggestedFilename()}”。`).first()).toBeVisible()
  const files = unzipSync(new Uint8Array(readFileSync(await download.path())))
  const [folder] = Object.keys(files)[0]?.split('/') ?? []
  const html = strFromU8(files[`${folder}/data/minutes.html`] ?? new Uint8Array())
  expect(html).toContain('协商成果')

  // the page in the bag opens by itself, asks for nothing, and runs nothing
  const reader = await page.context().newPage()
  const asked: string[] = []
  reader.on('request', (request) => asked.push(request.url()))
  const file = test.info().outputPath('minutes.html')
  writeFileSync(file, html)
  await reader.goto(`file://${file}`)
  await expect(reader.getByRole('heading', { level: 1 })).toBeVisible()
  expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([])
  await reader.close()
  await go(page, '/archive')
  await expect(page.getByText('浏览器里没有本机档案')).toBeVisible()
  await expect(page.getByRole('heading', { name: '怎样核验下载的档案包' })).toBeVisible()
})

import { expect, test, type Page, type TestInfo } from './test.ts'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Attachment } from '../../core/wire/attachments.ts'
import { hashOf } from '../support/bags/bag.ts'
import { bagWithFiles } from '../support/bags/samples.ts'
import type { DesktopApp } from '../support/desktop.ts'
import { desktopShelf, type DesktopShelf } from '../support/desktop-shelf.ts'
import { answerDialogs } from '../support/dialogs.ts'
import { photograph } from '../support/files/made.ts'
import { goodText } from '../support/matter.ts'
import { namedFile } from '../support/named-file.ts'
import { rewriteRecord } from '../support/rewritten-store.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { axe, LOOKS, press, settled, violations, wear } from './axe.ts'
import { keepsPlace, tabTo } from './keyboard.ts'
import { go, signIn, STAND_IN_ORIGIN } from './people.ts'

/** The archive is on the desktop alone: the built shell is looked at, state by state, in every look. */
const keptOf = async (page: Page, title: string) => {
  await go(page, '/archive')
  // the list that was there before may name the same matter
  await expect(page.getByRole('tab', { name: '我的档案', selected: true })).toBeVisible()
  const row = page.getByRole('link', { name: new RegExp(title) })
  await row.first().click()
  await expect(page.getByText('这是保存在本机的档案，只供阅读。')).toBeVisible()
}
/** A bag that somebody else gave, with a picture and a letter in it and a drawing left out. */
const receivedOf = async (page: Page) => {
  await go(page, '/archive/received')
  await expect(page.getByRole('tab', { name: '收到的档案', selected: true })).toBeVisible()
  await page
    .getByRole('link', { name: new RegExp(goodText.title) })
    .first()
    .click()
  await expect(page.getByRole('img', { name: '楼道现状.jpg' }).first()).toBeVisible()
  await page.getByRole('img', { name: '楼道现状.jpg' }).first().scrollIntoViewIfNeeded()
}
async function receive(app: DesktopApp, page: Page, file: string): Promise<void> {
  const photo = await photograph()
  const named: Attachment[] = [
    { sha256: hashOf('sha256', photo), name: '楼道现状.jpg', type: 'image/jpeg', size: photo.length },
    namedFile('住户意见', '三十四户住户意见汇总.pdf').named,
    namedFile('图纸', '图纸.pdf').named,
  ]
  const files = new Map([photo, Buffer.from('住户意见')].map((bytes) => [hashOf('sha256', bytes), bytes]))
  writeFileSync(file, bagWithFiles(named, files))
  await (await answerDialogs(app)).answer(file)
  await go(page, '/archive/received')
  await press('导入档案包')(page)
  await expect(page.getByRole('heading', { level: 1, name: goodText.title })).toBeVisible()
}
const STATES: { name: string; open: (page: Page) => Promise<void> }[] = [
  { name: 'list', open: (page) => go(page, '/archive') },
  {
    name: 'found',
    open: async (page) => {
      await go(page, '/archive')
      await page.getByLabel('在档案中搜索').fill('充电')
      await expect(page.locator('mark').first()).toBeVisible()
    },
  },
  {
    name: 'chosen for export',
    open: async (page) => {
      await go(page, '/archive')
      await press('选择导出')(page)
      await page.getByRole('checkbox').nth(1).press('Space')
    },
  },
  {
    name: 'report',
    open: async (page) => {
      await keptOf(page, '飞线充电')
      await press('核验')(page)
      await expect(page.getByText('可用性').first()).toBeVisible()
    },
  },
  {
    name: 'export',
    open: async (page) => {
      await keptOf(page, '飞线充电')
      await press('导出档案包')(page)
      await page.getByRole('dialog').getByText('用口令封存').click()
      await page.getByRole('dialog').getByRole('button', { name: '选择保存位置…' }).click()
      await expect(page.getByText('口令至少 8 个字。').first()).toBeVisible()
    },
  },
  { name: 'received', open: (page) => go(page, '/archive/received') },
  { name: 'received matter', open: (page) => receivedOf(page) },
  {
    name: 'received picture',
    open: async (page) => {
      await receivedOf(page)
      await press('查看图片：楼道现状.jpg')(page)
      await expect(page.getByRole('dialog').getByRole('img', { name: '楼道现状.jpg' })).toBeVisible()
    },
  },
  {
    name: 'received without a file',
    open: async (page) => {
      await receivedOf(page)
      await press(/^图纸\.pdf/)(page)
      await expect(page.getByText('没有把这个附件放进来').first()).toBeVisible()
    },
  },
  {
    name: 'settings',
    open: async (page) => {
      await go(page, '/settings')
      await page.getByRole('heading', { name: '档案', level: 2 }).scrollIntoViewIfNeeded()
    },
  },
]

/** The server's record of what is kept says something else: the last state, for it cannot be undone. */
const DIVERGED: typeof STATES = [
  { name: 'diverged, list', open: (page) => go(page, '/archive') },
  { name: 'diverged, kept page', open: (page) => keptOf(page, '飞线充电') },
  {
    name: 'diverged, explained',
    open: async (page) => {
      await keptOf(page, '飞线充电')
      await press('这是怎么回事')(page)
      await expect(page.getByRole('dialog').getByRole('table')).toBeVisible()
    },
  },
  {
    name: 'diverged, the server’s page',
    open: async (page) => {
      await go(page, `/proposals/${matter}`)
      await expect(page.getByText('本机保存的记录与服务器不一致').first()).toBeVisible()
    },
  },
]

const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-axe-'))
const serve = (port: string) =>
  spawnServer({
    dataDir,
    demo: true,
    env: { PORT: port, LOG_LEVEL: 'error', RATE_LIMITS: 'off', ALLOWED_ORIGINS: STAND_IN_ORIGIN },
  })
let matter = ''
let server: SpawnedServer
let shelf: DesktopShelf
test.beforeAll(async () => {
  server = await serve('0')
  shelf = await desktopShelf()
})
test.afterAll(async () => {
  await shelf?.remove()
  await server?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Looks at every state in every look. */
async function lookAround(page: Page, states: typeof STATES, info: TestInfo): Promise<void> {
  for (const { size, themes } of LOOKS) {
    // where another process writes it is refused, and lasts as long as the program runs
    await page.evaluate(
      (chosen) => window.zx.settings.set({ size: chosen, theme: 'system' }).catch(() => undefined),
      size,
    )
    await page.reload()
    await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.evaluate(readFileSync(axe, 'utf8'))
    for (const state of states) {
      await go(page, '/nowhere')
      await state.open(page)
      for (const [index, theme] of themes.entries()) {
        await wear(page, theme)
        await settled(page)
        await page.screenshot({ path: info.outputPath(`${state.name}-${size}-${theme}.png`) })
        expect.soft(await violations(page, index === 0), `${state.name}, ${size}, ${theme}`).toEqual([])
      }
      if (await page.getByRole('dialog').count()) await page.keyboard.press('Escape')
    }
  }
}

test('[EE2] nothing in the archive breaks WCAG 2.2 AA', async ({ browserName: _ }, info) => {
  test.setTimeout(400_000)
  const started = await shelf.start()
  const page = started.page as unknown as Page
  await signIn(page, 'member', server.url)
  await go(page, '/proposals')
  await page.getByLabel('搜索标题、编号或正文').fill('飞线充电')
  await page
    .getByRole('link', { name: /飞线充电/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: /飞线充电/ })).toBeVisible()
  matter = /s\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  await keptOf(page, '飞线充电')
  await receive(started.app, page, info.outputPath('来自王敏.zip'))
  await lookAround(page, STATES, info)
  await started.app.close()
})

test('[EE2 LK9] the question for the password from before breaks nothing', async ({ browserName: _ }, info) => {
  const own = await desktopShelf()
  try {
    const { page } = (await own.start()) as unknown as { page: Page }
    await signIn(page, 'member2', server.url)
    await page.evaluate(() => window.zx.settings.set({ onSignOut: 'lock' }))
    await page.reload()
    await page.evaluate(() => window.zx.local.remember('the one from before'))
    await page.getByRole('banner').getByRole('button').last().click()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    for (const { size, themes } of LOOKS) {
      await expect(page.getByRole('heading', { level: 1, name: '登录' })).toBeVisible()
      await page.evaluate((chosen) => window.zx.settings.set({ size: chosen, theme: 'system' }), size)
      await page.reload()
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await page.evaluate(readFileSync(axe, 'utf8'))
      await page.getByLabel('密码', { exact: true }).fill('demo-2026')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1, name: '本机数据还锁着' })).toBeVisible()
      await page.getByLabel('以前的密码').fill('a guess')
      await page.keyboard.press('Enter')
      await expect(page.getByText('也不是这个密码，请再试一次。')).toBeVisible()
      for (const [index, theme] of themes.entries()) {
        await wear(page, theme)
        await settled(page)
        await page.screenshot({ path: info.outputPath(`${size}-${theme}.png`) })
        expect.soft(await violations(page, index === 0), `${size}, ${theme}`).toEqual([])
      }
      await press('返回登录')(page)
    }
  } finally {
    await own.remove()
  }
})

test('[EE2 EE3 PF12] the alarm about a server that tells another story breaks nothing either, and is worked by keyboard', async ({
  browserName: _,
}, info) => {
  test.setTimeout(400_000)
  await server.stop()
  rewriteRecord(dataDir, matter, 2, (old) => ({ ...old, altered: true }))
  server = await serve(new URL(server.url).port)
  const started = await shelf.start()
  const page = started.page as unknown as Page
  await expect(page.getByRole('heading', { level: 1, name: /好$/ })).toBeVisible()
  await go(page, `/proposals/${matter}`)
  const explain = page.getByRole('button', { name: '这是怎么回事' })
  await tabTo(page, explain)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await expect.poll(() => dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true)
  for (const name of ['关闭', '重新对照', '导出证据', '核验本机副本'])
    await tabTo(page, dialog.getByRole('button', { name, exact: true }))
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(explain, 'the keyboard is where it was').toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByRole('button', { name: '核验本机副本' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/archive/${matter}`))
  await keepsPlace(page, 'going to the kept page')
  await lookAround(page, DIVERGED, info)
  await started.app.close()
})

test('[EE2 AR21] nor does the word that another program writes here', async ({ browserName: _ }, info) => {
  test.setTimeout(400_000)
  const other = `${shelf.directory}-too`
  mkdirSync(other)
  symlinkSync(path.join(shelf.directory, 'local'), path.join(other, 'local'), 'junction')
  const first = await shelf.start()
  const second = await shelf.start({ ZX_DATA_DIR: other })
  const page = second.page as unknown as Page
  await expect(page.getByText('这里只能查看，不能保存')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: /好$/ })).toBeVisible()
  await lookAround(
    page,
    ['archive', 'drafts', 'settings'].map((place) => ({
      name: `in use, ${place}`,
      open: async (on) => {
        await go(on, `/${place}`)
        await expect(on.getByText('这里只能查看，不能保存')).toBeVisible()
      },
    })),
    info,
  )
  await second.app.close()
  await first.app.close()
})

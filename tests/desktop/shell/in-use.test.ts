import { mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { v7 } from 'uuid'
import { builtMain } from '../../support/desktop.ts'
import type { BootedServer } from '../../support/server/boot.ts'
import { person, proposal, submit, type Desk } from '../../support/server/desk.ts'
import { desktopShelf } from '../../support/desktop-shelf.ts'
import { discussion, summaryOf } from '../../support/discussion.ts'
import { filesBelow } from '../../support/folder.ts'
import { uuid } from '../../support/record.ts'
import { bootForShell, go, signIn } from '../../support/shell.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
let representative: Desk

beforeAll(async () => {
  server = await bootForShell()
  representative = await person(server, 'representative')
})
afterAll(async () => {
  representative?.close()
  await server?.stop()
})

const owner = () => ({ server: server.url, account: representative.account.id })

/** A desktop, and a second way to the same data: another profile, so that the second start is a process of its own. */
async function twoWays() {
  const shelf = await desktopShelf()
  onTestFinished(() => shelf.remove())
  const other = `${shelf.directory}-too`
  const local = path.join(shelf.directory, 'local')
  await mkdir(local, { recursive: true })
  await mkdir(other)
  await symlink(local, path.join(other, 'local'), process.platform === 'win32' ? 'junction' : 'dir')
  const env = { ZX_SERVER: server.url }
  return {
    local,
    one: () => shelf.start(env),
    two: () => shelf.start({ ...env, ZX_DATA_DIR: other }),
  }
}

/** What the page says of the process that writes. */
const told = (page: Page, pid: number) =>
  page.getByText(new RegExp(`本机内容正由另一个运行中的程序（进程 ${pid}）使用`))

const draftsOf = (page: Page) => page.evaluate((whose) => window.zx.drafts.list(whose), owner())

describe('two processes on one archive', () => {
  it('[AR4 AR21 CL53] the second shows what is kept, says on every page why it saves nothing, and nothing is lost', async () => {
    const matter = v7()
    await submit(representative, { matter })
    const { local, one, two } = await twoWays()
    const first = await one()
    await signIn(first.page)
    await go(first.app, `/proposals/${matter}`)
    const kept = (page: Page) => page.evaluate((whose) => window.zx.archive.catalogue(whose), owner())
    await until('the record is kept whole', async () =>
      (await kept(first.page)).some(({ condition }) => condition === 'whole'),
    )
    await go(first.app, '/write')
    await first.page.getByLabel('标题', { exact: true }).fill('关于增设夜间门诊的建议')
    await until('the draft is kept', async () => (await draftsOf(first.page)).length === 1)

    const second = await two()
    await second.page.getByRole('heading', { level: 1, name: /好$/ }).waitFor()
    const banner = told(second.page, first.app.pid)
    await banner.waitFor()
    expect(await told(first.page, first.app.pid).count(), 'who writes is told nothing').toBe(0)

    await go(second.app, '/archive')
    await second.page
      .getByRole('link', { name: new RegExp(proposal().title) })
      .first()
      .waitFor()
    await banner.waitFor()
    await go(second.app, '/settings')
    await second.page.getByText('本机内容正由另一个程序使用，这里只能查看，不能改动。').waitFor()
    await banner.waitFor()
    expect(await second.page.getByRole('switch', { name: '加密保存在本机的内容' }).isDisabled()).toBe(true)
    expect(await second.page.getByRole('radio', { name: '由我逐件保存' }).isDisabled()).toBe(true)

    await go(second.app, '/drafts')
    await second.page.getByRole('link', { name: /夜间门诊/ }).waitFor()
    await banner.waitFor()
    await second.page.getByRole('button', { name: /删除草稿.*夜间门诊/ }).click()
    await second.page.getByRole('dialog').getByRole('button', { name: '删除草稿' }).click()
    await second.page.getByText('没有删除成功，草稿还在本机。').waitFor()
    await second.page.getByRole('link', { name: /夜间门诊/ }).waitFor()
    await go(second.app, '/write')
    await second.page.getByLabel('标题', { exact: true }).fill('第二个程序里写的')
    await second.page.getByText('没有保存：本机内容正由另一个程序使用。请先把文字复制到别处。').waitFor()

    const more = Array.from({ length: 30 }, (_, n) => uuid(500 + n))
    await first.page.evaluate(
      async ({ whose, ids }) => {
        for (const [n, id] of ids.entries())
          await window.zx.drafts.put(whose, { id, kind: 'proposal', title: `第${n}份`, body: {}, updatedAt: n + 1 })
      },
      { whose: owner(), ids: more },
    )
    const refused = await second.page.evaluate(
      async ({ whose, id }) => {
        const why = (error: unknown) => String(error)
        return [
          await window.zx.archive.remove(whose, id).catch(why),
          await window.zx.local.erase(whose).catch(why),
          await window.zx.outbox.put(whose, { id, matter: id, type: 'message.post', data: {}, at: 1 }).catch(why),
        ]
      },
      { whose: owner(), id: matter },
    )
    for (const why of refused) expect(why).toMatch(new RegExp(`read-only: .*process ${first.app.pid}`))
    await second.app.close()
    await first.app.close()

    const again = await two()
    await again.page.getByRole('heading', { level: 1, name: /好$/ }).waitFor()
    expect(await again.page.evaluate(() => window.zx.local.inUse())).toBeNull()
    const titles = (await draftsOf(again.page)).map(({ title }) => title)
    expect(titles.sort()).toEqual(['关于增设夜间门诊的建议', ...more.map((_, n) => `第${n}份`)].sort())
    const found = await again.page.evaluate(
      async ({ whose, id }) => (await window.zx.archive.verify(whose, id)).findings,
      { whose: owner(), id: matter },
    )
    expect(found).toEqual([])
    await again.app.close()
    expect((await filesBelow(local)).filter((name) => name.includes('.damaged-'))).toEqual([])
  })

  it('[AR21 DS11] signing in works in the second for as long as it runs, and changes nothing that the first has kept', async () => {
    const { one, two } = await twoWays()
    const first = await one()
    await first.page.getByRole('heading', { name: '登录' }).waitFor()
    const second = await two()
    await told(second.page, first.app.pid).waitFor()
    await signIn(second.page)
    await told(second.page, first.app.pid).waitFor()
    await go(second.app, '/settings')
    await second.page.getByText('深色', { exact: true }).click()
    await until('it looks dark', () => second.page.evaluate(() => document.documentElement.dataset.theme === 'dark'))
    const state = (page: Page) =>
      page.evaluate(async () => ({
        theme: (await window.zx.settings.get()).theme,
        session: (await window.zx.session.load()) !== null,
      }))
    expect(await state(second.page)).toEqual({ theme: 'dark', session: true })
    expect(await state(first.page)).toEqual({ theme: 'system', session: false })
    await second.page.evaluate(() => window.zx.session.clear())
    expect(await state(second.page)).toEqual({ theme: 'dark', session: false })
    await second.app.close()
    await first.app.close()
    const again = await two()
    expect(await state(again.page)).toEqual({ theme: 'system', session: false })
    await again.app.close()
  })
})

describe('two windows of one program', () => {
  it('[DS18] what is written in one is seen in the other, and nothing of what both write at once is lost', async () => {
    const { one } = await twoWays()
    const { app, page } = await one()
    await signIn(page)
    const coming = page.context().waitForEvent('page')
    await app.evaluate(
      ({ BrowserWindow }, preload) => {
        const [shown] = BrowserWindow.getAllWindows()
        const more = new BrowserWindow({
          webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false },
        })
        void more.loadURL(shown!.webContents.getURL())
      },
      path.join(path.dirname(builtMain()), '../preload/index.cjs'),
    )
    const other = await coming
    await other.getByRole('heading', { level: 1, name: /好$/ }).waitFor()

    await page.evaluate(() => (location.hash = '/write'))
    await page.getByLabel('标题', { exact: true }).fill('关于增设夜间门诊的建议')
    await until('the other window has it', async () => (await draftsOf(other)).length === 1)
    await other.evaluate(() => (location.hash = '/drafts'))
    await other.reload()
    await other.getByRole('link', { name: /夜间门诊/ }).waitFor()

    const COUNT = 40
    const write = (on: Page, from: number) => {
      const events = discussion(uuid(from), ['一楼住户的采光怎么办？'])
      return on.evaluate(
        async ({ whose, ids, kept }) => {
          await Promise.all([
            ...ids.map((id, n) =>
              window.zx.drafts.put(whose, { id, kind: 'proposal', title: `第${n}份`, body: {}, updatedAt: n + 1 }),
            ),
            ...ids.map((id, n) =>
              window.zx.outbox.put(whose, { id, matter: id, type: 'message.post', data: { text: '在吗' }, at: n }),
            ),
            window.zx.archive.append(whose, kept),
          ])
        },
        {
          whose: owner(),
          ids: Array.from({ length: COUNT }, (_, n) => uuid(from + n)),
          kept: { summary: summaryOf(events), events },
        },
      )
    }
    await Promise.all([write(page, 1000), write(other, 2000)])
    const seen = (on: Page) =>
      on.evaluate(
        async ({ whose, matters }) => {
          const { drafts, outbox, archive } = window.zx
          const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).sort()
          return {
            drafts: ids(await drafts.list(whose)),
            outbox: ids(await outbox.list(whose)),
            matters: (await archive.catalogue(whose))
              .filter(({ summary }) => matters.includes(summary.id))
              .map(({ seq }) => seq),
          }
        },
        { whose: owner(), matters: [uuid(1000), uuid(2000)] },
      )
    const found = await seen(page)
    expect(await seen(other)).toEqual(found)
    expect(found.matters).toEqual([2, 2])
    expect([found.drafts.length, found.outbox.length]).toEqual([2 * COUNT + 1, 2 * COUNT])
    await app.close()
    const again = await one()
    expect(await seen(again.page)).toEqual(found)
    await again.app.close()
  })
})

import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { BootedServer } from '../../support/server/boot.ts'
import { person, submit } from '../../support/server/desk.ts'
import { desktopShelf, filesWith, type DesktopShelf } from '../../support/desktop-shelf.ts'
import { bootForShell, giveName, go } from '../../support/shell.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
let shelf: DesktopShelf

beforeAll(async () => {
  server = await bootForShell()
  shelf = await desktopShelf()
})
afterAll(async () => {
  await shelf?.remove()
  await server?.stop()
})

async function comeBack(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: '登录' }).waitFor()
  await giveName(page, 'representative')
}

const menu = (page: Page, name: string) => page.getByRole('banner').getByRole('button', { name: new RegExp(name) })

/** Signs out by keyboard, from the menu of the account. */
async function signOut(page: Page, name: string): Promise<void> {
  await menu(page, name).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: '退出登录' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('已退出，本机数据已加锁。').last().waitFor()
}

describe('leaving what is kept locked', () => {
  it('[LK8 LK9] is chosen and opened by keyboard; after a change of password the one from before is asked for', async () => {
    const matter = v7()
    const representative = await person(server, 'representative')
    await submit(representative, { matter })
    const { name } = representative.account
    const owner = { server: server.url, account: representative.account.id }
    const owners = path.join(shelf.directory, 'local', 'owners')
    const { app, page } = await shelf.start({ ZX_SERVER: server.url })
    await comeBack(page)
    await menu(page, name).waitFor()
    const draft = { id: v7(), kind: 'new', title: '湖心亭修缮', body: {}, updatedAt: 1 }
    await page.evaluate(([whose, what]) => window.zx.drafts.put(whose!, what as never), [owner, draft] as const)
    expect((await filesWith(owners, draft.title)).length).toBeGreaterThan(0)

    await go(app, '/settings')
    await page.getByRole('radio', { name: '保留在本机' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('radio', { name: '加锁保留' }).isChecked()).toBe(true)
    await page.getByText('本机内容已全部加密').waitFor()
    await signOut(page, name)
    expect(await filesWith(owners, draft.title)).toEqual([])
    const drafts = () => page.evaluate((whose) => window.zx.drafts.list(whose).catch(String), owner)
    expect(await drafts()).toMatch(/sealed: /)

    await comeBack(page)
    await menu(page, name).waitFor()
    expect(await drafts()).toMatchObject([{ title: draft.title }])

    await page.evaluate(() => window.zx.local.remember('从前的密码'))
    await signOut(page, name)
    await comeBack(page)
    await page.getByRole('heading', { level: 1, name: '本机数据还锁着' }).waitFor()
    const old = page.getByLabel('以前的密码')
    await until('the field has the keyboard', () => old.evaluate((input) => input === document.activeElement))
    await page.keyboard.type('猜的')
    await page.keyboard.press('Enter')
    await page.getByText('也不是这个密码，请再试一次。').waitFor()
    await page.keyboard.type('从前的密码')
    await page.keyboard.press('Enter')
    await menu(page, name).waitFor()
    expect(await drafts()).toMatchObject([{ title: draft.title }])

    await page.evaluate(() => window.zx.local.remember('忘了'))
    await signOut(page, name)
    await comeBack(page)
    await page.getByRole('button', { name: '想不起来：清除本机数据并登录' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '清除并登录' }).focus()
    await page.keyboard.press('Enter')
    await menu(page, name).waitFor()
    expect(await drafts()).toEqual([])
    await app.close()
    representative.close()
  })
})

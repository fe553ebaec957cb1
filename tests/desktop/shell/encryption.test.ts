import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { v7 } from 'uuid'
import type { BootedServer } from '../../support/server/boot.ts'
import { person, proposal, submit } from '../../support/server/desk.ts'
import { desktopShelf, filesWith, type DesktopShelf } from '../../support/desktop-shelf.ts'
import { bootForShell, go, signIn } from '../../support/shell.ts'
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

const toggle = (page: Page) => page.getByRole('switch', { name: '加密保存在本机的内容' })

describe('encryption in the settings', () => {
  it('[EN1 EN3 EN4] is switched on with the keyboard, and without the keychain says so and leaves all as it is', async () => {
    const matter = v7()
    const representative = await person(server, 'representative')
    await submit(representative, { matter })
    await representative.command(matter, 'message.post', { text: '一楼住户的采光怎么办？' })
    const owner = { server: server.url, account: representative.account.id }
    const owners = path.join(shelf.directory, 'local', 'owners')

    const { app, page } = await shelf.start({ ZX_SERVER: server.url })
    await signIn(page)
    const kept = (on: Page) => on.evaluate((whose) => window.zx.archive.catalogue(whose), owner)
    await go(app, `/proposals/${matter}/discussion`)
    await until('the record is kept whole', async () =>
      (await kept(page)).some(({ condition }) => condition === 'whole'),
    )
    expect((await filesWith(owners, proposal().title)).length).toBeGreaterThan(0)
    await go(app, '/settings')
    await toggle(page).focus()
    await page.keyboard.press('Space')
    await page.getByText('本机内容已全部加密').waitFor()
    expect(await filesWith(owners, proposal().title)).toEqual([])
    expect(await page.evaluate((whose) => window.zx.local.encryption(whose), owner)).toMatchObject({
      state: 'encrypted',
    })
    await app.close()

    const without = await shelf.start({ ZX_SERVER: server.url, STANDIN_KEYRING: 'none' })
    await signIn(without.page)
    await go(without.app, '/archive')
    await without.page.getByText('本机内容打不开').waitFor()
    await without.page.getByText(/系统钥匙串打不开本机档案/).waitFor()
    await go(without.app, '/drafts')
    await without.page.getByRole('heading', { level: 1, name: '我的草稿' }).waitFor()
    await without.page.getByText('本机内容打不开').waitFor()
    await go(without.app, '/settings')
    await without.page.getByText(/系统钥匙串打不开本机档案/).waitFor()
    expect(await toggle(without.page).isDisabled()).toBe(true)
    const refused = await without.page.evaluate(
      (whose) => window.zx.local.setEncryption(whose, false).catch(String),
      owner,
    )
    expect(refused).toMatch(/locked: /)
    const odd = await without.page.evaluate(
      (whose) => window.zx.local.setEncryption(whose, 'yes' as never).catch(String),
      owner,
    )
    expect(odd).toMatch(/arguments: /)
    await without.app.close()

    const again = await shelf.start({ ZX_SERVER: server.url })
    expect((await kept(again.page)).map(({ summary }) => summary.title)).toEqual([proposal().title])
    await again.app.close()
    representative.close()
  })
})

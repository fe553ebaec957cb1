import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Owner } from '../../../core/desktop/contract.ts'
import { unsealFile } from '../../../electron/archive/sealed-file.ts'
import { desktopShelf, type DesktopShelf } from '../../support/desktop-shelf.ts'
import { answerDialogs } from '../../support/dialogs.ts'
import type { BootedServer } from '../../support/server/boot.ts'
import { person, submit } from '../../support/server/desk.ts'
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

describe('exporting on the desktop', () => {
  it('[BG16 BG18 BG21] one kept matter, then a selection under a passphrase, by keyboard', async () => {
    const representative = await person(server, 'representative')
    const titles = ['关于充电棚的提案', '关于路灯的提案', '关于晾衣架的提案']
    const matters: string[] = []
    for (const title of titles) matters.push((await submit(representative, { title })).matter)
    const { app, page } = await shelf.start({ ZX_SERVER: server.url })
    const dialogs = await answerDialogs(app)
    await signIn(page)
    const owner: Owner = { server: server.url, account: representative.account.id }
    await until('all three are kept', async () => {
      const kept = await page.evaluate((owner) => window.zx.archive.catalogue(owner), owner)
      return kept.filter(({ condition }) => condition === 'whole').length === 3
    })

    await go(app, `/archive/${matters[0]}`)
    const one = path.join(shelf.directory, '..', '充电棚.zip')
    await dialogs.answer(null)
    await dialogs.answer(one)
    const button = page.getByRole('button', { name: '导出档案包' })
    await button.waitFor()
    await button.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: '导出档案包' })
    await dialog.getByRole('button', { name: '选择保存位置…' }).press('Enter')
    await until('it was asked where to', async () => (await dialogs.asked()).length === 1)
    await dialog.getByRole('button', { name: '选择保存位置…' }).press('Enter')
    await page.getByText('已导出“充电棚.zip”。').first().waitFor()
    expect((await dialogs.asked()).map(({ kind, options }) => [kind, options.defaultPath])).toEqual([
      ['save', '微提案 关于充电棚的提案.zip'],
      ['save', '微提案 关于充电棚的提案.zip'],
    ])
    expect(Object.keys(unzipSync(await readFile(one))).every((name) => name.startsWith(`${matters[0]}/`))).toBe(true)

    await go(app, '/archive')
    await page.getByRole('button', { name: '选择导出' }).press('Enter')
    await page.getByRole('checkbox', { name: titles[2] }).press('Space')
    await page.getByRole('checkbox', { name: titles[1] }).press('Space')
    await page.getByText('已选 2 件').waitFor()
    const several = path.join(shelf.directory, '..', '移交.zxbag')
    await dialogs.answer(several)
    await page.getByRole('button', { name: '导出档案包' }).press('Enter')
    await dialog.getByText('用口令封存').click()
    await dialog.getByLabel('口令', { exact: true }).fill('短')
    await dialog.getByRole('button', { name: '选择保存位置…' }).press('Enter')
    await dialog.getByText('口令至少 8 个字。').waitFor()
    await dialog.getByLabel('口令', { exact: true }).fill('春江潮水连海平一')
    await dialog.getByLabel('再输一次口令').fill('春江潮水连海平一')
    await dialog.getByRole('button', { name: '选择保存位置…' }).press('Enter')
    await page.getByText('已导出“移交.zxbag”。').first().waitFor()
    expect((await dialogs.asked()).at(-1)?.options.defaultPath).toBe('智慧政协档案包（2 件）.zxbag')
    const opened = path.join(shelf.directory, '..', 'opened.zip')
    expect(await unsealFile(several, opened, '春江潮水连海平一')).toEqual({ ok: true })
    const folders = new Set(Object.keys(unzipSync(await readFile(opened))).map((name) => name.split('/')[0]))
    expect([...folders].sort()).toEqual([matters[1], matters[2]].sort())

    await go(app, `/archive/${matters[1]}`)
    await dialogs.answer(path.join(shelf.directory, 'no-such-folder', 'x.zip'))
    await page.getByRole('button', { name: '导出档案包' }).press('Enter')
    await dialog.getByRole('button', { name: '选择保存位置…' }).press('Enter')
    await dialog.getByText('那里不能写入').waitFor()
    await page.keyboard.press('Escape')
    await app.close()
    representative.close()
  })
})

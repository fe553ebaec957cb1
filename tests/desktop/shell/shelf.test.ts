import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attachment } from '../../../core/wire/attachments.ts'
import { sealFile } from '../../../electron/archive/sealed-file.ts'
import { hashOf } from '../../support/bags/bag.ts'
import { bagWithFiles, sampleZip } from '../../support/bags/samples.ts'
import type { DesktopApp } from '../../support/desktop.ts'
import { desktopShelf, type DesktopShelf } from '../../support/desktop-shelf.ts'
import { answerDialogs, type Answerer } from '../../support/dialogs.ts'
import { madePng } from '../../support/files/made-png.ts'
import { goodText } from '../../support/matter.ts'
import { namedFile } from '../../support/named-file.ts'
import { uuid } from '../../support/record.ts'
import { until } from '../../support/until.ts'
import { bootForShell, signIn } from '../../support/shell.ts'
import type { BootedServer } from '../../support/server/boot.ts'

let server: BootedServer
let shelf: DesktopShelf
let app: DesktopApp
let page: Page
let dialogs: Answerer
let stick: string

beforeAll(async () => {
  server = await bootForShell()
  shelf = await desktopShelf()
  stick = await mkdtemp(path.join(tmpdir(), 'zx-stick-'))
  ;({ app, page } = await shelf.start({ ZX_SERVER: server.url }))
  dialogs = await answerDialogs(app)
  await signIn(page, 'member')
})
afterAll(async () => {
  await app?.close()
  await shelf?.remove()
  await server?.stop()
  if (stick) await rm(stick, { recursive: true, force: true })
})

const onStick = async (name: string, bytes: Uint8Array) => {
  const file = path.join(stick, name)
  await writeFile(file, bytes)
  return file
}

/** Moves on with Tab until the control of this name has the keyboard, then presses it. */
async function press(role: 'button' | 'link' | 'tab', name: string | RegExp, key = 'Enter'): Promise<void> {
  const control = page.getByRole(role, { name }).first()
  await control.waitFor()
  for (let n = 0; n < 80; n++) {
    if (await control.evaluate((element) => element === document.activeElement)) return page.keyboard.press(key)
    await page.keyboard.press('Tab')
  }
  throw new Error(`${String(name)} is not reached with Tab`)
}

const importing = (file: string | null) => dialogs.answer(file).then(() => press('button', '导入档案包'))
const alert = (text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).first().waitFor()

describe('taking bags in by keyboard', () => {
  it('[SH11] the archive has a second place, empty at first, that says what to do', async () => {
    await press('link', /^档案/)
    const mine = page.getByRole('tab', { name: '我的档案' })
    await mine.waitFor()
    await press('tab', '我的档案', 'ArrowRight')
    await page.getByRole('heading', { name: '还没有收到的档案' }).waitFor()
    await importing(null)
    await until('the question was asked', async () => (await dialogs.asked()).length > 0)
    expect(await dialogs.asked()).toMatchObject([
      { kind: 'open', options: { title: '选择档案包', filters: [{ extensions: ['zip', 'zxbag'] }] } },
    ])
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('[SH11] a bag that is refused says why in a plain sentence, and nothing is there', async () => {
    const broken = sampleZip()
    broken[broken.length >> 1]! ^= 1
    await importing(await onStick('坏的.zip', broken))
    await alert('“坏的.zip”没有导入')
    await importing(await onStick('信.zip', Buffer.from('just a letter, nothing else, but long enough')))
    await alert('这不是档案包')
    await press('button', '知道了')
    await page.getByRole('heading', { name: '还没有收到的档案' }).waitFor()
  })

  it('[SH8 SH11] a bag is taken in, opened with its own names, verified and found again', async () => {
    await importing(await onStick('来自王敏.zip', sampleZip()))
    await page.getByRole('heading', { level: 1, name: goodText.title }).waitFor()
    await page.getByText('来自“来自王敏.zip”').waitFor()
    await page.getByText('签名的不是您登录的服务器').waitFor()
    await press('button', '再次核验')
    await page.getByRole('status').filter({ hasText: '档案完好' }).waitFor()
    await press('tab', '正文', 'ArrowRight')
    await page.getByText('附了照片').waitFor()
    await page.getByText('王敏').first().waitFor()
    await importing(path.join(stick, '来自王敏.zip'))
    await page.getByText('没有重复保存').waitFor()
    expect(await page.getByRole('list').getByRole('link', { name: goodText.title }).count()).toBe(1)
  })

  it('[SH1 SH11] a sealed bag asks for its passphrase, and again after a wrong one', async () => {
    const plain = await onStick('另一件.zip', sampleZip(uuid(8)))
    const sealed = path.join(stick, '另一件.zxbag')
    await sealFile(plain, sealed, '正阳门', { logN: 12, r: 8, p: 1 })
    const before = await readFile(sealed)
    await importing(sealed)
    await page.getByRole('dialog', { name: '“另一件.zxbag”已加密' }).waitFor()
    await page.getByLabel('口令', { exact: true }).and(page.locator(':focus')).waitFor()
    await page.keyboard.type('前门')
    await page.keyboard.press('Enter')
    await page.getByText('口令不对。文件没有改动').waitFor()
    await page.getByLabel('口令', { exact: true }).fill('正阳门')
    await page.keyboard.press('Enter')
    await page.getByText('来自“另一件.zxbag”').waitFor()
    expect((await readFile(sealed)).equals(before)).toBe(true)
  })

  it('[SH9 SH11] a bag is removed after a question, the others stay', async () => {
    await press('button', '移除')
    await page.getByRole('dialog', { name: /移除收到的档案/ }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '移除' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '请选择一份收到的档案' }).waitFor()
    expect(await page.getByText('来自王敏').count()).toBe(0)
    expect(await page.getByRole('list').getByRole('link', { name: goodText.title }).count()).toBe(1)
  })

  it('[SH12 SH13] a large bag shows its picture and saves its letter by keyboard; what was left out is told', async () => {
    const photo = await madePng(3, 64, 48)
    const letter = namedFile('住户意见'.repeat(30_000), '住户意见.pdf')
    const left = namedFile('图纸', '图纸.pdf')
    const sha256 = hashOf('sha256', photo)
    const picture: Attachment = { sha256, name: '楼道.png', type: 'image/png', size: photo.length }
    const files = new Map<string, Uint8Array>([
      [sha256, photo],
      [letter.named.sha256, letter.bytes],
    ])
    const bag = bagWithFiles([picture, letter.named, left.named], files, uuid(9))
    await importing(await onStick('有附件的.zip', bag))
    await page.getByText('来自“有附件的.zip”').waitFor()
    await press('button', '再次核验')
    await page.getByRole('status').filter({ hasText: '未发现改动，但有几项未能检测' }).waitFor()
    await press('button', '查看图片：楼道.png')
    const image = page.getByRole('dialog').getByRole('img', { name: '楼道.png' })
    await image.waitFor()
    const width = () => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)
    await until('the picture is drawn', async () => (await width()) === 64)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    const [download] = await Promise.all([page.waitForEvent('download'), press('button', /^住户意见\.pdf/)])
    expect(download.suggestedFilename()).toBe('住户意见.pdf')
    expect((await readFile(await download.path())).equals(letter.bytes)).toBe(true)
    await press('button', /^图纸\.pdf/)
    await page.getByText('没有把这个附件放进来').first().waitFor()
  })

  it('[SH6 SH11] a disk that takes nothing is told in a plain sentence, and the bag goes in once it does', async () => {
    const local = path.join(shelf.directory, 'local', 'owners')
    const place = path.join(local, (await readdir(local))[0] ?? '', 'shelf')
    await rename(place, `${place}.away`)
    await writeFile(place, 'in the way')
    const bag = await onStick('迟到的.zip', sampleZip(uuid(10)))
    await importing(bag)
    await alert('“迟到的.zip”没有导入')
    await alert('本机磁盘写不进去，请检查磁盘空间后重试。')
    await press('button', '知道了')
    await rm(place)
    await rename(`${place}.away`, place)
    await importing(bag)
    await page.getByText('来自“迟到的.zip”').waitFor()
  })
})

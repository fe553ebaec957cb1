import { readdir, rename } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Cipher } from '../../../electron/archive/cipher.ts'
import type { Damage } from '../../../electron/archive/durable-file.ts'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { sealingOf } from '../../../electron/archive/password-seal.ts'
import { aes } from '../../support/cipher.ts'
import { filesWith } from '../../support/desktop-shelf.ts'
import { longDiscussion, summaryOf } from '../../support/discussion.ts'
import { freshFolder } from '../../support/folder.ts'
import { namedFile } from '../../support/named-file.ts'
import { uuid } from '../../support/record.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const other = { ...owner, account: uuid(2) }
const SECRET = '湖心亭修缮'
const events = longDiscussion(uuid(7), 600)
const photo = namedFile('现场照片')
const draft = { id: uuid(40), kind: 'proposal', title: SECRET, body: { text: SECRET }, updatedAt: 1 }
const waits = { id: uuid(41), matter: uuid(7), type: 'message.post', data: { text: SECRET }, at: 1 }

async function desk(cipher: Cipher = aes()) {
  const directory = await freshFolder()
  const damages: Damage[] = []
  const open = (own = cipher) =>
    openLocalData({ directory, cipher: own, onDamage: (damage) => void damages.push(damage) })
  const data = open()
  const { drafts, outbox, archive, files } = data.owner(owner)
  await drafts.put(draft)
  await outbox.put(waits)
  await archive.append({ summary: { ...summaryOf(events), title: SECRET }, events })
  await files.keep(uuid(7), photo.named, photo.bytes)
  return { directory, damages, open, data }
}

async function isAllThere(data: ReturnType<typeof openLocalData>): Promise<void> {
  const { drafts, outbox, archive, files } = data.owner(owner)
  expect(await drafts.list()).toEqual([draft])
  expect(await outbox.list()).toEqual([waits])
  expect((await archive.read(uuid(7))).events).toEqual(events)
  expect((await archive.verify(uuid(7))).findings).toEqual([])
  expect(await files.read(photo.named.sha256)).toEqual(photo.bytes)
}

async function isSealed(data: ReturnType<typeof openLocalData>): Promise<void> {
  const { drafts, outbox, archive, files, encryption, setEncryption } = data.owner(owner)
  const asked = [
    () => drafts.list(),
    () => drafts.put(draft),
    () => outbox.put({ ...waits, id: uuid(42) }),
    () => archive.catalogue(),
    () => archive.append({ summary: summaryOf(events), events: [] }),
    () => files.list(),
    () => encryption(),
    () => setEncryption(false),
  ]
  for (const ask of asked) await expect(ask(), String(ask)).rejects.toMatchObject({ reason: 'sealed' })
}

describe('what is kept, locked when its owner leaves', () => {
  it('[LK8] everything is refused and nothing readable until the password comes, over a restart too', async () => {
    const { directory, damages, open, data } = await desk()
    const theirs = { ...draft, title: '别人的', body: {} }
    await data.owner(other).drafts.put(theirs)
    const late = data.owner(owner)
    await data.seal(owner, await sealingOf('旧密码 2026'))
    await isSealed(data)
    await expect(late.drafts.put(draft), 'whoever still writes').rejects.toMatchObject({ reason: 'sealed' })
    expect(await data.owner(other).drafts.list(), 'of others nothing').toEqual([theirs])
    await data.close()

    const again = open()
    await isSealed(again)
    expect(await filesWith(directory, SECRET)).toEqual([])
    expect(await again.unseal(owner, '新密码 2026')).toBe(false)
    await isSealed(again)
    expect(await again.unseal(owner, '旧密码 2026')).toBe(true)
    await isAllThere(again)
    expect(await again.owner(owner).encryption()).toMatchObject({ state: 'encrypted', on: true })
    await again.close()
    const third = open()
    await isAllThere(third)
    expect(await third.unseal(owner, 'whatever'), 'nothing is sealed').toBe(true)
    await third.close()
    expect(damages).toEqual([])
  })

  it('[LK8] the keychain alone does not open it, and without one the password still does', async () => {
    const cipher = aes()
    const { open, data } = await desk(cipher)
    await data.seal(owner, await sealingOf('pass-2026'))
    await data.close()
    cipher.on = false
    const again = open(cipher)
    await isSealed(again)
    expect(await again.unseal(owner, 'pass-2026')).toBe(true)
    await isAllThere(again)
    await again.close()
    const third = open(cipher)
    await isSealed(third)
    await third.close()
  })

  it('[LK8 EN4] the key of another folder under the same password locks, and nothing is touched', async () => {
    const { directory, open, data } = await desk()
    await data.owner(other).drafts.put(draft)
    const sealing = await sealingOf('pass-2026')
    await data.seal(owner, sealing)
    await data.seal(other, sealing)
    await data.close()
    const [a = '', b = ''] = await readdir(path.join(directory, 'owners'))
    const keys = ['key.json', 'key.json.last']
    const at = (folder: string, name: string) => path.join(directory, 'owners', folder, name)
    const exchange = async () => {
      for (const name of keys) {
        await rename(at(a, name), at(a, `${name}.x`))
        await rename(at(b, name), at(a, name))
        await rename(at(a, `${name}.x`), at(b, name))
      }
    }
    await exchange()
    const swapped = open()
    await expect(swapped.unseal(owner, 'pass-2026')).rejects.toMatchObject({ reason: 'locked' })
    await swapped.close()
    await exchange()
    const right = open()
    expect(await right.unseal(owner, 'pass-2026')).toBe(true)
    await isAllThere(right)
    await right.close()
  })

  it('[LK8] who comes back, or ends the program, while it is being locked waits until it is', async () => {
    const { open, data } = await desk()
    const sealing = await sealingOf('pass-2026')
    const sealed = data.seal(owner, sealing)
    expect(await data.unseal(owner, 'pass-2026')).toBe(true)
    await sealed
    await isAllThere(data)
    void data.seal(owner, sealing)
    await data.close()
    const again = open()
    await isSealed(again)
    expect(await again.unseal(owner, 'pass-2026')).toBe(true)
    await isAllThere(again)
    await again.close()
  })

  it('[LK9] where there is no keychain it is not locked, and all is as it was', async () => {
    const cipher = aes()
    cipher.on = false
    const { data } = await desk(cipher)
    await expect(data.seal(owner, await sealingOf('pass-2026'))).rejects.toMatchObject({ reason: 'no-keychain' })
    await isAllThere(data)
    await data.close()
  })

  it('[LK9 AR4] a second process cannot lock it', async () => {
    const { open, data } = await desk()
    const second = open()
    await expect(second.seal(owner, await sealingOf('pass-2026'))).rejects.toMatchObject({ reason: 'read-only' })
    await isAllThere(second)
    await second.close()
    await isAllThere(data)
    await data.close()
  })
})

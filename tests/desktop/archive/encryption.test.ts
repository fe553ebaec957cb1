import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Encryption } from '../../../core/desktop/encryption.ts'
import type { Cipher } from '../../../electron/archive/cipher.ts'
import { AtRest } from '../../../electron/archive/at-rest.ts'
import { DurableFile, type Damage } from '../../../electron/archive/durable-file.ts'
import type { LocalDataError } from '../../../electron/archive/local-data-error.ts'
import { openLocalData, type OwnerData } from '../../../electron/archive/local-data.ts'
import { prepareBags } from '../../../electron/archive/save-bags.ts'
import { sampleZip } from '../../support/bags/samples.ts'
import { aes } from '../../support/cipher.ts'
import { filesWith } from '../../support/desktop-shelf.ts'
import { longDiscussion, summaryOf } from '../../support/discussion.ts'
import { filesBelow, freshFolder } from '../../support/folder.ts'
import { namedFile } from '../../support/named-file.ts'
import { uuid } from '../../support/record.ts'
import { until } from '../../support/until.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const SECRET = '湖心亭修缮'
const events = longDiscussion(uuid(7), 600)
const said = String((events.at(-1)?.data as { text?: string } | undefined)?.text)
const photo = namedFile('现场照片')

const draft = { id: uuid(40), kind: 'proposal', title: SECRET, body: { text: SECRET }, updatedAt: 1 }

async function desk(cipher: Cipher = aes()) {
  const directory = await freshFolder()
  const damages: Damage[] = []
  const open = (own: Cipher = cipher) =>
    openLocalData({ directory, cipher: own, onDamage: (damage) => void damages.push(damage) })
  let data = open()
  return {
    directory,
    damages,
    open,
    own: () => data.owner(owner),
    async reopen(own?: Cipher) {
      await data.close()
      data = open(own)
      return data.owner(owner)
    },
    close: () => data.close(),
    folder: async () => path.join(directory, 'owners', (await readdir(path.join(directory, 'owners')))[0] ?? ''),
  }
}

/** Something of every sort that is kept. */
async function fill({ drafts, outbox, archive, files, shelf }: OwnerData, directory: string): Promise<void> {
  await drafts.put(draft)
  await outbox.put({ id: uuid(41), matter: uuid(7), type: 'message.post', data: { text: SECRET }, at: 1 })
  await archive.append({ summary: { ...summaryOf(events), title: SECRET }, events })
  await files.keep(uuid(7), photo.named, photo.bytes)
  const bag = path.join(directory, '..', `${path.basename(directory)}.zip`)
  await writeFile(bag, sampleZip())
  expect(await shelf.takeIn(bag, undefined, async () => [])).toMatchObject({ ok: true })
  await archive.search(said)
  await archive.flush()
}

async function isAllThere({ drafts, outbox, archive, files, shelf }: OwnerData): Promise<void> {
  expect(await drafts.list()).toEqual([draft])
  expect((await outbox.list()).map(({ data }) => data)).toEqual([{ text: SECRET }])
  expect((await archive.read(uuid(7))).events).toEqual(events)
  expect((await archive.verify(uuid(7))).findings).toEqual([])
  expect((await archive.search(said)).length).toBeGreaterThan(0)
  expect(await files.read(photo.named.sha256)).toEqual(photo.bytes)
  const [bag] = await shelf.list()
  expect(await shelf.verify(bag?.id ?? '')).toMatchObject({ ok: true, report: { findings: [] } })
}

async function settled({ encryption }: OwnerData, state: 'plain' | 'encrypted'): Promise<void> {
  await until(`everything is ${state}`, async () => (await encryption()).state === state)
}

/** Files of the owner that do not begin as encrypted ones do. */
async function plainFiles(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const name of await filesBelow(folder))
    if (!(await readFile(path.join(folder, name))).subarray(0, 6).equals(Buffer.from('ZXREST'))) found.push(name)
  return found.map((name) => name.split(path.sep).join('/')).sort()
}

async function contents(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of await filesBelow(folder))
    found[name] = (await readFile(path.join(folder, name))).toString('base64')
  return found
}

describe('what is kept, encrypted', () => {
  it('[EN1 EN2 EN3] switched on, nothing there says anything but the wrapped key; everything still works', async () => {
    const { own, directory, folder, reopen, close, damages } = await desk()
    await fill(own(), directory)
    expect(await own().encryption()).toEqual({ state: 'plain', on: false, available: true })
    expect((await filesWith(await folder(), SECRET)).length).toBeGreaterThan(3)
    expect(await own().setEncryption(true)).toMatchObject({ on: true })
    await settled(own(), 'encrypted')
    expect(await plainFiles(await folder())).toEqual(['key.json', 'key.json.last'])
    for (const text of [SECRET, said, photo.bytes.toString('utf8'), photo.named.name])
      expect(await filesWith(await folder(), text), text).toEqual([])
    await isAllThere(own())
    const again = await reopen()
    await isAllThere(again)
    const more = longDiscussion(uuid(8), 300)
    await again.archive.append({ summary: summaryOf(more), events: more })
    await again.drafts.put({ ...draft, id: uuid(42) })
    await again.drafts.remove(uuid(42))
    const bag = await prepareBags({
      archive: again.archive,
      readFile: (sha256) => again.files.read(sha256),
      matters: [uuid(7)],
      names: {},
    })
    await bag.write(path.join(directory, '..', `${path.basename(directory)}-out.zip`))
    await (await reopen()).archive.flush()
    await isAllThere(own())
    await own().archive.flush()
    expect(await plainFiles(await folder())).toEqual(['key.json', 'key.json.last'])
    expect(damages).toEqual([])
    await close()
  })

  it('[EN3] switched off, everything is plain again', async () => {
    const { own, directory, folder, reopen, close, damages } = await desk()
    await own().setEncryption(true)
    await fill(own(), directory)
    await settled(own(), 'encrypted')
    expect(await filesWith(await folder(), SECRET)).toEqual([])
    await own().setEncryption(false)
    await settled(own(), 'plain')
    const files = await filesBelow(await folder())
    expect((await plainFiles(await folder())).length).toBe(files.length)
    await isAllThere(await reopen({ ...aes(), available: async () => false }))
    expect(damages).toEqual([])
    await close()
  })

  it('[EN4] what another account of the system finds is left as it is, and refused', async () => {
    const { own, directory, folder, reopen, close, damages } = await desk()
    await fill(own(), directory)
    await own().setEncryption(true)
    await settled(own(), 'encrypted')
    await own().archive.flush()
    const before = await contents(await folder())
    const none = { ...aes(), available: async () => false }
    for (const cipher of [aes(), none]) {
      const { drafts, outbox, archive, files, shelf, encryption, setEncryption } = await reopen(cipher)
      const asked = [
        () => drafts.list(),
        () => drafts.put(draft),
        () => outbox.list(),
        () => archive.catalogue(),
        () => archive.read(uuid(7)),
        () => archive.search(SECRET),
        () => archive.append({ summary: summaryOf(events), events: [] }),
        () => files.list(),
        () => files.keep(uuid(7), photo.named, photo.bytes),
        () => shelf.list(),
        () => encryption(),
        () => setEncryption(false),
      ]
      for (const ask of asked) await expect(ask(), String(ask)).rejects.toMatchObject({ reason: 'locked' })
    }
    await close()
    expect(await contents(await folder())).toEqual(before)
    expect(damages).toEqual([])
    await isAllThere(await reopen())
    await close()
  })

  it('[EN4] a key that is gone, or is the one of another folder, locks as well', async () => {
    const cipher = aes()
    const { own, directory, folder, reopen, close } = await desk(cipher)
    await fill(own(), directory)
    await own().setEncryption(true)
    await settled(own(), 'encrypted')
    const elsewhere = await freshFolder()
    const other = openLocalData({ directory: elsewhere, cipher })
    const stranger = { ...owner, account: uuid(2) }
    await other.owner(stranger).setEncryption(true)
    await other.close()
    const keys = ['key.json', 'key.json.last'].map(async (name) => path.join(await folder(), name))
    const kept = await Promise.all(keys.map(async (file) => readFile(await file)))
    const [foreign = ''] = (await filesBelow(elsewhere)).filter((name) => name.endsWith('key.json'))
    await close()
    for (const file of keys) await copyFile(path.join(elsewhere, foreign), await file)
    await expect((await reopen()).drafts.list()).rejects.toMatchObject({ reason: 'locked' })
    await close()
    for (const file of keys) await rm(await file)
    const lost = await reopen()
    await expect(lost.drafts.list()).rejects.toMatchObject({ reason: 'locked' })
    await expect(lost.outbox.put({ id: uuid(43), matter: uuid(7), type: 'x', data: 1, at: 1 })).rejects.toMatchObject({
      reason: 'locked',
    })
    await close()
    for (const [i, file] of keys.entries()) await writeFile(await file, kept[i] ?? '')
    await isAllThere(await reopen())
    await close()
  })

  it('[EN2] files that were swapped, cut or altered are found', async () => {
    const { own, directory, folder, reopen, close, damages } = await desk()
    await own().setEncryption(true)
    await fill(own(), directory)
    await own().archive.flush()
    const at = async (...names: string[]) => path.join(await folder(), ...names)
    await close()
    await rename(await at('drafts.json'), await at('outbox.json'))
    const more = await reopen()
    expect((await more.outbox.list()).map(({ id }) => id)).toEqual([uuid(41)])
    expect(damages).toMatchObject([{ recovered: true, why: 'it was altered, or belongs elsewhere' }])
    await more.archive.catalogue()
    const second = await at('archive', uuid(7), '000002.json')
    await copyFile(await at('archive', uuid(7), '000001.json'), second)
    const report = await more.archive.verify(uuid(7))
    expect(report.findings).toContainEqual(
      expect.objectContaining({ seq: 251, file: '000002.json', found: 'it was altered, or belongs elsewhere' }),
    )
    expect((await more.archive.read(uuid(7))).events.length).toBeGreaterThanOrEqual(250)
    const bytes = await readFile(await at('catalogue.json'))
    for (const bad of [bytes.subarray(0, -1), bytes.subarray(0, 30), bytes.with(60, bytes[60]! ^ 1)]) {
      damages.length = 0
      await close()
      await writeFile(await at('catalogue.json'), bad)
      expect((await (await reopen()).archive.catalogue()).map(({ summary }) => summary.id)).toEqual([uuid(7)])
      expect(damages.map(({ recovered }) => recovered)).toEqual([true])
    }
    await close()
  })

  it('[EN2 AR4] a second process reads it, and what the first has encrypted since', async () => {
    const { own, directory, open, close } = await desk()
    await fill(own(), directory)
    const second = open()
    expect(second.readOnly).toBeDefined()
    expect(await second.owner(owner).encryption()).toMatchObject({ state: 'plain' })
    await own().setEncryption(true)
    await settled(own(), 'encrypted')
    await isAllThere(second.owner(owner))
    await expect(second.owner(owner).setEncryption(false)).rejects.toMatchObject({ reason: 'read-only' })
    await second.close()
    await close()
  })

  it('[EN1] where the system keeps no secrets it cannot be switched on', async () => {
    const { own, close, directory } = await desk({ ...aes(), available: async () => false })
    expect(await own().encryption()).toEqual({ state: 'plain', on: false, available: false })
    await expect(own().setEncryption(true)).rejects.toMatchObject({ reason: 'no-keychain' })
    expect(await filesBelow(directory)).not.toContain('key.json')
    await close()
  })

  it('[EN3] what is written while it is switched is neither lost nor left plain', async () => {
    const { own, folder, reopen, close, damages } = await desk()
    const all = longDiscussion(uuid(9), 400)
    const summary = summaryOf(all)
    let seq = 0
    let put = 0
    for (let n = 0; n < 10; n++) await own().files.keep(uuid(9), namedFile(`${n}`).named, namedFile(`${n}`).bytes)
    for (let turn = 0; turn < 11; turn++) {
      const on = turn % 2 === 0
      await own().setEncryption(on)
      let switching = true
      const done = settled(own(), on ? 'encrypted' : 'plain').finally(() => (switching = false))
      while (switching) {
        await Promise.all([
          own().drafts.put({ ...draft, title: `${SECRET}${++put}` }),
          own().archive.append({ summary, events: all.slice(seq, ++seq) }),
        ])
      }
      await done
      await own().archive.flush()
      const plain = await plainFiles(await folder())
      const other = on ? plain : (await filesBelow(await folder())).filter((name) => !plain.includes(name))
      expect(
        other.filter((name) => !name.startsWith('key.json')),
        `turn ${turn}: left in the other form`,
      ).toEqual([])
      const again = await reopen()
      expect(
        (await again.drafts.list()).map(({ title }) => title),
        `turn ${turn}`,
      ).toEqual([`${SECRET}${put}`])
      expect((await again.archive.read(uuid(9))).events, `turn ${turn}`).toEqual(all.slice(0, seq))
    }
    await own().archive.flush()
    expect(await plainFiles(await folder())).toEqual(['key.json', 'key.json.last'])
    expect(damages).toEqual([])
    await close()
  })

  it('[EN3] a file that becomes the last good copy while it is switched is not left plain', async () => {
    const folder = await freshFolder()
    const around = { now: Date.now, busy: new Set<Promise<void>>(), onDamage: () => undefined }
    const cover = new AtRest(folder, around, aes())
    const form = { kind: 'sample', schema: z.string() }
    const files = Array.from(
      { length: 12 },
      (_, n) => new DurableFile(path.join(folder, `${n}.json`), form, { ...around, cover }),
    )
    for (const file of files) for (const text of ['first', 'second']) await file.write(text)
    const opened: (() => void)[] = []
    for (const { file } of files) void cover.alone(file, () => new Promise<void>((resolve) => opened.push(resolve)))
    const changed = cover.change(true)
    await until('the change is written', async () => (await filesBelow(folder)).includes('key.json.last'))
    // each is written again when one of its two copies has been rewritten and the other has not
    const writes: Promise<void>[] = []
    const written = new Set<string>()
    const rewritten = cover.alone.bind(cover)
    cover.alone = (file, run) => {
      const done = rewritten(file, run)
      const name = path.basename(file).replace('.last', '')
      const own = files.find((each) => path.basename(each.file) === name)
      if (own && !written.has(name)) {
        written.add(name)
        writes.push(own.write('third'))
      }
      return done
    }
    for (const open of opened) open()
    await changed
    await until('everything is encrypted', async () => (await cover.state()).state === 'encrypted')
    await Promise.all(writes)
    expect(written.size).toBe(files.length)
    expect(await plainFiles(folder)).toEqual(['key.json', 'key.json.last'])
  })

  it('[EN3] a change asked for while the state is asked is the one that holds', async () => {
    const folder = await freshFolder()
    const around = { now: Date.now, busy: new Set<Promise<void>>(), onDamage: () => undefined }
    const keys = aes()
    const first = new AtRest(folder, around, keys)
    for (let n = 0; n < 50; n++) await writeFile(path.join(folder, `${n}.json`), SECRET)
    await first.change(true)
    await first.change(false)
    await first.stop()
    expect(await plainFiles(folder)).not.toHaveLength(0)
    const asked: (() => void)[] = []
    const slow: Cipher = {
      ...keys,
      decrypt: async (bytes) => {
        await new Promise<void>((resolve) => asked.push(resolve))
        return keys.decrypt(bytes)
      },
    }
    const cover = new AtRest(folder, around, slow)
    const state = cover.state()
    const change = cover.change(true)
    await until('both ask for the key', () => asked.length === 2)
    for (const answer of asked) answer()
    await Promise.all([state, change])
    await until('it is done', async () => (await cover.state()).state !== 'changing')
    expect(await cover.state()).toMatchObject({ state: 'encrypted', on: true })
    expect(await plainFiles(folder)).toEqual(['key.json', 'key.json.last'])
  })

  it('[EN3] a change that the disk stops says so, and goes on when it can', async () => {
    const { own, directory, folder, close } = await desk()
    await fill(own(), directory)
    const inTheWay = path.join(await folder(), 'outbox.json.tmp')
    await mkdir(inTheWay)
    await own().setEncryption(true)
    const asked = async () =>
      own()
        .encryption()
        .catch((error: LocalDataError) => error.reason)
    await until('it is said', async () => (await asked()) === 'disk')
    await rm(inTheWay, { recursive: true })
    await until('it is done', async () => ((await asked()) as Encryption).state === 'encrypted')
    expect(await plainFiles(await folder())).toEqual(['key.json', 'key.json.last'])
    await isAllThere(own())
    await close()
  })

  it('[EN4] a new key is never put where something lies under one that is gone', async () => {
    const { own, directory, damages, folder, reopen, close } = await desk()
    await fill(own(), directory)
    await own().setEncryption(true)
    await settled(own(), 'encrypted')
    await close()
    const lost = await folder()
    for (const name of await readdir(lost))
      if (name.includes('.json') && !name.startsWith('key')) await rm(path.join(lost, name))
    const keys = ['key.json', 'key.json.last'].map((name) => path.join(lost, name))
    const kept = await Promise.all(keys.map((file) => readFile(file)))
    for (const file of keys) await rm(file)
    const before = await contents(lost)
    await expect((await reopen()).setEncryption(true)).rejects.toMatchObject({ reason: 'locked' })
    await close()
    expect(await contents(lost)).toEqual(before)
    for (const [i, file] of keys.entries()) await writeFile(file, kept[i] ?? '')
    const found = await reopen()
    expect((await found.archive.read(uuid(7))).events).toEqual(events)
    expect(await found.shelf.list()).toHaveLength(1)
    expect(damages).toEqual([])
    await close()
  })
})

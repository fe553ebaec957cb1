import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Owner } from '../../../core/desktop/contract.ts'
import { openLocalData, type LocalData } from '../../../electron/archive/local-data.ts'
import { sealFile } from '../../../electron/archive/sealed-file.ts'
import { matterBag, zipped } from '../../support/bags/bag.ts'
import { sampleParts, sampleZip } from '../../support/bags/samples.ts'
import { zipOf } from '../../support/bags/zip.ts'
import { sourceOf, zipOf as writtenZip } from '../../support/bag.ts'
import { consultationAt } from '../../support/consultation-stages.ts'
import { proposalAt } from '../../support/stages.ts'
import { discussion, summaryOf } from '../../support/discussion.ts'
import { filesBelow, freshFolder } from '../../support/folder.ts'
import { publicKey, serverKey, signCheckpoint, uuid } from '../../support/record.ts'

const owner: Owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const nothing = async () => []

async function desk() {
  const directory = await freshFolder()
  const outside = await freshFolder()
  const data = openLocalData({ directory, now: () => 1_790_000_500_000 })
  const { shelf } = data.owner(owner)
  const file = async (name: string, bytes: Uint8Array) => {
    const place = path.join(outside, name)
    await writeFile(place, bytes)
    return place
  }
  const takeIn = async (name: string, bytes: Uint8Array, passphrase?: string) => {
    const taken = await shelf.takeIn(await file(name, bytes), passphrase, nothing)
    return taken.ok ? { ok: true as const, ...taken.bags[0]! } : taken
  }
  return { directory, outside, data, shelf, file, takeIn }
}

const below = async (directory: string) => (await filesBelow(directory)).filter((file) => file.includes('shelf'))
const whole = (id: string) => [
  expect.stringMatching(`shelf/${id}/bag.zip$`),
  expect.stringMatching(`shelf/${id}/entry.json$`),
]

describe('the shelf', () => {
  it('[SH6 SH8] takes a bag in, and has it after a restart', async () => {
    const { directory, data, shelf, takeIn } = await desk()
    await data.settings.set({ pinnedKeys: { [owner.server]: publicKey(serverKey) } })
    const parts = sampleParts()
    const taken = await takeIn('来自王敏.zip', sampleZip())
    expect(taken).toMatchObject({ ok: true, already: false, relations: [] })
    if (!taken.ok) return
    const { entry } = taken
    expect(entry).toMatchObject({
      name: '来自王敏.zip',
      takenAt: 1_790_000_500_000,
      signedUpTo: parts.events.length,
      server: 'same',
      attachments: { listed: 1, present: 1 },
      summary: { id: uuid(7), kind: 'proposal', seq: parts.events.length },
    })
    expect(await below(directory)).toEqual(whole(entry.id))
    await data.close()
    const again = openLocalData({ directory })
    expect(await again.owner(owner).shelf.list()).toEqual([entry])
    const read = await again.owner(owner).shelf.read(entry.id, nothing)
    expect(read).toMatchObject({ ok: true, events: parts.events, checkpoints: parts.checkpoints, names: parts.names })
    expect(await again.owner(owner).archive.catalogue()).toEqual([])
    await again.close()
    expect(await shelf.read('0'.repeat(32), nothing)).toEqual({ ok: false, reason: 'gone' })
  })

  it('[SH6] refuses with nothing left behind', async () => {
    const { directory, outside, shelf, takeIn, data } = await desk()
    const broken = sampleZip()
    broken[broken.length >> 1]! ^= 1
    expect(await takeIn('a.zip', broken)).toMatchObject({ ok: false })
    expect(await takeIn('b.zip', Buffer.from('no zip at all, only a text of some length'))).toEqual({
      ok: false,
      reason: 'not-a-zip',
    })
    expect(await shelf.takeIn(path.join(outside, 'absent.zip'), undefined, nothing)).toEqual({
      ok: false,
      reason: 'gone',
    })
    expect(await shelf.takeIn(outside, undefined, nothing)).toEqual({ ok: false, reason: 'gone' })
    expect(await below(directory)).toEqual([])
    expect(await shelf.list()).toEqual([])
    await data.close()
    await expect(takeIn('c.zip', sampleZip())).rejects.toMatchObject({ reason: 'read-only' })
  })

  it('[SH1 SH6] opens a sealed bag with its passphrase alone, and leaves the file as it is', async () => {
    const { directory, shelf, file, outside } = await desk()
    const sealed = path.join(outside, '甲.zxbag')
    await sealFile(await file('plain.zip', sampleZip()), sealed, '正阳门', { logN: 8, r: 8, p: 1 })
    const before = await readFile(sealed)
    expect(await shelf.takeIn(sealed, undefined, nothing)).toEqual({ ok: false, reason: 'passphrase-needed' })
    expect(await shelf.takeIn(sealed, '前门', nothing)).toEqual({ ok: false, reason: 'wrong-passphrase' })
    expect(await below(directory)).toEqual([])
    expect(await shelf.takeIn(sealed, '正阳门', nothing)).toMatchObject({
      ok: true,
      bags: [{ entry: { name: '甲.zxbag' } }],
    })
    expect((await readFile(sealed)).equals(before)).toBe(true)
    await writeFile(sealed, before.subarray(0, -1))
    expect(await shelf.takeIn(sealed, '正阳门', nothing)).toEqual({ ok: false, reason: 'sealed-damaged' })
    const newer = Buffer.from(before)
    newer[8] = 9
    await writeFile(sealed, newer)
    expect(await shelf.takeIn(sealed, '正阳门', nothing)).toEqual({ ok: false, reason: 'newer-version' })
  })

  it('[SH7] knows the same bag again, also in another folder and with its files in another order', async () => {
    const { directory, shelf, takeIn } = await desk()
    const bag = matterBag(sampleParts())
    const first = await takeIn('a.zip', zipped(bag))
    expect(first).toMatchObject({ ok: true, already: false })
    expect(await takeIn('a.zip', zipped(bag))).toMatchObject({ ok: true, already: true })
    const other = zipped(new Map([...bag].reverse()), '另一个名字')
    expect(await takeIn('b.zip', other)).toMatchObject({ ok: true, already: true, entry: { name: 'a.zip' } })
    expect(await shelf.list()).toHaveLength(1)
    if (!first.ok) return
    expect(await below(directory)).toEqual(whole(first.entry.id))
  })

  it('[SH7] sets copies of one matter side by side and says which is newer, or where they part', async () => {
    const { shelf, takeIn, data } = await desk()
    const all = discussion(uuid(7), ['一', '二', '三', '四'])
    const bagOf = (events: typeof all) => zipped(matterBag({ events, checkpoints: [signCheckpoint(events.at(-1)!)] }))
    const short = await takeIn('short.zip', bagOf(all.slice(0, 3)))
    const long = await takeIn('long.zip', bagOf(all))
    const forked = await takeIn('forked.zip', bagOf(discussion(uuid(7), ['一', '二', '别的'])))
    const unsigned = await takeIn('unsigned.zip', zipped(matterBag({ events: all })))
    if (!short.ok || !long.ok || !forked.ok || !unsigned.ok) throw new Error('refused')
    expect(short.relations).toEqual([])
    expect(long.relations).toEqual([{ to: short.entry.id, relation: 'newer', seq: 3 }])
    expect(forked.relations).toEqual(
      expect.arrayContaining([
        { to: short.entry.id, relation: 'newer', seq: 3 },
        { to: long.entry.id, relation: 'diverged', seq: 4 },
      ]),
    )
    expect(unsigned.relations).toContainEqual({ to: long.entry.id, relation: 'same', seq: 5 })
    expect(unsigned.entry.server).toBe('none')
    const { archive } = data.owner(owner)
    await archive.append({ summary: summaryOf(all), events: all })
    const own = async (matter: string) => (await archive.read(matter)).events
    expect(await shelf.read(short.entry.id, own)).toMatchObject({
      relations: expect.arrayContaining([{ to: 'own', relation: 'older', seq: 3 }]) as unknown,
    })
    expect(await shelf.read(forked.entry.id, own)).toMatchObject({
      relations: expect.arrayContaining([{ to: 'own', relation: 'diverged', seq: 4 }]) as unknown,
    })
    expect((await archive.read(uuid(7))).events).toEqual(all)
  })

  it('[SH8] tells the key of another server, and a bag without any', async () => {
    const { data, shelf, takeIn } = await desk()
    await takeIn('a.zip', sampleZip())
    expect((await shelf.list())[0]?.server).toBe('another')
    await data.settings.set({ pinnedKeys: { [owner.server]: publicKey(serverKey), 'http://127.0.0.1:1': 'x' } })
    expect((await shelf.list())[0]?.server).toBe('same')
  })

  it('[SH9] finds what was altered on the shelf; taking the bag in again puts it right', async () => {
    const { directory, shelf, takeIn } = await desk()
    const taken = await takeIn('a.zip', sampleZip())
    if (!taken.ok) throw new Error(taken.reason)
    const { id } = taken.entry
    expect(await shelf.verify(id)).toMatchObject({
      ok: true,
      report: { verdict: expect.stringMatching(/held|partly/), findings: [] },
    })
    const [bag = ''] = (await below(directory)).map((file) => path.join(directory, file))
    const bytes = await readFile(bag)
    const altered = Buffer.from(bytes)
    altered[200]! ^= 4
    await writeFile(bag, altered)
    expect(await shelf.verify(id)).toMatchObject({ ok: false })
    expect(await shelf.read(id, nothing)).toMatchObject({ ok: false })
    expect(await takeIn('a.zip', sampleZip())).toMatchObject({ ok: true, already: false })
    expect(await shelf.verify(id)).toMatchObject({ ok: true })
    await rm(bag)
    expect(await shelf.verify(id)).toEqual({ ok: false, reason: 'gone' })
  })

  it('[SH9] removes a bag without a trace', async () => {
    const { directory, shelf, takeIn } = await desk()
    const one = await takeIn('a.zip', sampleZip())
    const two = await takeIn('b.zip', sampleZip(uuid(8)))
    if (!one.ok || !two.ok) throw new Error('refused')
    await shelf.remove(one.entry.id)
    await shelf.remove(one.entry.id)
    expect(await shelf.list()).toEqual([two.entry])
    expect(await below(directory)).toEqual(whole(two.entry.id))
  })

  it('[SH9] a bag that went from the disk by itself can be taken off the list', async () => {
    const { directory, shelf, takeIn } = await desk()
    const taken = await takeIn('a.zip', sampleZip())
    if (!taken.ok) throw new Error(taken.reason)
    const [bag = ''] = (await below(directory)).map((file) => path.join(directory, file))
    await rm(path.dirname(bag), { recursive: true })
    expect(await shelf.verify(taken.entry.id)).toEqual({ ok: false, reason: 'gone' })
    await shelf.remove(taken.entry.id)
    expect(await shelf.list()).toEqual([])
  })

  it('[SH6] writes the line about a bag anew when it is lost, and clears away what a crash left', async () => {
    const { directory, data, takeIn } = await desk()
    const taken = await takeIn('a.zip', sampleZip())
    if (!taken.ok) throw new Error(taken.reason)
    const [bag = '', entry = ''] = (await below(directory)).map((file) => path.join(directory, file))
    await data.close()
    await writeFile(entry, 'torn')
    const folder = path.dirname(path.dirname(bag))
    for (const name of ['.taking-x', '.removed-y']) {
      await mkdir(path.join(folder, name))
      await writeFile(path.join(folder, name, 'bag.zip'), 'half')
    }
    const again: LocalData = openLocalData({ directory })
    const { shelf } = again.owner(owner)
    expect(await shelf.list()).toMatchObject([{ id: taken.entry.id, summary: { id: uuid(7) } }])
    await shelf.remove('0'.repeat(32))
    expect((await readdir(folder)).sort()).toEqual([taken.entry.id])
    await again.close()
  })

  it('[SH6] takes several bags out of one zip, each by itself, or none when one of them is refused', async () => {
    const { directory, shelf, file } = await desk()
    const entries = (matter: string, folder: string) =>
      [...matterBag(sampleParts(matter))].map(([name, bytes]) => ({ name: `${folder}/${name}`, bytes }))
    const [one, two] = [entries(uuid(7), '2026-0001'), entries(uuid(8), uuid(8))]
    const broken = two.map((entry) => (entry.name.endsWith('minutes.txt') ? { ...entry, bytes: 'x' } : entry))
    expect(await shelf.takeIn(await file('a.zip', zipOf([...one, ...broken])), undefined, nothing)).toMatchObject({
      ok: false,
      reason: 'file-changed',
    })
    const beside = await file('b.zip', zipOf([...one, ...two, { name: 'c.txt', bytes: 'x' }]))
    expect(await shelf.takeIn(beside, undefined, nothing)).toMatchObject({ ok: false, reason: 'several-bags' })
    expect(await below(directory)).toEqual([])
    const both = await shelf.takeIn(await file('d.zip', zipOf([...one, ...two])), undefined, nothing)
    expect(both).toMatchObject({ ok: true, bags: [{ already: false }, { already: false }] })
    expect((await shelf.list()).map(({ summary }) => summary.id).sort()).toEqual([uuid(7), uuid(8)].sort())
    for (const { id, summary } of await shelf.list())
      expect(await shelf.read(id, nothing)).toMatchObject({ ok: true, events: sampleParts(summary.id).events })
    const alone = await shelf.takeIn(await file('e.zip', zipOf(one)), undefined, nothing)
    expect(alone, 'alone it is the same bag').toMatchObject({ ok: true, bags: [{ already: true }] })
  })

  it('[SH6 SH7] takes in what this program writes: every bag of a selection', async () => {
    const { shelf, file } = await desk()
    const sources = [sourceOf(proposalAt('closed')), sourceOf(consultationAt('published'))]
    const taken = await shelf.takeIn(await file('选.zip', await writtenZip(sources)), undefined, nothing)
    expect(taken).toMatchObject({ ok: true, bags: [{ already: false }, { already: false }] })
    if (!taken.ok) return
    for (const { entry } of taken.bags) {
      const source = sources.find(({ events }) => events.at(-1)!.hash === entry.head)!
      expect(await shelf.read(entry.id, nothing)).toMatchObject({ ok: true, events: source.events })
    }
  })

  it('[KP8] what bags take on the disk is told by itself, and nothing of it when they are gone', async () => {
    const { directory, data, shelf, takeIn } = await desk()
    const { usage } = data.owner(owner)
    expect(await usage()).toMatchObject({ records: 0, files: 0, shelf: 0 })
    const taken = [await takeIn('a.zip', sampleZip()), await takeIn('b.zip', sampleZip(uuid(8)))]
    const sizes = await Promise.all(
      (await below(directory)).map(async (file) => (await stat(path.join(directory, file))).size),
    )
    const { shelf: bytes, records, files, largest } = await usage()
    expect(bytes).toBe(sizes.reduce((sum, size) => sum + size, 0))
    expect(bytes).toBeGreaterThan(2 * 3000)
    expect({ records, files, largest }).toEqual({ records: 0, files: 0, largest: [] })
    for (const one of taken) if (one.ok) await shelf.remove(one.entry.id)
    expect((await usage()).shelf).toBe(0)
  })

  it('[SH6] takes the file behind a link, not the link', async () => {
    const { directory, outside, shelf, file } = await desk()
    const link = path.join(outside, 'link.zip')
    await symlink(await file('a.zip', sampleZip()), link)
    expect(await shelf.takeIn(link, undefined, nothing)).toMatchObject({ ok: true })
    await rm(path.join(outside, 'a.zip'))
    expect(await below(directory)).toHaveLength(2)
    expect((await shelf.list())[0]?.name).toBe('link.zip')
  })
})

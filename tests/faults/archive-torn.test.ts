import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, type Draft, type OutboxEntry, type Owner } from '../../core/desktop/contract.ts'
import type { Damage } from '../../electron/archive/durable-file.ts'
import { openLocalData, type LocalData } from '../../electron/archive/local-data.ts'
import { copyIn } from '../../electron/archive/copy-files.ts'
import { reportOnCopy } from '../../electron/archive/report-on-copy.ts'
import { discussion, summaryOf } from '../support/discussion.ts'
import { filesBelow } from '../support/folder.ts'
import { seeded } from '../support/random.ts'
import { publicKey, serverKey, signCheckpoint, uuid } from '../support/record.ts'

const owner: Owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const matter = uuid(7)
const bare = { matter, checkpoints: [], pinnedKey: undefined }
const events = discussion(matter, ['采光？', '连廊'])
const draft = (title: string): Draft => ({ id: uuid(2), kind: 'proposal', title, body: { a: ['一'] }, updatedAt: 1 })
const entry = (n: number): OutboxEntry => ({ id: uuid(n), matter, type: 'message.post', data: { text: '在吗' }, at: n })
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
const PATIENCE = 900_000

/** Files as bytes, by their path below the data directory. */
type Files = Map<string, Buffer>

async function filesOf(directory: string): Promise<Files> {
  const files: Files = new Map()
  for (const name of await filesBelow(directory)) files.set(name, await readFile(path.join(directory, name)))
  return files
}

async function lay(directory: string, files: Files): Promise<void> {
  await rm(directory, { recursive: true, force: true })
  for (const [name, bytes] of files) {
    const file = path.join(directory, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
}

const KINDS = [
  'settings.json',
  'drafts.json',
  'outbox.json',
  'catalogue.json',
  'checkpoints.json',
  '000001.json',
] as const
type Kind = (typeof KINDS)[number]

/** What is kept in a file, and what hangs on it. */
async function contents(data: LocalData, kind: Kind): Promise<unknown> {
  const { drafts, outbox, archive } = data.owner(owner)
  switch (kind) {
    case 'settings.json':
      return data.settings.get()
    case 'drafts.json':
      return drafts.list()
    case 'outbox.json':
      return outbox.list()
    default: {
      const entries = await archive.catalogue()
      const kept = entries.map(({ seq, condition, summary }) => ({ seq, condition, title: summary.title }))
      return { kept, ...(await archive.read(matter)) }
    }
  }
}

async function opened(kind: Kind) {
  const damages: Damage[] = []
  const data = openLocalData({
    directory,
    onDamage: (damage) => void damages.push(damage),
    now: () => 1_790_000_000_000,
  })
  const seen = await contents(data, kind).finally(() => data.close())
  return { seen, damages }
}

let files: Files
let directory = ''

beforeAll(async () => {
  // In memory where there is such a place: what is torn here is torn by hand, and thousands of syncs prove nothing.
  directory = path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `zx-torn-${process.pid}`)
  await rm(directory, { recursive: true, force: true })
  const data = openLocalData({ directory, now: () => 1_790_000_000_000 })
  await data.settings.set({ pinnedKeys: { [owner.server]: publicKey(serverKey) } })
  await data.settings.set({ size: 'elder' })
  const { drafts, outbox, archive } = data.owner(owner)
  await drafts.put(draft('先前'))
  await drafts.put(draft('后来'))
  await outbox.put(entry(11))
  await outbox.put(entry(12))
  await archive.append({ summary: summaryOf(events), events: events.slice(0, 2) })
  await archive.append({ summary: summaryOf(events), events: events.slice(2) })
  await archive.checkpoint(signCheckpoint(events[0]!))
  await archive.checkpoint(signCheckpoint(events[1]!))
  await data.close()
  files = await filesOf(directory)
  return () => rm(directory, { recursive: true, force: true })
})

const nameOf = (kind: string) => [...files.keys()].find((name) => name.endsWith(kind)) ?? kind

/** What each file's last good copy gives. */
function before(kind: Kind): unknown {
  const title = summaryOf(events).title
  const [first, second] = [signCheckpoint(events[0]!), signCheckpoint(events[1]!)]
  const whole = [{ seq: 3, condition: 'whole', title }]
  switch (kind) {
    case 'settings.json':
      return { ...DEFAULT_SETTINGS, pinnedKeys: { [owner.server]: publicKey(serverKey) } }
    case 'drafts.json':
      return [draft('先前')]
    case 'outbox.json':
      return [entry(11)]
    case 'catalogue.json':
      // Whatever the older list says, the segments say what is kept.
      return { kept: whole, events, checkpoints: [first, second] }
    case 'checkpoints.json':
      return { kept: whole, events, checkpoints: [first] }
    case '000001.json':
      return {
        kept: [{ seq: 2, condition: 'damaged', title }],
        events: events.slice(0, 2),
        checkpoints: [first, second],
      }
  }
}

/** The files that opening what hangs on a kind reads. */
const needed = (kind: Kind) =>
  [...files].filter(
    ([name]) => name.includes(kind) || name.includes('settings') || /archive|catalogue/.test(name + kind),
  )

/** Lays the files with one of them spoilt, opens everything, and holds it to what must be there. */
async function holds(kind: Kind, spoilt: Buffer, what: string): Promise<void> {
  const name = nameOf(kind)
  await lay(directory, new Map([...needed(kind), [name, spoilt]]))
  const { seen, damages } = await opened(kind)
  expect(seen, `${kind}, ${what}`).toEqual(before(kind))
  expect(damages, `${kind}, ${what}`).toMatchObject([{ file: path.join(directory, name), recovered: true }])
  const aside = await readFile(damages[0]?.aside ?? '')
  expect(aside.equals(spoilt), `${kind}, ${what}: what was set aside is what was there`).toBe(true)
}

describe.each(KINDS)('%s', (kind) => {
  it(
    '[AR2 AR10] cut off at every byte, it is set aside and the last good copy read',
    async () => {
      const whole = files.get(nameOf(kind))!
      for (let length = 0; length < whole.length; length++)
        await holds(kind, whole.subarray(0, length), `cut at ${length}`)
    },
    PATIENCE,
  )

  it(
    `[AR2 AR10] with a bit turned in every byte, it is set aside and the last good copy read (seed ${seed})`,
    async () => {
      const whole = files.get(nameOf(kind))!
      const random = seeded(seed)
      for (let place = 0; place < whole.length; place++) {
        const turned = Buffer.from(whole)
        const bit = Math.floor(random() * 8)
        turned[place] = turned[place]! ^ (1 << bit)
        await holds(kind, turned, `bit ${bit} of byte ${place}`)
      }
    },
    PATIENCE,
  )

  it.each([
    ['empty', Buffer.alloc(0)],
    ['NULs', Buffer.alloc(4096)],
    ['foreign JSON', Buffer.from('{"name":"package","version":"9.9.9"}')],
    ['another shape', Buffer.from('{"format":"zx","version":1,"kind":"drafts","data":[]}')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x80])],
    ['line ends', Buffer.from('\r\n\r\n')],
  ])('[AR2] overwritten with %s, it is set aside and the last good copy read', (what, bytes) =>
    holds(kind, bytes, what),
  )

  it('[AR2] with its first, middle or last block of NULs, it is set aside and the last good copy read', async () => {
    const whole = files.get(nameOf(kind))!
    for (const start of [0, Math.floor(whole.length / 2), whole.length - 64])
      await holds(kind, Buffer.from(whole).fill(0, start, start + 64), `NULs at ${start}`)
  })

  it('[AR2] with both copies torn, both are set aside and that is said', async () => {
    const name = nameOf(kind)
    const torn = Buffer.from('{"format":"zx"')
    await lay(directory, new Map([...files, [name, torn], [`${name}.last`, torn]]))
    const { damages } = await opened(kind)
    expect(damages).toMatchObject([{ recovered: false }, { recovered: false }])
    expect((await filesBelow(directory)).filter((file) => file.includes('.damaged-'))).toHaveLength(2)
  })

  it('[AR3] of a newer version, it is left as it is and says so', async () => {
    const name = nameOf(kind)
    const newer = Buffer.from('{"format":"zx","version":2,"kind":"whatever","data":null}')
    await lay(directory, new Map([...files, [name, newer]]))
    await expect(opened(kind)).rejects.toMatchObject({ reason: 'newer-version' })
    expect((await readFile(path.join(directory, name))).equals(newer)).toBe(true)
    expect((await filesBelow(directory)).filter((file) => file.includes('.damaged-'))).toEqual([])
  })
})

describe('verification of what lies on the disk', () => {
  const folderOf = () => path.join(directory, path.dirname(nameOf('000001.json')))

  /** The event whose text a byte of the segment belongs to; 0 outside of all. */
  function eventAt(text: Buffer, place: number): number {
    return (
      events.findIndex((event) => {
        const own = Buffer.from(JSON.stringify(event))
        const start = text.indexOf(own)
        return place >= start && place < start + own.length
      }) + 1
    )
  }

  it(`[AR11] names what is wrong for a bit turned in every byte of a segment (seed ${seed})`, async () => {
    await lay(directory, files)
    const file = path.join(directory, nameOf('000001.json'))
    const whole = files.get(nameOf('000001.json'))!
    const found = new Set<string>()
    const random = seeded(seed)
    for (let place = 0; place < whole.length; place++) {
      const turned = Buffer.from(whole)
      const bit = Math.floor(random() * 8)
      turned[place] = turned[place]! ^ (1 << bit)
      await writeFile(file, turned)
      const { findings } = await reportOnCopy(copyIn(folderOf()), bare)
      const hit = eventAt(whole, place)
      const where = `bit ${bit} of byte ${place}, in event ${hit}: ${JSON.stringify(findings)}`
      expect(findings.length, where).toBeGreaterThan(0)
      // A text that no longer parses is named at the segment's first place, everything else at its own event.
      const unreadable = findings[0]?.file !== undefined
      expect(unreadable || hit === 0 ? 1 : hit, where).toBe(findings[0]?.seq)
      found.add(findings[0]!.fault)
    }
    // which bits are turned is chance; these three kinds of damage fill most of a segment's bytes
    expect([...found].sort()).toEqual(expect.arrayContaining(['data', 'hash', 'link']))
  })

  it('[AR11] names what is wrong for a segment cut off at every byte', async () => {
    await lay(directory, files)
    const file = path.join(directory, nameOf('000001.json'))
    const whole = files.get(nameOf('000001.json'))!
    for (let length = 0; length < whole.length; length++) {
      await writeFile(file, whole.subarray(0, length))
      const { findings } = await reportOnCopy(copyIn(folderOf()), bare)
      expect(findings[0], `cut at ${length}`).toMatchObject({ fault: 'shape', seq: 1 })
    }
  })

  it('[AR11] finds nothing in what is whole', async () => {
    await lay(directory, files)
    // the signatures that count are those on the disk, the last of the second event
    const known = { matter, checkpoints: [signCheckpoint(events[2]!)], pinnedKey: publicKey(serverKey) }
    expect(await reportOnCopy(copyIn(folderOf()), known)).toMatchObject({
      events: 3,
      redacted: [],
      signedUpTo: 2,
      findings: [],
    })
  })
})

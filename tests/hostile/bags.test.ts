import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLocalData } from '../../electron/archive/local-data.ts'
import { matterBag } from '../support/bags/bag.ts'
import { sampleParts } from '../support/bags/samples.ts'
import { zipOf, type Entry } from '../support/bags/zip.ts'
import { freshFolder } from '../support/folder.ts'
import { seeded } from '../support/random.ts'
import { uuid } from '../support/record.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const COUNT = 2_400
const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const parts = sampleParts(uuid(7), 3)
const honest: Entry[] = [...matterBag(parts)].map(([file, bytes], n) => ({
  name: `档案/${file}`,
  bytes,
  method: n % 3 === 0 ? 0 : 8,
}))

type Random = () => number
const below = (random: Random, n: number) => Math.floor(random() * n)
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)]!

const NAMES = [
  '../x',
  '../../../../../../tmp/zx-escaped',
  '/tmp/zx-escaped',
  'C:\\zx-escaped',
  '..\\..\\zx-escaped',
  '档案/../../zx-escaped',
  '档案/CON',
  '档案/a\0b',
  '~/zx-escaped',
  '档案/bagit.txt',
  '档案/BAGIT.TXT',
  'zx-escaped',
  '档案/data/zx-escaped',
  '//h/zx-escaped',
  '档案/data/attachments/../../../zx-escaped',
]

/** One entry changed or added: names that lead out, links, sizes and sums that lie, flags, methods, places. */
function lie(random: Random): Buffer {
  const entries = honest.map((entry) => ({ ...entry }))
  const entry = pick(random, entries)
  const number = () => pick(random, [0, 1, 0xffff, 0xffffffff, below(random, 2 ** 31), below(random, 5000)])
  const lies: (() => void)[] = [
    () => (entry.name = pick(random, NAMES)),
    () => (entry.localName = pick(random, NAMES)),
    () =>
      void entries.push({
        name: pick(random, NAMES),
        bytes: 'x',
        attributes: pick(random, [0o120777, 0o100644, 0o040755, 0o020666]) * 65536,
      }),
    () => (entry.attributes = number()),
    () => (entry.size = number()),
    () => (entry.localSize = number()),
    () => (entry.packedSize = number()),
    () => (entry.crc = number()),
    () => (entry.flags = below(random, 65536)),
    () => (entry.method = below(random, 20)),
    () => (entry.at = number()),
    () => (entry.extra = Buffer.from(Array.from({ length: below(random, 40) }, () => below(random, 256)))),
    () => (entry.behind = Buffer.alloc(below(random, 30), below(random, 256))),
    () => void entries.splice(below(random, entries.length), 1),
    () => void entries.push({ ...entry }),
    () => (entry.bytes = Buffer.alloc(below(random, 3_000_000))),
  ]
  pick(random, lies)()
  return zipOf(entries, random() < 0.1 ? { comment: Buffer.alloc(below(random, 50)) } : {})
}

/** The honest zip with bytes flipped, cut out, doubled, moved or added. */
function damage(random: Random): Buffer {
  const zip = Buffer.from(zipOf(honest))
  const at = below(random, zip.length)
  const length = 1 + below(random, random() < 0.5 ? 4 : 400)
  const piece = zip.subarray(at, at + length)
  const tail = random() < 0.5 ? below(random, zip.length) : zip.length - 1 - below(random, 900)
  const deeds: (() => Buffer)[] = [
    () => {
      for (let n = 0; n < length; n++) zip[below(random, zip.length)] = below(random, 256)
      return zip
    },
    () => {
      zip[tail]! ^= 1 << below(random, 8)
      return zip
    },
    () => zip.subarray(0, at),
    () => Buffer.concat([zip.subarray(0, at), zip.subarray(at + length)]),
    () => Buffer.concat([zip.subarray(0, at), piece, zip.subarray(at)]),
    () => Buffer.concat([zip.subarray(0, tail), piece, zip.subarray(tail)]),
    () => Buffer.concat([piece, zip]),
    () => Buffer.concat([zip, piece]),
    () => zip.fill(below(random, 256), at, Math.min(zip.length, at + length)),
  ]
  return pick(random, deeds)()
}

describe('bags from an enemy', () => {
  it(`[SH5] ${COUNT} of them are refused or read to the same content, and nothing lands outside (seed ${SEED})`, async () => {
    console.log(`bags: seed ${SEED}`)
    const random = seeded(SEED)
    const home = await freshFolder()
    const directory = path.join(home, 'data')
    const file = path.join(home, 'bag.zip')
    const data = openLocalData({ directory })
    const { shelf, archive } = data.owner(owner)
    const outcomes = new Map<string, number>()
    for (let n = 0; n < COUNT; n++) {
      const where = `seed ${SEED}, bag ${n}`
      await writeFile(file, n % 2 === 0 ? lie(random) : damage(random))
      const taken = await shelf.takeIn(file, undefined, async () => [])
      const word = taken.ok ? 'read' : taken.reason
      outcomes.set(word, (outcomes.get(word) ?? 0) + 1)
      if (taken.ok) {
        const { id } = taken.bags[0]!.entry
        const read = await shelf.read(id, async () => [])
        expect(read, where).toMatchObject({
          ok: true,
          events: parts.events,
          checkpoints: parts.checkpoints,
          names: parts.names,
        })
        await shelf.remove(id)
      }
      expect(await readdir(home), where).toEqual(['bag.zip', 'data'])
    }
    console.log(`bags: ${JSON.stringify(Object.fromEntries([...outcomes].sort(([, a], [, b]) => b - a)))}`)
    expect(await archive.catalogue()).toEqual([])
    expect(await shelf.list()).toEqual([])
    expect((await readdir(directory, { recursive: true })).filter((name) => name.includes('zx-escaped'))).toEqual([])
    expect(await readdir('/tmp').then((names) => names.includes('zx-escaped'))).toBe(false)
    expect(outcomes.size, 'many reasons are met').toBeGreaterThan(8)
    expect(outcomes.get('read') ?? 0, 'a few changes do not matter').toBeGreaterThan(0)
    await data.close()
  }, 900_000)
})

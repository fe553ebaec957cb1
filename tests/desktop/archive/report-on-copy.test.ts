import { randomInt } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../../core/record/canonical.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import type { Report } from '../../../core/record/report/report.ts'
import { summarise } from '../../../core/summary.ts'
import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { copyIn, type CopyFiles, type FilesOnDisk } from '../../../electron/archive/copy-files.ts'
import { seal, unseal } from '../../../electron/archive/envelope.ts'
import { LocalDataError } from '../../../electron/archive/local-data-error.ts'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { readRaw } from '../../../electron/archive/raw-record.ts'
import { reportAside, reportOnCopy } from '../../../electron/archive/report-on-copy.ts'
import { firstPlace, SEGMENT_EVENTS, SEGMENT_KIND, segmentOf } from '../../../electron/archive/segment.ts'
import { freshFolder } from '../../support/folder.ts'
import { seeded } from '../../support/random.ts'
import { publicKey, serverKey, signCheckpoint, uuid } from '../../support/record.ts'
import { papers, sha256, shortSession } from '../../support/report/session.ts'
import { sealed } from '../../support/sealed.ts'

const MUTATIONS = Number(process.env.MUTATIONS ?? 240)
const seed = Number(process.env.SEED ?? randomInt(2 ** 31))
const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }

const play = shortSession()
const talk = Array.from({ length: 2 * SEGMENT_EVENTS + 40 }, (_, i) => ({
  ...play.events.at(-1)!,
  type: 'message.posted' as const,
  seq: play.events.length + 1 + i,
  id: uuid(400_000 + i),
  data: { text: `第${i}条：路灯坏了` },
}))
const events = sealed([...play.events, ...talk] as typeof play.events)
const { matter } = play
const summary = { ...summarise(play.now, STANDARD_BOOK), seq: events.length }
const end = signCheckpoint(events.at(-1)!)
const pinnedKey = publicKey(serverKey)

/** The record kept by the archive, with its attachments in a folder beside it. */
async function kept() {
  const directory = await freshFolder()
  const data = openLocalData({ directory })
  await data.settings.set({ pinnedKeys: { [owner.server]: pinnedKey } })
  const { archive } = data.owner(owner)
  await archive.append({ summary, events: events.slice(0, 300) })
  await archive.append({ summary, events: events.slice(300) })
  await archive.checkpoint(end)
  const files = path.join(directory, 'papers')
  await mkdir(files)
  for (const bytes of papers.values()) await writeFile(path.join(files, sha256(bytes)), bytes)
  const names = await readdir(directory, { recursive: true })
  const segment = names.find((name) => name.endsWith(path.join(matter, '000001.json')))
  if (!segment) throw new Error('the record is not where it should be')
  const onDisk: FilesOnDisk = {
    find: async () => ({}),
    raw: (hash) => readFile(path.join(files, hash)).catch(() => undefined),
  }
  return { directory, data, archive, folder: path.join(directory, path.dirname(segment)), files, onDisk }
}

describe('a report on what lies on the disk', () => {
  it('[PF9] finds nothing in what the archive has written, and remembers what it came to', async () => {
    const { directory, data, archive } = await kept()
    const report = await archive.verify(matter)
    expect(report).toMatchObject({ events: events.length, signedUpTo: events.length, findings: [], behind: 0 })
    const [entry] = await archive.catalogue()
    expect(entry?.verified).toMatchObject({ verdict: report.verdict, events: events.length, findings: 0 })
    await data.close()
    const again = openLocalData({ directory })
    expect((await again.owner(owner).archive.catalogue())[0]?.verified).toEqual(entry?.verified)
    await again.close()
  })

  it('[PF14] is the same when it is made in a thread, of a copy that is whole and of one that is not', async () => {
    const { data, folder, files, onDisk } = await kept()
    await data.close()
    const copy = copyIn(folder, undefined, onDisk)
    const known = { matter, checkpoints: [end], pinnedKey, kept: events.length, of: events.length }
    const whole = await reportAside(copy, known)
    expect(whole).toEqual(await reportOnCopy(copy, known))
    expect(whole.findings).toEqual([])
    const [hash] = [...papers.values()].map(sha256)
    await rm(path.join(files, hash!))
    const text = await readFile(path.join(folder, '000002.json'), 'utf8')
    await writeFile(path.join(folder, '000002.json'), text.replace('路灯坏了', '路灯亮了'))
    const altered = await reportAside(copy, known)
    expect(altered).toEqual(await reportOnCopy(copy, known))
    expect(altered.findings.map(({ fault }) => fault)).toEqual(expect.arrayContaining(['data', 'attachment-missing']))
  })

  it('[PF14] takes little of the time of the thread that the window depends on', async () => {
    const { data, folder, onDisk } = await kept()
    await data.close()
    const copy = copyIn(folder, undefined, onDisk)
    const whole = process.cpuUsage()
    const own = process.threadCpuUsage()
    await reportAside(copy, { matter, checkpoints: [end], pinnedKey, kept: events.length })
    const { user, system } = process.threadCpuUsage(own)
    const all = process.cpuUsage(whole)
    const share = (user + system) / (all.user + all.system)
    expect(share, 'part of the work that was done here').toBeLessThan(0.4)
  })

  it('[PF14] tells what the disk says, and is not made when the key is missing', async () => {
    const { data, folder } = await kept()
    await data.close()
    const locked = new LocalDataError('locked', folder)
    const copy: CopyFiles = { ...copyIn(folder), content: () => Promise.reject(locked) }
    const known = { matter, checkpoints: [end], pinnedKey, kept: events.length }
    await expect(reportAside(copy, known)).rejects.toBe(locked)
  })

  it(`[PF9] ${MUTATIONS} alterations of the files are located: the event, or the file where no event can be read`, async () => {
    const { data, folder, files, onDisk } = await kept()
    await data.close()
    const random = seeded(seed)
    const int = (below: number) => Math.floor(random() * below)
    const segments = (await readdir(folder)).filter((name) => /^\d{6}\.json$/.test(name)).sort()
    expect(segments).toHaveLength(segmentOf(events.length))
    const report = () =>
      reportOnCopy(copyIn(folder, undefined, onDisk), {
        matter,
        checkpoints: [end],
        pinnedKey,
        kept: events.length,
        of: events.length,
      })
    expect((await report()).findings).toEqual([])
    const whole = canonical((await readRaw(copyIn(folder))).events)
    const named = (file: string) => (found: Report) => found.findings.some((one) => one.file === file)
    type Sort = () => Promise<{ file: string; to: Uint8Array | undefined; located: (found: Report) => boolean }>
    const inSegment = async (n: number) => path.join(folder, segments[n]!)
    const sorts: Record<string, Sort> = {
      'a byte of a segment': async () => {
        const n = int(segments.length)
        const file = await inSegment(n)
        const bytes = new Uint8Array(await readFile(file))
        const at = int(bytes.length)
        const before = Buffer.from(bytes.subarray(0, at)).toString('utf8')
        const seq = firstPlace(n + 1) - 1 + (before.match(/\{"matter":"[^"]+","seq"/g)?.length ?? 0)
        bytes[at]! ^= 1 << int(8)
        return {
          file,
          to: bytes,
          located: (found) => named(segments[n]!)(found) || [seq, seq + 1].includes(found.findings[0]?.seq ?? -1),
        }
      },
      'a segment cut off': async () => {
        const n = int(segments.length)
        const file = await inSegment(n)
        const bytes = await readFile(file)
        return { file, to: bytes.subarray(0, int(bytes.length)), located: named(segments[n]!) }
      },
      'a segment in the place of another': async () => {
        const n = int(segments.length)
        const to = await readFile(await inSegment((n + 1) % segments.length))
        return { file: await inSegment(n), to, located: (found) => found.findings[0]?.seq === firstPlace(n + 1) }
      },
      'an event changed, the file sealed anew': async () => {
        const at = int(events.length)
        const n = segmentOf(at + 1) - 1
        const file = await inSegment(n)
        const text = unseal(await readFile(file, 'utf8'), SEGMENT_KIND)
        if (text.state !== 'good') throw new Error(text.state)
        const body = JSON.parse(text.body) as { events: RecordEvent[] }
        const event = body.events[at - firstPlace(n + 1) + 1]!
        event.data = { ...(event.data as object), added: random() }
        const to = new Uint8Array(Buffer.from(seal(SEGMENT_KIND, text.revision + 1, JSON.stringify(body))))
        return { file, to, located: (found) => found.findings[0]?.seq === at + 1 && found.findings[0].fault === 'data' }
      },
      'a byte of the checkpoints': async () => {
        const file = path.join(folder, 'checkpoints.json')
        const bytes = new Uint8Array(await readFile(file))
        bytes[int(bytes.length)]! ^= 1 << int(8)
        return { file, to: bytes, located: named('checkpoints.json') }
      },
      'a byte of an attachment': async () => {
        const [hash] = [...papers.values()].map(sha256)
        const file = path.join(files, hash!)
        const bytes = new Uint8Array(await readFile(file))
        bytes[int(bytes.length)]! ^= 1 << int(8)
        return { file, to: bytes, located: named(hash!) }
      },
      'an attachment gone': async () => {
        const hash = sha256([...papers.values()][1]!)
        return { file: path.join(files, hash), to: undefined, located: named(hash) }
      },
    }
    const lost: string[] = []
    const counts = new Map<string, number>()
    for (let n = 0; n < MUTATIONS; n++) {
      const [name, sort] = Object.entries(sorts)[n % Object.keys(sorts).length]!
      const { file, to, located } = await sort()
      const before = await readFile(file)
      if (to) await writeFile(file, to)
      else await rm(file)
      const found = await report()
      const same = canonical((await readRaw(copyIn(folder))).events) === whole && name === 'a byte of a segment'
      if (!located(found) && !(same && found.findings.length > 0))
        lost.push(`${name}, ${path.basename(file)}: ${JSON.stringify(found.findings.slice(0, 2))}`)
      counts.set(name, (counts.get(name) ?? 0) + 1)
      await writeFile(file, before)
    }
    console.log(
      `seed ${seed}: ${[...counts].map(([name, count]) => `${count} ${name}`).join(', ')}; ${lost.length} lost`,
    )
    expect(lost.slice(0, 5), `seed ${seed}`).toEqual([])
  }, 600_000)
})

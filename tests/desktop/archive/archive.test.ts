import { mkdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Owner } from '../../../core/desktop/contract.ts'
import { hashData, hashEvent } from '../../../core/record/chain.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { redact } from '../../../core/record/redact.ts'
import type { Damage } from '../../../electron/archive/durable-file.ts'
import { seal } from '../../../electron/archive/envelope.ts'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { SEGMENT_EVENTS } from '../../../electron/archive/segment.ts'
import { discussion, eventId, longDiscussion, summaryOf } from '../../support/discussion.ts'
import { filesBelow, freshFolder } from '../../support/folder.ts'
import { publicKey, rfc8032, serverKey, signCheckpoint, uuid } from '../../support/record.ts'

const owner: Owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const matter = uuid(7)

/** An archive that can be closed and opened again over the same folder. */
async function shelf() {
  const directory = await freshFolder()
  const damages: Damage[] = []
  let data = openLocalData({ directory, onDamage: (damage) => void damages.push(damage) })
  await data.settings.set({ pinnedKeys: { [owner.server]: publicKey(serverKey) } })
  const find = async (end: string) => {
    const name = (await filesBelow(directory)).find((file) => file.endsWith(end))
    if (name === undefined) throw new Error(`no file ${end}: ${(await filesBelow(directory)).join(', ')}`)
    return path.join(directory, name)
  }
  return {
    directory,
    damages,
    find,
    archive: () => data.owner(owner).archive,
    close: () => data.close(),
    async reopen() {
      await data.close()
      data = openLocalData({ directory, onDamage: (damage) => void damages.push(damage) })
      return data.owner(owner).archive
    },
    async keep(events: RecordEvent[], step = 1000) {
      const summary = summaryOf(events)
      let answer
      for (let i = 0; i < events.length; i += step)
        answer = await data.owner(owner).archive.append({ summary, events: events.slice(i, i + step) })
      return answer
    },
  }
}

describe('keeping', () => {
  it('[AR8] keeps events in order and gives them back, also after a restart', async () => {
    const { keep, archive, reopen, close } = await shelf()
    const events = discussion(matter, ['同意', '资金怎么分摊？', '可以申请补助'])
    expect(await keep(events, 2)).toEqual({ result: 'kept', seq: 4 })
    expect((await archive().read(matter)).events).toEqual(events)
    const again = await reopen()
    expect((await again.read(matter)).events).toEqual(events)
    expect(await again.catalogue()).toEqual([
      expect.objectContaining({ summary: summaryOf(events), seq: 4, condition: 'whole', signedUpTo: 0 }),
    ])
    await close()
  })

  it('[AR8] takes nothing where a gap would be', async () => {
    const { keep, archive, close } = await shelf()
    const events = discussion(matter, ['一', '二', '三', '四'])
    const summary = summaryOf(events)
    await keep(events.slice(0, 2))
    expect(await archive().append({ summary, events: events.slice(3) })).toEqual({ result: 'gap', seq: 2 })
    const holed = events.filter(({ seq }) => seq !== 4)
    expect(await archive().append({ summary, events: holed })).toEqual({ result: 'gap', seq: 2 })
    expect((await archive().read(matter)).events).toEqual(events.slice(0, 2))
    await close()
  })

  it('[AR8] compares what comes again and takes only what is new', async () => {
    const { keep, archive, close } = await shelf()
    const events = discussion(matter, ['一', '二', '三'])
    await keep(events.slice(0, 3))
    const answer = await archive().append({ summary: summaryOf(events), events })
    expect(answer).toEqual({ result: 'kept', seq: 4 })
    expect((await archive().read(matter)).events).toEqual(events)
    await close()
  })

  it('[AR8] says where another history departs from the kept one', async () => {
    const { keep, archive, close } = await shelf()
    const kept = discussion(matter, ['一', '二', '三'])
    const other = discussion(matter, ['一', '改过的二', '三', '四'])
    const summary = summaryOf(other)
    await keep(kept)
    expect(await archive().append({ summary, events: other })).toEqual({ result: 'diverged', seq: 3 })
    expect(await archive().append({ summary, events: other.slice(4) })).toEqual({ result: 'diverged', seq: 4 })
    expect((await archive().read(matter)).events).toEqual(kept)
    await close()
  })

  it('[AR8] refuses events of another matter than the summary names', async () => {
    const { archive, close } = await shelf()
    const events = discussion(matter, [])
    const summary = { ...summaryOf(events), id: uuid(8) }
    await expect(archive().append({ summary, events })).rejects.toMatchObject({ reason: 'invalid' })
    await close()
  })

  it('[AR9] holds a bounded number of events a file and rewrites only the newest', async () => {
    const { keep, directory, find, archive, reopen, close } = await shelf()
    expect(SEGMENT_EVENTS).toBeLessThanOrEqual(1000)
    const events = longDiscussion(matter, 2 * SEGMENT_EVENTS + 100)
    await keep(events.slice(0, -50), 170)
    expect((await filesBelow(directory)).filter((name) => /\d{6}\.json$/.test(name))).toHaveLength(3)
    const first = await readFile(await find('000001.json'), 'utf8')
    const second = await readFile(await find('000002.json'), 'utf8')
    await keep(events)
    expect(await readFile(await find('000001.json'), 'utf8')).toBe(first)
    expect(await readFile(await find('000002.json'), 'utf8')).toBe(second)
    expect((await archive().read(matter)).events).toEqual(events)
    expect((await (await reopen()).read(matter)).events).toEqual(events)
    await close()
  })

  it('[AR17] appends that are not awaited arrive in order and share writes', async () => {
    const { archive, find, close } = await shelf()
    const events = longDiscussion(matter, 200)
    const summary = summaryOf(events)
    const answers = await Promise.all(events.map((event) => archive().append({ summary, events: [event] })))
    expect(answers).toEqual(events.map(({ seq }) => ({ result: 'kept', seq })))
    expect((await archive().read(matter)).events).toEqual(events)
    const revision = /"revision":(\d+)/.exec(await readFile(await find('000001.json'), 'utf8'))?.[1]
    expect(Number(revision)).toBeLessThan(20)
    await close()
  })

  it('[AR8] says `behind` while the summary counts more events than are kept', async () => {
    const { archive, close } = await shelf()
    const events = discussion(matter, ['一', '二'])
    await archive().append({ summary: summaryOf(events), events: events.slice(0, 2) })
    expect(await archive().catalogue()).toMatchObject([{ seq: 2, condition: 'behind' }])
    await archive().append({ summary: summaryOf(events.slice(0, 2)), events: events.slice(2) })
    expect(await archive().catalogue()).toMatchObject([{ seq: 3, condition: 'whole', summary: { seq: 3 } }])
    await close()
  })

  it('[AR15] content that is taken back leaves the kept copy and its last good copy', async () => {
    const { keep, archive, directory, close } = await shelf()
    const secret = '某某某的电话是13800000000'
    const redaction = { type: 'matter.redacted', data: { events: [3], reason: '个人信息' } }
    const events = discussion(matter, ['一', secret, '三', redaction])
    await keep(events.slice(0, 4), 1)
    await keep(events)
    const { events: kept } = await archive().read(matter)
    expect(kept).toEqual(events.map((event) => (event.seq === 3 ? redact(event) : event)))
    expect((await archive().verify(matter)).findings).toEqual([])
    for (const name of await filesBelow(directory))
      expect(await readFile(path.join(directory, name), 'utf8'), name).not.toContain('13800000000')
    expect(await archive().search('13800000000')).toEqual([])
    await close()
  })

  it('[AR15] content that is taken back leaves what was set aside of it as damaged, too', async () => {
    const { keep, archive, find, reopen, directory, close } = await shelf()
    const redaction = { type: 'matter.redacted', data: { events: [3], reason: '个人信息' } }
    const events = discussion(matter, ['一', '某某某的电话是13800000000', '三', redaction])
    await keep(events.slice(0, 4), 1)
    await close()
    for (const end of ['00001.json', '00001.json.last']) {
      const file = await find(end)
      await writeFile(file, `${await readFile(file, 'utf8')}x`)
    }
    await (await reopen()).verify(matter)
    expect((await filesBelow(directory)).filter((name) => name.includes('.damaged-'))).toHaveLength(2)
    await archive().append({ summary: summaryOf(events), events })
    expect((await archive().read(matter)).events).toHaveLength(events.length)
    for (const name of await filesBelow(directory))
      expect(await readFile(path.join(directory, name), 'utf8'), name).not.toContain('13800000000')
    await close()
  })

  it('[AR16] forgets a matter on request, with all its files', async () => {
    const { keep, archive, reopen, directory, close } = await shelf()
    await keep(discussion(matter, ['一']))
    await archive().search('一')
    await archive().remove(matter)
    expect(await archive().catalogue()).toEqual([])
    expect(await archive().search('一')).toEqual([])
    expect((await archive().read(matter)).events).toEqual([])
    expect((await filesBelow(directory)).filter((name) => name.includes(matter))).toEqual([])
    expect(await (await reopen()).catalogue()).toEqual([])
    await close()
  })

  it('[AR16] forgets a matter of which more is on its way to the disk', async () => {
    const { keep, archive, reopen, directory, close } = await shelf()
    const events = discussion(matter, ['一', '二', '三'])
    await keep(events.slice(0, 2))
    const summary = summaryOf(events)
    const under = archive().append({ summary, events: events.slice(2) })
    await Promise.allSettled([under, archive().remove(matter)])
    expect(await archive().catalogue()).toEqual([])
    expect((await filesBelow(directory)).filter((name) => name.includes(matter))).toEqual([])
    expect(await (await reopen()).catalogue()).toEqual([])
    await close()
  })

  it('[AR16] a removal that the disk refused is tried again in full', async () => {
    const { keep, archive, find, directory, reopen, close } = await shelf()
    await keep(discussion(matter, ['一']))
    await archive().flush()
    const inTheWay = `${await find('catalogue.json')}.tmp`
    await mkdir(inTheWay)
    await expect(archive().remove(matter)).rejects.toMatchObject({ reason: 'disk' })
    expect(await archive().catalogue(), 'still told of').toHaveLength(1)
    await rm(inTheWay, { recursive: true })
    await archive().remove(matter)
    expect(await archive().catalogue()).toEqual([])
    expect((await filesBelow(directory)).filter((name) => name.includes(matter))).toEqual([])
    expect(await (await reopen()).catalogue()).toEqual([])
    await close()
  })

  it('[AR16] a removal that was cut short is finished at the next start', async () => {
    const { keep, archive, reopen, directory, close } = await shelf()
    await keep(discussion(matter, ['一']))
    await archive().flush()
    const [name = ''] = (await filesBelow(directory)).filter((found) => found.includes(matter))
    const folder = path.join(directory, name.slice(0, name.indexOf(matter)))
    await rename(path.join(folder, matter), path.join(folder, `${matter}.erased-1`))
    await (await reopen()).catalogue()
    expect((await filesBelow(folder)).filter((found) => found.includes('.erased-'))).toEqual([])
    await close()
  })
})

describe('checkpoints', () => {
  it('[AR12] are kept beside the record and count when the pinned key signed what is kept', async () => {
    const { keep, archive, reopen, close } = await shelf()
    const events = discussion(matter, ['一', '二'])
    await keep(events)
    const checkpoint = signCheckpoint(events[1]!)
    await archive().checkpoint(checkpoint)
    await archive().checkpoint(checkpoint)
    await archive().checkpoint(signCheckpoint(events[2]!, rfc8032))
    const again = await reopen()
    expect((await again.catalogue())[0]?.signedUpTo).toBe(2)
    expect((await again.read(matter)).checkpoints).toHaveLength(2)
    const verification = await again.verify(matter)
    expect(verification).toMatchObject({ events: 3, signedUpTo: 2, findings: [{ fault: 'checkpoint-key', seq: 3 }] })
    expect((await again.catalogue())[0]?.condition).toBe('whole')
    await close()
  })
})

/** Opens the sealed text, changes its body, and seals it again as a patient forger would. */
async function forge(file: string, edit: (events: RecordEvent[]) => RecordEvent[]) {
  const text = await readFile(file, 'utf8')
  const body = JSON.parse(text).data as { matter: string; from: number; events: RecordEvent[] }
  await writeFile(file, seal('segment', 99, JSON.stringify({ ...body, events: edit(body.events) })))
}

describe('damage', () => {
  it('[AR10] a torn segment is recovered from the last good copy, and what is missing is said', async () => {
    const { keep, find, reopen, close, damages } = await shelf()
    const events = discussion(matter, ['一', '二', '三'])
    await keep(events.slice(0, 3))
    await keep(events)
    await truncate(await find('000001.json'), 500)
    const archive = await reopen()
    expect(await archive.catalogue()).toMatchObject([{ seq: 3, condition: 'damaged', note: expect.any(String) }])
    expect(damages).toMatchObject([{ recovered: true, aside: expect.any(String) }])
    expect(await archive.append({ summary: summaryOf(events), events: events.slice(3) })).toEqual({
      result: 'kept',
      seq: 4,
    })
    const [entry] = await archive.catalogue()
    expect(entry).toMatchObject({ seq: 4, condition: 'whole' })
    expect(entry?.note).toBeUndefined()
    expect((await archive.verify(matter)).findings).toEqual([])
    await close()
  })

  it('[AR10] with both copies torn nothing is kept, nothing deleted, and the client can fill it up again', async () => {
    const { keep, find, reopen, directory, close } = await shelf()
    const events = discussion(matter, ['一', '二', '三'])
    await keep(events)
    await writeFile(await find('000001.json'), '')
    await writeFile(await find('000001.json.last'), '\0\0\0')
    const archive = await reopen()
    expect(await archive.catalogue()).toMatchObject([{ seq: 0, condition: 'damaged' }])
    expect((await filesBelow(directory)).filter((name) => name.includes('.damaged-'))).toHaveLength(2)
    const answer = await archive.append({ summary: summaryOf(events), events: events.slice(2) })
    expect(answer).toEqual({ result: 'gap', seq: 0 })
    await archive.append({ summary: summaryOf(events), events })
    expect(await archive.catalogue()).toMatchObject([{ seq: 4, condition: 'whole' }])
    await close()
  })

  it('[AR10] a hole in the middle keeps the prefix before it; refilled it is whole and verifies', async () => {
    const { keep, find, reopen, close } = await shelf()
    const first = SEGMENT_EVENTS
    const events = longDiscussion(matter, 2 * first + 120)
    await keep(events)
    await writeFile(await find('000002.json'), 'torn')
    await rm(await find('000002.json.last'))
    const archive = await reopen()
    expect(await archive.catalogue()).toMatchObject([{ seq: first, condition: 'damaged' }])
    expect((await archive.read(matter)).events).toEqual(events.slice(0, first))
    await archive.append({ summary: summaryOf(events), events: events.slice(first, first + 100) })
    expect(await archive.catalogue()).toMatchObject([{ seq: first + 100, condition: 'damaged' }])
    await (await reopen()).append({ summary: summaryOf(events), events: events.slice(first + 100) })
    const last = await reopen()
    expect(await last.catalogue()).toMatchObject([{ seq: events.length, condition: 'whole' }])
    expect(await last.verify(matter)).toMatchObject({ events: events.length, findings: [] })
    await close()
  })

  it('[AR11] verification reads the disk and names the event whose text was changed there', async () => {
    const { keep, find, archive, close } = await shelf()
    const events = discussion(matter, ['同意加装', '不同意', '再议'])
    await keep(events)
    const file = await find('000001.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('不同意', '很同意'))
    const { findings } = await archive().verify(matter)
    expect(findings).toMatchObject([{ fault: 'data', seq: 3, event: eventId(3) }])
    // The last good copy of a record written once is the record itself.
    expect((await archive().read(matter)).events).toEqual(events)
    expect((await archive().verify(matter)).findings).toEqual([])
    await close()
  })

  it('[AR11] finds what a forger sealed anew, keeps the verified prefix and sets the forgery aside', async () => {
    const { keep, find, archive, reopen, directory, close } = await shelf()
    const events = discussion(matter, ['同意加装', '不同意', '再议'])
    await keep(events)
    await forge(await find('000001.json'), (kept) =>
      kept.map((event) => (event.seq === 3 ? { ...event, data: { text: '很同意' } } : event)),
    )
    expect((await archive().verify(matter)).findings).toMatchObject([{ fault: 'data', seq: 3 }])
    expect(await archive().catalogue()).toMatchObject([{ seq: 2, condition: 'damaged' }])
    expect((await filesBelow(directory)).some((name) => name.includes('000001.json.damaged-'))).toBe(true)
    const again = await reopen()
    expect((await again.read(matter)).events).toEqual(events.slice(0, 2))
    await again.append({ summary: summaryOf(events), events: events.slice(2) })
    expect((await again.verify(matter)).findings).toEqual([])
    await close()
  })

  it('[AR12] a forger who makes every hash right is found by the checkpoint', async () => {
    const { keep, find, archive, reopen, close } = await shelf()
    const events = discussion(matter, ['同意加装', '不同意'])
    await keep(events)
    await archive().checkpoint(signCheckpoint(events[2]!))
    await forge(await find('000001.json'), (kept) =>
      kept.map((event) => {
        if (event.seq !== 3) return event
        const data = { text: '很同意' }
        const open = { ...event, data, dataHash: hashData(event.salt ?? '', data) }
        return { ...open, hash: hashEvent(open) }
      }),
    )
    const again = await reopen()
    expect((await again.verify(matter)).findings).toMatchObject([{ fault: 'checkpoint-mismatch', seq: 3 }])
    await close()
  })

  it('[AR14] a lost catalogue is made again from the records', async () => {
    const { keep, find, reopen, close } = await shelf()
    const events = discussion(matter, ['一', '二'])
    await keep(events)
    await keep(discussion(uuid(8), []))
    await (await reopen()).catalogue()
    await writeFile(await find('catalogue.json'), 'x')
    await rm(await find('catalogue.json.last'), { force: true })
    const archive = await reopen()
    const entries = await archive.catalogue()
    expect(entries.map(({ summary, seq }) => [summary.id, summary.title, seq]).sort()).toEqual(
      [
        [matter, '关于老旧小区加装电梯的建议', 3],
        [uuid(8), '关于老旧小区加装电梯的建议', 1],
      ].sort(),
    )
    await close()
  })

  it('[AR3] a segment of a newer program is left alone and every use of the archive refused', async () => {
    const { keep, find, reopen, close, directory } = await shelf()
    await keep(discussion(matter, ['一']))
    const file = await find('000001.json')
    await writeFile(file, '{"format":"zx","version":2,"data":{}}')
    const archive = await reopen()
    await expect(archive.catalogue()).rejects.toMatchObject({ reason: 'newer-version' })
    await expect(archive.read(matter)).rejects.toMatchObject({ reason: 'newer-version' })
    expect((await filesBelow(directory)).filter((name) => name.includes('.damaged-'))).toEqual([])
    await close()
  })

  it('[AR4] the second process reads, searches and verifies, and is refused appends', async () => {
    const { keep, directory, close } = await shelf()
    const events = discussion(matter, ['一', '反对'])
    await keep(events)
    const second = openLocalData({ directory })
    const archive = second.owner(owner).archive
    expect((await archive.read(matter)).events).toEqual(events)
    expect(await archive.search('反对')).toHaveLength(1)
    expect((await archive.verify(matter)).findings).toEqual([])
    await expect(archive.append({ summary: summaryOf(events), events })).resolves.toMatchObject({ result: 'kept' })
    const more = discussion(matter, ['一', '反对', '三'])
    await expect(archive.append({ summary: summaryOf(more), events: more })).rejects.toMatchObject({
      reason: 'read-only',
    })
    await expect(archive.remove(matter)).rejects.toMatchObject({ reason: 'read-only' })
    await second.close()
    await close()
  })
})

import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../../core/record/event.ts'
import type { Damage } from '../../../electron/archive/durable-file.ts'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { SEGMENT_EVENTS } from '../../../electron/archive/segment.ts'
import { discussion, longDiscussion, summaryOf } from '../../support/discussion.ts'
import { filesBelow, freshFolder } from '../../support/folder.ts'
import { uuid } from '../../support/record.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const matter = uuid(7)

async function shelf() {
  const directory = await freshFolder()
  const damages: Damage[] = []
  const open = () => openLocalData({ directory, onDamage: (damage) => void damages.push(damage) })
  let data = open()
  return {
    directory,
    damages,
    archive: () => data.owner(owner).archive,
    find: async (end: string) => {
      const name = (await filesBelow(directory)).find((file) => file.endsWith(end))
      if (name === undefined) throw new Error(`no file ${end}`)
      return path.join(directory, name)
    },
    keep: (events: RecordEvent[]) => data.owner(owner).archive.append({ summary: summaryOf(events), events }),
    async reopen() {
      await data.close()
      data = open()
      return data.owner(owner).archive
    },
    close: () => data.close(),
  }
}

/** Changes a file without a trace in what its name tells. */
async function alterUnseen(file: string, from: string, to: string): Promise<void> {
  const { atime, mtime } = await stat(file)
  await writeFile(file, (await readFile(file, 'utf8')).replace(from, to))
  await utimes(file, atime, mtime)
}

describe('records as they are remembered', () => {
  it('[AR20] a record that nobody wrote to is not read at start, and found out once it is opened', async () => {
    const { keep, find, reopen, close, damages } = await shelf()
    const events = discussion(matter, ['同意加装', '不同意'])
    await keep(events)
    await (await reopen()).catalogue()
    await alterUnseen(await find('000001.json'), '不同意', '很同意')
    const archive = await reopen()
    expect(await archive.catalogue()).toMatchObject([{ seq: 3, condition: 'whole' }])
    expect(damages).toEqual([])
    // written once, it has a last good copy of the same events
    expect((await archive.read(matter)).events).toEqual(events)
    expect(damages).toMatchObject([{ recovered: true }])
    await close()
  })

  it('[AR20] what is altered unseen in an older segment cuts the copy back when it is read', async () => {
    const { keep, find, reopen, close } = await shelf()
    const events = longDiscussion(matter, SEGMENT_EVENTS + 20)
    await keep(events)
    await (await reopen()).catalogue()
    await alterUnseen(await find('000001.json'), '第9号', '第8号')
    await rm(await find('000001.json.last'))
    const archive = await reopen()
    expect(await archive.catalogue()).toMatchObject([{ seq: SEGMENT_EVENTS + 20, condition: 'whole' }])
    expect((await archive.read(matter)).events).toEqual([])
    expect(await archive.catalogue()).toMatchObject([{ seq: 0, condition: 'damaged', note: expect.any(String) }])
    expect(await keep(events)).toEqual({ result: 'kept', seq: events.length })
    expect(await archive.catalogue()).toMatchObject([{ condition: 'whole' }])
    await close()
  })

  it('[AR20] what another version of a file says while the program runs is found out at the next append', async () => {
    const { keep, find, reopen, archive, close } = await shelf()
    const events = discussion(matter, ['一', '二', '三'])
    await keep(events.slice(0, 2))
    const older = await readFile(await find('000001.json'))
    await keep(events.slice(0, 3))
    await (await reopen()).catalogue()
    await writeFile(await find('000001.json'), older)
    expect(await archive().append({ summary: summaryOf(events), events: events.slice(3) })).toEqual({
      result: 'gap',
      seq: 2,
    })
    expect(await archive().catalogue()).toMatchObject([{ seq: 2, condition: 'damaged' }])
    await keep(events)
    expect((await archive().read(matter)).events).toEqual(events)
    await close()
  })

  it('[AR20] records that are not in use are let go and come back whole', async () => {
    const { archive, close } = await shelf()
    const all = Array.from({ length: 40 }, (_, n) => discussion(uuid(100 + n), ['一', `第${n}件`, '三']))
    for (const events of all) await archive().append({ summary: summaryOf(events), events: events.slice(0, 2) })
    await Promise.all(all.map((events) => archive().append({ summary: summaryOf(events), events: events.slice(1) })))
    for (const [n, events] of all.entries()) expect((await archive().read(uuid(100 + n))).events).toEqual(events)
    expect((await archive().catalogue()).every(({ condition }) => condition === 'whole')).toBe(true)
    await close()
  })

  it('[AR8] compares with events that lie in older segments', async () => {
    const { keep, reopen, close } = await shelf()
    const events = longDiscussion(matter, SEGMENT_EVENTS + 20)
    await keep(events)
    const other = longDiscussion(matter, SEGMENT_EVENTS + 20).map((event) =>
      event.seq === 5
        ? { ...event, hash: 'f'.repeat(64) }
        : event.seq === 6
          ? { ...event, prev: 'f'.repeat(64) }
          : event,
    )
    const archive = await reopen()
    const answer = await archive.append({ summary: summaryOf(events), events: other })
    expect(answer).toEqual({ result: 'diverged', seq: 5 })
    expect(await archive.append({ summary: summaryOf(events), events })).toEqual({
      result: 'kept',
      seq: events.length,
    })
    await close()
  })
})

describe('the texts that are searched', () => {
  it('[AR19] are read from their cache after a restart, and from the record where it does not fit', async () => {
    const { keep, archive, reopen, find, close } = await shelf()
    const events = discussion(matter, ['采光怎么办', '可以设计连廊'])
    await keep(events.slice(0, 2))
    await archive().search('采光')
    await reopen()
    const shelfFile = await textsFile(find)
    const cached = await readFile(shelfFile, 'utf8')
    expect(cached).toContain('采光怎么办')
    expect(await archive().search('采光')).toMatchObject([{ matter, seq: 2, excerpt: '采光怎么办', actor: uuid(1) }])
    await keep(events)
    expect(await archive().search('连廊')).toMatchObject([{ seq: 3 }])
    await reopen()
    expect(await archive().search('连廊')).toMatchObject([{ seq: 3 }])
    // an older cache, a torn one and none at all only cost time
    for (const text of [cached, cached.slice(0, 200), '', '{"format":"zx"}']) {
      await reopen()
      await writeFile(shelfFile, text)
      expect(await archive().search('连廊'), text.slice(0, 20)).toMatchObject([{ seq: 3 }])
    }
    await close()
  })

  it('[AR19] of one matter do not push those of others out of the cache', async () => {
    const { archive, reopen, directory, close } = await shelf()
    const count = 150
    for (let n = 0; n < count; n++) {
      const events = discussion(uuid(100 + n), [`第${n}件的话`])
      await archive().append({ summary: summaryOf(events), events })
    }
    expect(await archive().search('件的话')).toHaveLength(count)
    await reopen()
    const more = discussion(uuid(100), ['第0件的话', '后来的话'])
    await archive().append({ summary: summaryOf(more), events: more })
    await reopen()
    const texts = (await filesBelow(directory)).filter((name) => name.includes(`${path.sep}texts${path.sep}`))
    const all = await Promise.all(texts.map((name) => readFile(path.join(directory, name), 'utf8')))
    for (let n = 1; n < count; n++)
      expect(
        all.some((text) => text.includes(`第${n}件的话`)),
        `第${n}件`,
      ).toBe(true)
    expect(await archive().search('后来的话')).toHaveLength(1)
    await close()
  })

  it('[AR15 AR16 AR19] what is taken back or removed is in no cache any more', async () => {
    const { keep, archive, reopen, directory, close } = await shelf()
    const secret = '某某某的电话是13800000000'
    const redaction = { type: 'matter.redacted', data: { events: [3], reason: '个人信息' } }
    const events = discussion(matter, ['一', secret, redaction])
    await keep(events.slice(0, 3))
    expect(await archive().search('13800000000')).toHaveLength(1)
    await reopen()
    const holding = async (text: string) => {
      const names = await filesBelow(directory)
      const all = await Promise.all(names.map((name) => readFile(path.join(directory, name), 'utf8')))
      return names.filter((_, i) => all[i]?.includes(text))
    }
    expect((await holding('13800000000')).some((name) => name.includes('texts'))).toBe(true)
    await keep(events)
    expect(await holding('13800000000')).toEqual([])
    await archive().search('翠苑')
    await reopen()
    expect((await holding('翠苑')).some((name) => name.includes('texts'))).toBe(true)
    await archive().remove(matter)
    expect(await holding('翠苑')).toEqual([])
    await close()
  })
})

async function textsFile(find: (end: string) => Promise<string>): Promise<string> {
  const archive = path.dirname(await find('catalogue.json'))
  const [name = ''] = await filesBelow(path.join(archive, 'texts'))
  return path.join(archive, 'texts', name)
}

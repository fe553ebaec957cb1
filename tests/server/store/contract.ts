import { DEFAULT_PREFERENCES } from '../../../core/notices/preferences.ts'
import type { MatterKind } from '../../../core/matter/state.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canonical } from '../../../core/record/canonical.ts'
import { redact } from '../../../core/record/redact.ts'
import { verifyRecord } from '../../../core/record/verify.ts'
import { queryTerms } from '../../../core/text/terms.ts'
import { BadCursor, Conflict, Unavailable, type Snapshot, type Store } from '../../../server/store/contract.ts'
import { account, createWriter, idOf, notice, START, viewer, type Writer } from './writing.ts'

/** One store for one test, with what is to be done when the test is over. */
export interface Opened {
  store: Store
  done: () => Promise<void>
}

const snapshot = (seq: number, title: string) => ({ seq, state: { title, seq } as unknown as Snapshot['state'] })
const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id)
const moderator = viewer('moderator', ['moderator'])
const tree = { county: { id: 'r', name: '县', level: 'county' as const } }

/** What every store must do, run on each. */
export function storeContract(name: string, open: () => Promise<Opened>): void {
  describe(`${name} store`, () => {
    let store: Store
    let done: () => Promise<void>
    beforeEach(async () => ({ store, done } = await open()))
    afterEach(() => done())

    const write = async (writer: Writer, ...wishes: Parameters<Writer['next']>[0][]) => {
      for (const wish of wishes) await store.append(writer.next(wish))
      return writer
    }

    describe('record', () => {
      it('[ST1] gives events back as they were, byte for byte, and their hashes verify', async () => {
        const writer = createWriter(1)
        const odd = { text: '“引号”\n\t\u0000\u2028 😀 é', nested: { z: [1, -0.5, 1e21, null, true], a: {}, 键: '' } }
        await write(
          writer,
          { events: [{ type: 'proposal.submitted', data: odd }] },
          {},
          { events: [{ type: 'matter.unlocked', data: {} }] },
        )
        const loaded = await store.load(writer.matter)
        expect(loaded?.tail.map(canonical)).toEqual(writer.events.map(canonical))
        expect(verifyRecord(writer.matter, loaded?.tail ?? []).findings).toEqual([])
      })

      it('[ST1] gives back a redacted event without data and salt', async () => {
        const writer = createWriter(1)
        const append = writer.next({
          events: [
            { type: 'message.posted', data: { text: '…' } },
            { type: 'matter.redacted', data: { events: [1], reason: '隐私' } },
          ],
        })
        await store.append({ ...append, events: append.events.map((event, i) => (i === 0 ? redact(event) : event)) })
        const tail = (await store.load(writer.matter))?.tail ?? []
        expect(Object.keys(tail[0] ?? {})).not.toContain('data')
        expect(Object.keys(tail[0] ?? {})).not.toContain('salt')
        expect(verifyRecord(writer.matter, tail)).toMatchObject({ redacted: [1], findings: [] })
      })

      it('[ST1] keeps `null` data apart from no data', async () => {
        const writer = createWriter(1)
        await write(writer, { events: [{ type: 'x', data: null }] })
        expect((await store.load(writer.matter))?.tail[0]).toEqual(writer.events[0])
      })

      it('[ST1] answers `undefined` for a matter that does not exist, and no events', async () => {
        expect(await store.load(idOf('matter', 9))).toBeUndefined()
        expect(await store.events(idOf('matter', 9), { limit: 10 })).toEqual([])
      })

      it('[ST1] what was given or answered can be changed without changing what is kept', async () => {
        const writer = createWriter(1)
        const append = writer.next({ waiting: [{ address: 'account:b', kind: 'cosign', since: START }] })
        await store.append(append)
        const kept = structuredClone(writer.events)
        const view = append.views
        if (!view) throw new Error('the append has no views')
        ;(append.events[0]?.data as { text: string }).text = '改'
        view.summary.title = '改'
        view.participants.push('c')
        view.waiting.pop()
        const page = await store.list({ limit: 5 }, moderator)
        if (page.items[0]) page.items[0].status = 'closed'
        expect((await store.load(writer.matter))?.tail).toEqual(kept)
        expect((await store.list({ limit: 5 }, moderator)).items[0]).toMatchObject({
          title: '关于第1号路口的建议',
          status: 'submitted',
        })
        expect((await store.list({ limit: 5, mine: true }, viewer('c'))).total).toBe(0)
        expect(await store.tasks(viewer('b'))).toHaveLength(1)
      })

      it('[ST2] refuses a place that was taken with Conflict, and nothing of the loser stays', async () => {
        const writer = createWriter(1)
        const loser = writer.rival({
          command: 'loser',
          actor: 'b',
          participants: ['b'],
          text: '输家',
          number: { series: 's', value: 4 },
          notices: [notice(1, ['c'])],
        })
        await write(writer, { text: '赢家' })
        await expect(store.append(loser)).rejects.toBeInstanceOf(Conflict)
        expect(await store.commandResult('b', 'loser')).toBeUndefined()
        expect((await store.load(writer.matter))?.tail).toEqual(writer.events)
        expect(await store.lastNumber('s')).toBe(0)
        expect(await store.notices(viewer('c'), { limit: 5 })).toEqual([])
        expect((await store.list({ limit: 5, terms: queryTerms('输家') }, moderator)).total).toBe(0)
        expect((await store.list({ limit: 5, mine: true }, viewer('b'))).total).toBe(0)
      })

      it('[ST2] of rivals for one place that come at once exactly one wins', async () => {
        const writer = createWriter(1)
        await write(writer, {})
        const rivals = Array.from({ length: 20 }, (_, i) => writer.rival({ command: `rival ${i}`, actor: `a${i}` }))
        const outcomes = await Promise.allSettled(rivals.map((rival) => store.append(rival)))
        const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
        expect(lost).toHaveLength(19)
        for (const { reason } of lost) expect(reason).toBeInstanceOf(Conflict)
        expect((await store.load(writer.matter))?.tail).toHaveLength(2)
      })

      it('[ST2] refuses what was decided on top of a refused append, even where the place is free', async () => {
        const writer = createWriter(1)
        await write(writer, {})
        const rival = writer.rival({ command: 'rival', events: [{ type: 'x', data: 1 }] })
        const pipelined = [writer.next({ command: 'a' }), writer.next({ command: 'b' }), writer.next({ command: 'c' })]
        await store.append(rival)
        // the first finds its place taken, the second links to what never came to be, the third leaves a gap
        const outcomes = await Promise.allSettled(pipelined.map((append) => store.append(append)))
        expect(outcomes.map((outcome) => outcome.status === 'rejected' && (outcome.reason as Error).message)).toEqual([
          expect.stringContaining('is taken'),
          expect.stringContaining('does not link'),
          expect.stringContaining('leaves a gap'),
        ])
        for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: expect.any(Conflict) as unknown })
        const tail = (await store.load(writer.matter))?.tail ?? []
        expect(tail.map(({ command }) => command)).toEqual([writer.events[0]?.command, 'rival'])
        expect(verifyRecord(writer.matter, tail).findings).toEqual([])
      })

      it('[ST2] throws on events that do not follow each other or are of another matter', async () => {
        const two = createWriter(2).next({
          events: [
            { type: 'x', data: 1 },
            { type: 'x', data: 2 },
          ],
        })
        await expect(store.append({ ...two, events: two.events.toReversed() })).rejects.toThrow('does not follow')
        const foreign = createWriter(3).next()
        await expect(store.append({ ...foreign, matter: idOf('matter', 4) })).rejects.toThrow('is of matter')
        expect((await store.list({ limit: 9 }, moderator)).total).toBe(0)
      })

      it('[ST2] throws on events without views, a summary of another place, or text as a term', async () => {
        const { views, ...bare } = createWriter(1).next()
        if (!views) throw new Error('the append has no views')
        await expect(store.append(bare)).rejects.toThrow('come together')
        await expect(
          store.append({ ...bare, views: { ...views, summary: { ...views.summary, seq: 7 } } }),
        ).rejects.toThrow('another place')
        await expect(store.append({ ...bare, views: { ...views, terms: ['two words'] } })).rejects.toThrow(
          'not a search term',
        )
        await expect(store.append({ ...bare, views, command: { ...bare.command, lastSeq: 5 } })).rejects.toThrow(
          'lastSeq 5',
        )
        expect(await store.load(bare.matter)).toBeUndefined()
      })

      it('[ST3] remembers a command with its events, and refuses it a second time', async () => {
        const writer = createWriter(1)
        await write(
          writer,
          {
            command: 'one',
            events: [
              { type: 'a', data: 1 },
              { type: 'b', data: 2 },
            ],
          },
          { command: 'two' },
        )
        expect(await store.commandResult('author', 'one')).toEqual({
          matter: writer.matter,
          bodyHash: 'body of one',
          firstSeq: 1,
          lastSeq: 2,
        })
        expect(await store.commandResult('author', 'two')).toMatchObject({ firstSeq: 3, lastSeq: 3 })
        expect(await store.commandResult('other', 'one')).toBeUndefined()
        await expect(store.append(writer.rival({ command: 'one' }))).rejects.toBeInstanceOf(Conflict)
        expect((await store.load(writer.matter))?.tail).toHaveLength(3)
      })

      it('[ST3] the same id of another actor is another command', async () => {
        const writer = await write(createWriter(1), { command: 'one' }, { command: 'one', actor: 'other' })
        expect(await store.commandResult('other', 'one')).toMatchObject({ firstSeq: 2, lastSeq: 2 })
        expect(await store.commandResult('author', 'one')).toMatchObject({ firstSeq: 1, lastSeq: 1 })
        expect(writer.events).toHaveLength(2)
      })

      it('[ST3] the same command sent five times at once is accepted once', async () => {
        const append = createWriter(1).next({ command: 'one' })
        const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => store.append(append)))
        expect(outcomes.map(({ status }) => status).sort()).toEqual([
          'fulfilled',
          'rejected',
          'rejected',
          'rejected',
          'rejected',
        ])
        expect((await store.load(append.matter))?.tail).toHaveLength(1)
      })

      it('[ST3] remembers a command that made no events, and changes nothing else', async () => {
        const writer = await write(createWriter(1), {})
        const before = await store.list({ limit: 5 }, moderator)
        await store.append(writer.nothing('none'))
        expect(await store.commandResult('author', 'none')).toEqual({
          matter: writer.matter,
          bodyHash: 'body of none',
          firstSeq: 2,
          lastSeq: 1,
        })
        await expect(store.append(writer.nothing('none'))).rejects.toBeInstanceOf(Conflict)
        expect(await store.list({ limit: 5 }, moderator)).toEqual(before)
        expect((await store.load(writer.matter))?.tail).toHaveLength(1)
      })

      it('[ST4] forgets commands from before a time and no others', async () => {
        const writer = createWriter(1)
        await write(writer, { command: 'old', at: START }, { command: 'new', at: START + 10 })
        expect(await store.forgetCommands(START)).toBe(0)
        expect(await store.forgetCommands(START + 10)).toBe(1)
        expect(await store.commandResult('author', 'old')).toBeUndefined()
        expect(await store.commandResult('author', 'new')).toBeDefined()
        expect((await store.load(writer.matter))?.tail).toHaveLength(2)
      })

      it('[ST5] gives a number of a series once', async () => {
        const [first, second, third] = [createWriter(1), createWriter(2), createWriter(3)]
        expect(await store.lastNumber('proposal:2026')).toBe(0)
        await write(first, { number: { series: 'proposal:2026', value: 1 } })
        await expect(
          store.append(second.rival({ command: 'late', number: { series: 'proposal:2026', value: 1 } })),
        ).rejects.toBeInstanceOf(Conflict)
        expect(await store.load(second.matter)).toBeUndefined()
        expect(await store.commandResult('author', 'late')).toBeUndefined()
        await write(second, { number: { series: 'proposal:2026', value: 2 } })
        await write(third, { number: { series: 'proposal:2027', value: 1 } })
        expect([await store.lastNumber('proposal:2026'), await store.lastNumber('proposal:2027')]).toEqual([2, 1])
      })

      it('[ST6] opens from the newest snapshot and the tail; snapshots never go back', async () => {
        const writer = await write(createWriter(1), {}, {}, {}, {})
        await store.saveSnapshot(writer.matter, snapshot(3, 'three'))
        expect(await store.load(writer.matter)).toEqual({
          snapshot: snapshot(3, 'three'),
          tail: writer.events.slice(3),
        })
        await store.saveSnapshot(writer.matter, snapshot(2, 'two'))
        expect((await store.load(writer.matter))?.snapshot).toEqual(snapshot(3, 'three'))
        await store.saveSnapshot(writer.matter, snapshot(4, 'four'))
        expect(await store.load(writer.matter)).toEqual({ snapshot: snapshot(4, 'four'), tail: [] })
        await write(writer, {})
        expect(await store.load(writer.matter)).toEqual({ snapshot: snapshot(4, 'four'), tail: writer.events.slice(4) })
      })

      it('[ST6] throws on a snapshot of no such matter or of a place that is not there', async () => {
        const writer = await write(createWriter(1), {})
        await expect(store.saveSnapshot(idOf('matter', 7), snapshot(1, ''))).rejects.toThrow('no such place')
        await expect(store.saveSnapshot(writer.matter, snapshot(2, ''))).rejects.toThrow('no such place')
      })

      it('[ST7] answers ranges of events: the first after a place, else the last', async () => {
        const writer = await write(createWriter(1), ...Array.from({ length: 10 }, () => ({})))
        const seqs = async (range: Parameters<Store['events']>[1]) =>
          (await store.events(writer.matter, range)).map(({ seq }) => seq)
        expect(await seqs({ limit: 3 })).toEqual([8, 9, 10])
        expect(await seqs({ before: 6, limit: 3 })).toEqual([3, 4, 5])
        expect(await seqs({ after: 0, limit: 3 })).toEqual([1, 2, 3])
        expect(await seqs({ after: 4, limit: 3 })).toEqual([5, 6, 7])
        expect(await seqs({ after: 4, before: 6, limit: 3 })).toEqual([5])
        expect(await seqs({ after: 10, limit: 3 })).toEqual([])
        expect(await seqs({ after: 99, limit: 3 })).toEqual([])
        expect(await seqs({ before: 1, limit: 3 })).toEqual([])
        expect(await seqs({ before: 0, limit: 3 })).toEqual([])
        expect(await seqs({ limit: 99 })).toHaveLength(10)
        expect(await store.events(writer.matter, { after: 0, limit: 99 })).toEqual(writer.events)
      })
    })

    describe('lists', () => {
      it('[ST8] are ordered by latest change, and give the summary as it was last said', async () => {
        const [a, b, c] = [createWriter(1), createWriter(2), createWriter(3)]
        await write(a, { at: START + 1 })
        await write(b, { at: START + 2 })
        await write(c, { at: START + 2 })
        const tie = [b.matter, c.matter].sort().toReversed()
        expect(ids(await store.list({ limit: 10 }, moderator))).toEqual([...tie, a.matter])
        await write(a, { at: START + 3, summary: { title: '新题', number: '2026-0001', status: 'filed' } })
        const page = await store.list({ limit: 10 }, moderator)
        expect(ids(page)).toEqual([a.matter, ...tie])
        expect(page.items[0]).toEqual({
          id: a.matter,
          kind: 'proposal',
          number: '2026-0001',
          title: '新题',
          status: 'filed',
          category: '城乡建设',
          region: 'r-1',
          author: 'author',
          createdAt: START + 1000,
          updatedAt: START + 3,
          seq: 2,
          counts: { messages: 2, supports: 0, cosigners: 0 },
        })
      })

      it('[ST9] show open matters to all, closed ones to participants and moderators only', async () => {
        const [shown, closed] = [
          createWriter(1, { open: true }),
          createWriter(2, { open: false, participants: ['author', 'b'] }),
        ]
        await write(shown, {})
        await write(closed, { text: '秘密' })
        const seen = async (...who: Parameters<typeof viewer>) => {
          const page = await store.list({ limit: 10 }, viewer(...who))
          expect(page.total).toBe(page.items.length)
          return ids(page).sort()
        }
        const both = [shown.matter, closed.matter].sort()
        expect(await seen('stranger')).toEqual([shown.matter])
        expect(await seen('official', ['administrator', 'unit'])).toEqual([shown.matter])
        expect(await seen('b')).toEqual(both)
        expect(await seen('x', ['member', 'moderator'])).toEqual(both)
        expect((await store.list({ limit: 10, terms: queryTerms('秘密') }, viewer('stranger'))).total).toBe(0)
        await write(closed, { participants: ['author'] })
        expect(await seen('b')).toEqual([shown.matter])
        await write(closed, { open: true })
        expect(await seen('b')).toEqual(both)
      })

      it('[ST10] filter by kind, status, category, regions, unit, own and waiting, all together', async () => {
        const make = (n: number, summary: Parameters<Writer['next']>[0]) => write(createWriter(n), summary)
        const filed = await make(1, { summary: { status: 'filed', category: '教育', region: 'r-2', unit: 'u-1' } })
        const mine = await make(2, { participants: ['me'], summary: { region: 'r-2' } })
        const asked = await make(3, {
          waiting: [{ address: 'account:me', kind: 'cosign', since: START }],
          summary: { region: undefined },
        })
        const find = async (query: object) => ids(await store.list({ limit: 10, ...query }, viewer('me'))).sort()
        const all = [filed, mine, asked].map(({ matter }) => matter).sort()
        expect(await find({ kind: 'proposal' })).toEqual(all)
        expect(await find({ kind: 'consultation' })).toEqual([])
        expect(await find({ status: ['filed', 'closed'] })).toEqual([filed.matter])
        expect(await find({ status: ['submitted', 'filed'] })).toEqual(all)
        expect(await find({ status: [] })).toEqual([])
        expect(await find({ category: '教育' })).toEqual([filed.matter])
        expect(await find({ regions: ['r-1', 'r-2'] })).toEqual([filed.matter, mine.matter].sort())
        expect(await find({ regions: [] })).toEqual([])
        expect(await find({ unit: 'u-1' })).toEqual([filed.matter])
        expect(await find({ unit: 'u-2' })).toEqual([])
        expect(await find({ mine: true })).toEqual([mine.matter])
        expect(await find({ needsMe: true })).toEqual([asked.matter])
        expect(await find({ mine: false, needsMe: false })).toEqual(all)
        expect(await find({ regions: ['r-2'], status: ['filed'], category: '教育' })).toEqual([filed.matter])
        expect(await find({ regions: ['r-2'], status: ['filed'], mine: true })).toEqual([])
      })

      it('[ST11] page by a cursor that neither repeats nor skips while new ones come and old ones change', async () => {
        const writers = Array.from({ length: 25 }, (_, n) => createWriter(n + 1))
        for (const [i, writer] of writers.entries()) await write(writer, { at: START + Math.floor(i / 4) })
        const seen: string[] = []
        let cursor: string | undefined
        let pages = 0
        const changed = writers[20]?.matter
        do {
          const page = await store.list({ limit: 4, ...(cursor ? { cursor } : {}) }, moderator)
          expect(page.total, 'all are counted on every page').toBe(25 + pages)
          seen.push(...ids(page))
          cursor = page.next
          await write(createWriter(100 + pages), { at: START + 1000 + pages })
          if (pages++ === 1) await write(writers[20] as Writer, { at: START + 5000 })
        } while (cursor)
        const still = writers.map(({ matter }) => matter).filter((matter) => matter !== changed)
        expect(seen.filter((id) => id !== changed).sort()).toEqual(still.sort())
        expect(new Set(seen).size).toBe(seen.length)
      })

      it('[ST11] give no cursor on the last page, and refuse a cursor that is none', async () => {
        for (const n of [1, 2, 3]) await write(createWriter(n), {})
        expect((await store.list({ limit: 3 }, moderator)).next).toBeUndefined()
        const { next } = await store.list({ limit: 2 }, moderator)
        expect(next?.length).toBeLessThan(200)
        expect((await store.list({ limit: 2, cursor: next ?? '' }, moderator)).items).toHaveLength(1)
        for (const cursor of ['', 'x', `${START}`, `1'; DROP TABLE matters; --`, `${START}.${'x'.repeat(36)}`])
          await expect(store.list({ limit: 2, cursor }, moderator)).rejects.toBeInstanceOf(BadCursor)
      })

      it('[ST12] find what holds every term, in the text as it now stands', async () => {
        const [lamp, road] = [createWriter(1), createWriter(2)]
        await write(lamp, { text: '老旧小区路灯损坏，晚上停车难' })
        await write(road, { text: 'Ｗifi 覆盖与停车场，小区' })
        const find = async (text: string) =>
          ids(await store.list({ limit: 9, terms: queryTerms(text) }, moderator)).sort()
        expect(await find('停车')).toEqual([lamp.matter, road.matter].sort())
        expect(await find('停车难')).toEqual([lamp.matter])
        expect(await find('小区 停车')).toEqual([lamp.matter, road.matter].sort())
        expect(await find('灯')).toEqual([lamp.matter])
        expect(await find('车难 路灯')).toEqual([lamp.matter])
        expect(await find('灯损坏晚')).toEqual([])
        expect(await find('WIFI')).toEqual([road.matter])
        expect(await find('wif')).toEqual([])
        expect(await find('')).toEqual([lamp.matter, road.matter].sort())
        await write(lamp, {})
        expect(await find('停车难')).toEqual([lamp.matter])
        await write(lamp, { text: '只说广场舞' })
        expect(await find('停车难')).toEqual([])
        expect(await find('广场舞')).toEqual([lamp.matter])
      })

      it('[ST12] take whatever stands in a term as text and never as a query', async () => {
        await write(createWriter(1), { text: '路灯 OR NEAR' })
        for (const term of ['"', '路"灯', 'a*', '(', 'terms:', '路灯 OR x', "'", '\u0000', ' ', '路灯"'])
          expect((await store.list({ limit: 9, terms: [term] }, moderator)).total, JSON.stringify(term)).toBe(0)
        for (const term of ['or', 'near', '路灯'])
          expect((await store.list({ limit: 9, terms: [term] }, moderator)).total, term).toBe(1)
      })
    })

    describe('inbox', () => {
      it('[ST13] lists what waits for the viewer by name, role or unit', async () => {
        const writer = createWriter(1)
        const waiting = [
          { address: 'account:a', kind: 'cosign' as const, since: START, until: START + 50 },
          { address: 'role:moderator', kind: 'screen' as const, since: START + 1 },
          { address: 'unit:u1', kind: 'revise' as const, since: START + 2 },
        ]
        await write(writer, { waiting })
        const { summary } = writer.rival().views ?? {}
        const later = START + 2
        const of = async (...who: Parameters<typeof viewer>) => {
          const tasks = await store.tasks(viewer(...who))
          expect((await store.inboxCounts(viewer(...who))).tasks).toBe(tasks.length)
          return tasks.map(({ kind }) => kind)
        }
        expect(await of('a')).toEqual(['cosign'])
        expect(await of('m', ['moderator'], later)).toEqual(['screen'])
        expect(await of('u', ['unit'], later, { unit: 'u1' })).toEqual(['revise'])
        expect(await of('u', ['unit'], later, { unit: 'u2' })).toEqual([])
        expect(await of('u', ['member'], later, { unit: 'u1' })).toEqual([])
        expect(await of('b')).toEqual([])
        const [task] = await store.tasks(viewer('a'))
        expect(task).toMatchObject({ matter: writer.matter, kind: 'cosign', since: START, until: START + 50 })
        expect(task?.summary.title).toBe(summary?.title)
        const plain = Object.keys((await store.tasks(viewer('m', ['moderator'], later)))[0] ?? {})
        expect(plain.sort()).toEqual(['kind', 'matter', 'since', 'summary'])
      })

      it('[ST13] what waits is gone from its end on, and when the matter says so', async () => {
        const writer = await write(createWriter(1), {
          waiting: [{ address: 'account:a', kind: 'cosign', since: START, until: START + 50 }],
        })
        const at = async (time: number) => [
          (await store.tasks(viewer('a', ['member'], time))).length,
          (await store.inboxCounts(viewer('a', ['member'], time))).tasks,
          (await store.list({ limit: 5, needsMe: true }, viewer('a', ['member'], time))).total,
        ]
        expect(await at(START + 49)).toEqual([1, 1, 1])
        expect(await at(START + 50)).toEqual([0, 0, 0])
        await write(writer, { waiting: [{ address: 'account:a', kind: 'cosign', since: START, until: START + 90 }] })
        expect(await at(START + 50)).toEqual([1, 1, 1])
        await write(writer, { waiting: [] })
        expect(await at(START)).toEqual([0, 0, 0])
      })

      it('[ST13] what waits from a later time on is not there before it', async () => {
        await write(createWriter(1), {
          waiting: [{ address: 'account:a', kind: 'look-back', since: START + 50, item: 2 }],
        })
        const at = async (time: number) => [
          (await store.tasks(viewer('a', ['member'], time))).length,
          (await store.inboxCounts(viewer('a', ['member'], time))).tasks,
          (await store.list({ limit: 5, needsMe: true }, viewer('a', ['member'], time))).total,
        ]
        expect(await at(START + 49)).toEqual([0, 0, 0])
        expect(await at(START + 50)).toEqual([1, 1, 1])
        expect(await store.tasks(viewer('a', ['member'], START + 50))).toMatchObject([{ kind: 'look-back', item: 2 }])
      })

      it('[ST13] orders tasks by their end or due date, then those without one by age', async () => {
        const tasks: [number, { since: number; until?: number; due?: number }][] = [
          [1, { since: START + 5 }],
          [2, { since: START + 3, until: START + 900 }],
          [3, { since: START + 1 }],
          [4, { since: START + 4, until: START + 100 }],
          [5, { since: START + 6, due: START + 300 }],
          [6, { since: START + 7, until: START + 950, due: START + 50 }],
        ]
        for (const [n, times] of tasks)
          await write(createWriter(n), { waiting: [{ address: 'account:a', kind: 'cosign', ...times }] })
        const found = await store.tasks(viewer('a', ['member'], START + 10))
        expect(found.map(({ matter }) => matter)).toEqual([6, 4, 5, 2, 3, 1].map((n) => idOf('matter', n)))
        expect(found[0]).toMatchObject({ due: START + 50, until: START + 950 })
      })

      it('[ST9] neither tasks nor notices of a matter that the viewer may not read', async () => {
        const writer = createWriter(1, { open: false, participants: ['author'] })
        await write(writer, {
          waiting: [{ address: 'account:x', kind: 'cosign', since: START }],
          notices: [notice(1, ['x'])],
        })
        const counts = async () => [
          await store.tasks(viewer('x')),
          await store.notices(viewer('x'), { limit: 5 }),
          await store.inboxCounts(viewer('x')),
        ]
        expect(await counts()).toEqual([[], [], { unread: 0, tasks: 0 }])
        expect((await store.list({ limit: 5, needsMe: true }, viewer('x'))).total).toBe(0)
        await write(writer, { participants: ['author', 'x'] })
        expect(await store.inboxCounts(viewer('x'))).toEqual({ unread: 1, tasks: 1 })
      })

      it('[ST14] tells participants and those named of a turn, never who did it', async () => {
        const writer = createWriter(1, { participants: ['author', 'a', 'b'] })
        await write(
          writer,
          { actor: 'a', notices: [{ ...notice(1, 'all', 'a'), at: START + 7 }] },
          { actor: 'b', notices: [notice(2, ['c', 'b', 'c'], 'b')] },
        )
        const of = async (name: string) => (await store.notices(viewer(name), { limit: 9 })).map(({ seq }) => seq)
        expect(await of('author')).toEqual([1])
        expect(await of('a')).toEqual([])
        expect(await of('b')).toEqual([1])
        expect(await of('c')).toEqual([2])
        expect(await of('stranger')).toEqual([])
        const [first] = await store.notices(viewer('b'), { limit: 9 })
        expect(first).toEqual({
          n: 1,
          kind: 'proposal',
          matter: writer.matter,
          title: '关于第1号路口的建议',
          seq: 1,
          type: 'proposal.filed',
          actor: 'a',
          at: START + 7,
          read: false,
        })
      })

      it('[ST14] who joins is told of what follows and of the turn that brought them, not of what was before', async () => {
        const writer = createWriter(1, { participants: ['author'] })
        await write(
          writer,
          { notices: [notice(1, 'all', 'system')] },
          { participants: ['author', 'late'], notices: [notice(2, 'all', 'system')] },
          { notices: [notice(3, 'all', 'system')] },
          { participants: ['author'], notices: [notice(4, 'all', 'system')] },
        )
        expect((await store.notices(viewer('late'), { limit: 9 })).map(({ seq }) => seq)).toEqual([3, 2])
        expect((await store.notices(viewer('author'), { limit: 9 })).map(({ seq }) => seq)).toEqual([4, 3, 2, 1])
      })

      it('[ST14] pages notices latest first, under the title that now stands', async () => {
        const writer = createWriter(1, { participants: ['me'] })
        for (let seq = 1; seq <= 7; seq++)
          await write(writer, { notices: [notice(seq, 'all', 'other')], summary: { title: `题${seq}` } })
        const first = await store.notices(viewer('me'), { limit: 3 })
        expect(first.map(({ seq, title }) => [seq, title])).toEqual([
          [7, '题7'],
          [6, '题7'],
          [5, '题7'],
        ])
        const second = await store.notices(viewer('me'), { limit: 9, before: first.at(-1)?.n ?? 0 })
        expect(second.map(({ seq }) => seq)).toEqual([4, 3, 2, 1])
        expect(new Set([...first, ...second].map(({ n }) => n)).size).toBe(7)
      })

      it('[ST15] marks as read up to a notice, for one account, and never back nor ahead', async () => {
        const writer = createWriter(1, { participants: ['me', 'you'] })
        for (let seq = 1; seq <= 4; seq++) await write(writer, { notices: [notice(seq, 'all', 'other')] })
        const unread = async (name: string) => (await store.inboxCounts(viewer(name))).unread
        const [, second] = await store.notices(viewer('me'), { limit: 9 })
        expect(await unread('me')).toBe(4)
        await store.readNotices('me', second?.n ?? 0)
        expect(await unread('me')).toBe(1)
        expect((await store.notices(viewer('me'), { limit: 9 })).map(({ read }) => read)).toEqual([
          false,
          true,
          true,
          true,
        ])
        await store.readNotices('me', 1)
        expect(await unread('me')).toBe(1)
        expect(await unread('you')).toBe(4)
        await store.readNotices('me', Number.MAX_SAFE_INTEGER)
        expect(await unread('me')).toBe(0)
        await write(writer, { notices: [notice(5, 'all', 'other')] })
        expect(await unread('me')).toBe(1)
      })

      it('[NO4] keeps what an account has chosen; what it never wants to be told of is listed and not counted', async () => {
        expect(await store.preferences('me')).toBeUndefined()
        const chosen = { ...DEFAULT_PREFERENCES, tell: { ...DEFAULT_PREFERENCES.tell, message: 'never' as const } }
        await store.putPreferences('me', chosen)
        expect(await store.preferences('me')).toEqual(chosen)
        await store.putPreferences('me', DEFAULT_PREFERENCES)
        expect(await store.preferences('me')).toEqual(DEFAULT_PREFERENCES)
        expect(await store.preferences('you')).toBeUndefined()

        const writer = createWriter(1, { participants: ['me'] })
        const types = ['message.posted', 'clock.warned', 'proposal.filed', 'proposal.supported']
        for (const [index, type] of types.entries())
          await write(writer, { notices: [{ ...notice(index + 1, 'all', 'other'), type }] })
        const unread = async (types: string[], matters: MatterKind[]) =>
          (await store.inboxCounts(viewer('me'), { types, matters })).unread
        expect((await store.inboxCounts(viewer('me'))).unread).toBe(4)
        expect(await unread([], [])).toBe(4)
        expect(await unread(['message.'], [])).toBe(3)
        expect(await unread(['message.', 'clock.'], ['service'])).toBe(2)
        // words and clocks are told of apart from the turns of their matter
        expect(await unread([], ['proposal'])).toBe(2)
        expect(await unread(['clock.'], ['proposal', 'answer'])).toBe(1)
        expect((await store.notices(viewer('me'), { limit: 9 })).map(({ type, kind }) => [type, kind])).toEqual(
          types.toReversed().map((type) => [type, 'proposal']),
        )
      })
    })

    describe('people', () => {
      it('[ST16] keeps the roster in its order, replaces by id, and raises its version', async () => {
        const empty = await store.roster()
        expect(empty).toMatchObject({ accounts: [], units: [], regions: [], sectors: [] })
        await store.putRoster({
          units: [
            { id: 'u2', name: '住建局', region: 'r' },
            { id: 'u1', name: '教育局', region: 'r' },
          ],
          regions: [tree.county],
          sectors: [{ id: 's', name: '工会' }],
        })
        await store.putAccount({ account: account('b'), passwordHash: 'h', suspended: false })
        await store.putAccount({ account: account('a', ['unit'], { unit: 'u1' }), passwordHash: 'h', suspended: true })
        const filled = await store.roster()
        await store.putRoster({ units: [{ id: 'u2', name: '住房和城乡建设局', region: 'r' }] })
        await store.putAccount({ account: account('b', ['member', 'moderator']), passwordHash: 'h', suspended: false })
        const after = await store.roster()
        expect(after.units.map(({ name }) => name)).toEqual(['住房和城乡建设局', '教育局'])
        expect(after.regions).toEqual([tree.county])
        expect(after.sectors).toEqual([{ id: 's', name: '工会' }])
        expect(after.accounts).toEqual([
          account('b', ['member', 'moderator']),
          { ...account('a', ['unit'], { unit: 'u1' }), suspended: true },
        ])
        expect(filled.version).toBeGreaterThan(empty.version)
        expect(after.version).toBeGreaterThan(filled.version)
        expect(Number.isSafeInteger(after.version)).toBe(true)
        expect((await store.roster()).version).toBe(after.version)
      })

      it('[ST17] finds accounts by username, which belongs to one account', async () => {
        const stored = { account: account('li'), passwordHash: 'secret', suspended: false }
        await store.putAccount(stored)
        expect(await store.accountByUsername('li')).toEqual(stored)
        expect(await store.accountByUsername('Li')).toBeUndefined()
        const { version } = await store.roster()
        await expect(
          store.putAccount({ ...stored, account: { ...account('other'), username: 'li' } }),
        ).rejects.toBeInstanceOf(Conflict)
        expect((await store.roster()).version).toBe(version)
        await store.putAccount({ account: { ...account('li'), username: 'li2' }, passwordHash: 'new', suspended: true })
        expect(await store.accountByUsername('li')).toBeUndefined()
        expect(await store.accountByUsername('li2')).toMatchObject({ passwordHash: 'new', suspended: true })
      })

      it('[ST18] keeps sessions until they are removed, one by one, all of an account, or the expired', async () => {
        for (const [token, who, expiresAt] of [
          ['t1', 'a', 10],
          ['t2', 'a', 20],
          ['t3', 'b', 10],
          ['t4', 'b', 30],
        ] as const)
          await store.putSession(token, { account: who, expiresAt })
        const alive = async () => {
          const found = await Promise.all(['t1', 't2', 't3', 't4'].map((token) => store.session(token)))
          return found.map((session) => session?.account ?? '-').join('')
        }
        expect(await store.session('t1')).toEqual({ account: 'a', expiresAt: 10 })
        expect(await store.session('none')).toBeUndefined()
        await store.putSession('t1', { account: 'a', expiresAt: 15 })
        expect(await store.session('t1')).toEqual({ account: 'a', expiresAt: 15 })
        expect(await store.removeExpiredSessions(9)).toBe(0)
        expect(await store.removeExpiredSessions(10)).toBe(1)
        expect(await alive()).toBe('aa-b')
        await store.removeSession('t1')
        expect(await alive()).toBe('-a-b')
        await store.removeSessions('a')
        expect(await alive()).toBe('---b')
        await store.removeSession('t1')
      })
    })

    describe('life', () => {
      it('[ST19] makes a lasting value once', async () => {
        let made = 0
        const make = () => `value ${++made}`
        const values = await Promise.all(Array.from({ length: 5 }, () => store.keep('key', make)))
        expect(new Set(values)).toEqual(new Set(['value 1']))
        expect(await store.keep('other', make)).toBe('value 2')
        expect(await store.keep('key', make)).toBe('value 1')
        expect(made).toBe(2)
      })

      it('[ST20] closes after what is under way, and then refuses plainly', async () => {
        await store.ping()
        const writer = createWriter(1)
        const under = store.append(writer.next())
        const closed = store.close()
        await expect(under).resolves.toBeUndefined()
        await closed
        await expect(store.close()).resolves.toBeUndefined()
        const calls = [
          store.ping(),
          store.append(writer.next()),
          store.load(writer.matter),
          store.list({ limit: 1 }, moderator),
          store.forgetCommands(1),
          store.keep('k', () => 'v'),
          store.session('t'),
          store.removeExpiredSessions(1),
        ]
        for (const outcome of await Promise.allSettled(calls)) {
          expect(outcome.status).toBe('rejected')
          if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Unavailable)
        }
      })
    })
  })
}

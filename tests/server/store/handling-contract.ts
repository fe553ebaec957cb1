import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Conflict, type Store, type Upload } from '../../../server/store/contract.ts'
import type { Opened } from './contract.ts'
import { createWriter, figuresOf, idOf, notice, START, threadOf, viewer, type Writer } from './writing.ts'

const moderator = viewer('moderator', ['moderator'])
const clerk = (name: string, unit = 'u1') => viewer(name, ['unit'], START, { unit })
const followUp = (id: string, matter = idOf('matter', 9)) => ({ id, matter, type: 'x.do', data: { by: 'm', n: [1] } })
const upload = (sha256: string, uploader: string, more: Partial<Upload> = {}): Upload => ({
  ...{ sha256, uploader, name: '照片.jpg', type: 'image/jpeg', size: 12, at: START },
  ...more,
})

/** What every store must do for units, held answers, follow-ups, files, figures and comparing. */
export function handlingContract(name: string, open: () => Promise<Opened>): void {
  describe(`${name} store`, () => {
    let store: Store
    let done: () => Promise<void>
    beforeEach(async () => ({ store, done } = await open()))
    afterEach(() => done())

    const write = async (writer: Writer, ...wishes: Parameters<Writer['next']>[0][]) => {
      for (const wish of wishes) await store.append(writer.next(wish))
      return writer
    }

    describe('units', () => {
      it('[ST9] a closed matter that concerns a unit is for the unit’s own people, whoever they will be', async () => {
        const writer = await write(createWriter(1, { open: false, participants: ['author', 'unit:u1'] }), {
          text: '路灯',
        })
        const seen = async (who: ReturnType<typeof viewer>) => [
          (await store.list({ limit: 9 }, who)).total,
          (await store.list({ limit: 9, mine: true }, who)).total,
          (await store.list({ limit: 9, terms: ['路灯'] }, who)).total,
          (await store.summaries([writer.matter], who)).length,
        ]
        expect(await seen(clerk('new clerk'))).toEqual([1, 1, 1, 1])
        expect(await seen(clerk('elsewhere', 'u2'))).toEqual([0, 0, 0, 0])
        expect(await seen(viewer('x', ['member'], START, { unit: 'u1' })), 'no account of a unit').toEqual([0, 0, 0, 0])
        expect(await seen(moderator)).toEqual([1, 0, 1, 1])
        await write(writer, { participants: ['author'] })
        expect(await seen(clerk('new clerk'))).toEqual([0, 0, 0, 0])
      })

      it('[ST14] a turn is told to the units it concerns, once to each of their people, and not to who did it', async () => {
        const writer = createWriter(1, { participants: ['author', 'unit:u1', 'both'] })
        await write(writer, { notices: [notice(1, 'all', 'one')] }, { notices: [notice(2, ['unit:u2'], 'one')] })
        const of = async (who: ReturnType<typeof viewer>) => {
          const found = (await store.notices(who, { limit: 9 })).map(({ seq }) => seq)
          expect((await store.inboxCounts(who)).unread).toBe(found.length)
          return found
        }
        expect(await of(clerk('one'))).toEqual([])
        expect(await of(clerk('other'))).toEqual([1])
        expect(await of(clerk('both'))).toEqual([1])
        expect(await of(clerk('two', 'u2'))).toEqual([2])
        expect(await of(viewer('author'))).toEqual([1])
        await store.readNotices('other', 1)
        expect((await store.inboxCounts(clerk('other'))).unread).toBe(0)
        expect((await store.inboxCounts(clerk('both'))).unread, 'each reads alone').toBe(1)
      })
    })

    describe('what is held', () => {
      it('[ST30] is answered with the matter until it is replaced or emptied, and is nowhere else', async () => {
        const secret = { kind: 'answer', text: '拟同意，待放行', items: [{ class: 'A' }] }
        const writer = await write(createWriter(1, { open: true }), { hold: secret, text: '路灯' })
        const held = async () => (await store.load(writer.matter))?.held
        expect(await held()).toEqual(secret)
        await write(writer, {})
        expect(await held(), 'an append that does not speak of it leaves it').toEqual(secret)
        await write(writer, { hold: { text: '改' } })
        expect(await held()).toEqual({ text: '改' })
        const loaded = await store.load(writer.matter)
        const elsewhere = [
          loaded?.tail,
          await store.list({ limit: 9 }, moderator),
          await store.notices(moderator, { limit: 9 }),
          await store.events(writer.matter, { limit: 9 }),
        ]
        expect(JSON.stringify(elsewhere)).not.toMatch(/待放行|改/)
        await write(writer, { hold: null })
        expect(Object.keys((await store.load(writer.matter)) ?? {})).toEqual(['tail'])
      })

      it('[ST30] changes with its append or not at all', async () => {
        const writer = await write(createWriter(1), { hold: '一' })
        const loser = writer.rival({ command: 'late', hold: '二' })
        await write(writer, {})
        await expect(store.append(loser)).rejects.toBeInstanceOf(Conflict)
        expect((await store.load(writer.matter))?.held).toBe('一')
        await expect(store.append({ ...writer.nothing('n'), hold: '三' })).rejects.toThrow('without an event')
      })
    })

    describe('follow-ups', () => {
      it('[ST31] wait from the append that brings them to the append that carries them out', async () => {
        const [from, to] = [createWriter(1), createWriter(2)]
        await write(to, {})
        const [first, second] = [followUp('f1', to.matter), followUp('f2', to.matter)]
        await write(from, { followUps: [first, second] }, {})
        expect(await store.followUps()).toEqual([first, second])
        await write(to, { doneFollowUp: 'f1', command: 'f1', actor: 'system' })
        expect(await store.followUps()).toEqual([second])
        // one that had nothing to do makes no event and is done as well
        await store.append({ ...to.nothing('f2', 'system'), doneFollowUp: 'f2' })
        expect(await store.followUps()).toEqual([])
        expect(await store.commandResult('system', 'f2')).toMatchObject({ firstSeq: 3, lastSeq: 2 })
      })

      it('[ST31] are carried out once: who comes second is refused with Conflict, and nothing of it stays', async () => {
        const [from, to] = [createWriter(1), createWriter(2)]
        await write(from, { followUps: [followUp('f1', to.matter)] })
        await write(to, { doneFollowUp: 'f1', command: 'f1', actor: 'system' })
        const again = to.rival({ doneFollowUp: 'f1', command: 'other', actor: 'system' })
        await expect(store.append(again)).rejects.toBeInstanceOf(Conflict)
        expect((await store.load(to.matter))?.tail).toHaveLength(1)
        expect(await store.commandResult('system', 'other')).toBeUndefined()
      })

      it('[ST31] of a refused append do not wait', async () => {
        const writer = await write(createWriter(1), {})
        const loser = writer.rival({ command: 'late', followUps: [followUp('f9')] })
        await write(writer, { followUps: [followUp('f1')] })
        await expect(store.append(loser)).rejects.toBeInstanceOf(Conflict)
        await expect(store.append(writer.rival({ followUps: [followUp('f1')] }))).rejects.toBeInstanceOf(Conflict)
        expect((await store.followUps()).map(({ id }) => id)).toEqual(['f1'])
      })
    })

    describe('files', () => {
      it('[ST32] are known by who uploaded them and by the matters that tell of them', async () => {
        const [sha, other] = ['a'.repeat(64), 'b'.repeat(64)]
        expect(await store.attachment(sha)).toBeUndefined()
        await store.putAttachment(upload(sha, 'a'))
        await store.putAttachment(upload(sha, 'b', { name: '现场.jpg', at: START + 1 }))
        await store.putAttachment(upload(sha, 'a', { name: '新名.jpg', at: START + 2 }))
        const found = await store.attachment(sha)
        expect(found).toEqual({
          uploads: [
            upload(sha, 'a', { name: '新名.jpg', at: START + 2 }),
            upload(sha, 'b', { name: '现场.jpg', at: START + 1 }),
          ],
          matters: [],
        })
        const [one, two] = [createWriter(1), createWriter(2)]
        await write(one, { attachments: [sha, other] }, { attachments: [sha] }, {})
        await write(two, { attachments: [sha] })
        expect((await store.attachment(sha))?.matters).toEqual([one.matter, two.matter])
        expect(await store.attachment(other), 'nobody uploaded it').toBeUndefined()
      })
    })

    describe('lines, figures and texts', () => {
      it('[ST33] gives the lines of the matters asked for, in that order, as far as they may be seen', async () => {
        const [a, b, c] = [createWriter(1), createWriter(2, { open: false }), createWriter(3)]
        for (const writer of [a, b, c]) await write(writer, {})
        const ids = [c.matter, idOf('matter', 8), b.matter, a.matter]
        const of = async (who: ReturnType<typeof viewer>) => (await store.summaries(ids, who)).map(({ id }) => id)
        expect(await of(moderator)).toEqual([c.matter, b.matter, a.matter])
        expect(await of(viewer('stranger'))).toEqual([c.matter, a.matter])
        expect(await store.summaries([], moderator)).toEqual([])
      })

      it('[ST34] gives the figures as they were last said, of a period and as far as they may be seen', async () => {
        const start = (n: number) => START + n * 1000
        const closed = createWriter(2, { open: false, participants: ['b'] })
        const first = await write(createWriter(1), { figures: figuresOf('a') }, { figures: figuresOf('a2') }, {})
        await write(closed, { figures: figuresOf('b') })
        await write(createWriter(3), {})
        expect(first.events).toHaveLength(3)
        const of = async (period: object, who = moderator) =>
          (await store.figures(period, who)).map(({ author }) => author)
        expect(await of({})).toEqual(['a2', 'b'])
        expect(await of({}, viewer('stranger'))).toEqual(['a2'])
        expect(await of({}, viewer('b'))).toEqual(['a2', 'b'])
        expect(await of({ from: start(2) })).toEqual(['b'])
        expect(await of({ to: start(2) })).toEqual(['a2'])
        expect(await of({ from: start(1), to: start(3) })).toEqual(['a2', 'b'])
        expect((await store.figures({ to: start(2) }, moderator))[0]).toEqual(figuresOf('a2'))
      })

      it('[ST38] gives the figures of threads as they were last said, apart from those of proposals', async () => {
        const kind = { summary: { kind: 'supervision' as const } }
        const [open, closed] = [createWriter(1, kind), createWriter(2, { ...kind, open: false, participants: ['b'] })]
        const said = [1, 2, 3].map((due) => threadOf(due < 3 ? open.matter : closed.matter, START + due))
        await write(open, { thread: said[0] }, { thread: said[1] }, {})
        await write(closed, { thread: said[2] })
        await write(createWriter(3), { figures: figuresOf('a', { kept: 1 }) })
        expect(await store.threads(moderator)).toEqual([said[1], said[2]])
        expect(await store.threads(viewer('stranger'))).toEqual([said[1]])
        expect(await store.threads(viewer('b'))).toEqual([said[1], said[2]])
        expect((await store.figures({}, moderator)).map(({ author }) => author)).toEqual(['a'])
        expect((await store.list({ figure: 'kept', limit: 9 }, moderator)).total).toBe(1)
        const { items } = await store.derived({ limit: 9 })
        expect(items.map(({ thread, figures }) => [thread, figures?.author])).toEqual([
          [said[1], undefined],
          [said[2], undefined],
          [undefined, 'a'],
        ])
      })

      it('[ST35] lists the proposals behind a figure, of a period and of authors', async () => {
        const make = (n: number, at: number, author: string, figures?: Parameters<typeof figuresOf>[1]) =>
          write(createWriter(n, { at, summary: { author, createdAt: at } }), {
            ...(figures ? { figures: figuresOf(author, figures) } : {}),
          })
        const good = await make(1, START, 'a', {
          ...{ filed: true, answered: true, classes: { A: 2, B: 0, C: 0 }, evaluated: 1, satisfied: 1 },
        })
        const promised = await make(2, START + 10, 'b', {
          ...{ filed: true, answered: true, classes: { A: 0, B: 1, C: 0 }, lookedBack: 1, kept: 1 },
        })
        const plain = await make(3, START + 20, 'b', {})
        const none = await make(4, START + 30, 'c')
        const names = new Map([good, promised, plain, none].map(({ matter }, i) => [matter, i + 1]))
        const find = async (query: object) =>
          (await store.list({ limit: 9, ...query }, moderator)).items.map(({ id }) => names.get(id)).sort()
        expect(await find({ figure: 'filed' })).toEqual([1, 2])
        expect(await find({ figure: 'answered', to: START + 10 })).toEqual([1])
        expect(await find({ figure: 'classA' })).toEqual([1])
        expect(await find({ figure: 'classB' })).toEqual([2])
        expect(await find({ figure: 'classC' })).toEqual([])
        expect(await find({ figure: 'lookedBack' })).toEqual([2])
        expect(await find({ figure: 'kept' })).toEqual([2])
        expect(await find({ figure: 'evaluated' })).toEqual([1])
        expect(await find({ figure: 'satisfied' })).toEqual([1])
        expect(await find({ figure: 'agreed' })).toEqual([])
        expect(await find({ from: START + 10 })).toEqual([2, 3, 4])
        expect(await find({ from: START + 10, to: START + 30 })).toEqual([2, 3])
        expect(await find({ authors: ['b', 'x'] })).toEqual([2, 3])
        expect(await find({ authors: [] })).toEqual([])
        expect(await find({ authors: ['b'], figure: 'filed' })).toEqual([2])
      })

      it('[ST34] gives what is derived of every matter in batches, and adds only what is missing', async () => {
        const writers = Array.from({ length: 7 }, (_, n) => createWriter(n + 1))
        for (const writer of writers) await write(writer, { text: '路灯路灯坏了', figures: figuresOf('a') })
        await write(writers[2] as Writer, {}, { text: '停车' })
        const items = []
        for (let after: number | undefined = 0; after !== undefined;) {
          const page: Awaited<ReturnType<Store['derived']>> = await store.derived({ after, limit: 3 })
          expect(page.items.length).toBeLessThanOrEqual(3)
          items.push(...page.items)
          after = page.next
        }
        expect(items.map(({ matter }) => matter)).toEqual(writers.map(({ matter }) => matter))
        expect(items[0]?.features?.get('·路灯')).toBe(2)
        expect([...(items[2]?.features?.keys() ?? [])]).toEqual(['停车', '·停车'])
        const [bare] = [await write(createWriter(9), {})]
        await store.putDerived(bare.matter, { features: new Map([['路灯', 3]]) })
        await store.putDerived(bare.matter, { features: new Map([['停车', 1]]), figures: figuresOf('z') })
        expect((await store.derived({ after: 7, limit: 3 })).items).toEqual([
          { matter: bare.matter, features: new Map([['路灯', 3]]), figures: figuresOf('z') },
        ])
        await expect(store.putDerived(idOf('matter', 77), {})).rejects.toThrow('there is no matter')
      })
    })
  })
}

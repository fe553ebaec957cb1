import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { redact } from '../../../core/record/redact.ts'
import { verifyRecord } from '../../../core/record/verify.ts'
import { Conflict, type Snapshot, type Store } from '../../../server/store/contract.ts'
import type { Opened } from './contract.ts'
import { account, createWriter, START, viewer } from './writing.ts'

const DAY = 24 * 60 * 60_000
const SECRET = '门牌 13 号，电话 13800000000'
const said = (...texts: string[]) => texts.map((text) => ({ type: 'message.posted', data: { text } }))
const taken = (...events: number[]) => ({
  events: [{ type: 'matter.redacted', data: { events, reason: '含个人电话' } }],
  redact: events,
})
const state = (seq: number) => ({ seq, state: { seq, text: SECRET } as unknown as Snapshot['state'] })
const [red, blue] = ['a'.repeat(64), 'b'.repeat(64)]
const upload = (sha256: string, uploader: string, at = START) => ({
  ...{ sha256, uploader, at, name: '照片.jpg', size: 3 },
  type: 'image/jpeg' as const,
})
const shown = (sha256: string) => [{ type: 'message.posted', data: { text: '看图', attachments: [{ sha256 }] } }]

/** What every store must do about what goes: redacted content, files that nothing tells of, notices long read. */
export function keepingContract(name: string, open: () => Promise<Opened>): void {
  describe(`${name} store`, () => {
    let store: Store
    let done: () => Promise<void>
    beforeEach(async () => ({ store, done } = await open()))
    afterEach(() => done())

    it('[ST39] redacted content goes in the transaction that says so, with every state from before', async () => {
      const writer = createWriter(1)
      await store.append(writer.next({ events: said('一', SECRET), actor: 'b', command: 'c1' }))
      await store.append(writer.next({ events: said('三') }))
      await store.saveSnapshot(writer.matter, state(3))
      await store.append(writer.next(taken(2)))
      const kept = writer.events.map((event) => (event.seq === 2 ? redact(event) : event))
      const loaded = await store.load(writer.matter)
      expect(loaded?.snapshot, 'no state from before is left').toBeUndefined()
      expect(loaded?.tail).toEqual(kept)
      expect(await store.events(writer.matter, { after: 1, limit: 1 })).toEqual([kept[1]])
      expect(verifyRecord(writer.matter, loaded?.tail ?? [])).toMatchObject({ redacted: [2], findings: [] })
      expect(await store.commandResult('b', 'c1'), 'its hash would tell of the words').toMatchObject({
        bodyHash: '',
        firstSeq: 1,
        lastSeq: 2,
      })
    })

    it('[ST39] a state from before that comes late is not kept, one from after is', async () => {
      const writer = createWriter(1)
      await store.append(writer.next({ events: said(SECRET, '二') }))
      await store.append(writer.next(taken(1)))
      await store.saveSnapshot(writer.matter, state(2))
      expect((await store.load(writer.matter))?.snapshot).toBeUndefined()
      await store.saveSnapshot(writer.matter, { seq: 3, state: { seq: 3 } as unknown as Snapshot['state'] })
      expect((await store.load(writer.matter))?.snapshot?.seq).toBe(3)
    })

    it('[ST39] only what came before and an event of the append names can go', async () => {
      const writer = createWriter(1)
      await store.append(writer.next({ events: said('一', '二') }))
      for (const wish of [
        { ...taken(1), redact: [2] },
        { ...taken(3), redact: [3] },
        { events: said('三'), redact: [1] },
      ])
        await expect(store.append(writer.rival(wish)), JSON.stringify(wish)).rejects.toThrow('is redacted')
      expect((await store.load(writer.matter))?.tail).toEqual(writer.events)
    })

    it('[ST40] a file goes with the only words that told of it, and whoever uploaded it has it no longer', async () => {
      const [one, other] = [createWriter(1), createWriter(2)]
      for (const sha256 of [red, blue]) await store.putAttachment(upload(sha256, 'b'))
      await store.append(one.next({ events: [...shown(red), ...shown(blue)], attachments: [red, blue] }))
      await store.append(other.next({ events: shown(blue), attachments: [blue] }))
      await store.append(one.next(taken(1, 2)))
      expect(await store.attachment(red)).toBeUndefined()
      expect(await store.attachment(blue), 'another matter tells of it').toMatchObject({ matters: [other.matter] })
      expect(await store.thrown()).toEqual([red])
      await expect(store.append(other.rival({ events: shown(red), attachments: [red] }))).rejects.toThrow(Conflict)
      await store.notThrown(red)
      expect(await store.thrown()).toEqual([])
    })

    it('[ST40] it stays while the same record or what is held tells of it elsewhere, and comes back with an upload', async () => {
      const writer = createWriter(1)
      for (const sha256 of [red, blue]) await store.putAttachment(upload(sha256, 'b'))
      await store.append(writer.next({ events: [...shown(red), ...shown(red)], attachments: [red] }))
      const held = { attachments: [{ sha256: blue }] }
      await store.append(writer.next({ events: shown(blue), attachments: [blue], hold: held }))
      await store.append(writer.next(taken(1, 3)))
      expect(await store.thrown()).toEqual([])
      await store.append(writer.next({ ...taken(2), hold: null }))
      expect(await store.thrown()).toEqual([red, blue])
      await store.putAttachment(upload(red, 'b'))
      expect(await store.thrown(), 'uploaded anew').toEqual([blue])
    })

    it('[RT1] uploads that no record tells of are forgotten after their time, each account’s for itself', async () => {
      const writer = createWriter(1)
      for (const sha256 of [red, blue]) await store.putAttachment(upload(sha256, 'a'))
      await store.putAttachment(upload(blue, 'b', START + DAY))
      await store.append(writer.next({ events: shown(red), attachments: [red] }))
      expect(await store.forgetUploads(START), 'not before their time').toBe(0)
      expect(await store.forgetUploads(START + 1), 'somebody else has just uploaded it').toBe(0)
      expect((await store.attachment(blue))?.uploads.map(({ uploader }) => uploader)).toEqual(['b'])
      expect(await store.forgetUploads(START + 2 * DAY)).toBe(1)
      expect(await store.attachment(blue)).toBeUndefined()
      expect((await store.attachment(red))?.uploads, 'a record tells of it').toHaveLength(1)
      expect(await store.thrown()).toEqual([blue])
    })

    it('[RT2] notices are forgotten when they are old and all have read them; unread ones and the latest stay', async () => {
      const put = (id: string, roles: ('member' | 'unit' | 'moderator')[], more = {}) =>
        store.putAccount({ account: account(id, roles, more), passwordHash: '', suspended: false })
      await put('a', ['member'])
      await put('b', ['member'])
      await put('u1', ['unit'], { unit: 'u' })
      await put('u2', ['unit'], { unit: 'u' })
      await put('m', ['moderator'])
      const writer = createWriter(1)
      const told = (seq: number, ...to: string[]) => ({ seq, type: 'x', actor: 'z', at: START + seq, to })
      await store.append(
        writer.next({
          events: said('一', '二', '三', '四', '五'),
          notices: [
            told(1, 'account:a'),
            told(2, 'account:a', 'account:b'),
            told(3, 'unit:u'),
            told(4, 'role:moderator'),
            told(5, 'account:a'),
          ],
        }),
      )
      const seen = async (id: string, roles: ('member' | 'unit' | 'moderator')[], more = {}) =>
        (await store.notices(viewer(id, roles, START, more), { limit: 9 })).map(({ seq }) => seq)
      for (const reader of ['a', 'u1']) await store.readNotices(reader, 9)
      expect(await store.forgetNotices(START), 'not before their time').toBe(0)
      expect(
        await store.forgetNotices(START + 9),
        'only the first: the others wait for somebody, or are the latest',
      ).toBe(1)
      expect(await seen('a', ['member'])).toEqual([5])
      expect(await seen('b', ['member'])).toEqual([2])
      expect(await seen('u2', ['unit'], { unit: 'u' }), 'the whole unit has not read it').toEqual([3])
      for (const reader of ['b', 'u2', 'm']) await store.readNotices(reader, 9)
      expect(await store.forgetNotices(START + 9)).toBe(3)
      await store.append(writer.next({ notices: [told(6, 'account:a')] }))
      const [latest] = await store.notices(viewer('a'), { limit: 1 })
      expect(latest, 'numbers go on, so that new ones are unread').toMatchObject({ n: 6, seq: 6, read: false })
    })
  })
}

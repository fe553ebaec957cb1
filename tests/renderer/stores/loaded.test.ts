import { describe, expect, it } from 'vitest'
import type { AnyState } from '../../../core/kinds.ts'
import { allMessages, windowed } from '../../../core/matter/discussion.ts'
import type { EventDraft, RecordEvent } from '../../../core/record/event.ts'
import { redactedBy } from '../../../core/matter/redaction.ts'
import { redact, REDACTED } from '../../../core/record/redact.ts'
import { LIMITS } from '../../../core/wire/limits.ts'
import { joinEarlier } from '../../../src/stores/matter/earlier.ts'
import { takeIn } from '../../../src/stores/matter/intake.ts'
import { findBreak } from '../../../src/stores/matter/links.ts'
import { begin, unbroken, whole, withHeld, type Loaded } from '../../../src/stores/matter/loaded.ts'
import { discussion, eventId } from '../../support/discussion.ts'
import { seeded } from '../../support/random.ts'
import { uuid } from '../../support/record.ts'

/** A record in which people talk and change what was said, now and long ago. */
function livelyRecord(random: () => number, length: number): RecordEvent[] {
  const drafts: (string | EventDraft)[] = []
  const posts: number[] = []
  const pick = () => eventId(posts[Math.floor(random() ** 0.5 * posts.length)] ?? 2)
  for (let seq = 2; seq <= length; seq++) {
    const dice = random()
    if (dice < 0.6 || posts.length === 0) {
      posts.push(seq)
      drafts.push(`message ${seq}`)
    } else if (dice < 0.7) drafts.push({ type: 'message.edited', data: { message: pick(), text: `edited at ${seq}` } })
    else if (dice < 0.78) drafts.push({ type: 'message.endorsed', data: { message: pick() } })
    else if (dice < 0.84) drafts.push({ type: 'message.pinned', data: { message: pick() } })
    else if (dice < 0.88) drafts.push({ type: 'message.unpinned', data: { message: pick() } })
    else if (dice < 0.92) drafts.push({ type: 'message.hidden', data: { message: pick(), reason: `at ${seq}` } })
    else if (dice < 0.95) drafts.push({ type: 'message.retracted', data: { message: pick() } })
    else if (dice < 0.97) drafts.push(redaction(posts, drafts, random))
    else drafts.push({ type: 'proposal.supported', data: {} })
  }
  return discussion(uuid(7), drafts)
}

/** Redacts one of the messages, which nobody says anything about afterwards, with every version of it. */
function redaction(posts: number[], drafts: readonly (string | EventDraft)[], random: () => number): EventDraft {
  const [seq = 2] = posts.splice(Math.floor(random() * posts.length), 1)
  const edits = drafts.flatMap((draft, i) => {
    const edited = typeof draft === 'object' && draft.type === 'message.edited' ? draft : undefined
    return (edited?.data as { message?: string } | undefined)?.message === eventId(seq) ? [i + 2] : []
  })
  return { type: REDACTED, data: { events: [seq, ...edits], reason: `with ${edits.length} edits` } }
}

/** A record as the server gives it once it stands at its end: what was redacted is gone. */
function served(events: readonly RecordEvent[], at = events.length): RecordEvent[] {
  const gone = new Set(redactedBy(events.slice(0, at)))
  return events.map((event) => (gone.has(event.seq) ? redact(event) : event))
}

const replayed = (events: readonly RecordEvent[]): AnyState => {
  const record = whole(events)
  if (!record) throw new Error('nothing to replay')
  return record.state
}

/** What the server answers to `matter:open`. */
const openAt = (events: readonly RecordEvent[]): Loaded =>
  begin(windowed(replayed(events), LIMITS.openMessages), events.slice(-LIMITS.openEvents))

const seeds = process.env.ZX_SEED ? [Number(process.env.ZX_SEED)] : Array.from({ length: 25 }, (_, i) => i + 1)

describe('a matter as far as it is loaded', () => {
  it.each(seeds)(
    '[CL10] [RD8] shows exactly what the whole record says, wherever reading began (ZX_SEED=%i)',
    (seed) => {
      const random = seeded(seed)
      const length = 60 + Math.floor(random() * 500)
      const record = livelyRecord(random, length)
      const openedAt = Math.max(1, Math.floor(length * (0.3 + 0.7 * random())))
      let loaded = openAt(served(record.slice(0, openedAt)))
      let head = openedAt
      while (head < length || (loaded.events[0]?.seq ?? 1) > 1) {
        const from = loaded.events[0]?.seq ?? 1
        if (head < length && (from === 1 || random() < 0.5)) {
          const next = Math.min(length, head + 1 + Math.floor(random() * 40))
          const intake = takeIn(loaded, [], record.slice(head, next))
          if (!intake.ok) throw new Error(`seed ${seed}: broke at ${intake.breach.seq}`)
          loaded = intake.loaded
          head = next
        } else {
          const page = served(record, head).slice(Math.max(0, from - 1 - Math.ceil(random() * 120)), from - 1)
          const joined = joinEarlier(loaded, page)
          if (!joined.ok) throw new Error(`seed ${seed}: the page did not join`)
          loaded = joined.loaded
        }
        const truth = allMessages(replayed(record.slice(0, head)))
        const shown = unbroken(allMessages(loaded.state), loaded.windowFrom)
        expect(shown, `seed ${seed} at ${head}`).toEqual(truth.slice(truth.length - shown.length))
      }
      expect(loaded.state, `seed ${seed}`).toEqual(replayed(record))
      expect(loaded.events, 'without what was redacted').toEqual(served(record))
      expect(loaded.state, 'a kept record folds to the same').toEqual(replayed(served(record)))
      expect(loaded.orphans).toEqual([])
    },
  )

  it('[CL10] keeps pinned messages from before the window, but not among the unbroken ones', () => {
    const texts = Array.from({ length: 150 }, (_, i) => `message ${i}`)
    const record = discussion(uuid(7), [...texts, { type: 'message.pinned', data: { message: eventId(5) } }])
    const loaded = openAt(record)
    expect(allMessages(loaded.state)[0]?.id).toBe(eventId(5))
    const shown = unbroken(allMessages(loaded.state), loaded.windowFrom)
    expect(shown).toHaveLength(LIMITS.openMessages)
    expect(shown[0]?.text).toBe('message 50')
  })

  it.each(seeds.slice(0, 10))('[CL11] takes events in any order and any number of times (ZX_SEED=%i)', (seed) => {
    const random = seeded(seed)
    const record = livelyRecord(random, 120)
    let loaded = openAt(record.slice(0, 20))
    let early: RecordEvent[] = []
    const packets = Array.from({ length: 60 }, () => {
      const from = 10 + Math.floor(random() * 110)
      return record.slice(from, from + 1 + Math.floor(random() * 10))
    })
    for (const packet of [...packets, record.slice(20)]) {
      const intake = takeIn(loaded, early, packet)
      if (!intake.ok) throw new Error(`seed ${seed}: broke at ${intake.breach.seq}`)
      loaded = intake.loaded
      early = intake.early
      expect(loaded.state.seq).toBe(loaded.head.seq)
    }
    expect(early).toEqual([])
    expect(loaded.state).toEqual(replayed(record))
  })

  it('[CL12] takes nothing that does not continue the record', () => {
    const record = discussion(uuid(7), ['a', 'b', 'c', 'd'])
    const loaded = openAt(record.slice(0, 3))
    const [, , , fourth, fifth] = record
    if (!fourth || !fifth) throw new Error('too short')
    const foreign = discussion(uuid(7), ['a', 'x', 'c'])
    expect(takeIn(loaded, [], foreign.slice(3))).toMatchObject({ ok: false, breach: { seq: 4, fault: 'link' } })
    const altered = { ...fourth, data: { text: 'altered' } }
    expect(takeIn(loaded, [], [altered])).toMatchObject({ ok: false, breach: { seq: 4, fault: 'data' } })
    expect(takeIn(loaded, [], [{ ...fourth, actor: uuid(9) }])).toMatchObject({ ok: false, breach: { fault: 'hash' } })
    expect(takeIn(loaded, [], foreign.slice(2, 3)), 'contradicts what is shown').toMatchObject({ ok: false })
    expect(takeIn(loaded, [], [fifth])).toMatchObject({ ok: true, taken: [], early: [fifth] })
    expect(joinEarlier(openAt(record), [])).toMatchObject({ ok: true })
  })

  it('[CL12] a page of earlier events must link to what is loaded', () => {
    const record = discussion(
      uuid(7),
      Array.from({ length: 130 }, (_, i) => `m ${i}`),
    )
    const loaded = openAt(record)
    const from = loaded.events[0]?.seq ?? 0
    expect(from).toBe(32)
    const other = discussion(
      uuid(7),
      Array.from({ length: 130 }, (_, i) => `n ${i}`),
    )
    expect(joinEarlier(loaded, other.slice(0, from - 1))).toMatchObject({ ok: false, breach: { seq: from } })
    expect(joinEarlier(loaded, record.slice(0, from - 2))).toMatchObject({ ok: false })
    expect(joinEarlier(loaded, record.slice(0, from - 1))).toMatchObject({ ok: true })
  })

  it('[CL12] a record begins at its beginning', () => {
    const [first, second] = discussion(uuid(7), ['a'])
    if (!first || !second) throw new Error('too short')
    expect(findBreak([first, second])).toBeUndefined()
    expect(findBreak([{ ...first, prev: 'f'.repeat(64) }, second])).toEqual({ seq: 1, fault: 'link' })
    expect(findBreak([second])).toBeUndefined()
    expect(findBreak([first], { seq: 1, hash: first.hash })).toEqual({ seq: 1, fault: 'sequence' })
  })

  it('[HS5] takes what is held beside the record from the answer for the same place, and lets it go', () => {
    const record = livelyRecord(seeded(1), 70)
    const loaded = openAt(record)
    const heldAnswer = { details: '母亲失能' }
    const held = withHeld(loaded, { seq: 70, heldAnswer })
    expect(held.state).toEqual({ ...loaded.state, heldAnswer })
    expect(withHeld(loaded, { seq: 69, heldAnswer }), 'an answer of another place').toBe(loaded)
    expect(withHeld(loaded, { seq: 70 }), 'nothing is held').toBe(loaded)
    expect(withHeld(held, { seq: 70 }).state, 'it is held no more').toEqual(loaded.state)
  })

  it('[CL13] events of a type that this client does not know only move the place', () => {
    const record = discussion(uuid(7), [
      'a',
      { type: 'message.sung', data: { message: eventId(2) } },
      { type: 'future.thing', data: {} },
      'b',
    ])
    const loaded = whole(record)
    expect(loaded?.state.seq).toBe(5)
    expect(loaded?.state.messages.map(({ text }) => text)).toEqual(['a', 'b'])
  })
})

import { describe, expect, it } from 'vitest'
import type { AnyState } from '../../../core/kinds.ts'
import { EDIT_WINDOW_MS } from '../../../core/matter/decide.ts'
import { emptyDiscussion, type MatterState, type Message } from '../../../core/matter/state.ts'
import { refuse } from '../../../core/wire/refusal.ts'
import { actionsFor } from '../../../src/features/discussion/message-actions.ts'
import { rowsOf } from '../../../src/features/discussion/rows.ts'
import { threadOf, topicAt, topicsOf } from '../../../src/features/discussion/topics.ts'
import type { OutboxItem } from '../../../src/stores/outbox.ts'

const NOON = Date.parse('2026-11-03T12:00:00Z')
const message = (id: string, author: string, at: number, more: Partial<Message> = {}): Message => ({
  id,
  seq: 1,
  at,
  author,
  text: id,
  endorsedBy: [],
  ...more,
})
const item = (id: string, status: OutboxItem['status'], at = NOON): OutboxItem => ({
  id,
  matter: 'x',
  at,
  status,
  command: { type: 'message.post', data: { text: `text of ${id}` } },
})
const state: MatterState = {
  id: 'x',
  kind: 'proposal',
  status: 'submitted',
  seq: 1,
  title: 'T',
  author: 'a',
  createdAt: 0,
  updatedAt: 0,
  ...emptyDiscussion(),
}
const yes = () => undefined
const no = () => refuse('forbidden', 'not-allowed', '')

describe('the rows of a discussion', () => {
  it('[CL86] begin a new day where the day changes, and join what one voice says within five minutes', () => {
    const minute = 60_000
    const rows = rowsOf(
      [
        message('1', 'a', NOON),
        message('2', 'a', NOON + 4 * minute),
        message('3', 'b', NOON + 5 * minute),
        message('4', 'b', NOON + 11 * minute),
        message('5', 'b', NOON + 12 * minute, { replyTo: '1' }),
        message('6', 'b', NOON + 30 * 60 * minute),
      ],
      new Map(),
      [],
      'me',
    )
    expect(rows.map(({ day }) => day)).toEqual([true, false, false, false, false, true])
    expect(rows.map(({ joined }) => joined)).toEqual([false, true, false, false, false, false])
  })

  it('[CL86] mark what waits, and end with what could not be sent, its text kept', () => {
    const rows = rowsOf(
      [message('1', 'a', NOON), message('p', 'me', NOON)],
      new Map([['p', item('p', 'sending')]]),
      [item('r', 'refused', NOON + 1)],
      'me',
    )
    expect(rows.map(({ key, pending, refused }) => [key, pending?.status, refused?.status])).toEqual([
      ['1', undefined, undefined],
      ['p', 'sending', undefined],
      ['r', undefined, 'refused'],
    ])
    expect(rows[2]?.message).toMatchObject({ author: 'me', text: 'text of r' })
  })
})

describe('the rows of a long discussion', () => {
  it('[CL97] stay the same rows while others speak, so that only what has changed is drawn again', () => {
    const messages = Array.from({ length: 50 }, (_, n) => message(`${n}`, n % 3 ? 'a' : 'b', NOON + n * 1000))
    const before = rowsOf(messages, new Map(), [], 'me')
    const edited = messages.with(20, { ...messages[20]!, text: 'mended' })
    const after = rowsOf([...edited, message('50', 'a', NOON + 50_000)], new Map(), [], 'me')
    const drawn = after.flatMap((row, n) => (row === before[n] ? [] : [n]))
    // the row behind an edited one may join it or not
    expect(drawn).toEqual([20, 21, 50])
    expect(after[20]?.message.text).toBe('mended')
    const hidden = edited.with(19, { ...edited[19]!, hidden: { by: 'm', at: NOON, reason: 'R' } })
    expect(rowsOf(hidden, new Map(), [], 'me')[20]?.joined, 'what goes on from a hidden one stands alone').toBe(false)
  })
})

describe('what can be done with a message', () => {
  const own = message('1', 'me', NOON)
  const other = message('2', 'you', NOON)

  it('[CL87] an own one is edited within ten minutes, and never endorsed', () => {
    expect(actionsFor(own, state, 'me', yes, NOON + 1)).toEqual([
      'reply',
      'edit',
      'copy',
      'pin',
      'retract',
      'hide',
      'redact',
    ])
    expect(actionsFor(own, state, 'me', yes, NOON + EDIT_WINDOW_MS)).not.toContain('edit')
  })

  it('[CL87] what the table forbids is not offered; copying always is', () => {
    expect(actionsFor(other, state, 'me', no, NOON)).toEqual(['copy'])
  })

  it('[CL87] an endorsement is taken back, a hidden message shown again, a muted voice unmuted', () => {
    expect(actionsFor({ ...other, endorsedBy: ['me'] }, state, 'me', yes, NOON)).toContain('unendorse')
    const hidden = { ...other, hidden: { by: 'm', at: NOON, reason: 'R' } }
    const muted = { ...state, mutes: [{ account: 'you', by: 'm', at: 0, reason: 'R' }] }
    expect(actionsFor(hidden, muted, 'me', yes, NOON)).toEqual(['unhide', 'redact', 'unmute'])
  })

  it('[CL87] a retracted message leaves nothing to do but to redact it and to mute its author', () => {
    expect(actionsFor({ ...other, retractedAt: NOON }, state, 'me', yes, NOON)).toEqual(['redact', 'mute'])
    const redacted = { by: 'm', at: NOON, reason: 'R' }
    expect(actionsFor({ ...other, redacted }, state, 'me', yes, NOON), 'of a redacted one less').toEqual(['mute'])
  })
})

describe('the parts of a session’s discussion', () => {
  const minute = 60_000
  const session = {
    ...state,
    kind: 'consultation',
    agenda: [
      { id: 'talk', title: '讨论', startedAt: NOON + 10 * minute },
      { id: 'later', title: '表决' },
      { id: 'report', title: '通报', startedAt: NOON },
    ],
  } as unknown as AnyState

  it('[CS20] go from the beginning of one item to that of the next, as they were held', () => {
    const topics = topicsOf(session)
    expect(topics.map(({ key }) => key)).toEqual(['report', 'talk'])
    const at = (ms: number) => topicAt(topics, ms)?.key
    expect([
      at(NOON - 1),
      at(NOON),
      at(NOON + 10 * minute - 1),
      at(NOON + 10 * minute),
      at(NOON + 900 * minute),
    ]).toEqual([undefined, 'report', 'report', 'talk', 'talk'])
    expect(topicsOf({ ...session, kind: 'proposal' } as AnyState), 'a proposal has none').toEqual([])
  })

  it('[CS20] are marked where they begin, and nobody’s words are joined across', () => {
    const said = [
      message('1', 'a', NOON - minute),
      message('2', 'a', NOON + minute),
      message('3', 'a', NOON + 9 * minute),
      message('4', 'a', NOON + 10 * minute),
      message('5', 'a', NOON + 11 * minute),
    ]
    const rows = rowsOf(said, new Map(), [], 'me', topicsOf(session))
    expect(rows.map(({ topic }) => topic)).toEqual([undefined, '通报', undefined, '讨论', undefined])
    expect(rows.map(({ joined }) => joined)).toEqual([false, false, false, false, true])
    expect(rowsOf(said, new Map(), [], 'me').map(({ topic }) => topic)).toEqual(Array(5).fill(undefined))
  })

  it('[CS20] a thread is its first message and all that answers it, from whichever it is asked', () => {
    const said = [
      message('root', 'a', 1),
      message('else', 'b', 2),
      message('answer', 'b', 3, { replyTo: 'root' }),
      message('again', 'a', 4, { replyTo: 'answer' }),
      message('other', 'c', 5, { replyTo: 'else' }),
    ]
    for (const id of ['root', 'answer', 'again']) expect([...threadOf(said, id)]).toEqual(['root', 'answer', 'again'])
    expect([...threadOf(said, 'other')]).toEqual(['else', 'other'])
    expect([...threadOf(said.slice(2), 'again')], 'of what is loaded').toEqual(['answer', 'again'])
  })

  it('[CS20] a message with answers, or that is one, leads to its thread', () => {
    const alone = message('1', 'a', NOON)
    expect(actionsFor(alone, state, 'me', no, NOON)).not.toContain('thread')
    expect(actionsFor(alone, state, 'me', no, NOON, true)).toContain('thread')
    expect(actionsFor({ ...alone, replyTo: '0' }, state, 'me', no, NOON)).toContain('thread')
  })
})

import { STANDARD_BOOK } from '../../core/clock/book.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolve, maySee, needs, replay, waiting, type AnyState, type Command } from '../../core/kinds.ts'
import { withPending } from '../../core/optimistic.ts'
import { canonical } from '../../core/record/canonical.ts'
import { isFor } from '../../core/matter/task.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { goodText, Play, submitCommand } from '../support/matter.ts'
import { directoryOf, person } from '../support/people.ts'
import { sealAll } from '../support/record.ts'

const people = [
  person(1, 'representative'),
  person(2, 'member'),
  person(3, 'member'),
  person(4, 'moderator'),
  person(5, 'unit'),
  person(6, 'member', 'moderator'),
]
const directory = directoryOf(people)
const words = fc.constantFrom('路灯不亮', '停车难', '加装电梯', '请补充地点')
const nth = fc.nat(8)

/** A step: who asks, and what — with the message or person picked from what there is at that time. */
const step = fc.record({
  actor: fc.constantFrom(...people),
  wait: fc.constantFrom(0, 1000, 60_000, 11 * 60_000, 8 * 24 * 3_600_000),
  make: fc.oneof(
    fc.constant((): Command => submitCommand),
    fc.tuple(words, nth).map(([text, n]) => (s?: AnyState): Command => {
      const replyTo = n > 5 ? s?.messages[n]?.id : undefined
      return { type: 'message.post', data: { text, ...(replyTo ? { replyTo } : {}) } }
    }),
    fc
      .tuple(fc.constantFrom('edit', 'retract', 'hide', 'unhide', 'pin', 'unpin', 'endorse', 'unendorse'), nth, words)
      .map(([what, n, text]) => (s?: AnyState): Command => {
        const message = s?.messages[n]?.id ?? 'none'
        const more = what === 'edit' ? { text } : what === 'hide' ? { reason: text } : {}
        return { type: `message.${what}`, data: { message, ...more } } as Command
      }),
    fc.tuple(fc.constantFrom(...people), fc.boolean()).map(([{ id: account }, on]) => (): Command => {
      return on
        ? { type: 'participant.mute', data: { account, reason: '刷屏' } }
        : { type: 'participant.unmute', data: { account } }
    }),
    fc
      .constantFrom<Command>(
        { type: 'matter.lock', data: { reason: '会议' } },
        { type: 'matter.unlock', data: {} },
        { type: 'matter.slow', data: { seconds: 20, reason: '人多' } },
        { type: 'matter.slow', data: { seconds: 0, reason: '好了' } },
        { type: 'proposal.support', data: {} },
        { type: 'proposal.unsupport', data: {} },
        { type: 'proposal.cosign', data: { opinion: '同意' } },
        { type: 'proposal.decline-cosign', data: {} },
        { type: 'proposal.withdraw', data: {} },
        { type: 'proposal.return', data: { reason: '请补充' } },
        { type: 'proposal.decline', data: { reason: 'empty', text: '空泛', channel: 'none' } },
        { type: 'proposal.file', data: { category: 'city' } },
      )
      .map((command) => () => command),
    fc.constantFrom(...people).map((invited) => (): Command => {
      return { type: 'proposal.invite-cosigner', data: { accounts: [invited.id] } }
    }),
    words.map((title) => (): Command => ({ type: 'proposal.revise', data: { ...goodText, title } })),
  ),
})
const story = fc.array(step, { minLength: 1, maxLength: 60 })

function play(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]): Play {
  const played = new Play(directory)
  played.do(people[0]!, submitCommand)
  for (const { actor, wait, make } of steps) {
    played.at += wait
    played.try(actor, make(played.state))
  }
  return played
}

describe('what cannot be folded', () => {
  it('[RC10] an event of an unknown type, or one that was redacted and said no words, only moves the place', () => {
    const { now, at, matter } = play([])
    const place = { matter, seq: 2, id: 'x', at: at + 5, actor: 'y', command: 'z' }
    for (const event of [
      { type: 'message.sung', data: {} },
      { type: 'proposal.burnt', data: {} },
      { type: 'toString', data: {} },
      { type: 'message.edited' },
      { type: 'proposal.revised' },
    ])
      expect(evolve(now, { ...event, ...place } as never), event.type).toEqual({ ...now, seq: 2, updatedAt: at + 5 })
  })
  it('[RC10] but none of them begins a record', () => {
    expect(() => evolve(undefined, { type: 'message.sung', data: {} } as never)).toThrow()
    expect(() => evolve(undefined, { type: 'proposal.submitted' } as never)).toThrow()
  })
})

describe('properties of every story', () => {
  it('[RC8] any accepted sequence of commands replays to the same state', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { state, events } = play(steps)
        expect(replay(JSON.parse(JSON.stringify(events)) as typeof events)).toEqual(state)
      }),
    )
  })

  it('[RC9] a snapshot and the tail give the same state as the whole record', () => {
    fc.assert(
      fc.property(story, fc.nat(), (steps, n) => {
        const { state, events } = play(steps)
        const cut = 1 + (n % events.length)
        const snapshot = JSON.parse(JSON.stringify(replay(events.slice(0, cut)))) as AnyState
        expect(replay(events.slice(cut), snapshot)).toEqual(state)
      }),
    )
  })

  it('[RC3] whatever was accepted makes a record that verifies, and its state is plain JSON', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { state, events, matter } = play(steps)
        expect(
          verifyRecord(
            matter,
            sealAll(
              matter,
              events.map(({ type, data }) => ({ type, data })),
            ),
          ).findings,
        ).toEqual([])
        expect(JSON.parse(canonical(state))).toEqual(state)
      }),
      { numRuns: 30 },
    )
  })

  it('[CL1] the optimistic view is the confirmed state once the commands are acknowledged', () => {
    fc.assert(
      fc.property(story, story, (before, mine) => {
        const server = play(before)
        const actor = people[1]!
        const pending = mine.map(({ make }, i) => ({
          id: `p${i}`,
          matter: server.matter,
          command: make(server.state),
          at: server.at + 1000 * (i + 1),
        }))
        const shown = withPending(server.state, pending, {
          actor,
          directory,
          book: STANDARD_BOOK,
          nextNumber: '2026-0001',
          related: () => undefined,
          attachment: () => undefined,
        })
        for (const { command } of pending) server.try(actor, command)
        // ids of new messages are provisional until the server has given them; all else must be equal
        const plain = (state: AnyState | undefined) =>
          state && { ...state, messages: state.messages.map((m) => ({ ...m, id: '' })) }
        expect(plain(shown)).toEqual(plain(server.state))
        expect(
          withPending(server.state, [], {
            actor,
            directory,
            book: STANDARD_BOOK,
            related: () => undefined,
            attachment: () => undefined,
          }),
        ).toBe(server.state)
      }),
    )
  })

  it('[ND1] what waits, waits for somebody who may see the matter; needs are that list, read for one account', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { now, at } = play(steps)
        // what lies ahead does not wait yet
        const all = waiting(now, at, STANDARD_BOOK).filter(({ since }) => since <= at)
        for (const account of people) {
          const mine = all.filter((entry) => isFor(entry.for, account)).map(({ kind }) => kind)
          expect(needs(now, account, at, STANDARD_BOOK).map(({ kind }) => kind)).toEqual(mine)
          if (mine.length > 0) expect(maySee(now, account)).toBe(true)
        }
        if (['submitted', 'returned'].includes(now.status)) expect(all.length).toBeGreaterThan(0)
      }),
    )
  })
})

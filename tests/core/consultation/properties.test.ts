import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consultationCommands, type ConsultationCommand } from '../../../core/consultation/commands.ts'
import {
  evolve,
  maySee,
  needs,
  replay,
  waiting,
  type AnyState,
  type Command,
  type MatterEvent,
} from '../../../core/kinds.ts'
import { allMessages } from '../../../core/matter/discussion.ts'
import { isFor } from '../../../core/matter/task.ts'
import { parseCommand } from '../../../core/wire/parse.ts'
import { withPending } from '../../../core/optimistic.ts'
import { canonical } from '../../../core/record/canonical.ts'
import type { EventFact } from '../../../core/record/event.ts'
import { verifyRecord } from '../../../core/record/verify.ts'
import { recount } from '../../../core/voting/recount.ts'
import type { FrozenPoll } from '../../../core/voting/poll.ts'
import type { Closing } from '../../../core/voting/tally.ts'
import { consultationSamples, createData } from '../../support/consultation-samples.ts'
import { consultation, Play } from '../../support/matter.ts'
import { directoryOf, person } from '../../support/people.ts'
import { sealAll } from '../../support/record.ts'

const voters = Array.from({ length: 7 }, (_, i) => person(20 + i, 'member'))
const moderator = person(2, 'moderator')
const unit = person(6, 'unit')
const people = [...voters, moderator, unit]
const directory = directoryOf(people)
const types = Object.keys(consultationCommands) as ConsultationCommand['type'][]
const ending = ['consultation.cancel', 'consultation.conclude', 'consultation.pause'] as const
const usual = types.filter((type) => !ending.some((end) => end === type))
const nth = fc.nat(9)

/** A command of the sample with what it names picked from what there is at that time. */
function aimed(type: ConsultationCommand['type'], n: number, play: Play): Command {
  const state = consultation(play)
  const data: object = consultationSamples(play.at)[type]
  const pick = <T>(from: readonly T[]): T | undefined => from[n % Math.max(1, from.length)]
  const polls = ['p0', 'p1', 'p2']
  const more: Record<string, object> = {
    'consultation.revise': { participants: { roles: ['member'] } },
    'agenda.start': { item: pick(state.agenda)?.id },
    'agenda.finish': { item: state.agenda.find(({ status }) => status === 'running')?.id },
    'agenda.extend': { item: state.agenda.find(({ status }) => status === 'running')?.id },
    'agenda.reorder': { items: state.agenda.map(({ id }) => id).toReversed() },
    'attendance.decide-leave': { account: pick(voters)!.id },
    'floor.grant': { account: pick(voters)!.id },
    'question.collect': { message: pick(allMessages(state))?.id },
    'question.settle': { message: pick(state.questions)?.message },
    'poll.open': { poll: pick(polls), named: n % 2 === 0, results: 'at-close' },
    'ballot.cast': { poll: pick(polls), choice: n % 3 === 0 ? [] : [n % 3], nonce: `nonce-${n}-0123456789abcdef` },
    'poll.close': { poll: pick(polls) },
    'poll.cancel': { poll: pick(polls) },
    'statement.submit': { statement: `s${n}`, text: `意见 ${n}` },
    'statement.approve': { statement: `s${n}` },
    'statement.reject': { statement: `s${n}` },
    'statement.respond': { statement: `s${n}` },
    'statement.vote': { statement: `s${n}`, vote: n % 2 === 0 ? 'agree' : 'pass' },
    'moderation.appeal': { message: pick(allMessages(state).filter(({ hidden }) => hidden))?.id },
    'moderation.answer-appeal': { appeal: pick(state.appeals)?.id, upheld: n % 2 === 0 },
  }
  const whole = { ...data, ...more[type] }
  return { type, data: JSON.parse(JSON.stringify(whole)) } as Command
}

const step = fc.record({
  actor: fc.oneof(
    { weight: 2, arbitrary: fc.constant(moderator) },
    { weight: 3, arbitrary: fc.constantFrom(...people) },
  ),
  wait: fc.constantFrom(0, 1000, 600_000, 24 * 3_600_000),
  make: fc.oneof(
    {
      weight: 12,
      arbitrary: fc.tuple(fc.constantFrom(...usual), nth).map(
        ([type, n]) =>
          (play: Play) =>
            aimed(type, n, play),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...ending).map((type) => (play: Play) => aimed(type, 0, play)),
    },
    // voting is what most people do
    {
      weight: 8,
      arbitrary: fc
        .tuple(
          fc.constantFrom(
            'ballot.cast',
            'statement.vote',
            'statement.submit',
            'statement.approve',
            'poll.open',
            'poll.close',
            'consultation.resume',
          ),
          nth,
        )
        .map(
          ([type, n]) =>
            (play: Play) =>
              aimed(type as 'ballot.cast', n, play),
        ),
    },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('好', '请再说一遍')
        .map((text) => (): Command => ({ type: 'message.post', data: { text } })),
    },
    {
      weight: 1,
      arbitrary: nth.map((n) => (play: Play): Command => ({
        type: 'message.hide',
        data: { message: play.now.messages[n]?.id ?? 'none', reason: '离题' },
      })),
    },
  ),
})
const story = fc.array(step, { minLength: 5, maxLength: 90, size: 'max' })
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never

function play(steps: Story): Play {
  const played = new Play(directory)
  played.do(moderator, {
    type: 'consultation.create',
    data: { ...createData(played.at), participants: { roles: ['member', 'unit'] } },
  })
  // most stories happen in the room
  if (steps.length % 4 > 0)
    for (const type of ['consultation.open', 'poll.open'] as const)
      played.do(moderator, aimed(type, 3 * steps.length, played))
  for (const { actor, wait, make } of steps) {
    played.at += wait
    played.try(actor, make(played))
  }
  return played
}
const runs = { numRuns: 60 }

describe('every story of a session', () => {
  it('[RC8][RC9] replays to the same state, from the beginning and from any snapshot', () => {
    fc.assert(
      fc.property(story, fc.nat(), (steps, n) => {
        const { state, events } = play(steps)
        const plain = JSON.parse(JSON.stringify(events)) as EventFact<MatterEvent>[]
        expect(replay(plain)).toEqual(state)
        const cut = 1 + (n % events.length)
        const snapshot = JSON.parse(JSON.stringify(replay(plain.slice(0, cut)))) as AnyState
        expect(replay(plain.slice(cut), snapshot)).toEqual(state)
      }),
      runs,
    )
  })

  it('[RC3] makes a record that verifies, and its state is plain JSON', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { state, events, matter } = play(steps)
        const drafts = events.map(({ type, data }) => ({ type, data }))
        expect(verifyRecord(matter, sealAll(matter, drafts)).findings).toEqual([])
        expect(JSON.parse(canonical(state))).toEqual(state)
      }),
      { numRuns: 20 },
    )
  })

  it('[RC8] no event changes a state that somebody holds', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { events } = play(steps)
        let state: AnyState | undefined
        const held: [AnyState, string][] = []
        for (const event of events) {
          state = evolve(state, event)
          held.push([state, JSON.stringify(state)])
        }
        for (const [kept, text] of held) expect(JSON.stringify(kept)).toBe(text)
      }),
      { numRuns: 20 },
    )
  })

  it('[VO16] every poll that closed recounts, and has one ballot a voter at most', () => {
    let closed = 0
    fc.assert(
      fc.property(story, (steps) => {
        const played = play(steps)
        for (const { poll } of consultation(played).polls) played.try(moderator, { type: 'poll.close', data: { poll } })
        const { events } = played
        for (const event of events) {
          if (event.type !== 'poll.closed') continue
          const opened = events.find((other) => other.type === 'poll.opened' && other.data.poll === event.data.poll)
          expect(recount(opened!.data as FrozenPoll, event.data as Closing)).toEqual({ equal: true })
          expect(event.data.ballots.length).toBeLessThanOrEqual(voters.length)
          closed++
        }
      }),
      runs,
    )
    expect(closed, 'polls that were closed').toBeGreaterThan(10)
  })

  it('[ND1] what waits, waits for somebody who may see it; needs are that list, read for one account', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { now, at } = play(steps)
        const all = waiting(now, at, STANDARD_BOOK).filter(({ since }) => since <= at)
        for (const account of people) {
          const mine = all.filter((entry) => isFor(entry.for, account)).map(({ kind }) => kind)
          expect(needs(now, account, at, STANDARD_BOOK).map(({ kind }) => kind)).toEqual(mine)
          if (mine.length > 0) expect(maySee(now, account)).toBe(true)
        }
      }),
      runs,
    )
  })

  it('[CL1] the optimistic view is the confirmed state once the commands are acknowledged, but for ids', () => {
    fc.assert(
      fc.property(story, fc.array(step, { maxLength: 8 }), (before, mine) => {
        const server = play(before)
        const actor = voters[0]!
        const context = { actor, directory, book: STANDARD_BOOK, related: () => undefined, attachment: () => undefined }
        const commands = mine
          .map(({ make }) => make(server))
          .filter(({ type }) => !/^(ballot|statement\.vote|poll|statements)/.test(type))
        const pending = commands.map((command, i) => ({
          id: `p${i}`,
          matter: server.matter,
          command,
          at: server.at + 1000 * (i + 1),
        }))
        const shown = withPending(server.state, pending, context)
        for (const { command } of pending) server.try(actor, command)
        const plain = (state: AnyState | undefined) => JSON.stringify(state).replaceAll(/"(id|message)":"[^"]*"/g, '')
        expect(plain(shown)).toBe(plain(server.state))
      }),
      runs,
    )
  })
})

describe('commands from the wire', () => {
  it('[MC1] every sample is parsed as it is, and whatever else comes is refused or decided without a throw', () => {
    const { at } = new Play(directory)
    for (const [type, data] of Object.entries(consultationSamples(at))) {
      const parsed = parseCommand(type, JSON.parse(JSON.stringify(data)))
      expect(parsed.ok && JSON.stringify(parsed.value.data), type).toBe(JSON.stringify(data))
    }
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.jsonValue(), (type, data) => {
        const parsed = parseCommand(type, data)
        if (parsed.ok) play([]).try(moderator, parsed.value)
      }),
    )
  })
})

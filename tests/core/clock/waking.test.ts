import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { chinaDate } from '../../../core/clock/calendar.ts'
import { decideSystem } from '../../../core/deciding.ts'
import {
  clocks,
  evolve,
  timedCommands,
  waiting,
  wakesAt,
  type AnyState,
  type MatterEvent,
} from '../../../core/kinds.ts'
import { light } from '../../../core/clock/clocks.ts'
import type { EventFact } from '../../../core/record/event.ts'
import { noticeFor, summarise, withLight } from '../../../core/summary.ts'
import { seeded } from '../../support/random.ts'
import { cast, PROPOSAL_STAGES, proposalAt, sample, SUGGESTION_STAGES, suggestionAt } from '../../support/stages.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

/** Everything about a matter that time alone can change, as it is at a time. */
const seen = (state: AnyState, at: number) =>
  JSON.stringify([
    waiting(state, at, STANDARD_BOOK).filter(({ since, until }) => since <= at && (until === undefined || until > at)),
    clocks(state, at, STANDARD_BOOK).map((clock) => light(clock, at)),
    withLight(summarise(state, STANDARD_BOOK), at).light,
    timedCommands(state, at, STANDARD_BOOK).map(({ cause }) => cause),
  ])

/** Carries out what is due in a state at a time. */
function carryOut(state: AnyState, at: number): { state: AnyState; events: EventFact<MatterEvent>[] } {
  const events: EventFact<MatterEvent>[] = []
  for (const command of timedCommands(state, at, STANDARD_BOOK)) {
    const decision = decideSystem(state, command, { at, book: STANDARD_BOOK })
    if (!decision.ok) throw new Error('a timed command was refused')
    for (const draft of decision.events) {
      const place = { matter: state.id, seq: state.seq + 1, id: 'e', at, actor: 'system', command: 'c' }
      const event = { ...draft, ...place } as EventFact<MatterEvent>
      state = evolve(state, event)
      events.push(event)
    }
  }
  return { state, events }
}

/** A matter left alone for so many wakings: what was put on its record by time. */
function leaveAlone(from: AnyState, most = 40): string[] {
  const random = seeded(seed)
  const told: string[] = []
  let state = from
  let at = from.updatedAt
  for (let i = 0; i < most; i++) {
    const done = carryOut(state, at)
    told.push(...done.events.map((event) => `${chinaDate(at)} ${event.type} ${(event.data as { rule: string }).rule}`))
    state = done.state
    const wake = wakesAt(state, at, STANDARD_BOOK)
    if (wake === undefined) return told
    expect(wake, `it wakes later than ${at}`).toBeGreaterThan(at)
    const before = seen(state, at)
    for (const moment of [at + 1, wake - 1, at + Math.floor(random() * (wake - at))])
      if (moment > at && moment < wake)
        expect(seen(state, moment), `${state.status}: nothing changes before it wakes (SEED=${seed})`).toBe(before)
    at = wake
  }
  throw new Error(`${from.status} does not come to rest`)
}

describe('waking', () => {
  it.each(PROPOSAL_STAGES)('[CK20] a proposal that is %s', (stage) => void leaveAlone(proposalAt(stage).now))
  it.each(SUGGESTION_STAGES)('[CK20] a suggestion that is %s', (stage) => void leaveAlone(suggestionAt(stage).now))

  it('[CK19] an assignment that nobody answers: each clock is warned of and found past its end once', () => {
    const state = proposalAt('assigned').now
    const kinds = leaveAlone(state).map((line) => line.slice(11))
    expect(kinds).toEqual([
      'clock.breached proposal.refuse',
      'clock.warned proposal.assist',
      'clock.breached proposal.assist',
      'clock.warned proposal.answer',
      'clock.breached proposal.answer',
    ])
    expect(leaveAlone(proposalAt('handling').now).at(-1), 'accepted, the first one has stopped').toContain(
      'proposal.answer',
    )
  })

  it('[CK12] while an answer waits for release the unit’s clock stands still', () => {
    expect(leaveAlone(proposalAt('held').now)).toEqual([])
    const play = proposalAt('held')
    expect(summarise(play.now, STANDARD_BOOK).dueAt).toBeUndefined()
    const before = clocks(play.now, play.at, STANDARD_BOOK).find(({ rule }) => rule.id === 'proposal.answer')!.due
    play.at += 10 * 86_400_000
    play.do(cast.moderator, sample('proposal.return-answer', play.at, ''))
    expect(summarise(play.now, STANDARD_BOOK).dueAt, 'ten days later').toBe(before + 10 * 86_400_000)
  })

  it('[CK19] the unit is told of a warning; a breach is told to everyone concerned and to the moderators', () => {
    let state = proposalAt('handling').now
    const told: Record<string, unknown> = {}
    for (
      let at = wakesAt(state, state.updatedAt, STANDARD_BOOK);
      at !== undefined;
      at = wakesAt(state, at, STANDARD_BOOK)
    ) {
      const done = carryOut(state, at)
      state = done.state
      for (const event of done.events)
        told[`${event.type} ${(event.data as { rule: string }).rule}`] = noticeFor(state, event)
    }
    expect(told['clock.warned proposal.answer']).toEqual([{ unit: 'unit-1' }])
    expect(told['clock.warned proposal.assist']).toEqual([{ unit: 'unit-2' }])
    expect(told['clock.breached proposal.answer']).toEqual(
      expect.arrayContaining([{ account: cast.author.id }, { unit: 'unit-1' }, { role: 'moderator' }]),
    )
  })
})

import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRunning } from '../../../core/clock/clocks.ts'
import {
  clocks,
  evolve,
  isEnded,
  maySee,
  needs,
  replay,
  timedCommands,
  waiting,
  wakesAt,
  type AnyState,
  type MatterEvent,
} from '../../../core/kinds.ts'
import { isFor } from '../../../core/matter/task.ts'
import { withPending } from '../../../core/optimistic.ts'
import { canonical } from '../../../core/record/canonical.ts'
import type { EventFact } from '../../../core/record/event.ts'
import { verifyRecord } from '../../../core/record/verify.ts'
import { supervisionCommands, type SupervisionCommandType } from '../../../core/supervision/commands.ts'
import { lastVerdict, openRequest } from '../../../core/supervision/state.ts'
import { parseCommand } from '../../../core/wire/parse.ts'
import { Play, supervision } from '../../support/matter.ts'
import { directoryOf } from '../../support/people.ts'
import { sealAll } from '../../support/record.ts'
import { cast } from '../../support/stages.ts'
import { supervisionSamples } from '../../support/supervision-samples.ts'
import { aimed, play, step, story, tick } from '../../support/supervision-story.ts'

const DAY = 24 * 60 * 60_000
const people = Object.values(cast)
const directory = directoryOf(people)
const types = Object.keys(supervisionCommands) as SupervisionCommandType[]

const runs = { numRuns: 60 }

/** An assertion that costs nothing where it holds: there are very many. */
function same<T>(about: string, found: T, wanted: T): void {
  if (found !== wanted) expect(found, about).toBe(wanted)
}

describe('every story of a thread', () => {
  it('[SP18] keeps what must hold: verdicts alone make kept, one request, one clock of each rule', () => {
    const seen = { done: 0, partly: 0, lapsed: 0, granted: 0, escalated: 0, closed: 0, reopened: 0 }
    fc.assert(
      fc.property(story, (steps) => {
        const { now, events } = play(steps, (played) => {
          const state = supervision(played)
          for (const one of state.commitments) {
            const about = `${one.id} ${one.status} after ${played.events.at(-1)?.type}`
            same(about, one.status === 'done', lastVerdict(one)?.verdict === 'done' && one.status !== 'dropped')
            const claim = one.claims.at(-1)
            const judged = one.verdicts.filter(({ at }) => claim && at > claim.at).length
            if (one.status === 'claimed') same(about, judged, 0)
            const asked = one.extensions.filter(({ decided, lapsed }) => !decided && !lapsed).length
            same(about, asked > 1, false)
            if (one.status !== 'running') same(about, openRequest(one), undefined)
            const running = clocks(state, played.at, STANDARD_BOOK).filter(
              (clock) => isRunning(clock) && clock.key === one.id,
            )
            const rules = running.map(({ rule }) => rule.id)
            same(`${about}: ${rules.join()}`, new Set(rules).size, rules.length)
            const expected = state.status === 'open' && (one.status === 'running' || one.status === 'claimed')
            same(about, rules.includes('supervision.keep'), expected)
            same(about, rules.includes('supervision.verify'), expected && one.status === 'claimed')
            same(about, rules.includes('supervision.report'), expected && one.status === 'running')
            same(about, rules.includes('supervision.extend'), openRequest(one) !== undefined)
          }
          const levels = state.path.slice(1, 1 + state.escalations.length).map(({ level }) => level)
          same('levels', state.escalations.map(({ to }) => to).join(), levels.join())
          same('closings', state.closings.length - state.reopenings.length, state.status === 'closed' ? 1 : 0)
        })
        const state = now as ReturnType<typeof supervision>
        for (const { verdicts, extensions } of state.commitments) {
          for (const { verdict } of verdicts) if (verdict !== 'not-done') seen[verdict]++
          seen.lapsed += extensions.filter(({ lapsed }) => lapsed).length
          seen.granted += extensions.filter(({ decided }) => decided?.granted).length
        }
        seen.escalated += state.escalations.length
        seen.closed += state.closings.length
        seen.reopened += state.reopenings.length
        // no unit has ever judged
        const units = new Set(people.filter(({ roles }) => roles.includes('unit')).map(({ id }) => id))
        for (const { type, actor } of events)
          if (/verified|looked-back|granted/.test(type)) expect(units.has(actor), `${type} by a unit`).toBe(false)
      }),
      runs,
    )
    for (const [what, count] of Object.entries(seen)) expect(count, `stories with ${what}`).toBeGreaterThan(0)
  })

  it('[SP17] never waits for nobody before its end, and always for somebody who may see it', () => {
    fc.assert(
      fc.property(story, (steps) => {
        play(steps, ({ now, at }) => {
          const all = waiting(now, at, STANDARD_BOOK)
          if (!isEnded(now)) expect(all.length, `${now.status} waits for nobody`).toBeGreaterThan(0)
          const present = all.filter(({ since }) => since <= at)
          for (const account of people) {
            const mine = present.filter((entry) => isFor(entry.for, account)).map(({ kind }) => kind)
            expect(needs(now, account, at, STANDARD_BOOK).map(({ kind }) => kind)).toEqual(mine)
            if (mine.length > 0) expect(maySee(now, account)).toBe(true)
          }
        })
      }),
      { numRuns: 25 },
    )
  })

  it('[CK20] [CK19] changes by time alone only when it wakes, and says each thing of a clock once', () => {
    fc.assert(
      fc.property(story, fc.nat(400), (steps, days) => {
        const played = play(steps)
        tick(played)
        const { now, at } = played
        const wakes = wakesAt(now, at, STANDARD_BOOK) ?? Infinity
        const until = Math.min(at + days * DAY, wakes - 1)
        const tasks = (time: number) =>
          waiting(now, time, STANDARD_BOOK)
            .filter(({ since, until: end = Infinity }) => since <= time && time < end)
            .map(({ kind, item, for: addressee }) => JSON.stringify([kind, item, addressee]))
        expect(tasks(until)).toEqual(tasks(at))
        expect(timedCommands(now, until, STANDARD_BOOK)).toEqual([])
        const said = played.events
          .filter(({ type }) => type.startsWith('clock.'))
          .map(({ type, data }) => {
            const { rule, key, set } = data as { rule: string; key?: string; set: number }
            return [type, rule, key, set].join(' ')
          })
        expect(new Set(said).size).toBe(said.length)
      }),
      runs,
    )
  })

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
      { numRuns: 30 },
    )
  })

  it('[RC3] makes a record that verifies, its state is plain JSON, and no event changes a state that somebody holds', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { state: whole, events, matter } = play(steps)
        const drafts = events.map(({ type, data }) => ({ type, data }))
        expect(verifyRecord(matter, sealAll(matter, drafts)).findings).toEqual([])
        expect(JSON.parse(canonical(whole))).toEqual(whole)
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

  it('[CL1] the optimistic view is the confirmed state once the commands are acknowledged, but for ids', () => {
    fc.assert(
      fc.property(story, fc.array(step, { maxLength: 8 }), (before, mine) => {
        const server = play(before)
        const actor = cast.signer
        const context = { actor, directory, book: STANDARD_BOOK, related: () => undefined, attachment: () => undefined }
        const commands = mine.map(({ type, n }) => aimed(type, n, server))
        const pending = commands.map((command, i) => ({
          id: `p${i}`,
          matter: server.matter,
          command,
          at: server.at + 1000 * (i + 1),
        }))
        const shown = withPending(server.state, pending, context)
        for (const { command } of pending) server.try(actor, command)
        const plain = (state: AnyState | undefined) => JSON.stringify(state).replaceAll(/"id":"[^"]*"/g, '')
        expect(plain(shown)).toBe(plain(server.state))
      }),
      runs,
    )
  })
})

describe('commands from the wire', () => {
  it('[SP1] every sample is parsed as it is, and whatever else comes is refused or decided without a throw', () => {
    const { at } = new Play(directory)
    for (const [type, data] of Object.entries(supervisionSamples(at))) {
      const parsed = parseCommand(type, JSON.parse(JSON.stringify(data)))
      expect(parsed.ok && JSON.stringify(parsed.value.data), type).toBe(JSON.stringify(data))
    }
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.jsonValue(), fc.constantFrom(...people), (type, data, who) => {
        const parsed = parseCommand(type, data)
        if (parsed.ok) play([]).try(who, parsed.value)
      }),
    )
  })
})

import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRunning } from '../../../core/clock/clocks.ts'
import {
  clocks,
  isEnded,
  isOpen,
  maySee,
  maySeeHeld,
  needs,
  participants,
  replay,
  timedCommands,
  waiting,
  wakesAt,
  type AnyState,
  type Command,
  type MatterEvent,
} from '../../../core/kinds.ts'
import { isFor } from '../../../core/matter/task.ts'
import { withPending } from '../../../core/optimistic.ts'
import type { Account } from '../../../core/people/roles.ts'
import { canonical } from '../../../core/record/canonical.ts'
import type { EventFact } from '../../../core/record/event.ts'
import { verifyRecord } from '../../../core/record/verify.ts'
import { serviceCommands, type ServiceCommandType } from '../../../core/service/commands.ts'
import { latestDraft } from '../../../core/service/state.ts'
import { parseCommand } from '../../../core/wire/parse.ts'
import { Play, service } from '../../support/matter.ts'
import { directoryOf, person } from '../../support/people.ts'
import { sealAll, uuid } from '../../support/record.ts'
import { DETAILS, serviceSamples } from '../../support/service-samples.ts'
import { cast, sample } from '../../support/stages.ts'

const DAY = 24 * 60 * 60_000
const clerk: Account = { ...person(40, 'unit'), unit: 'unit-1' }
const people = [...Object.values(cast), clerk]
const directory = directoryOf(people)
const types = Object.keys(serviceCommands) as ServiceCommandType[]
const rare: ServiceCommandType[] = ['service.post', 'service.withdraw', 'service.close', 'service.rate']
type Type = ServiceCommandType | 'message.post' | 'answer.publish'
const usual: Type[] = [...types.filter((type) => !rare.includes(type)), 'message.post', 'answer.publish']

/** A command of the samples, with what it names picked from what there is at that time. */
function aimed(type: Type, n: number, play: Play): Command {
  if (type === 'message.post') return { type, data: { text: `第 ${n} 句` } }
  if (type === 'answer.publish') return { type, data: { from: play.matter } }
  const { appointments, publications } = service(play)
  const appointment = appointments.length - 1 + (n % 5 === 0 ? 1 : 0)
  const more: Partial<Record<ServiceCommandType, object>> = {
    'service.offer': n % 2 ? { accounts: [[cast.signer, cast.invited][n % 3 ? 0 : 1]!.id] } : { accounts: undefined },
    'service.send': { unit: n % 2 ? 'unit-1' : 'unit-2' },
    'appointment.accept': { appointment },
    'appointment.cancel': { appointment },
    'publication.consent': { draft: publications.length - 1, ...(n % 3 ? {} : { level: undefined }) },
  }
  return { type, data: JSON.parse(JSON.stringify({ ...serviceSamples(play.at)[type], ...more[type] })) } as Command
}

const step = fc.record({
  actor: fc.constantFrom(...people),
  wait: fc.constantFrom(0, 1000, DAY, 7 * DAY, 35 * DAY),
  // what time brings is carried out before the command, or left
  ticks: fc.boolean(),
  type: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...usual) },
    { weight: 8, arbitrary: fc.constantFrom<Type>('service.claim', 'service.resolve', 'service.reopen') },
    { weight: 5, arbitrary: fc.constantFrom<Type>('publication.draft', 'publication.consent', 'answer.publish') },
    { weight: 1, arbitrary: fc.constantFrom<Type>(...rare) },
  ),
  n: fc.nat(11),
})
const story = fc.array(step, { minLength: 10, maxLength: 90, size: 'max' })
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never

function tick(play: Play): void {
  for (const { type, data } of timedCommands(play.now, play.at, STANDARD_BOOK)) play.system(type, data)
}

interface Told {
  play: Play
  /** What was published of it, in order. */
  published: Play[]
}

/** How a story of help goes on to an answer for everybody, of which its asker then thinks better. */
const publishing: Story = (
  [
    'service.claim',
    'service.resolve',
    'publication.draft',
    'publication.consent',
    'answer.publish',
    'publication.decline',
  ] as const
).map((type) => ({ actor: cast.author, wait: 0, ticks: false, type, n: 1 }))

/** Tells the story; whoever may is looked for, since most people may not do most things. */
function tell(steps: Story, check: (told: Told) => void = () => {}): Told {
  const play = new Play(directory)
  const published: Play[] = []
  play.do(cast.author, sample('service.post', play.at, ''))
  // chance seldom gets as far as to publish something and take it back
  for (const { actor, wait, ticks, type, n } of steps.length % 4 === 0 ? [...steps, ...publishing] : steps) {
    play.at += wait
    if (ticks) tick(play)
    const command = aimed(type, n, play)
    for (const who of [actor, ...people]) {
      if (type === 'answer.publish') {
        const other = play.beside(uuid(600 + published.length))
        if (other.try(who, command)) continue
        published.push(other)
      } else if (play.try(who, command)) continue
      break
    }
    check({ play, published })
  }
  return { play, published }
}
const runs = { numRuns: 80 }

/** Who should see it by the record alone, reckoned apart from the state. */
function entitled(events: readonly EventFact<MatterEvent>[]): Set<string> {
  let offered: string[] = []
  let helping: string[] = []
  const ofUnit = (unit: string) => people.filter((one) => one.roles.includes('unit') && one.unit === unit)
  const idsOf = (unit: string) => ofUnit(unit).map(({ id }) => id)
  for (const event of events)
    if (event.type === 'service.posted' || event.type === 'service.offered') offered = [...event.data.offered]
    else if (event.type === 'service.sent') offered = idsOf(event.data.unit)
    else if (event.type === 'service.refused')
      offered = event.data.by === 'unit' ? [] : offered.filter((id) => id !== event.actor)
    else if (event.type === 'service.claimed') {
      offered = []
      helping = event.data.unit === undefined ? [event.actor] : idsOf(event.data.unit)
    } else if (event.type === 'service.handed-back') helping = []
    else if (event.type === 'service.withdrawn' || event.type === 'service.closed') offered = []
  return new Set([cast.author.id, cast.moderator.id, ...offered, ...helping])
}

describe('every story of a request', () => {
  it('[HP2] [HP3] [HP6] is seen by whom it concerns then, its details by no one more, and talked about by them alone', () => {
    const seen = { claims: 0, handedBack: 0, messages: 0, refusals: 0, resolved: 0 }
    fc.assert(
      fc.property(story, (steps) => {
        const { play } = tell(steps, ({ play: { now, events, held } }) => {
          const may = entitled(events)
          for (const account of people)
            if (maySee(now, account) !== may.has(account.id))
              expect(maySee(now, account), `${account.username} after ${events.at(-1)?.type}`).toBe(may.has(account.id))
          if (isOpen(now)) expect.fail('a request is never open to all')
          const named = new Set(participants(now).map((address) => address.replace(/^(account|unit):/, '')))
          for (const account of people.filter(({ id }) => !may.has(id)))
            if (named.has(account.id) || (account.unit !== undefined && named.has(account.unit)))
              expect.fail(`${account.username} is told of it after ${events.at(-1)?.type}`)
          const claimed = events.some(({ type }) => type === 'service.claimed')
          const over = isEnded(now)
          if ((held !== undefined) !== (!claimed && !over)) expect.fail(`held after ${events.at(-1)?.type}`)
          if (!claimed && JSON.stringify([now, events]).includes(DETAILS)) expect.fail('the details are in the record')
          const reads = people.filter((account) => maySeeHeld(now, account) && maySee(now, account))
          for (const account of reads) if (!may.has(account.id)) expect.fail(`${account.username} reads the details`)
        })
        const { events } = play
        events.forEach((event, i) => {
          if (event.type !== 'message.posted') return
          seen.messages++
          expect(entitled(events.slice(0, i)).has(event.actor), `${event.actor} spoke`).toBe(true)
        })
        const count = (type: string) => events.filter((event) => event.type === type).length
        seen.claims += count('service.claimed')
        seen.handedBack += count('service.handed-back')
        seen.refusals += count('service.refused')
        seen.resolved += count('service.resolved')
      }),
      runs,
    )
    for (const [what, count] of Object.entries(seen)) expect(count, `stories with ${what}`).toBeGreaterThan(0)
  })

  it('[HP11] [HP12] publishes nothing that the asker has not agreed to last, and never who asked', () => {
    const seen = { published: 0, declinedAfter: 0 }
    fc.assert(
      fc.property(story, (steps) => {
        const { play, published } = tell(steps, (told) => {
          const last = latestDraft(service(told.play))
          for (const answer of told.published) {
            if (answer.now.status !== 'published') continue
            if (!last?.consented || last.declined) expect.fail('what is public is not agreed to')
          }
        })
        seen.published += published.length
        seen.declinedAfter += published.filter(({ now }) => now.status === 'withdrawn').length
        const told = JSON.stringify(published.map(({ state, events }) => [state, events]))
        for (const word of [play.matter, cast.author.id, cast.author.name, 'street', 'county', DETAILS])
          expect(told, word).not.toContain(word)
      }),
      runs,
    )
    for (const [what, count] of Object.entries(seen)) expect(count, `stories with ${what}`).toBeGreaterThan(0)
  })

  it('[HP15] never waits for nobody before its end, and always for somebody who may see it', () => {
    fc.assert(
      fc.property(story, (steps) => {
        tell(steps, ({ play: { now, at } }) => {
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

  it('[CK20] [CK19] [HP14] has one clock of each rule, and changes by time alone only when it wakes', () => {
    fc.assert(
      fc.property(story, fc.nat(120), (steps, days) => {
        const { play } = tell(steps, ({ play: { now, at } }) => {
          const rules = clocks(now, at, STANDARD_BOOK)
            .filter(isRunning)
            .map(({ rule }) => rule.id)
          expect(new Set(rules).size, rules.join()).toBe(rules.length)
          if (now.status === 'claimed') expect(rules).toEqual(['service.solve'])
          if (now.status === 'resolved') expect(rules).toEqual(['service.rate'])
          if (now.status === 'closed') expect(rules).toEqual([])
        })
        tick(play)
        const { now, at } = play
        const until = Math.min(at + days * DAY, (wakesAt(now, at, STANDARD_BOOK) ?? Infinity) - 1)
        const tasks = (time: number) =>
          waiting(now, time, STANDARD_BOOK)
            .filter(({ since, until: end = Infinity }) => since <= time && time < end)
            .map(({ kind, for: addressee }) => JSON.stringify([kind, addressee]))
        expect(tasks(until)).toEqual(tasks(at))
        expect(timedCommands(now, until, STANDARD_BOOK)).toEqual([])
        const said = play.events
          .filter(({ type }) => type.startsWith('clock.'))
          .map(
            ({ type, data }) =>
              `${type} ${JSON.stringify([(data as { rule: string }).rule, (data as { set: number }).set])}`,
          )
        expect(new Set(said).size).toBe(said.length)
      }),
      { numRuns: 40 },
    )
  })

  it('[RC8] [RC9] replays to the same state, from the beginning and from any snapshot, and verifies', () => {
    fc.assert(
      fc.property(story, fc.nat(), (steps, n) => {
        const { state, events } = tell(steps).play
        const plain = JSON.parse(JSON.stringify(events)) as EventFact<MatterEvent>[]
        const cut = n % plain.length
        const snapshot = replay(plain.slice(0, cut))
        expect(canonical(replay(plain))).toBe(canonical(state))
        const from = snapshot && (JSON.parse(JSON.stringify(snapshot)) as AnyState)
        expect(canonical(replay(plain.slice(cut), from))).toBe(canonical(state))
        const { matter } = plain[0]!
        expect(verifyRecord(matter, sealAll(matter, plain)).findings).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('[CL1] [HP3] the optimistic view is the confirmed state; a claim is shown when the server has handed out the details', () => {
    const same = (state: AnyState | undefined) => JSON.stringify(state).replaceAll(/"id":"[^"]*"/g, '')
    fc.assert(
      fc.property(story, fc.array(step, { maxLength: 8 }), (before, mine) => {
        const server = tell(before).play
        const actor = cast.signer
        const { held } = server
        const context = {
          actor,
          directory,
          book: STANDARD_BOOK,
          related: () => undefined,
          attachment: () => undefined,
          held,
        }
        const pending = mine
          .filter(({ type }) => type !== 'answer.publish')
          .map(({ type, n }, i) => ({
            id: `p${i}`,
            matter: server.matter,
            command: aimed(type, n, server),
            at: server.at + 1000 * (i + 1),
          }))
        const shown = withPending(server.state, pending, context)
        for (const { command } of pending) server.try(actor, command)
        expect(same(shown)).toBe(same(server.state))
      }),
      { numRuns: 40 },
    )
    const fresh = tell([]).play
    const claim = { id: 'p', matter: fresh.matter, at: fresh.at + 1, command: sample('service.claim', fresh.at, '') }
    const context = {
      actor: cast.signer,
      directory,
      book: STANDARD_BOOK,
      related: () => undefined,
      attachment: () => undefined,
    }
    expect(withPending(fresh.state, [claim], context)).toEqual(fresh.state)
  })
})

describe('commands from the wire', () => {
  it('[HP1] every sample is parsed as it is, and whatever else comes is refused or decided without a throw', () => {
    const { at } = new Play(directory)
    for (const [type, data] of Object.entries(serviceSamples(at))) {
      const parsed = parseCommand(type, JSON.parse(JSON.stringify(data)))
      expect(parsed.ok && JSON.stringify(parsed.value.data), type).toBe(JSON.stringify(data))
    }
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.jsonValue(), fc.constantFrom(...people), (type, data, who) => {
        const parsed = parseCommand(type, data)
        if (parsed.ok) tell([]).play.try(who, parsed.value)
      }),
    )
  })
})

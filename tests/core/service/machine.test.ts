import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { COMMAND_TYPES, isEnded, maySee, needs, waiting } from '../../../core/kinds.ts'
import { isFor } from '../../../core/matter/task.ts'
import { serviceCommands } from '../../../core/service/commands.ts'
import { proposalAt, cast, sample } from '../../support/stages.ts'
import { SERVICE_STAGES, serviceAt } from '../../support/service-stages.ts'

/** The edges of the state machine: at each stage, the commands that somebody gets through. */
const unclaimed = ['service.offer', 'service.send', 'service.withdraw', 'service.close']
const offered = [...unclaimed, 'service.refuse', 'service.claim']
const claimed = ['service.hand-back', 'service.resolve', 'service.withdraw', 'service.close']
const meeting = [...claimed, 'appointment.accept', 'appointment.cancel']
const resolved = ['service.reopen', 'service.rate', 'service.close', 'publication.draft']
const deciding = ['publication.draft', 'publication.consent', 'publication.decline']
const EDGES: Record<string, string[]> = {
  posted: offered,
  sent: offered,
  idle: unclaimed,
  claimed: [...claimed, 'appointment.propose'],
  meeting,
  meant: meeting,
  'by-unit': [...claimed, 'appointment.propose'],
  'handed-back': unclaimed,
  'offered-again': offered,
  resolved,
  reopened: [...claimed, 'appointment.propose'],
  drafted: [...resolved, 'publication.consent', 'publication.decline'],
  consented: [...resolved, 'publication.consent', 'publication.decline'],
  closed: ['publication.draft'],
  asked: deciding,
  agreed: deciding,
  published: ['publication.consent', 'publication.decline'],
  declined: ['publication.draft', 'publication.decline'],
  withdrawn: [],
  ended: [],
}

/** Who must act at each stage, a year from then. */
const WAITING: Record<string, string[]> = {
  posted: ['claim account', 'dispatch moderator'],
  sent: ['dispatch moderator', 'take unit'],
  idle: ['dispatch moderator'],
  claimed: ['help account'],
  meeting: ['help account'],
  meant: ['help account'],
  'by-unit': ['help unit'],
  'handed-back': ['dispatch moderator'],
  'offered-again': ['claim account', 'dispatch moderator'],
  resolved: ['close moderator', 'rate account'],
  reopened: ['help account'],
  drafted: ['close moderator', 'consent account', 'rate account'],
  consented: ['close moderator', 'publish moderator', 'rate account'],
  closed: [],
  asked: ['consent account'],
  agreed: ['publish moderator'],
  published: [],
  declined: [],
  withdrawn: [],
  ended: [],
}

const people = Object.values(cast)
const own = COMMAND_TYPES.filter((type) => Object.hasOwn(serviceCommands, type))

describe('the states of a request', () => {
  it('[HP1] every stage is listed', () => {
    expect(Object.keys(EDGES).sort()).toEqual([...SERVICE_STAGES].sort())
    expect(Object.keys(WAITING).sort()).toEqual([...SERVICE_STAGES].sort())
  })

  describe.each(SERVICE_STAGES)('at %s', (stage) => {
    it.each(own)('[PR29] %s is accepted just where the edge is', (type) => {
      const refusals = people.map((actor) => {
        const play = serviceAt(stage)
        return play.try(actor, sample(type, play.at, ''))?.details?.reason
      })
      expect(refusals.includes(undefined), `${type} at ${stage}: ${JSON.stringify(refusals)}`).toBe(
        EDGES[stage]!.includes(type),
      )
    })

    it('[ND2] [HP15] those wait who must act and may see it, and only a request at its end waits for nobody', () => {
      const play = serviceAt(stage)
      const year = play.at + 400 * 24 * 3_600_000
      const tasks = waiting(play.now, year, STANDARD_BOOK).filter(({ since }) => since <= year)
      const said = tasks.map(
        ({ kind, for: addressee }) => `${kind} ${'role' in addressee ? addressee.role : Object.keys(addressee)[0]}`,
      )
      expect([...new Set(said)].sort()).toEqual(WAITING[stage])
      for (const { for: addressee, kind } of tasks) {
        const reaches = people.filter((account) => isFor(addressee, account))
        expect(reaches.length, `${kind} waits for nobody`).toBeGreaterThan(0)
        for (const account of reaches) {
          expect(needs(play.now, account, year, STANDARD_BOOK).map((task) => task.kind)).toContain(kind)
          expect(maySee(play.now, account), `${account.username} may see what waits`).toBe(true)
        }
      }
      if (!isEnded(play.now)) expect(tasks.length, `${stage} waits for nobody`).toBeGreaterThan(0)
    })
  })

  it('[HP7] [HP15] a meeting that is proposed waits for the other side, until its time', () => {
    const play = serviceAt('meeting')
    const of = (at: number) => needs(play.now, cast.author, at, STANDARD_BOOK).map(({ kind }) => kind)
    expect(of(play.at)).toEqual(['appointment'])
    expect(of(play.at + 4 * 24 * 3_600_000)).toEqual([])
  })

  it('[PR30] commands of another kind are refused, and its own by other kinds', () => {
    const play = serviceAt('posted')
    for (const type of COMMAND_TYPES.filter((name) => /^(proposal|suggestion|consultation|supervision)\./.test(name)))
      expect(play.try(cast.moderator, sample(type, play.at, cast.other.id))?.code, type).toBe('conflict')
    const other = proposalAt('submitted')
    for (const type of own.filter((name) => name !== 'service.post'))
      expect(other.try(cast.moderator, sample(type, play.at, ''))?.details?.reason, type).toBe('other-kind')
  })
})

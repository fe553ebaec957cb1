import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { COMMAND_TYPES, isEnded, needs, waiting } from '../../../core/kinds.ts'
import { isFor } from '../../../core/matter/task.ts'
import { supervisionCommands } from '../../../core/supervision/commands.ts'
import { cast, proposalAt, sample } from '../../support/stages.ts'
import { SUPERVISION_STAGES, supervisionAt } from '../../support/supervision-stages.ts'

/** The edges of the state machine: at each stage, the commands that somebody gets through for the first commitment. */
const always = [
  'supervision.appoint',
  'supervision.rate',
  'supervision.follow',
  'supervision.unfollow',
  'supervision.observe',
  'observation.hide',
  'observation.unhide',
]
const open = [...always, 'supervision.accept', 'commitment.add']
const asked = [...open, 'commitment.drop', 'commitment.verify']
const running = [...asked, 'commitment.amend', 'commitment.claim-done', 'progress.report']
const request = ['extension.request']
const remind = ['supervision.remind']
const closed = [...always, 'supervision.reopen', 'supervision.look-back']
const EDGES: Record<string, string[]> = {
  opened: [...running, ...request, ...remind],
  accepted: [...running, ...request, ...remind],
  asked: [...running, ...remind, 'extension.grant', 'extension.deny'],
  claimed: asked,
  partly: [...running, ...request, ...remind],
  // c2 has been overdue for more than a month
  overdue: [...running, ...request, ...remind, 'supervision.escalate'],
  reminded: [...running, ...request, 'supervision.escalate'],
  unheeded: [...running, ...request, ...remind, 'supervision.escalate'],
  escalated: [...running, ...request, ...remind],
  judged: [...open, 'commitment.amend', 'supervision.close'],
  closed,
  broken: closed,
  reopened: [...running, ...request, ...remind],
  quiet: closed,
}

/** Who must act at each stage, on what; `item` is left out, and who has done it. A year from then all of it is due. */
const WAITING: Record<string, string[]> = {
  opened: ['accept unit', 'escalate moderator', 'fulfil unit', 'remind moderator', 'report unit'],
  accepted: ['escalate moderator', 'fulfil unit', 'remind moderator', 'report unit'],
  asked: ['escalate moderator', 'extension moderator', 'fulfil unit', 'remind moderator', 'report unit'],
  claimed: ['escalate moderator', 'fulfil unit', 'remind moderator', 'report unit', 'verify account'],
  partly: ['escalate moderator', 'fulfil unit', 'remind moderator', 'report unit'],
  overdue: ['escalate moderator', 'fulfil unit', 'remind moderator', 'report unit'],
  reminded: ['escalate moderator', 'fulfil unit', 'remind moderator', 'report unit', 'respond unit'],
  unheeded: ['escalate moderator', 'fulfil unit', 'remind moderator', 'report unit', 'respond unit'],
  escalated: ['escalate moderator', 'fulfil unit', 'remind moderator', 'report unit', 'respond unit'],
  judged: ['close moderator'],
  closed: ['look-back account'],
  broken: ['look-back account', 'reopen moderator'],
  reopened: ['escalate moderator', 'fulfil unit', 'remind moderator', 'report unit'],
  quiet: [],
}

const people = Object.values(cast)
const own = COMMAND_TYPES.filter((type) => Object.hasOwn(supervisionCommands, type))

describe('the states of a thread', () => {
  it('[SP1] every stage is listed', () => {
    expect(Object.keys(EDGES).sort()).toEqual([...SUPERVISION_STAGES].sort())
    expect(Object.keys(WAITING).sort()).toEqual([...SUPERVISION_STAGES].sort())
  })

  describe.each(SUPERVISION_STAGES)('at %s', (stage) => {
    it.each(own)('[PR29] %s is accepted just where the edge is', (type) => {
      const refusals = people.map((actor) => {
        const play = supervisionAt(stage)
        return play.try(actor, sample(type, play.at, ''))?.details?.reason
      })
      expect(refusals.includes(undefined), `${type} at ${stage}: ${JSON.stringify(refusals)}`).toBe(
        EDGES[stage]!.includes(type),
      )
    })

    it('[ND2] [SP17] those wait who must act, and only a thread at its end waits for nobody', () => {
      const play = supervisionAt(stage)
      const year = play.at + 400 * 24 * 3_600_000
      const tasks = waiting(play.now, year, STANDARD_BOOK).filter(({ since }) => since <= year)
      const said = tasks.map(
        ({ kind, for: addressee }) => `${kind} ${'role' in addressee ? addressee.role : Object.keys(addressee)[0]}`,
      )
      expect([...new Set(said)].sort()).toEqual(WAITING[stage])
      for (const { for: addressee, kind } of tasks) {
        const reaches = people.filter((account) => isFor(addressee, account))
        expect(reaches.length, `${kind} waits for nobody`).toBeGreaterThan(0)
        for (const account of reaches)
          expect(needs(play.now, account, year, STANDARD_BOOK).map((task) => task.kind)).toContain(kind)
      }
      if (!isEnded(play.now)) expect(tasks.length, `${stage} waits for nobody`).toBeGreaterThan(0)
    })
  })

  it('[PR30] commands of another kind are refused, and its own by other kinds', () => {
    const play = supervisionAt('opened')
    for (const type of COMMAND_TYPES.filter((name) => /^(proposal|suggestion|consultation)\./.test(name)))
      expect(play.try(cast.moderator, sample(type, play.at, cast.other.id))?.code, type).toBe('conflict')
    const other = proposalAt('submitted')
    for (const type of own.filter((name) => name !== 'supervision.open'))
      expect(other.try(cast.moderator, sample(type, play.at, ''))?.details?.reason, type).toBe('other-kind')
  })
})

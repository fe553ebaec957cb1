import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { COMMAND_TYPES, isEnded, waiting, type Command } from '../../../core/kinds.ts'
import { isFor } from '../../../core/matter/task.ts'
import { cast, PROPOSAL_STAGES, proposalAt, sample, SUGGESTION_STAGES, suggestionAt } from '../../support/stages.ts'

/** The edges of the state machine: at each stage, the commands that somebody gets through. `held` = an answer waits. */
const support = ['support', 'unsupport']
const signing = ['invite-cosigner', 'cosign', 'decline-cosign', 'leave-cosign']
const PROPOSAL_EDGES: Record<string, string[]> = {
  submitted: [...support, ...signing, 'revise', 'withdraw', 'return', 'decline', 'file', 'merge'],
  returned: [...support, ...signing, 'revise', 'withdraw'],
  declined: [],
  withdrawn: [],
  merged: ['unmerge'],
  filed: [...support, 'merge', 'assign'],
  assigned: [...support, 'assign', 'accept-assignment', 'refuse-assignment', 'assist'],
  handling: [...support, 'assign', 'assist', 'answer'],
  held: [...support, 'assist', 'answer', 'release-answer', 'return-answer'],
  answered: [...support, 'evaluate', 'rehandle', 'look-back'],
  closed: ['look-back'],
}
const SUGGESTION_EDGES: Record<string, string[]> = {
  submitted: ['forward', 'decline', 'take-up'],
  forwarded: ['forward', 'answer', 'take-up'],
  answered: ['rate', 'take-up'],
  declined: [],
  closed: [],
  'taken-up': [],
}

const people = Object.values(cast)
const kinds = [
  { kind: 'proposal', stages: PROPOSAL_STAGES, edges: PROPOSAL_EDGES, at: proposalAt },
  { kind: 'suggestion', stages: SUGGESTION_STAGES, edges: SUGGESTION_EDGES, at: suggestionAt },
]

describe.each(kinds)('the states of a $kind', ({ kind, stages, edges, at }) => {
  const own = COMMAND_TYPES.filter((type) => type.startsWith(`${kind}.`))

  it('[PR29] every stage is listed', () => {
    expect(Object.keys(edges).sort()).toEqual([...stages].sort())
  })

  describe.each(stages)('at %s', (stage) => {
    it.each(own)('[PR29] %s is accepted just where the edge is', (type) => {
      const accepted = people.filter(
        (actor) => at(stage).try(actor, sample(type, at(stage).at, cast.other.id)) === undefined,
      )
      // inviting somebody who cannot co-sign is refused by its own rule: invite the administrator's neighbour instead
      const refusals = people.map((actor) => at(stage).try(actor, fitting(type, at(stage).at))?.details?.reason)
      const expected = edges[stage]!.includes(type.split('.')[1]!)
      const through = accepted.length > 0 || refusals.includes(undefined)
      expect(through, `${type} at ${stage}: ${JSON.stringify(refusals)}`).toBe(expected)
    })

    it('[ND2] somebody may act on everything that waits, and only a matter at its end waits for nobody', () => {
      const play = at(stage)
      const year = play.at + 400 * 24 * 3_600_000
      const tasks = waiting(play.now, year, STANDARD_BOOK)
      for (const { for: addressee, kind: task } of tasks)
        expect(
          people.some((account) => isFor(addressee, account)),
          `${task} waits for nobody`,
        ).toBe(true)
      if (!isEnded(play.now)) expect(tasks.length, `a ${kind} at ${stage} waits for nobody`).toBeGreaterThan(0)
    })
  })

  it('[PR30] commands of another kind are refused', () => {
    const play = at(stages[0]!)
    const foreign = COMMAND_TYPES.filter(
      (type) => !type.startsWith(`${kind}.`) && /^(proposal|suggestion)\./.test(type),
    )
    for (const type of foreign) {
      const refusal = play.try(cast.moderator, sample(type, play.at, cast.other.id))
      expect(refusal?.code, type).toBe('conflict')
    }
  })
})

function fitting(type: Command['type'], at: number): Command {
  return type === 'proposal.invite-cosigner'
    ? { type, data: { accounts: [cast.invited.id] } }
    : sample(type, at, cast.other.id)
}

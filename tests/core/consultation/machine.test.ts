import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { COMMAND_TYPES, isEnded, waiting } from '../../../core/kinds.ts'
import { consultationCommands } from '../../../core/consultation/commands.ts'
import { isFor } from '../../../core/matter/task.ts'
import { GROWN } from '../../support/consultation-samples.ts'
import { CONSULTATION_STAGES, consultationAt } from '../../support/consultation-stages.ts'
import { cast, sample } from '../../support/stages.ts'

/** The edges of the state machine: at each stage, the commands that somebody gets through. */
const questions = ['question.collect', 'question.settle', 'moderation.appeal', 'moderation.answer-appeal']
const coming = ['attendance.check-in', 'attendance.leave']
const always = [...questions, ...coming, 'agenda.add', 'agenda.reorder', 'consultation.invite', 'consultation.announce']
const preparing = ['consultation.revise', 'consultation.postpone', 'consultation.cancel', 'consultation.open']
const sitting = ['floor.withdraw', 'floor.finish', 'outcome.draft', 'attendance.excuse', 'attendance.decide-leave']
const open = ['consultation.pause', 'agenda.start', 'floor.request', 'floor.grant', 'poll.open', 'statement.submit']
const minutes = ['minutes.confirm', 'minutes.object']
const EDGES: Record<string, string[]> = {
  preparing: [...always, ...preparing, 'attendance.accept', 'attendance.excuse'],
  invited: [...always, ...preparing, 'attendance.accept', 'attendance.excuse', 'attendance.decide-leave'],
  cancelled: [],
  open: [...always, ...sitting, ...open, 'consultation.conclude'],
  voting: [
    ...[...always, ...sitting, ...open, 'agenda.finish', 'agenda.extend', 'ballot.cast', 'poll.close', 'poll.cancel'],
    ...['statement.approve', 'statement.reject', 'statement.respond', 'statement.vote', 'statements.close'],
  ],
  paused: [...always, ...sitting, 'agenda.finish', 'agenda.extend', 'consultation.resume', 'consultation.conclude'],
  concluded: [
    'question.settle',
    'moderation.appeal',
    'moderation.answer-appeal',
    'outcome.draft',
    'consultation.publish',
    'minutes.propose',
  ],
  minuted: [
    'question.settle',
    'moderation.appeal',
    'moderation.answer-appeal',
    'outcome.draft',
    'consultation.publish',
    'minutes.propose',
    ...minutes,
  ],
  published: ['outcome.link', 'consultation.review', 'minutes.propose', 'moderation.answer-appeal'],
}

const people = Object.values(cast)
const own = COMMAND_TYPES.filter((type) => Object.hasOwn(consultationCommands, type))

describe('the states of a consultation', () => {
  it('[MC1] every stage is listed', () => {
    expect(Object.keys(EDGES).sort()).toEqual([...CONSULTATION_STAGES].sort())
  })

  describe.each(CONSULTATION_STAGES)('at %s', (stage) => {
    it.each(own)('[PR29] %s is accepted just where the edge is', (type) => {
      const refusals = people.map((actor) => {
        const play = consultationAt(stage)
        return play.try(actor, sample(type, play.at, ''))?.details?.reason
      })
      expect(refusals.includes(undefined), `${type} at ${stage}: ${JSON.stringify(refusals)}`).toBe(
        EDGES[stage]!.includes(type),
      )
    })

    it('[ND2] somebody may act on everything that waits, and only a matter at its end waits for nobody', () => {
      const play = consultationAt(stage)
      const tasks = waiting(play.now, play.at + 400 * 24 * 3_600_000, STANDARD_BOOK)
      for (const { for: addressee, kind } of tasks) {
        // an owner is asked as an account and as a unit: one of the two is nobody
        const reaches = kind === 'review' || people.some((account) => isFor(addressee, account))
        expect(reaches, `${kind} waits for nobody`).toBe(true)
      }
      if (!isEnded(play.now)) expect(tasks.length, `${stage} waits for nobody`).toBeGreaterThan(0)
    })
  })

  it('[PR30] commands of another kind are refused, and its own by other kinds', () => {
    const play = consultationAt('open')
    for (const type of COMMAND_TYPES.filter((name) => /^(proposal|suggestion)\./.test(name)))
      expect(play.try(cast.moderator, sample(type, play.at, cast.other.id))?.code, type).toBe('conflict')
    const other = play.others.get(GROWN)!
    for (const type of own.filter((name) => name !== 'consultation.create'))
      expect(other.try(cast.moderator, sample(type, play.at, ''))?.details?.reason, type).toBe('other-kind')
  })
})

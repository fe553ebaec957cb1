import { describe, expect, it } from 'vitest'
import { figures } from '../../../core/proposal/figures.ts'
import { groupBy, sumUp } from '../../../core/proposal/statistics.ts'
import { proposal } from '../../support/matter.ts'
import { cast, proposalAt, sample } from '../../support/stages.ts'

describe('statistics', () => {
  it('[PS1] classes and promises are of the latest round; satisfaction stands beside them', () => {
    const play = proposalAt('closed')
    play.do(cast.moderator, sample('proposal.look-back', play.at, ''))
    expect(figures(proposal(play))).toMatchObject({
      status: 'closed',
      filed: true,
      answered: true,
      unit: 'unit-1',
      classes: { A: 1, B: 1, C: 0 },
      lookedBack: 1,
      kept: 0,
      evaluated: 2,
      satisfied: 2,
      agreed: 2,
    })
  })
  it('[PS1] a promise counts as kept when its latest look-back says so', () => {
    const play = proposalAt('closed')
    const look = (verdict: 'done' | 'not-done') =>
      play.do(cast.moderator, { type: 'proposal.look-back', data: { suggestion: 0, verdict, evidence: '现场查看' } })
    look('not-done')
    look('done')
    expect(figures(proposal(play))).toMatchObject({ lookedBack: 1, kept: 1 })
  })
  it('[PS1] what was found of an earlier round is not counted for the promise of the latest', () => {
    const play = proposalAt('answered')
    const give = (who: keyof typeof cast, type: Parameters<typeof sample>[0]) =>
      play.do(cast[who], sample(type, play.at, ''))
    play.do(cast.moderator, {
      type: 'proposal.look-back',
      data: { suggestion: 0, verdict: 'done', evidence: '现场查看' },
    })
    give('moderator', 'proposal.rehandle')
    give('lead', 'proposal.answer')
    give('moderator', 'proposal.release-answer')
    expect(figures(proposal(play))).toMatchObject({ classes: { B: 1 }, lookedBack: 0, kept: 0 })
    give('moderator', 'proposal.look-back')
    expect(figures(proposal(play))).toMatchObject({ lookedBack: 1, kept: 0 })
  })
  it('[PS2] the days of handling begin with the first acceptance, whoever has it in hand later', () => {
    const DAY = 24 * 3_600_000
    const play = proposalAt('handling')
    const give = (who: keyof typeof cast, type: Parameters<typeof sample>[0]) =>
      play.do(cast[who], sample(type, play.at, ''))
    play.at += 10 * DAY
    give('lead', 'proposal.answer')
    give('moderator', 'proposal.release-answer')
    expect(figures(proposal(play)).handlingDays).toBeCloseTo(10, 2)
    play.at += 5 * DAY
    give('moderator', 'proposal.rehandle')
    const due = play.at + 90 * DAY
    play.do(cast.moderator, { type: 'proposal.assign', data: { lead: 'unit-2', assisting: [], due } })
    expect(figures(proposal(play)).handlingDays, 'of the answer that stands').toBeCloseTo(10, 2)
    give('assisting', 'proposal.accept-assignment')
    expect(figures(proposal(play)).handlingDays, 'never below zero').toBeCloseTo(10, 2)
    play.at += 5 * DAY
    give('assisting', 'proposal.answer')
    give('moderator', 'proposal.release-answer')
    expect(figures(proposal(play)).handlingDays).toBeCloseTo(20, 2)
  })
  it('[PS2] rows sum up what they list, with the median of the days', () => {
    const one = figures(proposal(proposalAt('answered')))
    const rows = [1, 9, 3, 100].map((handlingDays) => ({ ...one, handlingDays }))
    const other = { ...figures(proposal(proposalAt('submitted'))), category: 'health' }
    expect(sumUp('all', rows)).toMatchObject({ submitted: 4, answered: 4, medianHandlingDays: 6 })
    expect(sumUp('all', rows.slice(0, 3)).medianHandlingDays).toBe(3)
    expect(sumUp('all', [other])).not.toHaveProperty('medianHandlingDays')
    expect(groupBy([...rows, other], ({ category }) => category).map(({ key, submitted }) => [key, submitted])).toEqual(
      [
        ['city', 4],
        ['health', 1],
      ],
    )
    expect(groupBy([other], ({ unit }) => unit)).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { CLOCK_RULES } from '../../../../core/clock/rules.ts'
import { endOf } from '../../../../core/clock/span.ts'
import { may } from '../../../../core/deciding.ts'
import type { Account } from '../../../../core/people/roles.ts'
import { nextSteps } from '../../../../src/features/proposal/handling/next-step.ts'
import { handlingOffers } from '../../../../src/features/proposal/handling/offers.ts'
import { promisesOf } from '../../../../src/features/proposal/handling/promises.ts'
import { ratesOf } from '../../../../src/features/proposal/handling/rates.ts'
import { stageActor } from '../../../../src/features/proposal/handling/stage-actor.ts'
import { latestTurn } from '../../../../src/features/matter/overtaken.ts'
import { tabsOf } from '../../../../src/features/proposal/tabs.ts'
import { readFirst, wantedAction } from '../../../../src/features/proposal/wanted.ts'
import { PROPOSAL_STAGES } from '../../../support/stages.ts'
import { answeredLead, cast, DAY, NAMES, proposal, proposalAt, sample, type Play } from './fixtures.ts'
import { STATE_CALENDAR } from '../../../../core/clock/workdays.ts'
import { STANDARD_BOOK } from '../../../../core/clock/book.ts'

const next = (play: Play, now = play.at) => nextSteps(proposal(play), now, NAMES, STANDARD_BOOK)
const offers = (play: Play, me: Account, now = play.at) =>
  handlingOffers(proposal(play), me, (type) => may(me, type, proposal(play), now), now, STANDARD_BOOK)
const named = (play: Play, me: Account, now = play.at) => offers(play, me, now).map(({ action }) => action)
const first = (play: Play, me: Account, now = play.at) =>
  offers(play, me, now).flatMap(({ action, rank }) => (rank === 'first' ? [action] : []))
const evaluate = (result: 'agree' | 'disagree') => {
  const command = sample('proposal.evaluate', 0, '')
  return { ...command, data: { ...command.data, result } } as typeof command
}

describe('what comes next', () => {
  it('[HD3] is said at every stage', () => {
    for (const stage of PROPOSAL_STAGES) {
      const steps = next(proposalAt(stage))
      expect(steps.length, stage).toBeGreaterThan(0)
      expect(steps[0]?.text, stage).not.toMatch(/handling\.|undefined|\{/)
    }
  })
  it('[HD3] names the unit and until when it may refuse, and what the assisting units owe', () => {
    const play = proposalAt('assigned')
    const { at } = proposal(play).assignment!
    expect(next(play)).toMatchObject([
      { text: expect.stringContaining('市城市管理局接收'), due: endOf(at, CLOCK_RULES.refuse.length, STATE_CALENDAR) },
      {
        text: expect.stringContaining('市住房和城乡建设局'),
        due: endOf(at, CLOCK_RULES.assist.length, STATE_CALENDAR),
      },
    ])
  })
  it('[HD3] after a refusal names who refused; while an answer is held, the moderator; after its return, the unit', () => {
    const refused = proposalAt('assigned').do(cast.lead, sample('proposal.refuse-assignment', 0, ''))
    expect(next(refused)[0]?.text).toContain('市城市管理局已退办')
    const held = proposalAt('held')
    expect(next(held)[0]?.text).toContain('主持人审核')
    held.do(cast.moderator, sample('proposal.return-answer', 0, ''))
    expect(next(held)[0]).toMatchObject({ text: expect.stringContaining('按退回意见修改'), due: expect.any(Number) })
  })
  it('[HD3] counts who has spoken, then whether it can be closed or must be handled again', () => {
    const play = proposalAt('answered')
    expect(next(play)[0]?.text).toContain('已评价 0 / 2 人')
    expect(next(play, play.at + 40 * DAY)[0]?.text).toContain('评价期限已过')
    play.do(cast.author, evaluate('agree'))
    expect(next(play)[0]?.text).toContain('已评价 1 / 2 人')
    play.do(cast.signer, evaluate('disagree'))
    expect(next(play)[0]?.text).toContain('再次办理')
  })
  it('[HD3] a closed proposal still names the next look-back', () => {
    const play = proposalAt('closed')
    const { releasedAt } = proposal(play).rounds[0]!
    expect(next(play)).toMatchObject([
      { text: expect.stringContaining('还要回头看 1 项承诺'), due: endOf(releasedAt, { days: 90 }) },
    ])
    expect(next(play, releasedAt + 91 * DAY)[0]?.text).toContain('有 1 项承诺到了回看时间')
  })
  it('[HD3] each stage after filing names who brought it there', () => {
    const state = proposal(proposalAt('closed'))
    expect(stageActor(state, 'assign')).toMatchObject({ account: cast.moderator.id })
    expect(stageActor(state, 'handle')).toMatchObject({ unit: 'unit-1' })
    expect(stageActor(state, 'answer')).toMatchObject({ account: cast.moderator.id })
    expect(stageActor(state, 'close')).toMatchObject({ account: cast.moderator.id })
    expect(stageActor(proposal(proposalAt('filed')), 'assign')).toBeUndefined()
  })
})

describe('what is offered', () => {
  it('[HD4] to each person what they are here for comes first', () => {
    expect(first(proposalAt('filed'), cast.moderator)).toEqual(['assign'])
    expect(first(proposalAt('assigned'), cast.lead)).toEqual(['accept'])
    expect(first(proposalAt('assigned'), cast.assisting)).toEqual(['assist'])
    expect(first(proposalAt('handling'), cast.lead)).toEqual(['answer'])
    expect(first(proposalAt('held'), cast.moderator)).toEqual(['review'])
    expect(first(proposalAt('answered'), cast.author)).toEqual(['evaluate'])
    expect(first(proposalAt('answered'), cast.signer)).toEqual(['evaluate'])
  })
  it('[HD4] nobody is offered what the permission table refuses them', () => {
    for (const stage of PROPOSAL_STAGES)
      for (const who of [cast.other, cast.admin, cast.invited]) expect(named(proposalAt(stage), who), stage).toEqual([])
  })
  it('[HD4] refusing is offered while its clock runs', () => {
    const play = proposalAt('assigned')
    expect(named(play, cast.lead)).toContain('refuse')
    expect(named(play, cast.lead, play.at + 30 * DAY)).not.toContain('refuse')
  })
  it('[HD4] while an answer waits it is reviewed, not reassigned', () => {
    expect(named(proposalAt('held'), cast.moderator)).not.toContain('reassign')
    expect(named(proposalAt('handling'), cast.moderator)).toContain('reassign')
  })
  it('[HD4] closing comes first once everyone has spoken, another round once somebody disagrees', () => {
    const play = proposalAt('answered').do(cast.author, evaluate('agree'))
    expect(first(play, cast.moderator)).toEqual([])
    play.do(cast.signer, evaluate('agree'))
    expect(first(play, cast.moderator)).toEqual(['close'])
    play.do(cast.signer, evaluate('disagree'))
    expect(first(play, cast.moderator)).toEqual(['rehandle'])
  })
  it('[HD4] whoever has spoken may change it, and a due promise is looked back upon', () => {
    const play = proposalAt('answered').do(cast.author, evaluate('agree'))
    expect(named(play, cast.author)).toEqual(['evaluateAgain'])
    expect(first(play, cast.moderator, play.at + 91 * DAY)).toContain('lookBack')
  })
  it('[HD5] an address asks for an action, also under the name it has the second time', () => {
    expect(wantedAction('assign', ['assign', 'merge'])).toBe('assign')
    expect(wantedAction('assign', ['reassign'])).toBe('reassign')
    expect(wantedAction('answer', ['answerAgain'])).toBe('answerAgain')
    expect(wantedAction('close', ['merge']), 'it is no longer there').toBeUndefined()
  })
  it('[HD5] what is decided after reading is pointed at where it is read; what is written opens at once', () => {
    expect(readFirst('cosign'), 'the proposal is read before it is signed').toBe('text')
    expect(readFirst('accept'), 'the proposal is read before it is taken on').toBe('text')
    for (const action of ['evaluate', 'evaluateAgain', 'rehandle', 'close'] as const)
      expect(readFirst(action), `${action}: the answer is read first`).toBe('answer')
    for (const action of ['assign', 'invite', 'answer', 'revise', 'lookBack'] as const)
      expect(readFirst(action), `${action} opens at once`).toBeUndefined()
  })
  it('[HD4] the page has a part for handling and answers once there is something in it', () => {
    const keys = (stage: string, who: Account) => tabsOf(proposal(proposalAt(stage)), who, false).map(({ key }) => key)
    expect(keys('submitted', cast.author)).not.toContain('handling')
    expect(keys('filed', cast.author)).toContain('handling')
    expect(keys('assigned', cast.author)).not.toContain('answer')
    expect(keys('answered', cast.author)).toContain('answer')
  })
})

describe('figures of a round', () => {
  it('[HD15] counts satisfaction, agreement, class A and kept promises of that round only', () => {
    const play = answeredLead().do(cast.author, evaluate('disagree'))
    play.do(cast.moderator, {
      type: 'proposal.look-back',
      data: { suggestion: 0, verdict: 'done', evidence: '已动工' },
    })
    expect(ratesOf(proposal(play), 0)).toEqual({
      heard: 1,
      satisfied: 1,
      agreed: 0,
      items: 3,
      classA: 1,
      promises: 1,
      lookedBack: 1,
      kept: 1,
    })
    play.do(cast.moderator, sample('proposal.rehandle', 0, ''))
    const { items, text } = proposal(play).rounds[0]!
    play.do(cast.lead, { type: 'proposal.answer', data: { items, text } })
    play.do(cast.moderator, { type: 'proposal.release-answer', data: {} })
    expect(ratesOf(proposal(play), 1)).toMatchObject({ heard: 0, promises: 1, lookedBack: 0 })
    expect(ratesOf(proposal(play), 0)).toMatchObject({ heard: 1, lookedBack: 1, kept: 1 })
  })
  it('[HD17] a promise comes back three times, and what is found in between stands beside', () => {
    const play = answeredLead()
    const look = {
      type: 'proposal.look-back' as const,
      data: { suggestion: 0, verdict: 'partly' as const, evidence: '在建' },
    }
    play.do(cast.moderator, look)
    const { releasedAt } = proposal(play).rounds[0]!
    play.at = releasedAt + 91 * DAY
    play.do(cast.moderator, { ...look, data: { ...look.data, verdict: 'done' } })
    const [promise, ...others] = promisesOf(proposal(play), 0)
    expect(others).toEqual([])
    expect(promise?.slots.map(({ after, done }) => [after, done?.verdict])).toEqual([
      [90, 'done'],
      [180, undefined],
      [365, undefined],
    ])
    expect(promise?.extra.map(({ verdict }) => verdict)).toEqual(['partly'])
  })
})

describe('two at once', () => {
  it('[HD18] the latest turn of somebody else counts, talk and one’s own doings do not', () => {
    const events = (...list: [number, string, string][]) =>
      list.map(([seq, actor, type]) => ({ seq, actor, type })) as unknown as Parameters<typeof latestTurn>[0]
    const all = events(
      [1, 'a', 'proposal.submitted'],
      [2, 'b', 'proposal.filed'],
      [3, 'b', 'message.posted'],
      [4, 'me', 'proposal.assigned'],
    )
    expect(latestTurn(all, 'me')?.seq).toBe(2)
    expect(latestTurn(all, 'me', 3), 'nothing since').toBeUndefined()
  })
})

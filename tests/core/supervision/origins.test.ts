import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { needs, type Command } from '../../../core/kinds.ts'
import { figures } from '../../../core/proposal/figures.ts'
import { noticeFor } from '../../../core/summary.ts'
import { consultation, type Play, proposal, supervision } from '../../support/matter.ts'
import { uuid } from '../../support/record.ts'
import { cast, proposalAt, sample } from '../../support/stages.ts'
import { consultationAt } from '../../support/consultation-stages.ts'
import { openData } from '../../support/supervision-samples.ts'

const DAY = 24 * 60 * 60_000
const THREAD = uuid(61)
const OTHER = uuid(62)

/** A thread from a promise of this matter, opened by a moderator. */
function opened(from: Play, more: object = {}, id = THREAD): Play {
  const play = from.beside(id)
  play.do(cast.moderator, {
    type: 'supervision.open',
    data: { ...openData(play.at), origin: from.matter, item: 0, ...more },
  } as Command)
  return play
}
const refusal = (from: Play, more: object = {}, id = OTHER) => {
  const play = from.beside(id)
  const data = { ...openData(play.at), origin: from.matter, item: 0, ...more }
  return play.try(cast.moderator, { type: 'supervision.open', data } as Command)?.details
}
const verdict = (play: Play, commitment: string, found: string) =>
  play.do(cast.signer, { type: 'commitment.verify', data: { commitment, verdict: found, text: '现场核查' } } as Command)
const close = (play: Play) => play.do(cast.moderator, sample('supervision.close', play.at, ''))
const asksModerator = (play: Play, at: number) =>
  needs(play.now, cast.moderator, at, STANDARD_BOOK).filter(({ kind }) => kind === 'look-back').length

describe('a thread from a proposal’s promise', () => {
  it('[SP1] there is one for each class-B promise of the latest answer', () => {
    expect(refusal(proposalAt('handling'))?.reason, 'no answer yet').toBe('no-such-promise')
    const from = proposalAt('answered')
    expect(refusal(from, { item: 1 })?.reason, 'class A').toBe('no-such-promise')
    opened(from)
    expect(proposal(from).supervised).toMatchObject([
      { suggestion: 0, round: 0, supervision: THREAD, by: cast.moderator.id },
    ])
    expect(refusal(from)).toMatchObject({ reason: 'supervised-already', matter: THREAD })
    from.do(cast.moderator, sample('proposal.rehandle', from.at, ''))
    expect(refusal(from)?.reason, 'it is being answered anew').toBe('no-such-promise')
    from.do(cast.lead, sample('proposal.answer', from.at, ''))
    from.do(cast.moderator, sample('proposal.release-answer', from.at, ''))
    expect(refusal(from)?.reason, 'another answer makes another promise').toBeUndefined()
  })

  it('[SP1] what is not open stays so, and the author is told of every turn', () => {
    const from = proposalAt('answered')
    from.state = { ...proposal(from), open: false }
    const play = opened(from, { open: true })
    expect(supervision(play)).toMatchObject({ open: false, informants: [cast.author.id] })
    expect(proposal(from).supervised?.[0]?.title).toBeUndefined()
    expect(noticeFor(play.now, play.events[0]!)).toBe('all')
    expect(noticeFor(from.now, from.events.at(-1)!), 'who is told of it in the thread is not told twice').toEqual(
      [cast.signer, cast.invited].map(({ id }) => ({ account: id })),
    )
  })

  it('[SP16] the proposal asks nobody for what the thread asks for', () => {
    const from = proposalAt('answered')
    const year = from.at + 400 * DAY
    expect(asksModerator(from, year)).toBe(3)
    const play = opened(from)
    expect(asksModerator(from, year)).toBe(0)
    expect(from.try(cast.moderator, sample('proposal.look-back', from.at, ''))?.details).toMatchObject({
      reason: 'under-supervision',
      matter: THREAD,
    })
    for (const id of ['c1', 'c2']) verdict(play, id, 'done')
    close(play)
    expect(needs(play.now, cast.signer, year, STANDARD_BOOK).filter(({ kind }) => kind === 'look-back')).toHaveLength(6)
    expect(asksModerator(from, year)).toBe(0)
  })

  it('[SP16] what the thread found is the proposal’s verdict, over all of its commitments', () => {
    const from = proposalAt('closed')
    const play = opened(from)
    verdict(play, 'c1', 'done')
    verdict(play, 'c2', 'not-done')
    expect(proposal(from).lookBacks).toEqual([])
    close(play)
    expect(proposal(from).lookBacks).toMatchObject([
      { suggestion: 0, verdict: 'partly', supervision: THREAD, by: 'system' },
    ])
    expect(figures(proposal(from))).toMatchObject({ lookedBack: 1, kept: 0 })
    play.at += 91 * DAY
    play.do(cast.signer, {
      type: 'supervision.look-back',
      data: { commitment: 'c2', verdict: 'done', evidence: '已补齐' },
    })
    expect(figures(proposal(from))).toMatchObject({ lookedBack: 1, kept: 1 })
  })

  it('[SP16] a thread of an earlier answer says nothing of the promise of a later one', () => {
    const from = proposalAt('answered')
    const play = opened(from)
    from.do(cast.moderator, sample('proposal.rehandle', from.at, ''))
    from.do(cast.lead, sample('proposal.answer', from.at, ''))
    from.do(cast.moderator, sample('proposal.release-answer', from.at, ''))
    expect(asksModerator(from, from.at + 400 * DAY), 'the new promise is looked back upon here').toBe(3)
    for (const id of ['c1', 'c2']) verdict(play, id, 'done')
    close(play)
    expect(proposal(from).lookBacks).toEqual([])
  })
})

describe('a thread from a session’s follow-up', () => {
  it('[SP1] ties itself to the follow-up, once', () => {
    const from = consultationAt('published')
    opened(from)
    expect(consultation(from).links).toMatchObject([{ followUp: 0, matter: THREAD, kind: 'supervision', by: 'system' }])
    expect(refusal(from)).toMatchObject({ reason: 'supervised-already', matter: THREAD })
    expect(refusal(from, { item: 1 })?.reason).toBe('no-such-promise')
    const before = from.events.length
    from.do(cast.moderator, { type: 'outcome.link', data: { followUp: 0, matter: THREAD } })
    expect(from.events.length, 'tied already').toBe(before)
  })

  it('[SP1] without a promise it names its origin and moves nothing there', () => {
    const from = consultationAt('published')
    const before = from.events.length
    const play = opened(from, { item: undefined })
    expect(supervision(play)).toMatchObject({ origin: from.matter })
    expect(from.events.length).toBe(before)
  })
})

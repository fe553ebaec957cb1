import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { needs, waiting } from '../../../core/kinds.ts'
import { INVITATION_MS } from '../../../core/proposal/evolve.ts'
import { summarise } from '../../../core/summary.ts'
import { goodText, Play, proposal, submitCommand } from '../../support/matter.ts'
import { directoryOf, person } from '../../support/people.ts'
import { uuid } from '../../support/record.ts'

const representative = person(1, 'representative')
const member = person(2, 'member')
const member2 = person(3, 'member')
const moderator = person(4, 'moderator')
const unit = person(5, 'unit')
const start = () => new Play(directoryOf([representative, member, member2, moderator, unit]))
const submitted = (by = representative) => start().do(by, submitCommand)
const invite = (...accounts: string[]) => ({ type: 'proposal.invite-cosigner' as const, data: { accounts } })
const cosign = { type: 'proposal.cosign' as const, data: { opinion: '同意，建议先行试点' } }
const file = { type: 'proposal.file' as const, data: { category: 'city' } }
const ret = { type: 'proposal.return' as const, data: { reason: '请写明是哪几幢' } }
const revise = { type: 'proposal.revise' as const, data: { ...goodText, title: '关于翠苑二区加装电梯的建议' } }
const reason = (refusal: ReturnType<Play['try']>) => refusal && `${refusal.code}/${String(refusal.details?.reason)}`

describe('submitting', () => {
  it('[PR1] gives a submitted proposal with its first version', () => {
    const play = submitted()
    const { now, events } = play
    expect(events.map(({ type }) => type)).toEqual(['proposal.submitted'])
    expect(now).toMatchObject({ status: 'submitted', title: goodText.title, author: representative.id, seq: 1 })
    expect(proposal(play).versions).toHaveLength(1)
  })
  it('[PR1] a second time is refused', () => {
    expect(reason(submitted().try(representative, submitCommand))).toBe('conflict/exists')
  })
  it('[PR2] only in a region that exists', () => {
    const command = { ...submitCommand, data: { ...submitCommand.data, region: 'nowhere' } }
    expect(reason(start().try(representative, command))).toBe('invalid/unknown-region')
  })
  it('[PR3] co-signers named at once are invited in the same command', () => {
    const play = start()
    play.do(representative, { ...submitCommand, data: { ...submitCommand.data, cosigners: [member.id] } })
    expect(play.events.map(({ type }) => type)).toEqual(['proposal.submitted', 'proposal.cosigner-invited'])
    expect(new Set(play.events.map(({ command }) => command)).size).toBe(1)
    expect(proposal(play).cosigners).toMatchObject([{ account: member.id, status: 'invited' }])
  })
})

describe('revising', () => {
  it('[PR4] keeps every version, and a returned proposal is submitted again', () => {
    const play = submitted().do(moderator, ret).do(representative, revise)
    expect(play.now).toMatchObject({ status: 'submitted', title: revise.data.title })
    expect(proposal(play).versions.map(({ title }) => title)).toEqual([goodText.title, revise.data.title])
  })
  it('[PR4] the same text again is nothing to do', () => {
    const play = submitted()
    play.do(representative, { type: 'proposal.revise', data: goodText })
    expect(play.events).toHaveLength(1)
  })
  it('[PR4] asks those again who signed the earlier text', () => {
    const play = submitted().do(representative, invite(member.id)).do(member, cosign).do(representative, revise)
    expect(proposal(play).cosigners).toMatchObject([{ account: member.id, status: 'invited' }])
    expect(needs(play.now, member, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'cosign' }])
    expect(reason(play.try(moderator, file))).toBe('conflict/needs-member')
  })
  it('[PR4] is refused after filing', () => {
    const play = submitted(member).do(moderator, file)
    expect(reason(play.try(member, revise))).toBe('conflict/status')
  })
})

describe('withdrawing and supporting', () => {
  it('[PR5] ends the matter; nothing waits and nobody speaks', () => {
    const play = submitted().do(representative, { type: 'proposal.withdraw', data: { reason: '已解决' } })
    expect(play.now).toMatchObject({ status: 'withdrawn', withdrawal: { reason: '已解决' } })
    expect(waiting(play.now, play.at, STANDARD_BOOK)).toEqual([])
    expect(reason(play.try(member, { type: 'message.post', data: { text: '可惜' } }))).toBe('conflict/ended')
  })
  it('[PR6] support counts each account once and can be taken back', () => {
    const play = submitted()
    for (let i = 0; i < 2; i++) play.do(member, { type: 'proposal.support', data: {} })
    expect(summarise(play.now, STANDARD_BOOK).counts.supports).toBe(1)
    play.do(member, { type: 'proposal.unsupport', data: {} }).do(member, { type: 'proposal.unsupport', data: {} })
    expect(proposal(play).supporters).toEqual([])
    expect(play.events).toHaveLength(3)
  })
  it('[PR6] nobody supports an own proposal', () => {
    expect(reason(submitted().try(representative, { type: 'proposal.support', data: {} }))).toBe('forbidden/not-yours')
  })
})

describe('co-signing', () => {
  it('[PR7] only members and representatives are invited, never the author', () => {
    const play = submitted()
    expect(reason(play.try(representative, invite(unit.id)))).toBe('conflict/cannot-cosign')
    expect(reason(play.try(representative, invite(representative.id)))).toBe('conflict/own-proposal')
    expect(reason(play.try(representative, invite(uuid(999))))).toBe('not-found/unknown-account')
  })
  it('[PR7] inviting the same person twice is nothing to do', () => {
    const play = submitted().do(representative, invite(member.id)).do(representative, invite(member.id))
    expect(play.events).toHaveLength(2)
  })
  it('[PR7] an invitation in the past is refused', () => {
    const command = { type: 'proposal.invite-cosigner' as const, data: { accounts: [member.id], expiresAt: 5 } }
    expect(reason(submitted().try(representative, command))).toBe('invalid/in-the-past')
  })
  it('[PR8] signing is by invitation, with an opinion, once', () => {
    const play = submitted()
    expect(reason(play.try(member, cosign))).toBe('forbidden/not-allowed')
    play.do(representative, invite(member.id)).do(member, cosign)
    expect(proposal(play).cosigners).toMatchObject([
      { status: 'signed', opinion: cosign.data.opinion, version: 0, member: true },
    ])
    expect(reason(play.try(member, cosign))).toBe('forbidden/not-allowed')
  })
  it('[PR8] declining is kept with its reason, and one can be invited again', () => {
    const play = submitted().do(representative, invite(member.id))
    play.do(member, { type: 'proposal.decline-cosign', data: { reason: '不熟悉情况' } })
    expect(proposal(play).cosigners).toMatchObject([{ status: 'declined', opinion: '不熟悉情况' }])
    play.do(representative, invite(member.id)).do(member, cosign)
    expect(proposal(play).cosigners).toMatchObject([{ status: 'signed' }])
  })
  it('[PR8] an expired invitation can be neither signed nor found waiting', () => {
    const play = submitted().do(representative, invite(member.id))
    play.at += INVITATION_MS
    expect(needs(play.now, member, play.at, STANDARD_BOOK)).toEqual([])
    expect(reason(play.try(member, cosign))).toBe('forbidden/not-allowed')
    expect(needs(play.now, representative, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'find-cosigner' }])
  })
})

describe('screening', () => {
  it("[PR9] a representative's proposal needs one member's signature before filing", () => {
    const play = submitted()
    expect(reason(play.try(moderator, file))).toBe('conflict/needs-member')
    play.do(representative, invite(member.id)).do(member, cosign).do(moderator, file)
    expect(play.now).toMatchObject({ status: 'filed', number: '2026-0001' })
  })
  it('[PR9] a joint proposal needs a signature even if its author is a member', () => {
    const play = start().do(member, { ...submitCommand, data: { ...submitCommand.data, form: 'joint' } })
    expect(reason(play.try(moderator, file))).toBe('conflict/needs-cosigner')
    play.do(member, invite(member2.id)).do(member2, cosign).do(moderator, file)
    expect(play.now.status).toBe('filed')
  })
  it('[PR10] returning says what to mend, and waits for the author', () => {
    const play = submitted(member).do(moderator, ret)
    expect(play.now).toMatchObject({ status: 'returned', screening: { outcome: 'returned', reason: ret.data.reason } })
    expect(needs(play.now, member, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'revise' }])
    expect(needs(play.now, moderator, play.at, STANDARD_BOOK)).toEqual([])
  })
  it('[PR11] declining gives reason, text and the next channel, and ends the matter', () => {
    const data = { reason: 'litigation' as const, text: '该事项正在诉讼中', channel: 'petition' as const }
    const play = submitted().do(moderator, { type: 'proposal.decline', data })
    expect(play.now).toMatchObject({
      status: 'declined',
      screening: { outcome: 'declined', ...data, by: moderator.id },
    })
    expect(reason(play.try(moderator, file))).toBe('conflict/status')
  })
  it('[PR12] filing gives the number, the category decided and the weight', () => {
    const play = submitted(member).do(moderator, {
      type: 'proposal.file',
      data: { category: 'elderly', weight: 'key' },
    })
    expect(play.now).toMatchObject({ number: '2026-0001', category: 'elderly', screening: { weight: 'key' } })
    expect(waiting(play.now, play.at, STANDARD_BOOK)).toMatchObject([{ kind: 'assign' }])
  })
  it('[PR12] nobody screens what is partly their own', () => {
    const both = person(6, 'member', 'moderator')
    const play = new Play(directoryOf([both, member]))
    play.do(both, submitCommand)
    expect(reason(play.try(both, file))).toBe('forbidden/not-yours')
  })
})

describe('who sees', () => {
  it('[PR13] a proposal that is not open exists only for those it concerns and the moderators', () => {
    const play = start().do(representative, { ...submitCommand, data: { ...submitCommand.data, open: false } })
    const post = { type: 'message.post' as const, data: { text: '请教' } }
    expect(reason(play.try(member, post))).toBe('not-found/unknown-matter')
    expect(reason(play.try(member, submitCommand))).toBe('not-found/unknown-matter')
    play.do(representative, invite(member.id)).do(member, post).do(moderator, post)
  })
})

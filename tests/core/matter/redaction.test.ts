import { describe, expect, it } from 'vitest'
import { evolve, replay, type MatterEvent } from '../../../core/kinds.ts'
import { allMessages, windowed } from '../../../core/matter/discussion.ts'
import type { EventFact } from '../../../core/record/event.ts'
import { noticeFor } from '../../../core/summary.ts'
import { Play, submitCommand, supervision } from '../../support/matter.ts'
import { directoryOf, person } from '../../support/people.ts'
import { CONSULTATION_STAGES, consultationAt } from '../../support/consultation-stages.ts'
import { SERVICE_STAGES, serviceAt } from '../../support/service-stages.ts'
import { SUPERVISION_STAGES, supervisionAt } from '../../support/supervision-stages.ts'
import { cast, PROPOSAL_STAGES, proposalAt, SUGGESTION_STAGES, suggestionAt } from '../../support/stages.ts'

const [author, member, member2] = [person(1, 'representative'), person(2, 'member'), person(3, 'member')]
const moderator = person(4, 'moderator')
const SECRET = '一楼王阿姨的电话是 13800000000'
const reason = (refusal: ReturnType<Play['try']>) => refusal && `${refusal.code}/${String(refusal.details?.reason)}`
const post = (text: string, replyTo?: string) => ({
  type: 'message.post' as const,
  data: { text, ...(replyTo ? { replyTo } : {}) },
})
const redact = (...events: number[]) => ({ type: 'matter.redact' as const, data: { events, reason: '含个人电话' } })

/** 1 the proposal, 2 the words (3 edited, 4 edited again), 5 a reply, 6 pinned, 7 endorsed. */
function said() {
  const play = new Play(directoryOf([author, member, member2, moderator])).do(author, submitCommand)
  play.do(member, post(`${SECRET}，打给她`))
  const message = play.now.messages[0]!.id
  for (const text of [SECRET, `${SECRET}。`]) play.do(member, { type: 'message.edit', data: { message, text } })
  play.do(author, post('好的', message))
  play.do(moderator, { type: 'message.pin', data: { message } })
  play.do(member2, { type: 'message.endorse', data: { message } })
  play.confirmed = true
  return { play, message }
}

/** The record as it is kept after its redactions. */
function kept(play: Play): EventFact<MatterEvent>[] {
  const gone = new Set(play.events.flatMap(({ type, data }) => (type === 'matter.redacted' ? data.events : [])))
  return play.events.map((event) => {
    if (!gone.has(event.seq)) return event
    const { data: _data, ...rest } = event
    return rest as unknown as EventFact<MatterEvent>
  })
}

describe('redaction', () => {
  it('[RD1] a moderator redacts a message, and its author is told', () => {
    const { play } = said()
    for (const actor of [author, member, member2])
      expect(reason(play.try(actor, redact(2)))).toBe('forbidden/not-allowed')
    play.do(moderator, redact(2))
    const last = play.events.at(-1)!
    expect(last).toMatchObject({ type: 'matter.redacted', data: { events: [2, 3, 4], reason: '含个人电话' } })
    expect(noticeFor(play.now, last)).toEqual([{ account: member.id }])
  })

  it('[RD2] takes all versions of a message at once, whichever of them is named', () => {
    for (const named of [[2], [3], [4, 2]]) {
      const { play } = said()
      play.do(moderator, redact(...named))
      expect(play.events.at(-1)?.data).toMatchObject({ events: [2, 3, 4] })
    }
  })

  it('[RD2] refuses everything else by its place: what the matter rests on stays', () => {
    const { play } = said()
    for (const seq of [1, 6, 7, 404]) {
      const refusal = play.try(moderator, redact(2, seq))
      expect(reason(refusal), `place ${seq}`).toBe('conflict/not-redactable')
      expect(refusal?.details?.seq).toBe(seq)
    }
    expect(JSON.stringify(play.now), 'nothing was redacted').toContain(SECRET)
  })

  it.each([
    ['proposal', proposalAt(PROPOSAL_STAGES[0]!, [moderator])],
    ['suggestion', suggestionAt(SUGGESTION_STAGES[0]!, [moderator])],
    ['consultation', consultationAt(CONSULTATION_STAGES[0]!, [moderator])],
    ['supervision', supervisionAt(SUPERVISION_STAGES[0]!, [moderator])],
    ['service', serviceAt(SERVICE_STAGES[0]!, [moderator])],
  ] as const)('[RD2 BG24] refuses what begins the record of a %s', (kind, play) => {
    expect(play.now.kind).toBe(kind)
    play.confirmed = true
    expect(reason(play.try(moderator, redact(1)))).toBe('conflict/not-redactable')
  })

  it('[RD3] asks for the password again; what is redacted already is nothing to do', () => {
    const { play } = said()
    play.confirmed = false
    expect(reason(play.try(moderator, redact(2)))).toBe('forbidden/confirm-password')
    play.confirmed = true
    play.do(moderator, redact(2))
    play.confirmed = false
    const { length } = play.events
    play.do(moderator, redact(2))
    expect(play.events).toHaveLength(length)
  })

  it('[RD4] leaves a place that says who, when and why, and nothing can be done with it', () => {
    const { play, message } = said()
    play.do(moderator, redact(2))
    expect(play.now.messages[0]).toEqual({
      ...{ id: message, seq: 2, at: play.events[1]!.at, author: member.id, text: '', endorsedBy: [member2.id] },
      redacted: { by: moderator.id, at: play.at, reason: '含个人电话' },
    })
    expect(JSON.stringify(play.now)).not.toContain('13800000000')
    for (const [actor, command] of [
      [author, post('你说的是谁？', message)],
      [member, { type: 'message.edit', data: { message, text: '再说一遍' } }],
      [member, { type: 'message.retract', data: { message } }],
      [moderator, { type: 'message.pin', data: { message } }],
      [moderator, { type: 'message.hide', data: { message, reason: '重复' } }],
      [author, { type: 'message.endorse', data: { message } }],
    ] as const)
      expect(reason(play.try(actor, command)), command.type).toBe('conflict/message-redacted')
    expect(windowed(play.now, 1).messages, 'pinned no more').toHaveLength(1)
  })

  it('[RD5] a kept record folds to the same state as the live one, and counts the same words', () => {
    const { play, message } = said()
    play.do(moderator, { type: 'message.hide', data: { message, reason: '先隐藏' } })
    play.do(moderator, redact(2)).do(author, post('另一件事'))
    expect(replay(kept(play))).toEqual(play.now)
    expect(play.now.messageCount).toBe(3)
    expect(allMessages(play.now).map(({ author: by }) => by)).toEqual([member.id, author.id, author.id])
  })

  it('[RD5] a snapshot from before and the tail give the same state, too', () => {
    const { play } = said()
    const before = JSON.parse(JSON.stringify(play.now)) as typeof play.now
    play.do(moderator, redact(5, 2))
    expect(evolve(before, play.events.at(-1)!)).toEqual(replay(kept(play)))
  })

  it('[RD6] what people saw outside is redacted like what they say', () => {
    const play = supervisionAt('accepted')
    play.do(cast.author, { type: 'supervision.observe', data: { text: SECRET } })
    const { seq, id } = supervision(play).observations.at(-1)!
    play.confirmed = true
    play.do(cast.moderator, redact(seq))
    expect(supervision(play).observations.at(-1)).toEqual({
      ...{ id, seq, text: '', by: cast.author.id, at: play.at - 1000 },
      redacted: { by: cast.moderator.id, at: play.at, reason: '含个人电话' },
    })
    expect(noticeFor(play.now, play.events.at(-1)!)).toEqual([{ account: cast.author.id }])
    expect(replay(kept(play))).toEqual(play.now)
    const hide = { type: 'observation.hide' as const, data: { observation: id, reason: '重复' } }
    expect(reason(play.try(cast.moderator, hide))).toBe('conflict/message-redacted')
  })
})

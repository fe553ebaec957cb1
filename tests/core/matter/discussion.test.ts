import { describe, expect, it } from 'vitest'
import { EDIT_WINDOW_MS } from '../../../core/matter/decide.ts'
import { windowed } from '../../../core/matter/discussion.ts'
import { Play, submitCommand } from '../../support/matter.ts'
import { directoryOf, person } from '../../support/people.ts'
import { uuid } from '../../support/record.ts'

const [author, member, member2] = [person(1, 'representative'), person(2, 'member'), person(3, 'member')]
const moderator = person(4, 'moderator')
const start = () => new Play(directoryOf([author, member, member2, moderator])).do(author, submitCommand)
const post = (text: string, replyTo?: string) => ({
  type: 'message.post' as const,
  data: { text, ...(replyTo ? { replyTo } : {}) },
})
const posted = () => {
  const play = start().do(member, post('电梯井放在哪一侧？'))
  return { play, message: play.now.messages[0]!.id }
}
const reason = (refusal: ReturnType<Play['try']>) => refusal && `${refusal.code}/${String(refusal.details?.reason)}`
const on = (type: 'pin' | 'unpin' | 'endorse' | 'unendorse' | 'retract' | 'unhide', message: string) => ({
  type: `message.${type}` as const,
  data: { message },
})

describe('messages', () => {
  it('[MS1] are kept in order under the id of their event, with replies', () => {
    const { play, message } = posted()
    play.do(author, post('北侧，不占消防通道', message))
    expect(play.now.messages).toMatchObject([{ id: play.events[1]!.id }, { replyTo: message, author: author.id }])
    expect(play.now.messageCount).toBe(2)
    expect(reason(play.try(author, post('？', uuid(404))))).toBe('not-found/unknown-message')
  })
  it('[MS2] are edited by their author within ten minutes, the earlier text kept', () => {
    const { play, message } = posted()
    const edit = { type: 'message.edit' as const, data: { message, text: '电梯井放在北侧吗？' } }
    expect(reason(play.try(member2, edit))).toBe('forbidden/not-yours')
    play.do(member, edit).do(member, edit)
    expect(play.now.messages[0]).toMatchObject({ text: edit.data.text, earlier: [{ text: '电梯井放在哪一侧？' }] })
    play.at += EDIT_WINDOW_MS
    expect(reason(play.try(member, { ...edit, data: { message, text: '改' } }))).toBe('conflict/too-late')
  })
  it('[MS3] are retracted by their author; a tombstone stays', () => {
    const { play, message } = posted()
    expect(reason(play.try(moderator, on('retract', message)))).toBe('forbidden/not-yours')
    play.do(moderator, on('pin', message)).do(member, on('retract', message)).do(member, on('retract', message))
    expect(play.now.messages[0]).toMatchObject({ retractedAt: play.at - 1000 })
    expect(play.now.messages[0]?.pinned).toBeUndefined()
    expect(reason(play.try(moderator, on('pin', message)))).toBe('conflict/message-gone')
  })
  it('[MS4] are hidden and shown again by a moderator, with the reason', () => {
    const { play, message } = posted()
    play.do(moderator, { type: 'message.hide', data: { message, reason: '与本提案无关' } })
    expect(play.now.messages[0]?.hidden).toMatchObject({ by: moderator.id, reason: '与本提案无关' })
    expect(reason(play.try(member2, on('endorse', message)))).toBe('conflict/message-gone')
    expect(reason(play.try(member, { type: 'message.edit', data: { message, text: '改' } }))).toBe(
      'conflict/message-gone',
    )
    play.do(moderator, on('unhide', message))
    expect(play.now.messages[0]?.hidden).toBeUndefined()
  })
  it('[MS5] are pinned and unpinned by a moderator, each once', () => {
    const { play, message } = posted()
    play.do(moderator, on('pin', message)).do(moderator, on('pin', message))
    expect(play.now.messages[0]?.pinned).toMatchObject({ by: moderator.id })
    play.do(moderator, on('unpin', message)).do(moderator, on('unpin', message))
    expect(play.events.map(({ type }) => type).slice(2)).toEqual(['message.pinned', 'message.unpinned'])
  })
  it('[MS6] are endorsed by others, once each', () => {
    const { play, message } = posted()
    expect(reason(play.try(member, on('endorse', message)))).toBe('forbidden/own-message')
    play.do(member2, on('endorse', message)).do(member2, on('endorse', message)).do(author, on('endorse', message))
    expect(play.now.messages[0]?.endorsedBy).toEqual([member2.id, author.id])
    play.do(member2, on('unendorse', message)).do(member2, on('unendorse', message))
    expect(play.now.messages[0]?.endorsedBy).toEqual([author.id])
  })
})

describe('order', () => {
  it('[MD1] a muted voice is refused with the reason, until the end of the mute', () => {
    const { play } = posted()
    const until = play.at + 60_000
    play.do(moderator, { type: 'participant.mute', data: { account: member.id, until, reason: '多次离题' } })
    const refusal = play.try(member, post('我还要说'))
    expect(refusal).toMatchObject({ code: 'forbidden', details: { reason: 'muted', because: '多次离题', until } })
    play.at = until
    play.do(member, post('现在可以了'))
  })
  it('[MD1] moderators cannot be muted, strangers are unknown, and an end must lie ahead', () => {
    const { play } = posted()
    const mute = (account: string, until?: number) => ({
      type: 'participant.mute' as const,
      data: { account, reason: '刷屏', ...(until ? { until } : {}) },
    })
    expect(reason(play.try(moderator, mute(moderator.id)))).toBe('forbidden/moderator')
    expect(reason(play.try(moderator, mute(uuid(404))))).toBe('not-found/unknown-account')
    expect(reason(play.try(moderator, mute(member.id, 5)))).toBe('invalid/in-the-past')
    play.do(moderator, mute(member.id)).do(moderator, mute(member.id))
    play.do(moderator, { type: 'participant.unmute', data: { account: member.id } })
    play.do(moderator, { type: 'participant.unmute', data: { account: member.id } })
    expect(play.events.map(({ type }) => type).slice(2)).toEqual(['participant.muted', 'participant.unmuted'])
  })
  it('[MD2] a locked discussion takes words from moderators only', () => {
    const { play } = posted()
    play.do(moderator, { type: 'matter.lock', data: { reason: '委员会会议期间' } })
    expect(reason(play.try(author, post('?')))).toBe('forbidden/locked')
    play.do(moderator, post('会后恢复讨论')).do(moderator, { type: 'matter.unlock', data: {} }).do(author, post('谢谢'))
  })
  it('[MD3] in slow mode each voice waits, and is told how long', () => {
    const { play } = posted()
    play.do(moderator, { type: 'matter.slow', data: { seconds: 30, reason: '发言踊跃' } })
    play.at += 30_000
    play.do(member, post('第一条')).at += 10_000
    expect(play.try(member, post('第二条'))).toMatchObject({ code: 'rate-limited', details: { retryAfterMs: 19_000 } })
    play.do(member2, post('别人不受影响')).do(moderator, post('主持人不受限')).do(moderator, post('两条'))
    play.at += 30_000
    play.do(member, post('第二条'))
    play
      .do(moderator, { type: 'matter.slow', data: { seconds: 0, reason: '结束' } })
      .do(member, post('三'))
      .do(member, post('四'))
    expect(play.now.slow).toBeUndefined()
  })
})

describe('the window of a discussion', () => {
  it('[MS7] the state as sent has the latest messages and older pinned ones; the count stays whole', () => {
    const { play, message } = posted()
    play.do(moderator, on('pin', message))
    for (let i = 0; i < 20; i++) play.do(member, post(`第${i}条`))
    const sent = windowed(play.now, 5)
    expect(sent.messages.map(({ text }) => text)).toEqual([
      '电梯井放在哪一侧？',
      '第15条',
      '第16条',
      '第17条',
      '第18条',
      '第19条',
    ])
    expect(sent.messageCount).toBe(21)
    expect(play.now.messages).toHaveLength(21)
  })
})

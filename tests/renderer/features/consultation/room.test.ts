import { describe, expect, it, onTestFinished } from 'vitest'
import { defineComponent, watch, type PropType } from 'vue'
import type { AgendaItem, ConsultationState } from '../../../../core/consultation/state.ts'
import type { Command } from '../../../../core/kinds.ts'
import { allMessages } from '../../../../core/matter/discussion.ts'
import { METHODS } from '../../../../core/voting/methods.ts'
import { refuse } from '../../../../core/wire/refusal.ts'
import AgendaTimer from '../../../../src/features/consultation/room/AgendaTimer.vue'
import { attendanceOf } from '../../../../src/features/consultation/room/attendance.ts'
import { useCalls } from '../../../../src/features/consultation/room/calls.ts'
import { emptyPoll, pollData, pollFault } from '../../../../src/features/consultation/room/console/poll-form.ts'
import FloorPanel from '../../../../src/features/consultation/room/FloorPanel.vue'
import { panelsOf } from '../../../../src/features/consultation/room/panels.ts'
import { joinAddress, subjectOf } from '../../../../src/features/consultation/room/screen/subject.ts'
import { nextWithout } from '../../../../src/features/consultation/room/statement-round.ts'
import { clockText, timingOf } from '../../../../src/features/consultation/room/timing.ts'
import { actionsFor } from '../../../../src/features/discussion/message-actions.ts'
import { announce, said, toasts } from '../../../../src/ui/say.ts'
import { QUESTION } from '../../../support/consultation-samples.ts'
import { openHallPlay, withRound } from '../../../support/consultation-hall.ts'
import { consultationAt } from '../../../support/consultation-stages.ts'
import { consultation } from '../../../support/matter.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { show } from '../screen.ts'

const MINUTE = 60_000
const yes = () => undefined
const no = () => refuse('forbidden', 'not-allowed', '')
const item = (more: Partial<AgendaItem> = {}): AgendaItem => ({
  id: 'a1',
  kind: 'briefing',
  title: '情况通报',
  minutes: 10,
  status: 'running',
  startedAt: 0,
  extra: 0,
  pausedMs: 0,
  ...more,
})
const at = (stage: string) => consultation(consultationAt(stage))

describe('the time of an item', () => {
  const state = at('open')
  const light = (now: number, more: Partial<AgendaItem> = {}) => timingOf(item(more), state, now)

  it('[CS56] warns from two minutes before the end, and counts on past it', () => {
    expect(light(8 * MINUTE - 1)).toMatchObject({ light: 'left', ms: 2 * MINUTE + 1 })
    expect(light(8 * MINUTE)).toMatchObject({ light: 'soon', ms: 2 * MINUTE })
    expect(light(10 * MINUTE)).toMatchObject({ light: 'over', ms: 0, share: 1 })
    expect(light(13 * MINUTE)).toMatchObject({ light: 'over', ms: 3 * MINUTE, share: 1 })
  })

  it('[CS56] an extension and what the session paused are added to it', () => {
    expect(light(10 * MINUTE, { extra: 5 })).toMatchObject({ light: 'left', ms: 5 * MINUTE })
    expect(light(10 * MINUTE, { pausedMs: MINUTE })).toMatchObject({ light: 'soon', ms: MINUTE })
  })

  it('[CS56] stands still while the session pauses', () => {
    const paused: ConsultationState = { ...state, pausedAt: 4 * MINUTE }
    for (const now of [4 * MINUTE, 40 * MINUTE])
      expect(timingOf(item(), paused, now)).toMatchObject({ light: 'held', ms: 6 * MINUTE })
    expect(timingOf(item({ status: 'planned' }), state, 0)).toBeUndefined()
  })

  it('[CS56] is written as a clock shows it', () => {
    expect([0, 1, 59_000, 60_000, 245_000, 3_725_000].map(clockText)).toEqual([
      '0:00',
      '0:01',
      '0:59',
      '1:00',
      '4:05',
      '1:02:05',
    ])
  })
})

describe('a timer on the screen', () => {
  it.each([
    [MINUTE, 'left', '还剩', 'clock', '9:00'],
    [9 * MINUTE, 'soon', '不足两分钟', 'slow', '1:00'],
    [12 * MINUTE, 'over', '已到时间，超出', 'warning', '2:00'],
  ])('[CS56] at %i ms it is %s: in colour, word and sign', async (now, light, word, sign, clock) => {
    const view = await show(AgendaTimer, { props: { item: item(), state: at('open'), now } })
    expect(view.get('.timer').classes()).toContain(light)
    expect(view.text()).toContain(word)
    expect(view.get('svg').attributes('data-icon')).toBe(sign)
    expect(view.get('.clock').text()).toBe(clock)
  })
})

describe('what is said aloud', () => {
  const Room = defineComponent({
    props: {
      state: { type: Object as PropType<ConsultationState>, required: true },
      now: { type: Number, required: true },
    },
    setup(props) {
      useCalls(
        () => props.state,
        () => props.now,
      )
      return () => null
    },
  })
  async function listen(state: ConsultationState, now: number) {
    const { view } = await screen(Room, { state, now }, { me: cast.signer, people: Object.values(cast) })
    const heard: string[] = []
    const hear = (lines: readonly { text: string }[]) => heard.push(lines.at(-1)?.text ?? '')
    onTestFinished(watch(said, hear, { flush: 'sync' }))
    onTestFinished(watch(toasts, hear, { flush: 'sync' }))
    return { heard, turn: (props: { state?: ConsultationState; now?: number }) => view.setProps(props) }
  }

  it('[CS64] the end of an item, once each, and nothing of what was so before', async () => {
    const running: ConsultationState = { ...at('open'), agenda: [item()] }
    const { heard, turn } = await listen(running, 0)
    for (const minute of [1, 8, 8.5, 9, 10, 10.5, 12]) await turn({ now: minute * MINUTE })
    expect(heard).toEqual(['“情况通报”还剩两分钟。', '“情况通报”时间已到。'])
    const late = await listen(running, 11 * MINUTE)
    await late.turn({ now: 12 * MINUTE })
    expect(late.heard).toEqual([])
  })

  it('[CS64] who gets the floor, polls that open and close with their result, announcements', async () => {
    const play = consultationAt('open')
    const { heard, turn } = await listen(consultation(play), play.at)
    const step = async (...given: Parameters<typeof play.do>) => {
      play.do(...given)
      await turn({ state: consultation(play) })
    }
    const poll = {
      poll: 'p9',
      question: '是否试点？',
      method: 'single',
      options: ['是', '否'],
      named: true,
      results: 'live',
    }
    await step(cast.moderator, { type: 'floor.grant', data: { account: cast.author.id } })
    await step(cast.moderator, { type: 'floor.grant', data: { account: cast.signer.id } })
    await step(cast.moderator, { type: 'consultation.announce', data: { text: '请就座' } })
    await step(cast.moderator, { type: 'poll.open', data: poll } as Command)
    await step(cast.signer, { type: 'ballot.cast', data: { poll: 'p9', choice: 0 } })
    await step(cast.moderator, { type: 'poll.close', data: { poll: 'p9' } })
    expect(heard).toEqual([
      `请${cast.author.name}发言。`,
      '主持人请您发言。',
      '会场通知：请就座',
      '表决开始：是否试点？',
      '表决结束：是否试点？ 居首：是',
    ])
  })

  it('[CS64] one’s own grant once, though the server gives it another time', async () => {
    const play = consultationAt('open')
    const { heard, turn } = await listen(consultation(play), play.at)
    play.do(cast.moderator, { type: 'floor.grant', data: { account: cast.author.id } })
    const state = consultation(play)
    const [speech] = state.floor.speeches.slice(-1)
    await turn({ state: { ...state, floor: { ...state.floor, speeches: [{ ...speech!, at: speech!.at - 40 }] } } })
    await turn({ state })
    expect(heard).toEqual([`请${cast.author.name}发言。`])
  })

  it('[CS64] items that begin, a round of statements that closes, and how the session goes', async () => {
    const play = withRound(openHallPlay(), false)
    const { heard, turn } = await listen(consultation(play), play.at)
    for (const command of [
      { type: 'statements.close', data: {} },
      { type: 'agenda.start', data: { item: 'a4' } },
      { type: 'consultation.pause', data: {} },
      { type: 'consultation.resume', data: {} },
      { type: 'consultation.conclude', data: {} },
    ] as Command[]) {
      play.do(cast.moderator, command)
      await turn({ state: consultation(play) })
    }
    expect(heard).toEqual([
      '征询结束，8 人表态，结果已公布。',
      '现在进行：协商发言',
      '会议休会。',
      '会议复会。',
      '会议散会。',
    ])
  })
})

describe('a live region', () => {
  it('[CS64] keeps what is told at one moment apart, the same words too', () => {
    const before = said.value.at(-1)?.id ?? 0
    for (const text of ['表决结束', '表决结束', '请陈立平发言。']) announce(text)
    const fresh = said.value.filter(({ id }) => id > before)
    expect(fresh.map(({ text }) => text)).toEqual(['表决结束', '表决结束', '请陈立平发言。'])
    expect(new Set(fresh.map(({ id }) => id)).size).toBe(3)
  })
})

describe('who is in the room', () => {
  it('[CS57] everyone is here, has left, is on leave, or has not come', () => {
    const play = consultationAt('open')
    play.do(cast.author, { type: 'attendance.check-in', data: {} })
    play.do(cast.author, { type: 'attendance.leave', data: {} })
    play.do(cast.moderator, { type: 'attendance.decide-leave', data: { account: cast.invited.id, granted: true } })
    expect(attendanceOf(consultation(play))).toEqual({
      here: [cast.signer.id],
      left: [cast.author.id],
      excused: [cast.invited.id],
      absent: [cast.lead.id],
    })
  })

  it('[CS58] as much stands side by side as there is room for; the console is the moderator’s', () => {
    expect(panelsOf(100, true)).toEqual({ columns: 3, tabs: ['now', 'console'] })
    expect(panelsOf(74, false)).toEqual({ columns: 2, tabs: ['now', 'floor', 'agenda'] })
    expect(panelsOf(40, true)).toEqual({ columns: 1, tabs: ['now', 'discussion', 'floor', 'agenda', 'console'] })
  })
})

describe('statements one at a time', () => {
  it('[CS59] after a vote comes the next one without a vote, round the end, and none when all have one', () => {
    const ids = ['a', 'b', 'c', 'd']
    const voted =
      (...done: string[]) =>
      (id: string) =>
        done.includes(id)
    expect(nextWithout(ids, -1, voted('a'))).toBe(1)
    expect(nextWithout(ids, 1, voted('b', 'c'))).toBe(3)
    expect(nextWithout(ids, 3, voted('d', 'a'))).toBe(1)
    expect(nextWithout(ids, 2, voted(...ids))).toBeUndefined()
  })
})

describe('the big screen', () => {
  it('[CS60] shows the open poll, then its result, then the statements, then the floor, and before all the question', () => {
    expect(subjectOf(at('preparing')).what).toBe('question')
    const play = consultationAt('voting')
    const what = () => subjectOf(consultation(play)).what
    expect(what()).toBe('poll')
    play.do(cast.moderator, { type: 'poll.close', data: { poll: 'poll-1' } })
    expect(what()).toBe('result')
    play.do(cast.moderator, { type: 'agenda.start', data: { item: 'a2' } })
    expect(what()).toBe('statements')
    play.do(cast.moderator, { type: 'statements.close', data: {} })
    expect(what()).toBe('floor')
  })

  it('[CS60] leads into the room by its server’s address, and shows none where there is none', () => {
    expect(joinAddress('http://10.0.0.5:4170', 'm1')).toEqual({
      link: 'http://10.0.0.5:4170/#/consultations/m1/room',
      host: '10.0.0.5:4170',
    })
    expect(joinAddress('', 'm1')).toBeUndefined()
  })
})

describe('a poll that a moderator writes', () => {
  const written = { ...emptyPoll(), question: ' 先在哪里试点？ ', options: '杨梅桥\n\n 荷柳 \n幸福里' }

  it.each(METHODS)('[CS61] %s: is one that the session opens', (method) => {
    const play = consultationAt('open')
    play.do(cast.moderator, { type: 'poll.open', data: pollData({ ...written, method, minutes: 5 }, 'p9', play.at) })
    const poll = consultation(play).polls.find((one) => one.poll === 'p9')
    expect(poll).toMatchObject({
      question: '先在哪里试点？',
      method,
      options: method === 'stance' ? [] : ['杨梅桥', '荷柳', '幸福里'],
      quorum: { of: 'roll', share: 0.5 },
      closesAt: play.at - 1000 + 5 * MINUTE,
    })
  })

  it('[CS61] an anonymous one never shows results live, and what is missing is said first', () => {
    expect(pollData({ ...written, named: false, results: 'live' }, 'p9', 0).results).toBe('at-close')
    expect(pollFault({ ...written, question: ' ' })).toBe('needQuestion')
    expect(pollFault({ ...written, method: 'single', options: '一项' })).toBe('needOptions')
    expect(pollFault({ ...written, method: 'single', options: '甲\n甲 ' })).toBe('sameOptions')
    expect(pollFault({ ...written, method: 'dots', points: 0 })).toBe('needPoints')
    expect(pollFault(written)).toBeUndefined()
  })
})

describe('questions', () => {
  it('[CS62] a message is put among them once, by its author or a moderator', () => {
    const play = consultationAt('open')
    play.do(cast.author, { type: 'message.post', data: { text: '一楼的采光怎么补偿？' } })
    const state = consultation(play)
    const messages = allMessages(state)
    const first = messages.at(-1)!
    const collected = messages.find(({ id }) => id === QUESTION)!
    const settles = (type: string) => (type === 'question.settle' ? no() : undefined)
    expect(actionsFor(first, state, 'moderator', yes, state.updatedAt)).toContain('collect')
    expect(actionsFor(first, state, first.author, settles, state.updatedAt)).toContain('collect')
    expect(actionsFor(first, state, 'somebody', settles, state.updatedAt)).not.toContain('collect')
    expect(actionsFor(collected, state, 'moderator', yes, state.updatedAt)).not.toContain('collect')
    expect(actionsFor(first, { ...state, kind: 'proposal' }, 'moderator', yes, 0)).not.toContain('collect')
  })
})

describe('the floor', () => {
  const people = Object.values(cast)

  it('[CS63] names whom the rule suggests and why, states the rule, and lets the moderator decide', async () => {
    const play = consultationAt('open')
    play.do(cast.moderator, { type: 'floor.grant', data: { account: cast.signer.id } })
    play.do(cast.moderator, { type: 'floor.finish', data: {} })
    play.do(cast.signer, { type: 'floor.request', data: {} })
    play.do(cast.author, { type: 'floor.request', data: {} })
    const state = consultation(play)
    const { view, outbox } = await screen(
      FloorPanel,
      { state, verdict: yes, now: play.at },
      { me: cast.moderator, people },
    )
    const hands = view.findAll('.hand')
    expect(hands.map((hand) => hand.get('strong').text())).toEqual([cast.signer.name, cast.author.name])
    expect(hands[0]!.text()).not.toContain('建议下一位')
    expect(hands[1]!.text()).toContain('建议下一位：还没有发过言')
    expect(view.text()).toContain('由主持人决定')
    await hands[0]!.get('button').trigger('click')
    expect(outbox.entries.at(-1)?.command).toEqual({
      type: 'floor.grant',
      data: { account: cast.signer.id, minutes: 5 },
    })
  })

  it('[CS63] nobody else is offered to give it', async () => {
    const play = consultationAt('open')
    const { view } = await screen(
      FloorPanel,
      { state: consultation(play), verdict: no, now: play.at },
      { me: cast.author, people },
    )
    expect(view.findAll('.hand')).toHaveLength(1)
    expect(view.findAll('button')).toHaveLength(0)
  })
})

import { flushPromises, type DOMWrapper, type VueWrapper } from '@vue/test-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Component } from 'vue'
import type { Command } from '../../../../core/kinds.ts'
import type { Account } from '../../../../core/people/roles.ts'
import type { Closing } from '../../../../core/voting/tally.ts'
import BigScreen from '../../../../src/features/consultation/room/screen/BigScreen.vue'
import Console from '../../../../src/features/consultation/room/console/Console.vue'
import NowPanel from '../../../../src/features/consultation/room/NowPanel.vue'
import Room from '../../../../src/features/consultation/room/Room.vue'
import StatementsPanel from '../../../../src/features/consultation/room/StatementsPanel.vue'
import { speak } from '../../../../src/i18n/i18n.ts'
import { toasts } from '../../../../src/ui/say.ts'
import { may } from '../../../../core/deciding.ts'
import { MEMBERS, openHallPlay, withPoll, withRound } from '../../../support/consultation-hall.ts'
import { hallStore } from '../../../support/hall-store.ts'
import { consultation, type Play } from '../../../support/matter.ts'
import { screen, type Screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'

beforeAll(() => speak('zh-CN'))

const people = [...Object.values(cast), ...MEMBERS]
const [first, second] = MEMBERS as [Account, Account]
const ROOM = '/consultations/01989680-0000-7000-9000-000000000007/room'

/** A play that goes on now, so that clocks on the screen and in the state agree. */
function hall(): Play {
  const play = openHallPlay()
  play.at = Date.now()
  return play
}
const POLL = { poll: 'p1', question: '先在哪里试点？', method: 'single', named: true, results: 'at-close' }
const OPTIONS = ['杨梅桥', '荷柳', '幸福里']
const openPoll = (play: Play, more: object = {}) =>
  play.do(cast.moderator, { type: 'poll.open', data: { ...POLL, options: OPTIONS, ...more } } as Command)
const castBy = (play: Play, voter: Account, choice: number) =>
  play.do(voter, { type: 'ballot.cast', data: { poll: 'p1', choice } })
function statements(play: Play, ...texts: string[]): Play {
  for (const [n, text] of texts.entries()) {
    play.do(first, { type: 'statement.submit', data: { statement: `st-${n}`, text } })
    play.do(cast.moderator, { type: 'statement.approve', data: { statement: `st-${n}` } })
  }
  return play
}

interface Shown extends Screen {
  turn(): Promise<void>
}

/** A screen of the play for somebody, with the verdicts of the permission table. */
async function see(component: Component, play: Play, me: Account, more: object = {}, route = ROOM): Promise<Shown> {
  const { matter, turn } = hallStore(play, me)
  const verdict = (type: Command['type']) => may(me, type, consultation(play), play.at)
  const props = () => ({ matter, state: matter.state, verdict, now: play.at, ...more })
  const shown = await screen(component, props(), { me, people, route })
  return {
    ...shown,
    async turn() {
      turn()
      await shown.view.setProps(props())
    },
  }
}
const texts = (view: VueWrapper, selector: string) => view.findAll(selector).map((one) => one.text())
const byText = (view: Pick<VueWrapper, 'findAll'>, selector: string, text: string): DOMWrapper<Element> => {
  const found = view.findAll(selector).find((one) => one.text().includes(text))
  if (!found) throw new Error(`no ${selector} with “${text}” among ${view.findAll(selector).map((one) => one.text())}`)
  return found
}
const sent = ({ outbox }: Screen) => outbox.entries.at(-1)?.command

describe('the room', () => {
  it('[CS58] shows everyone the running item and who is here, and the console to a moderator only', async () => {
    const play = hall()
    play.do(cast.moderator, { type: 'agenda.start', data: { item: 'a2' } })
    const member = await see(Room, play, first)
    expect(member.view.get('.head').text()).toContain('委员提问')
    expect(member.view.get('.head').text()).toContain('下一项：情况通报')
    expect(member.view.get('.attendance').text()).toContain('到会 8 人，应到 8 人')
    expect(texts(member.view, '[role="tab"]').join()).not.toContain('主持台')
    const moderator = await see(Room, play, cast.moderator)
    expect(texts(moderator.view, '[role="tab"]').join()).toContain('主持台')
  })

  it('[CS58] says that it pauses, and that it is over', async () => {
    const play = hall()
    const { view, turn } = await see(Room, play, first)
    expect(view.get('.head').text(), 'nothing while it goes on').not.toContain('休会中')
    play.do(cast.moderator, { type: 'consultation.pause', data: {} })
    await turn()
    expect(view.get('.head').text()).toContain('休会中')
    play.do(cast.moderator, { type: 'consultation.resume', data: {} })
    play.do(cast.moderator, { type: 'consultation.conclude', data: {} })
    await turn()
    expect(view.get('.head').text()).not.toContain('休会中')
    expect(view.get('.head').text()).toContain('会议已结束')
  })

  it('[CS58] counts what waits for the own ballot, until it is there', async () => {
    const play = openPoll(hall())
    const { view, turn } = await see(Room, play, first)
    const now = () => view.get('[role="tab"]').text()
    expect(now()).toMatch(/现在\s*1/)
    castBy(play, first, 0)
    await turn()
    expect(now()).toBe('现在')
  })
})

describe('what is now', () => {
  it('[CS51] a ballot is offered, cast, and counted only when it lies in the box', async () => {
    const play = openPoll(hall())
    const shown = await see(NowPanel, play, first)
    expect(shown.view.get('.card').text()).toContain('您还没有投票')
    await shown.view.findAll('.ballot input')[1]!.trigger('change')
    await shown.view.get('form.ballot').trigger('submit')
    await flushPromises()
    expect(sent(shown)).toMatchObject({ type: 'ballot.cast', data: { poll: 'p1', choice: 1 } })
    expect(shown.view.get('.card').text(), 'on its way').not.toContain('选票已计入')
    const other = await see(NowPanel, castBy(play, first, 1), first)
    expect(other.view.get('.card').text()).toContain('选票已计入')
    expect(other.view.get('.card').text()).toContain('您的选票：荷柳')
    expect(other.view.get('.card').text()).toContain('已投 1 票，名册 8 人')
  })

  it('[CS54] no result is shown before its time, whoever looks; a live one as it stands', async () => {
    const play = castBy(openPoll(hall()), first, 1)
    for (const me of [first, second, cast.moderator]) {
      const { view } = await see(NowPanel, play, me)
      expect(view.find('.card table').exists(), `${me.username} sees no result`).toBe(false)
    }
    const live = castBy(openPoll(hall(), { results: 'live' }), first, 1)
    const { view } = await see(NowPanel, live, second)
    expect(texts(view, '.card tbody tr')).toEqual(['2杨梅桥00%', '1荷柳1100%', '2幸福里00%'])
  })

  it('[CS55] a closed poll says that it was counted again here, and where the record does not fit', async () => {
    const play = withPoll(hall(), true)
    const { view } = await see(NowPanel, play, second)
    expect(texts(view, '.closed tbody th')).toEqual(['是', '否'])
    expect(view.get('.recount').text()).toContain('核对一致')
    const closing = play.events.findLast(({ type }) => type === 'poll.closed')!.data as Closing
    const [one, other] = closing.tally.counts
    closing.tally.counts = [other!, one!]
    const forged = await see(NowPanel, play, second)
    expect(forged.view.get('.recount').text()).toContain('核对不一致')
  })
})

describe('statements', () => {
  const vote = (play: Play, voters: readonly Account[], vote: 'agree' | 'disagree') => {
    for (const voter of voters) play.do(voter, { type: 'statement.vote', data: { statement: 'st-0', vote } })
  }

  it('[CS59] one at a time: a vote is sent and leads to the next', async () => {
    const shown = await see(StatementsPanel, statements(hall(), '补助应倾斜', '一楼应得补偿'), first)
    expect(shown.view.get('blockquote').text()).toBe('补助应倾斜')
    await byText(shown.view, '.vote', '不同意').trigger('click')
    expect(sent(shown)).toEqual({ type: 'statement.vote', data: { statement: 'st-0', vote: 'disagree' } })
    expect(shown.view.get('blockquote').text()).toBe('一楼应得补偿')
  })

  it('[CS52] how the votes fall is hidden under five, shown from five on', async () => {
    const play = statements(hall(), '补助应倾斜')
    vote(play, MEMBERS.slice(0, 4), 'agree')
    const { view, turn } = await see(StatementsPanel, play, first)
    expect(view.find('.bars').exists()).toBe(false)
    expect(view.text()).toContain('4 人已表态')
    vote(play, MEMBERS.slice(4, 7), 'disagree')
    await turn()
    expect(texts(view, '.bars .number')).toEqual(['4', '3', '0'])
    expect(view.get('.vote[aria-pressed="true"]').text()).toBe('同意')
  })
})

describe('what stands first', () => {
  it('[CS19] is what the running item is for', async () => {
    const play = statements(openPoll(hall()), '补助应倾斜')
    const { view, turn } = await see(NowPanel, play, first)
    const heads = () => texts(view, '.part h2').filter((text) => ['表决', '意见征询'].includes(text))
    expect(heads()).toEqual(['表决', '意见征询'])
    play.do(cast.moderator, { type: 'agenda.start', data: { item: 'a6' } })
    await turn()
    expect(heads()).toEqual(['意见征询', '表决'])
  })
})

describe('the console', () => {
  const items = (play: Play) => consultation(play).agenda.map(({ id }) => id)

  it('[CS18] starts the next item, puts those to come in another order, and adds one', async () => {
    const play = hall()
    play.do(cast.moderator, { type: 'agenda.start', data: { item: 'a1' } })
    const shown = await see(Console, play, cast.moderator)
    await byText(shown.view, 'button', '下一项：委员提问').trigger('click')
    expect(sent(shown)).toEqual({ type: 'agenda.start', data: { item: 'a2' } })
    await shown.view.get('[aria-label="将“部门解答”提前"]').trigger('click')
    const order = sent(shown)
    expect(order).toEqual({ type: 'agenda.reorder', data: { items: ['a1', 'a3', 'a2', 'a4', 'a5', 'a6'] } })
    play.do(cast.moderator, order as Command)
    await shown.turn()
    expect(items(play).slice(0, 3), 'and the session takes it').toEqual(['a1', 'a3', 'a2'])
    expect(texts(shown.view, '.rest .title').slice(0, 2)).toEqual(['部门解答', '委员提问'])
    expect(shown.view.get('[aria-label="将“部门解答”提前"]').attributes('disabled')).toBeDefined()
  })

  it('[CS58] closes a poll only after saying how many have voted', async () => {
    const play = castBy(openPoll(hall()), first, 0)
    const shown = await see(Console, play, cast.moderator)
    await byText(shown.view, 'button', '结束表决').trigger('click')
    await flushPromises()
    const dialog = document.querySelector<HTMLElement>('[role="dialog"]')
    expect(dialog?.textContent).toContain('已收到 1 票，名册 8 人')
    expect(sent(shown), 'nothing before').toBeUndefined()
    dialog?.querySelector<HTMLFormElement>('form')?.dispatchEvent(new Event('submit'))
    await flushPromises()
    expect(sent(shown)).toEqual({ type: 'poll.close', data: { poll: 'p1' } })
  })

  it('[CS58] shows nothing to do to whoever does not lead', async () => {
    const { view } = await see(Console, openPoll(hall()), first)
    expect(texts(view, 'button')).toEqual([])
  })
})

describe('what a task leads to', () => {
  const at = (query: string) => `${ROOM}?${query}`
  const focused = () => document.activeElement

  it('[CS17] the very ballot has the keyboard, and the address forgets it', async () => {
    const play = openPoll(openPoll(hall()), { poll: 'p2', question: '何时开工？' })
    const { view, router } = await see(Room, play, first, {}, at('do=vote&item=1'))
    await until('the ballot has the keyboard', () => focused()?.closest('.card') !== null)
    expect(focused()?.closest('.card')?.getAttribute('aria-label')).toBe('何时开工？')
    expect(router.currentRoute.value.query).toEqual({})
    expect(view.find('#panel-now').exists()).toBe(true)
  })

  it('[CS17] the statement that waits has it in the console', async () => {
    const play = hall()
    play.do(first, { type: 'statement.submit', data: { statement: 'st-9', text: '一楼应得补偿' } })
    const { view } = await see(Room, play, cast.moderator, {}, at('do=statement'))
    await until('the statement has the keyboard', () => focused()?.textContent?.includes('付诸征询') === true)
    expect(view.find('#panel-console').exists()).toBe(true)
  })

  it.each(['do=vote&item=0', 'do=vote', 'do=statement'])('[CS17] %s: what is over already is said', async (query) => {
    const before = toasts.value.at(-1)?.id
    await see(Room, withPoll(hall(), true), cast.moderator, {}, at(query))
    await until('it is said', () => toasts.value.at(-1)?.id !== before)
    expect(toasts.value.at(-1)?.text).toContain('这件事已经办好了')
  })
})

describe('the big screen', () => {
  const big = (play: Play) => see(BigScreen, play, cast.moderator)

  it('[CS60] shows the open poll without anything to operate and without its result', async () => {
    const { view } = await big(castBy(openPoll(hall()), first, 1))
    expect(texts(view, '.options .name')).toEqual(OPTIONS)
    expect(view.text()).toContain('已投 1 票，名册 8 人')
    expect(view.find('table').exists(), 'the result waits for its time').toBe(false)
    expect(view.findAll('button, input, select, textarea')).toHaveLength(0)
  })

  it('[CS60] goes to the result with its recount, then to the statements and the floor', async () => {
    const play = withPoll(hall(), true)
    const { view, turn } = await big(play)
    expect(view.get('.recount').text()).toContain('核对一致')
    play.do(cast.moderator, { type: 'agenda.start', data: { item: 'a4' } })
    await turn()
    play.do(cast.moderator, { type: 'floor.grant', data: { account: second.id } })
    await turn()
    expect(view.get('.speaker').text()).toContain(second.name)
    expect(view.find('table').exists(), 'the result is not of this item').toBe(false)
    statements(play, '补助应倾斜')
    await turn()
    expect(view.get('.statement').text()).toContain('补助应倾斜')
    expect(view.find('.statement .share').exists(), 'nothing under five').toBe(false)
  })

  it('[CS60] of many options shows those that can be read, and says how many more there are', async () => {
    const options = Array.from({ length: 15 }, (_, n) => `第${n + 1}项`)
    const { view } = await big(openPoll(hall(), { options }))
    expect(texts(view, '.options .name')).toEqual(options.slice(0, 10))
    expect(view.text()).toContain('其余 5 项')
  })

  it('[CS60] goes to the statements when their item begins, though a poll is still open', async () => {
    const play = statements(openPoll(hall()), '补助应倾斜')
    const { view, turn } = await big(play)
    expect(view.find('.options').exists(), 'the poll first').toBe(true)
    play.do(cast.moderator, { type: 'agenda.start', data: { item: 'a6' } })
    await turn()
    expect(view.find('.statement').exists()).toBe(true)
    openPoll(play, { poll: 'p2', question: '何时开工？' })
    await turn()
    expect(view.get('.ask').text(), 'a poll of this item is what the hall looks at').toBe('何时开工？')
  })

  it('[CS60] after a round it shows the floor again', async () => {
    const { view } = await big(withRound(hall()))
    expect(view.find('.statement').exists()).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../../../core/record/event.ts'
import type { Closing } from '../../../../core/voting/tally.ts'
import PollResults from '../../../../src/features/consultation/voting/PollResults.vue'
import { pollEvents } from '../../../../src/features/consultation/voting/poll-events.ts'
import RecountBadge from '../../../../src/features/consultation/voting/RecountBadge.vue'
import { rowsOf, verdictOf } from '../../../../src/features/consultation/voting/result-rows.ts'
import { choiceText, shareText, termsOf } from '../../../../src/features/consultation/voting/words.ts'
import { closedPoll, openPoll } from '../../../support/polls.ts'
import { show } from '../screen.ts'

describe('a result', () => {
  it('[CS54] shows every number in the table whose bars are the chart, and who is first', async () => {
    const { poll, closing } = closedPoll({}, [1, 1, 0, 1])
    const view = await show(PollResults, { props: { poll, closing } })
    const rows = view.findAll('tbody tr').map((row) => row.findAll('td, th').map((cell) => cell.text()))
    expect(rows).toEqual([
      ['1', '荷柳', '3', '75%'],
      ['2', '杨梅桥', '1', '25%'],
      ['3', '幸福里', '0', '0%'],
    ])
    expect(view.get('.verdict').text()).toBe('居首：荷柳')
    expect(view.text()).toContain('收到 4 票，应投 8 人')
    expect(view.findAll<HTMLElement>('.bar').map(({ element }) => element.style.width)).toEqual(['75%', '25%', '0%'])
  })

  it('[CS54] while the poll runs the options stay where they are on the ballot', () => {
    const { closing } = closedPoll({}, [2, 2, 0])
    expect(rowsOf(openPoll(), closing.tally, false).map(({ name }) => name)).toEqual(['杨梅桥', '荷柳', '幸福里'])
  })

  it('[CS54] a shared first place is no victory, and equal ones have one rank', () => {
    const { poll, closing } = closedPoll({}, [0, 1])
    expect(verdictOf(poll, closing.tally)).toBe('首位并列，没有胜出项')
    expect(rowsOf(poll, closing.tally, true).map(({ rank }) => rank)).toEqual([1, 1, 3])
  })

  it('[CS54] says that it passed, did not pass, or that too few voted', () => {
    const threshold = { of: 'cast' as const, share: 0.5, above: true }
    const passed = closedPoll({ method: 'stance', threshold }, ['agree', 'agree', 'block'])
    expect(verdictOf(passed.poll, passed.closing.tally)).toBe('通过')
    const failed = closedPoll({ method: 'stance', threshold }, ['agree', 'disagree'])
    expect(verdictOf(failed.poll, failed.closing.tally)).toBe('未通过')
    const few = closedPoll({ method: 'stance', threshold, quorum: { of: 'roll', share: 0.5 } }, ['agree'])
    expect(verdictOf(few.poll, few.closing.tally)).toContain('未达到法定人数')
  })

  it('[CS54] a ranking stands in the Schulze order with its Borda points', () => {
    const { poll, closing } = closedPoll({ method: 'ranking' }, [
      [[2], [0], [1]],
      [[2], [1], [0]],
      [[0], [2], [1]],
    ])
    const rows = rowsOf(poll, closing.tally, true)
    expect(rows.map(({ name, rank, count }) => [name, rank, count])).toEqual([
      ['幸福里', 1, 5],
      ['杨梅桥', 2, 3],
      ['荷柳', 3, 1],
    ])
  })

  it('[CS54] of under five anonymous ballots shows only how many they are', async () => {
    const { poll, closing } = closedPoll({ named: false }, [0, 0, 1])
    const view = await show(PollResults, { props: { poll, closing } })
    expect(view.find('table').exists()).toBe(false)
    expect(view.text()).toContain('只收到 3 张不记名选票')
  })
})

describe('the recount', () => {
  it('[CS55] says that it agrees, and of withheld ballots what was compared', async () => {
    const { opened, closing } = closedPoll({}, [0, 1, 1])
    expect((await show(RecountBadge, { props: { opened, closing } })).text()).toContain('核对一致')
    const few = closedPoll({ named: false }, [0])
    const badge = await show(RecountBadge, { props: { opened: few.opened, closing: few.closing } })
    expect(badge.text()).toContain('没有公布')
  })

  it('[CS55] says loudly that it does not, and where', async () => {
    const { opened, closing } = closedPoll({}, [0, 1, 1])
    const [first, ...rest] = closing.ballots
    const cases: [Closing, string][] = [
      [{ ...closing, tally: { ...closing.tally, winner: 0 } }, '统计结果'],
      [{ ...closing, ballots: [{ ...first!, choice: 9 }, ...rest] }, '第 1 张选票'],
      [{ ...closing, poll: 'p2' }, '不是同一项表决'],
    ]
    for (const [forged, where] of cases) {
      const badge = await show(RecountBadge, { props: { opened, closing: forged } })
      expect(badge.attributes('role'), where).toBe('alert')
      expect(badge.text()).toContain('核对不一致')
      expect(badge.text()).toContain(where)
    }
  })

  it('[CS55] finds the two events of a poll among those that are loaded, and takes no other for them', () => {
    const { opened, closing, poll } = closedPoll({}, [0])
    const event = (seq: number, type: string, data: unknown) => ({ seq, type, data }) as RecordEvent
    const events = [
      event(5, 'poll.opened', opened),
      event(6, 'message.posted', {}),
      event(7, 'message.posted', {}),
      event(8, 'message.posted', {}),
      event(9, 'poll.closed', closing),
    ]
    expect(pollEvents({ events, from: 5 }, poll)).toEqual({ opened, closing })
    expect(pollEvents({ events: events.slice(1), from: 6 }, poll)).toEqual({ opened: undefined, closing })
    expect(pollEvents({ events, from: 4 }, poll)).toEqual({ opened: undefined, closing: undefined })
  })
})

describe('the rules of a poll in words', () => {
  it('[CS54] say what a name or its absence means, who is on the roll, and that nobody votes for another', () => {
    const threshold = { of: 'cast' as const, share: 2 / 3 }
    const named = termsOf(openPoll({ quorum: { of: 'roll', share: 0.5 }, threshold }), 0).join('')
    for (const words of ['记名投票', '可以改投', '名册人数的 50%', '2/3 以上', '名册 8 人', '不能委托'])
      expect(named).toContain(words)
    const secret = termsOf(openPoll({ named: false }), 0).join('')
    for (const words of ['不能更改', '别人知道您是否投过票', '掌管服务器的人', '查票码', '不足 5 票'])
      expect(secret).toContain(words)
  })

  it('[CS54] shares are told as the fractions they are', () => {
    expect([1 / 2, 2 / 3, 3 / 5, 1].map(shareText)).toEqual(['50%', '2/3', '60%', '100%'])
  })

  it('[CS54] a ballot is read out by its method', () => {
    expect(choiceText(openPoll(), 1)).toBe('荷柳')
    expect(choiceText(openPoll({ method: 'approval' }), [0, 2])).toBe('杨梅桥、幸福里')
    expect(choiceText(openPoll({ method: 'ranking' }), [[2], [0, 1]])).toBe('幸福里 ＞ 杨梅桥 ＝ 荷柳')
    expect(choiceText(openPoll({ method: 'score' }), [10, null, 0])).toBe('杨梅桥 10、幸福里 0')
    expect(choiceText(openPoll({ method: 'stance' }), 'block')).toBe('阻止')
  })
})

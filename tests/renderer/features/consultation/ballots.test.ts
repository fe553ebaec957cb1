import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { METHODS, type Choice, type Method } from '../../../../core/voting/methods.ts'
import {
  choiceOf,
  faultOf,
  fill,
  nextRank,
  pointsLeft,
  ranksOf,
  tiersOf,
} from '../../../../src/features/consultation/voting/ballot-form.ts'
import BallotForm from '../../../../src/features/consultation/voting/BallotForm.vue'
import { standingOf } from '../../../../src/features/consultation/voting/own-ballot.ts'
import { openPoll } from '../../../support/polls.ts'
import { show } from '../screen.ts'

/** What a voter could have said, by method. */
const SAID: Record<Method, Choice> = {
  single: 1,
  approval: [0, 2],
  stance: 'block',
  score: [10, null, 0],
  ranking: [[2], [0, 1]],
  dots: [3, 0, 7],
}
const poll = (method: Method, more: object = {}) =>
  openPoll({ method, ...(method === 'dots' ? { points: 10 } : {}), ...more })

describe('a ballot as it is filled in', () => {
  it.each(METHODS)('[CS53] %s: says again what was said before, and can be cast', (method) => {
    const filled = fill(poll(method), SAID[method])
    expect(choiceOf(filled)).toEqual(SAID[method])
    expect(faultOf(poll(method), filled)).toBeUndefined()
  })

  it('[CS53] an untouched single choice or stance cannot be cast; the others say that nothing is preferred', () => {
    const blank = METHODS.map((method) => [method, faultOf(poll(method), fill(poll(method)))])
    expect(blank).toEqual([
      ['single', 'incomplete'],
      ['approval', undefined],
      ['stance', 'incomplete'],
      ['score', undefined],
      ['ranking', undefined],
      ['dots', undefined],
    ])
  })

  it('[CS53] equal ranks share a tier, gaps between ranks close, what has none is left out', () => {
    expect(tiersOf([5, null, 2, 5])).toEqual([[2], [0, 3]])
    expect(ranksOf([[2], [0, 3]], 4)).toEqual([2, null, 1, 2])
    expect(nextRank([null, 3, 1])).toBe(4)
    expect(nextRank([null, null])).toBe(1)
  })

  it('[CS53] more points than there are cannot be cast', () => {
    expect(pointsLeft([6, 5, 0], 10)).toBe(-1)
    expect(faultOf(poll('dots'), { method: 'dots', points: [6, 5, 0] })).toBe('points')
  })
})

describe('a ballot on the screen', () => {
  it('[CS53] casts the chosen option; without one it says what is missing and casts nothing', async () => {
    const form = await show(BallotForm, { props: { poll: poll('single') } })
    await form.get('form').trigger('submit')
    expect(form.emitted('cast')).toBeUndefined()
    expect(form.get('[role="alert"]').text()).toBe('请先填好选票。')
    await form.findAll('input[type="radio"]')[2]!.trigger('change')
    await form.get('form').trigger('submit')
    expect(form.emitted('cast')).toEqual([[2, undefined]])
  })

  it('[CS53] asks for the reason beside a stance, and sends it', async () => {
    const form = await show(BallotForm, { props: { poll: poll('stance') } })
    const labels = form.findAll('label.option').map((label) => label.text())
    expect(labels).toEqual(['同意', '弃权', '不同意', '阻止'])
    await form.findAll('input[type="radio"]')[3]!.trigger('change')
    expect(form.text()).toContain('请写明您为什么认为不应实行')
    await form.get('textarea').setValue(' 没有资金来源 ')
    await form.get('form').trigger('submit')
    expect(form.emitted('cast')).toEqual([['block', '没有资金来源']])
  })

  it('[CS53] ranks by a click and by the list, with equal ranks, and says the order back', async () => {
    const form = await show(BallotForm, { props: { poll: poll('ranking') } })
    await form.get('button[aria-label="排为第 1 名：荷柳"]').trigger('click')
    await form.get('button[aria-label="排为第 2 名：幸福里"]').trigger('click')
    await form.get('select[aria-label="杨梅桥的名次"]').setValue('2')
    expect(form.text()).toContain('荷柳 ＞ 杨梅桥 ＝ 幸福里')
    await form.get('form').trigger('submit')
    expect(form.emitted('cast')).toEqual([[[[1], [0, 2]], undefined]])
  })

  it('[CS53] scores tell a nought from no opinion', async () => {
    const form = await show(BallotForm, { props: { poll: poll('score') } })
    await form.get('select[aria-label="荷柳的分数"]').setValue('0')
    await form.get('form').trigger('submit')
    expect(form.emitted('cast')).toEqual([[[null, 0, null], undefined]])
  })

  it('[CS53] points are counted down, and no more than there are can be given by a press', async () => {
    const form = await show(BallotForm, { props: { poll: poll('dots', { points: 2 }) } })
    const more = form.get('button[aria-label="荷柳加一点"]')
    await more.trigger('click')
    expect(form.text()).toContain('还剩 1 点')
    await more.trigger('click')
    expect(more.attributes('disabled')).toBeDefined()
    await form.get('form').trigger('submit')
    expect(form.emitted('cast')).toEqual([[[0, 2, 0], undefined]])
  })

  it('[CS53] an anonymous ballot is final, so it is asked once more, and takes no reason', async () => {
    const form = await show(BallotForm, { props: { poll: poll('stance', { named: false }) } })
    expect(form.find('textarea').exists()).toBe(false)
    await form.findAll('input[type="radio"]')[0]!.trigger('change')
    await form.get('form').trigger('submit')
    await flushPromises()
    expect(form.emitted('cast')).toBeUndefined()
    const dialog = document.querySelector('.el-dialog')
    expect(dialog?.textContent).toContain('不能更改，也不能收回')
    dialog!.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await flushPromises()
    expect(form.emitted('cast')).toEqual([['agree', undefined]])
  })
})

describe('where the own ballot is', () => {
  it('[CS51] nothing is counted before the server has said so', () => {
    expect(standingOf(false, undefined)).toBe('none')
    expect(standingOf(false, { status: 'waiting' })).toBe('waiting')
    expect(standingOf(false, { status: 'sending' })).toBe('sending')
    expect(standingOf(false, { status: 'refused' })).toBe('refused')
  })

  it('[CS51] while a change is on its way, or was refused, the earlier ballot counts', () => {
    expect(standingOf(true, { status: 'sending' })).toBe('changing')
    expect(standingOf(true, { status: 'refused' })).toBe('counted')
    expect(standingOf(true, undefined)).toBe('counted')
  })
})

import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { allSuggestions, type NumberedSuggestion } from '../../../../core/proposal/state.ts'
import AnswerForm from '../../../../src/features/proposal/handling/writing/AnswerForm.vue'
import { bodyOf, keyOf } from '../../../../src/features/proposal/handling/writing/body.ts'
import { checkAnswer, covered } from '../../../../src/features/proposal/handling/writing/check.ts'
import CoverageMeter from '../../../../src/features/proposal/handling/writing/CoverageMeter.vue'
import { until } from '../../../support/until.ts'
import { screen } from '../../../support/screen.ts'
import { cast, DAY, items, leadAt, MERGED, proposal, UNITS } from './fixtures.ts'

const NOW = 1_790_000_000_000
const own = (text: string): NumberedSuggestion => ({ text })
const merged = (index: number): NumberedSuggestion => ({ text: `并案${index}`, from: { matter: MERGED, index } })
const numbered = [own('甲'), own('乙'), merged(0)]
const reply = { text: '已采纳', class: 'A' as const, owner: '', due: null }

function form(change: (items: ReturnType<typeof bodyOf>['items']) => void, text = '现答复如下：') {
  const body = { ...bodyOf(undefined, undefined, numbered), text }
  change(body.items)
  return body
}

describe('the form of an answer', () => {
  it('[HD6] has an item a suggestion, the proposal’s own and merged ones, named by where they come from', () => {
    expect(Object.keys(bodyOf(undefined, undefined, numbered).items)).toEqual(['own:0', 'own:1', `${MERGED}:0`])
  })

  it('[HD6] a merge undone while one writes moves numbers, never replies', () => {
    const two = [own('甲'), { text: '他案', from: { matter: 'other', index: 0 } }, merged(0)]
    const body = bodyOf(undefined, undefined, two)
    body.items[keyOf(merged(0), 2)] = { ...reply, text: '给并案的答复' }
    const after = bodyOf({ body }, undefined, [own('甲'), merged(0)])
    expect(after.items[keyOf(merged(0), 1)]?.text).toBe('给并案的答复')
    const checked = checkAnswer({ ...after, text: '如下' }, [own('甲'), merged(0)], NOW)
    expect(checked).toMatchObject({ ok: true, data: { items: [{ suggestion: 1, text: '给并案的答复' }] }, gaps: [0] })
  })

  it('[HD6] begins with what was handed in before', () => {
    const body = bodyOf(undefined, { items: items(NOW), text: '您的提案收悉。' }, numbered)
    expect(body.text).toBe('您的提案收悉。')
    expect(body.items['own:0']).toMatchObject({ class: 'B', owner: 'unit-2', due: NOW + 200 * DAY })
    expect(body.items[`${MERGED}:0`]?.text).toBe('补助标准留作参考。')
  })

  it('[HD6] a damaged draft starts empty instead of breaking the page', () => {
    const body = bodyOf({ body: { text: 7, items: { 'own:0': { text: null, class: 'Z' } } } }, undefined, numbered)
    expect(body.text).toBe('')
    expect(body.items['own:0']).toEqual({ text: '', class: '', owner: '', due: null })
  })

  it('[HD7] names each thing that is wrong, in the order of the form', () => {
    const body = form((all) => {
      all['own:0'] = { ...reply, class: '' }
      all['own:1'] = { text: '列入计划', class: 'B', owner: '', due: null }
    }, '')
    const checked = checkAnswer(body, numbered, NOW)
    if (checked.ok) throw new Error('an incomplete form was taken')
    expect(checked.faults.map(({ field }) => field)).toEqual(['opening', 'item-0-class', 'item-1-owner', 'item-1-due'])
  })

  it('[HD7] a promise in the past, too long a reply and forbidden characters are told', () => {
    const past = form((all) => (all['own:0'] = { text: '列入计划', class: 'B', owner: 'unit-1', due: NOW - 1 }))
    const long = form((all) => (all['own:0'] = { ...reply, text: '长'.repeat(3001) }))
    const control = form((all) => (all['own:1'] = { ...reply, text: '零\u0000字' }))
    const fieldOf = (body: typeof past) => {
      const checked = checkAnswer(body, numbered, NOW)
      return checked.ok ? 'taken' : checked.faults.map(({ field }) => field).join()
    }
    expect([fieldOf(past), fieldOf(long), fieldOf(control)]).toEqual(['item-0-due', 'item-0-text', 'item-1-text'])
  })

  it('[HD7] nothing answered is a fault; some left out are gaps', () => {
    expect(
      checkAnswer(
        form(() => undefined),
        numbered,
        NOW,
      ).ok,
    ).toBe(false)
    const checked = checkAnswer(
      form((all) => (all['own:1'] = reply)),
      numbered,
      NOW,
    )
    expect(checked).toMatchObject({ ok: true, gaps: [0, 2] })
    if (checked.ok) expect(checked.data.items).toEqual([{ suggestion: 1, text: '已采纳', class: 'A' }])
  })

  it('[HD7] only class B carries its promise along', () => {
    const checked = checkAnswer(
      form((all) => (all['own:0'] = { text: '已采纳', class: 'A', owner: 'unit-1', due: NOW + DAY })),
      numbered,
      NOW,
    )
    if (!checked.ok) throw new Error('refused')
    expect(checked.data.items[0]).not.toHaveProperty('promise')
  })

  it('[HD9] a reply counts once it is whole', () => {
    const body = form((all) => {
      all['own:0'] = { text: '列入计划', class: 'B', owner: 'unit-1', due: null }
      all['own:1'] = { ...reply, text: '  ' }
      all[`${MERGED}:0`] = reply
    })
    expect(covered(body, numbered)).toEqual([2])
  })

  it('[HD9] the meter says in words and to listeners how far it is, and what is missing', () => {
    const meter = mount(CoverageMeter, { props: { covered: new Set([0, 2]), of: 4 } })
    const bar = meter.get('[role=meter]')
    expect(bar.attributes()).toMatchObject({ 'aria-valuenow': '2', 'aria-valuemax': '4' })
    expect(bar.attributes('aria-valuetext')).toBe('已答复 2 / 4 条')
    expect(meter.findAll('.part.done')).toHaveLength(2)
    expect(meter.text()).toContain('还差建议2、4')
  })
})

describe('writing an answer', () => {
  const open = async () => {
    const play = leadAt('handling')
    const state = proposal(play)
    const on = await screen(
      AnswerForm,
      { state, now: play.at },
      { me: cast.lead, people: Object.values(cast), units: UNITS },
    )
    return { ...on, state }
  }

  it('[HD6] shows each suggestion with where it comes from', async () => {
    const { view, state } = await open()
    const asked = view.findAll('fieldset.item').map((item) => item.get('.asked').text())
    expect(asked).toHaveLength(allSuggestions(state).length)
    expect(asked[2]).toContain('来自《加装电梯补助》的建议1')
  })

  it('[HD7] says what is wrong, leads there, and sends nothing', async () => {
    const { view, outbox } = await open()
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(view.get('[role=alert]').text()).toContain('请写正文')
    expect(document.activeElement).toBe(view.get('[data-field=opening] textarea').element)
    expect(outbox.entries).toEqual([])
  })

  it('[HD8, PR33] keeps what is typed, asks about gaps, sends it, and keeps the draft until it is taken', async () => {
    const { view, outbox, drafts, platform, state } = await open()
    await view.get('[data-field=opening] textarea').setValue('现答复如下：')
    await view.get('[data-field=item-0-text] textarea').setValue('已采纳')
    await view.get('[data-field=item-0-class] input[value=A]').setValue(true)
    await drafts.flush()
    const kept = await platform.drafts.list({ server: 'http://server.test', account: cast.lead.id })
    expect(kept).toMatchObject([{ kind: 'answer', matter: state.id, body: { text: '现答复如下：' } }])

    await view.get('form').trigger('submit')
    await flushPromises()
    expect(outbox.entries, 'gaps are asked about first').toEqual([])
    const dialog = document.querySelector('.el-dialog')
    expect(dialog?.textContent).toContain('第 2、3 条建议没有答复')
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await until('the answer is in the outbox', () => outbox.entries.length === 1)
    expect(outbox.entries[0]?.command).toEqual({
      type: 'proposal.answer',
      data: {
        items: [{ suggestion: 0, text: '已采纳', class: 'A' }],
        text: '现答复如下：',
        // the numbers are meant as they stand here
        merged: [MERGED],
      },
    })
    expect(view.emitted('close')).toHaveLength(1)
    expect(drafts.drafts, 'the server has not taken it').toHaveLength(1)
  })

  it('[HD7] class B asks who and when, and proposes the own unit', async () => {
    const { view } = await open()
    expect(view.find('.promise').exists()).toBe(false)
    await view.get('[data-field=item-1-class] input[value=B]').setValue(true)
    await flushPromises()
    const promise = view.get('.promise')
    expect(promise.text()).toContain('市城市管理局')
    expect(promise.find('input[type=date]').exists()).toBe(true)
  })
})

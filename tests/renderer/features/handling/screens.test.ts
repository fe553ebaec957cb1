import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import AnswerPanel from '../../../../src/features/proposal/handling/AnswerPanel.vue'
import CloseDialog from '../../../../src/features/proposal/handling/dialogs/CloseDialog.vue'
import EvaluateDialog from '../../../../src/features/proposal/handling/dialogs/EvaluateDialog.vue'
import AssignDialog from '../../../../src/features/proposal/handling/dialogs/AssignDialog.vue'
import { readEvaluation } from '../../../../src/features/proposal/handling/dialogs/evaluation.ts'
import EvaluationResults from '../../../../src/features/proposal/handling/EvaluationResults.vue'
import { heldIn } from '../../../../src/features/proposal/handling/held.ts'
import HandlingDialog from '../../../../src/features/proposal/handling/HandlingDialog.vue'
import HeldAnswer from '../../../../src/features/proposal/handling/HeldAnswer.vue'
import LookBacks from '../../../../src/features/proposal/handling/LookBacks.vue'
import { CLOCK_RULES } from '../../../../core/clock/rules.ts'
import { endOf } from '../../../../core/clock/span.ts'
import { may } from '../../../../core/deciding.ts'
import type { CommandType } from '../../../../core/kinds.ts'
import type { Account } from '../../../../core/people/roles.ts'
import { screen } from '../../../support/screen.ts'
import { until } from '../../../support/until.ts'
import { answeredLead, cast, DAY, items, leadAt, proposal, proposalAt, sample, UNITS, type Play } from './fixtures.ts'
import { STATE_CALENDAR } from '../../../../core/clock/workdays.ts'

const people = Object.values(cast)
const show = (component: object, props: Record<string, unknown>, me: Account, route?: string) =>
  screen(component, props, { me, people, units: UNITS, ...(route ? { route } : {}) })
const verdict = (play: Play, me: Account) => (type: CommandType) => may(me, type, proposal(play), play.at)
const body = () => document.body.textContent ?? ''
const submit = async () => {
  document.querySelector('.el-dialog form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
}
const choose = (value: string) =>
  document.querySelector<HTMLInputElement>(`.el-dialog input[value="${value}"]`)?.dispatchEvent(new Event('change'))

describe('the held answer', () => {
  const held = (gaps: boolean) => {
    const play = leadAt('handling')
    const answer = { items: items(play.at).slice(gaps ? 1 : 0), text: '您的提案收悉。' }
    return { play: play.do(cast.lead, { type: 'proposal.answer', data: answer }), answer }
  }

  it('[HD10] is taken from the server only when it is the one the record names', () => {
    const { play, answer } = held(false)
    const { digest } = proposal(play).held!
    const sent = { ...proposal(play), heldAnswer: { kind: 'answer', ...answer } }
    expect(heldIn(sent, digest)?.text).toBe('您的提案收悉。')
    expect(heldIn({ ...sent, heldAnswer: { ...answer, text: '改过的' } }, digest)).toBeUndefined()
    expect(heldIn(proposal(play), digest)).toBeUndefined()
  })

  it('[HD11] stands beside the suggestions; what is uncovered is marked', async () => {
    const { play, answer } = held(true)
    const { view } = await show(HeldAnswer, { state: proposal(play), answer, now: play.at }, cast.moderator)
    const rows = view.findAll('.row')
    expect(rows).toHaveLength(3)
    expect(rows.map((row) => row.classes('missing'))).toEqual([false, false, true])
    expect(rows[2]?.text()).toContain('没有答复')
    expect(view.text()).toContain('第 3 条建议还没有答复')
  })

  it('[HD11] cannot be released while something is uncovered, and can be returned', async () => {
    for (const gaps of [true, false]) {
      const { play, answer } = held(gaps)
      const state = { ...proposal(play), heldAnswer: { kind: 'answer', ...answer } }
      const props = { state, now: play.at, verdict: verdict(play, cast.moderator) }
      const { view } = await show(AnswerPanel, props, cast.moderator)
      const [back, release] = view.findAll('.do button')
      expect(release?.attributes('disabled') !== undefined, `blocked with gaps: ${gaps}`).toBe(gaps)
      await back?.trigger('click')
      expect(view.emitted('act')).toEqual([['returnAnswer']])
      view.unmount()
    }
  })

  it('[HD10] the author sees nothing of it', async () => {
    const { play } = held(false)
    const props = { state: proposal(play), now: play.at, verdict: verdict(play, cast.author) }
    const { view } = await show(AnswerPanel, props, cast.author)
    expect(view.text()).not.toContain('您的提案收悉')
    expect(view.find('.do button').exists()).toBe(false)
  })

  it('[HD8] a returned answer says why, and is mended from what was handed in', async () => {
    const { play, answer } = held(true)
    play.do(cast.moderator, sample('proposal.return-answer', 0, ''))
    const state = { ...proposal(play), heldAnswer: { kind: 'answer', ...answer } }
    const props = { state, now: play.at, verdict: verdict(play, cast.lead) }
    const { view } = await show(AnswerPanel, props, cast.lead, `/proposals/${state.id}/answer?write=1`)
    await until('the form is there', () => view.find('form').exists())
    expect(view.text()).toContain('请逐条说明')
    expect(view.get<HTMLTextAreaElement>('[data-field=item-1-text] textarea').element.value).toBe('已采纳。')
  })
})

describe('the feedback form', () => {
  it('[HD14] asks how one was treated and what came of it apart, and needs every answer', async () => {
    const play = proposalAt('answered')
    const { view } = await show(EvaluateDialog, { state: proposal(play), me: cast.author.id }, cast.author)
    const parts = [...document.querySelectorAll('.el-dialog .part')].map((part) => part.textContent ?? '')
    expect(parts).toHaveLength(2)
    expect(parts[0]).toContain('对办理态度')
    expect(parts[0]).not.toContain('对办理结果')
    expect(parts[1]).toContain('对办理结果')
    await submit()
    expect(view.emitted('confirm')).toBeUndefined()
    expect(body().match(/请选择一项/g)).toHaveLength(5)
    for (const value of ['visited', 'telephone', 'satisfied', 'mostly', 'disagree']) choose(value)
    await flushPromises()
    expect(body(), 'what a first disagreement brings about').toContain('须再次办理后才能办结')
    await submit()
    expect(view.emitted('confirm')).toEqual([
      [{ contact: 'visited', method: 'telephone', attitude: 'satisfied', pertinence: 'mostly', result: 'disagree' }],
    ])
  })

  it('[HD14] begins with what one said before', async () => {
    const play = proposalAt('answered').do(cast.author, sample('proposal.evaluate', 0, ''))
    const { view } = await show(EvaluateDialog, { state: proposal(play), me: cast.author.id }, cast.author)
    await submit()
    expect(view.emitted('confirm')).toEqual([[sample('proposal.evaluate', 0, '').data]])
  })

  it('[HD14] a text that is too long is told', () => {
    const all = {
      contact: 'visited',
      method: 'visit',
      attitude: 'satisfied',
      pertinence: 'yes',
      result: 'agree',
    } as const
    expect(readEvaluation({ ...all, text: '长'.repeat(2003) })).toEqual({ ok: false, open: [], tooLong: 3 })
    expect(readEvaluation({ ...all, text: '  ' })).toEqual({ ok: true, data: all })
  })

  it('[HD15] satisfaction is never shown without the class-A rate and the kept-promise rate', async () => {
    const play = answeredLead().do(cast.author, sample('proposal.evaluate', 0, ''))
    const { view } = await show(EvaluationResults, { state: proposal(play), index: 0, now: play.at }, cast.author)
    const names = view.findAll('.figure dt').map((name) => name.text())
    expect(names).toEqual(['态度满意', '同意结果', '已解决或采纳（A类）', '承诺兑现'])
    expect(view.findAll('.figure dd').map((figure) => figure.text())).toEqual([
      '100%1 / 1 人',
      '100%1 / 1 人',
      '33%1 / 3 条',
      '暂无',
    ])
    expect(view.text(), 'who has not spoken').toContain('尚未评价')
  })
})

describe('releasing', () => {
  it('[PR33] names the answer that was there when the dialogue opened, whatever comes meanwhile', async () => {
    const play = proposalAt('held')
    const read = proposal(play).held!.digest
    const { view } = await show(
      HandlingDialog,
      { action: 'release', state: proposal(play), me: '', now: play.at },
      cast.moderator,
    )
    const items = [0, 1].map((suggestion) => ({ suggestion, text: '改', class: 'C' as const }))
    play.do(cast.lead, { type: 'proposal.answer', data: { items, text: '另一份' } })
    await view.setProps({ state: proposal(play) })
    expect(proposal(play).held!.digest).not.toBe(read)
    await submit()
    expect(view.emitted('done')?.[0]?.[0]).toEqual({ type: 'proposal.release-answer', data: { digest: read } })
  })
})

describe('closing', () => {
  const close = async (play: Play, now: number) => {
    const shown = await show(CloseDialog, { state: proposal(play), now }, cast.moderator)
    const button = document.querySelector<HTMLButtonElement>('.el-dialog button[type=submit]')
    return { ...shown, locked: button?.disabled }
  }

  it('[HD16] is locked while somebody may still speak, and says who and until when', async () => {
    const play = proposalAt('answered').do(cast.author, sample('proposal.evaluate', 0, ''))
    const { locked, view } = await close(play, play.at)
    expect(locked).toBe(true)
    expect(body()).toContain(`尚未评价：${cast.signer.name}`)
    await submit()
    expect(view.emitted('confirm')).toBeUndefined()
  })
  it('[HD16] is open once their time is over', async () => {
    const play = proposalAt('answered')
    const { locked } = await close(play, play.at + 60 * DAY)
    expect(locked).toBe(false)
    expect(body()).toContain('已过')
  })
})

describe('assigning', () => {
  it('[HD19] proposes the due date of the rule and takes over the author’s wish when asked', async () => {
    const play = proposalAt('filed')
    const state = { ...proposal(play), wish: { lead: 'unit-1', assisting: ['unit-2'] } }
    const { view } = await show(AssignDialog, { state, now: play.at }, cast.moderator)
    await submit()
    expect(view.emitted('confirm'), 'without a lead unit').toBeUndefined()
    expect(body()).toContain('请选择主办单位')
    document.querySelector<HTMLButtonElement>('.el-dialog .banner button')?.click()
    await submit()
    expect(view.emitted('confirm')).toEqual([
      [{ lead: 'unit-1', assisting: ['unit-2'], due: endOf(play.at, CLOCK_RULES.answer.length, STATE_CALENDAR) }],
    ])
  })
})

describe('look-backs', () => {
  it('[HD17] shows verdict, evidence and who, and what is overdue', async () => {
    const play = answeredLead()
    play.do(cast.moderator, {
      type: 'proposal.look-back',
      data: { suggestion: 0, verdict: 'partly', evidence: '三台已装' },
    })
    const now = proposal(play).rounds[0]!.releasedAt + 100 * DAY
    const { view } = await show(LookBacks, { state: proposal(play), index: 0, now }, cast.author)
    expect(view.text()).toContain('三台已装')
    expect(view.text()).toContain('部分兑现')
    expect(view.findAll('.slot').map((slot) => slot.classes('late'))).toEqual([true, false, false])
  })
})

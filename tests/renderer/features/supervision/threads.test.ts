import { describe, expect, it } from 'vitest'
import type { SupervisionState } from '../../../../core/supervision/state.ts'
import type { Account } from '../../../../core/people/roles.ts'
import type { Summary } from '../../../../core/wire/records.ts'
import { may } from '../../../../core/deciding.ts'
import OutcomeTab from '../../../../src/features/consultation/outcome/OutcomeTab.vue'
import LookBacks from '../../../../src/features/proposal/handling/LookBacks.vue'
import ThreadRow from '../../../../src/features/supervision/list/ThreadRow.vue'
import ThreadsPane from '../../../../src/features/supervision/list/ThreadsPane.vue'
import { check } from '../../../../src/features/supervision/opening/check.ts'
import { bodyAgain, bodyFrom, bodyOf, THREAD_DRAFT } from '../../../../src/features/supervision/opening/draft.ts'
import OpenForm from '../../../../src/features/supervision/opening/OpenForm.vue'
import OverviewTab from '../../../../src/features/supervision/page/OverviewTab.vue'
import ProgressTab from '../../../../src/features/supervision/page/ProgressTab.vue'
import SeenTab from '../../../../src/features/supervision/page/SeenTab.vue'
import { consultationAt } from '../../../support/consultation-stages.ts'
import { consultation, proposal, supervision, type Play } from '../../../support/matter.ts'
import { uuid } from '../../../support/record.ts'
import { screen } from '../../../support/screen.ts'
import { cast, proposalAt } from '../../../support/stages.ts'
import { openData } from '../../../support/supervision-samples.ts'
import { supervisionAt } from '../../../support/supervision-stages.ts'
import { until } from '../../../support/until.ts'

const people = Object.values(cast)
const units = [
  { id: 'unit-1', name: '区住建局', region: 'street' },
  { id: 'unit-2', name: '区水务局', region: 'street' },
]
const DAY = 24 * 60 * 60_000
const NOW = Date.UTC(2026, 10, 3, 2)

async function shown(component: object, play: Play, me: Account, more: object = {}) {
  const props = { state: supervision(play), now: play.at, ...more }
  return (await screen(component as never, props, { me, people, units })).view
}

describe('the list of threads', () => {
  const summary: Summary = {
    id: uuid(7),
    kind: 'supervision',
    title: '加装电梯承诺的监督',
    status: 'open',
    unit: 'unit-1',
    author: cast.moderator.id,
    createdAt: NOW,
    updatedAt: NOW,
    seq: 3,
    dueAt: NOW + 20 * DAY,
    counts: { messages: 0, supports: 2, cosigners: 0 },
  }

  it('[TH1] says of each whose it is, and by the light when the next commitment is due', async () => {
    const props = { summary, now: NOW, picked: false, changed: false }
    const { view } = await screen(ThreadRow, props, { me: cast.signer, people, units })
    for (const words of ['督办中', '区住建局', '2 人关注']) expect(view.text()).toContain(words)
    expect(view.text()).toMatch(/还剩 \d+ 个工作日/)
    expect(view.get('a').attributes('href')).toBe(`/supervisions/${uuid(7)}`)
  })

  it('[TH1] says what to do when it cannot be loaded, and leads moderators to a new one', async () => {
    const { view } = await screen(ThreadsPane, {}, { me: cast.moderator, people, units })
    await until('it has failed', () => view.find('[role="alert"]').exists())
    expect(view.get('[role="alert"]').text()).toContain('重试')
    expect(view.text()).toContain('发起微监督')
    const member = await screen(ThreadsPane, {}, { me: cast.signer, people, units })
    expect(member.view.text()).not.toContain('发起微监督')
  })
})

describe('the page of a thread', () => {
  const side = (view: Awaited<ReturnType<typeof shown>>, label: string, n = 0) =>
    view.findAll(`section[aria-label="${label}"]`)[n]!.text()

  it('[TH5] puts what the unit says beside what supervisors found, and neither into the other', async () => {
    const view = await shown(OverviewTab, supervisionAt('partly'), cast.signer)
    expect(side(view, '单位怎么说')).toContain('34 幢全部投用')
    expect(side(view, '单位怎么说')).not.toContain('尚有 4 幢')
    expect(side(view, '监督人怎么看')).toMatch(/部分兑现.*尚有 4 幢未投用/s)
    expect(side(view, '监督人怎么看')).not.toContain('34 幢全部投用')
  })

  it('[TH5] makes no claim a verdict: what is claimed waits, and its clock stands still', async () => {
    const view = await shown(OverviewTab, supervisionAt('claimed'), cast.signer)
    expect(side(view, '监督人怎么看')).toContain('还没有结论')
    expect(view.text()).toContain('待核查')
    expect(view.text()).toContain('期限停计')
    expect(view.text()).toContain('已兑现 0 / 2 项')
  })

  it('[TH5] marks a verdict from before a commitment began anew', async () => {
    const view = await shown(OverviewTab, supervisionAt('reopened'), cast.signer)
    expect(side(view, '监督人怎么看')).toContain('已不作数')
    expect(view.text()).toContain('重新督办')
  })

  it('[TH5] names what was escalated with the rule that allowed it, reminders and requests with their outcome', async () => {
    const view = await shown(OverviewTab, supervisionAt('escalated'), cast.signer)
    // the second commitment has been overdue for a month before the reminder was left unheeded
    expect(view.text()).toMatch(/已提请市级督办，依据“承诺期限”/)
    expect(view.text()).toContain('请加快进度')
    const asked = await shown(OverviewTab, supervisionAt('asked'), cast.signer)
    expect(asked.text()).toMatch(/申请延期到.*地质条件复杂.*待批/s)
  })

  it('[TH9] answers for each light how its date was reckoned', async () => {
    const view = await shown(OverviewTab, supervisionAt('accepted'), cast.signer)
    const why = view.get('details.why').text()
    expect(why).toContain('承诺期限')
    expect(why).toMatch(/另行约定，至\d+年\d+月\d+日到期/)
  })

  it('[TH10] lists reports with percent and pictures before and after, the latest first', async () => {
    const play = supervisionAt('accepted')
    const state = supervision(play)
    const [first, ...rest] = state.commitments
    const picture = (n: string) => ({ sha256: n.repeat(64), name: `${n}.jpg`, type: 'image/jpeg' as const, size: 9 })
    const latest = {
      ...{ unit: 'unit-1', by: cast.lead.id, at: play.at, text: '已开工 30 幢', percent: 88 },
      attachments: [picture('a'), picture('b'), picture('c')],
      pairs: [{ before: 'a'.repeat(64), after: 'b'.repeat(64) }],
    }
    const more: SupervisionState = {
      ...state,
      commitments: [{ ...first!, reports: [...first!.reports, latest] }, ...rest],
    }
    const view = await shown(ProgressTab, play, cast.signer, { state: more })
    const reports = view.findAll('li.report')
    expect(reports.map((one) => one.get('.words').text())).toEqual(['已开工 30 幢', '已开工 20 幢'])
    expect(reports[0]!.text()).toContain('完成 88%')
    expect(reports[0]!.get('[role="group"]').attributes('aria-label')).toBe('第 1 组前后对比')
    expect(reports[0]!.findAll('[role="group"] figcaption').map((one) => one.text())).toEqual(['之前', '之后'])
  })

  it('[TH7] shows what was hidden only to its author and to moderators, and to all why', async () => {
    const play = supervisionAt('opened')
    const [seen] = supervision(play).observations
    play.do(cast.moderator, {
      type: 'observation.hide',
      data: { observation: seen!.id, reason: '涉及个人隐私' },
    })
    const words = async (me: Account) => {
      const verdict = (type: Parameters<typeof may>[1]) => may(me, type, supervision(play), play.at)
      return (await shown(SeenTab, play, me, { verdict })).text()
    }
    for (const me of [cast.moderator, cast.author]) expect(await words(me), me.username).toContain(seen!.text)
    expect(await words(cast.signer)).not.toContain(seen!.text)
    expect(await words(cast.signer)).toContain('涉及个人隐私')
  })
})

describe('opening a thread', () => {
  const fields = (found: ReturnType<typeof check>) => (found.ok ? [] : found.faults.map(({ field }) => field))

  it('[TH8] says everything that is still wrong, in the order of the form', () => {
    const empty = ['title', 'subject', 'unit', 'supervisors', 'words-c1', 'unit-c1', 'due-c1']
    expect(fields(check(bodyOf(undefined), NOW))).toEqual(empty)
    const body = bodyAgain(openData(NOW))
    body.commitments[1]!.due = NOW - 1
    expect(fields(check(body, NOW))).toEqual(['due-c2'])
    body.title = '字'.repeat(101)
    expect(fields(check(body, NOW))).toEqual(['title', 'due-c2'])
  })

  it('[TH8] that was refused goes on as a draft, with everything it said', () => {
    const data = { ...openData(NOW), open: false, origin: uuid(8), item: 0 }
    expect(check(bodyAgain(data), NOW)).toEqual({ ok: true, data })
  })

  it('[TH8] from a promise begins with its words, unit and date, and is one that the thread takes', () => {
    const from = proposalAt('answered')
    const { id, title, open, rounds } = proposal(from)
    const { text, promise } = rounds[0]!.items[0]!
    const made = { origin: id, originTitle: title, item: 0, text, unit: promise!.owner, due: promise!.due, open }
    const body = { ...bodyFrom(made, from.at), supervisors: [cast.signer.id] }
    expect(body.commitments).toEqual([{ key: 'c1', text, unit: promise!.owner, due: promise!.due }])
    const found = check(body, from.at)
    if (!found.ok) throw new Error(JSON.stringify(found.faults))
    const thread = from.beside(uuid(93))
    thread.do(cast.moderator, { type: 'supervision.open', data: found.data })
    expect(supervision(thread)).toMatchObject({ origin: id, item: 0, round: 0, unit: promise!.owner })
    const late = bodyFrom({ ...made, due: from.at - 1 }, from.at)
    expect(late.commitments[0]?.due, 'a date that has gone by is chosen anew').toBeNull()
  })

  it('[TH8] is offered at the promise once; then the promise leads to its thread', async () => {
    const from = proposalAt('answered')
    const props = () => ({ state: proposal(from), index: 0, now: from.at })
    const before = await screen(LookBacks, props(), { me: cast.moderator, people, units })
    const begin = before.view.findAll('button').find((one) => one.text() === '转入微监督')
    await begin!.trigger('click')
    await until('the form is opened', () => before.router.currentRoute.value.name === 'supervise')
    const [draft] = before.drafts.drafts
    expect(bodyOf(draft)).toMatchObject({ origin: from.matter, item: 0, unit: 'unit-1' })
    const member = await screen(LookBacks, props(), { me: cast.signer, people, units })
    expect(member.view.text()).not.toContain('转入微监督')
    const thread = from.beside(uuid(93))
    thread.do(cast.moderator, {
      type: 'supervision.open',
      data: { ...openData(from.at), origin: from.matter, item: 0 },
    })
    const after = await screen(LookBacks, props(), { me: cast.moderator, people, units })
    expect(after.view.get('a.thread').attributes('href')).toBe(`/supervisions/${uuid(93)}`)
    expect(after.view.findAll('button').map((one) => one.text())).not.toContain('转入微监督')
  })

  it('[TH8] is offered at a follow-up of a published outcome, beside writing a proposal', async () => {
    const play = consultationAt('published')
    const state = consultation(play)
    const [point] = state.published!.followUps
    const matter = { events: [], from: 1, whole: true, pinned: [], ensureWholeRecord: () => Promise.resolve() }
    const verdict = (type: Parameters<typeof may>[1]) => may(cast.moderator, type, state, play.at)
    const props = { matter, state, now: play.at, verdict }
    const { view, drafts, router } = await screen(OutcomeTab, props, { me: cast.moderator, people, units })
    const begin = view.findAll('button').find((one) => one.text() === '转入微监督')
    await begin!.trigger('click')
    await until('the form is opened', () => router.currentRoute.value.name === 'supervise')
    const body = bodyOf(drafts.drafts[0])
    expect(body).toMatchObject({ origin: play.matter, item: 0, subject: point!.text })
    expect(body.commitments).toMatchObject([{ key: 'c1', text: point!.text }])
  })

  it('[TH8] is kept on this machine as it is written, and is sent from there', async () => {
    const id = uuid(1)
    const { view, drafts, outbox, router } = await screen(
      OpenForm,
      { draftId: id },
      { me: cast.moderator, people, units, route: '/supervise' },
    )
    await view.get('[data-field="title"] input').setValue('加装电梯承诺的监督')
    await until('it is kept', () => drafts.get(id)?.title === '加装电梯承诺的监督')
    expect(drafts.get(id)?.kind).toBe(THREAD_DRAFT)
    await view.get('form').trigger('submit')
    await until('it says what is missing', () => view.text().includes('请写明监督事由'))
    expect(outbox.entries).toHaveLength(0)
    expect(router.currentRoute.value.name).toBe('supervise')
  })
})

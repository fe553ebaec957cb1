import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { may } from '../../../../core/deciding.ts'
import type { CommandType } from '../../../../core/kinds.ts'
import type { Account } from '../../../../core/people/roles.ts'
import type { Summary } from '../../../../core/wire/records.ts'
import SessionRow from '../../../../src/features/consultation/list/SessionRow.vue'
import SessionsPane from '../../../../src/features/consultation/list/SessionsPane.vue'
import ClockLights from '../../../../src/features/consultation/page/ClockLights.vue'
import OwnInvitation from '../../../../src/features/consultation/page/OwnInvitation.vue'
import { byStanding, leavesAsked } from '../../../../src/features/consultation/people/attendance.ts'
import PeopleTab from '../../../../src/features/consultation/people/PeopleTab.vue'
import { check } from '../../../../src/features/consultation/writing/check.ts'
import ConveneForm from '../../../../src/features/consultation/writing/ConveneForm.vue'
import {
  bodyOf,
  contentDraft,
  revisionDraft,
  SESSION_DRAFT,
} from '../../../../src/features/consultation/writing/draft.ts'
import PeopleFields from '../../../../src/features/consultation/writing/PeopleFields.vue'
import { CONSULTATION_STATUSES } from '../../../../core/consultation/state.ts'
import StageMark from '../../../../src/ui/StageMark.vue'
import { createData } from '../../../support/consultation-samples.ts'
import { consultationAt } from '../../../support/consultation-stages.ts'
import { consultation } from '../../../support/matter.ts'
import { directoryOf } from '../../../support/people.ts'
import { uuid } from '../../../support/record.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'
import { STANDARD_BOOK } from '../../../../core/clock/book.ts'
import { clockDays } from '../../../../core/consultation/clocks.ts'

const USUAL = clockDays({}, 0, STANDARD_BOOK)

const people = Object.values(cast)
const directory = directoryOf(people)
const moderator = { me: cast.moderator, people }
const DAY = 24 * 60 * 60_000

describe('the list of sessions', () => {
  const NOW = Date.UTC(2026, 10, 3, 2)
  const summary = (status: string, dueAt?: number): Summary => ({
    id: uuid(7),
    kind: 'consultation',
    title: '加装电梯',
    status,
    author: cast.moderator.id,
    createdAt: NOW,
    updatedAt: NOW,
    seq: 3,
    counts: { messages: 0, supports: 0, cosigners: 0 },
    ...(dueAt === undefined ? {} : { dueAt }),
  })
  const row = async (of: Summary) => {
    const props = { summary: of, now: NOW, picked: false, changed: false }
    return (await screen(SessionRow, props, { me: cast.signer, people })).view
  }

  it('[CS1] says of each when it begins, or when its outcome is looked at again', async () => {
    expect((await row(summary('preparing', NOW + 20 * DAY))).text()).toMatch(/11月23日.*开会/)
    expect((await row(summary('published', NOW + 30 * DAY))).text()).toMatch(/回看成果.*还剩 \d+ 个工作日/)
    expect((await row(summary('open'))).text()).not.toMatch(/开会|回看/)
  })

  it('[CS1] says what to do when it cannot be loaded', async () => {
    const { view } = await screen(SessionsPane, {}, moderator)
    await until('it has failed', () => view.find('[role="alert"]').exists())
    expect(view.get('[role="alert"]').text()).toContain('重试')
    expect(view.text()).toContain('发起')
  })

  it('[CL90] tells the statuses of a session apart by shape as well', async () => {
    const shapes = new Set<string | undefined>()
    for (const status of CONSULTATION_STATUSES) {
      const { view } = await screen(StageMark, { status, kind: 'consultation' }, moderator)
      shapes.add(view.get('path').attributes('d'))
    }
    expect(shapes.size).toBe(CONSULTATION_STATUSES.length)
  })
})

describe('the form of a session', () => {
  const now = 1_790_000_000_000

  it('[CS2] says everything that is still wrong, in the order of the form', () => {
    const found = check(bodyOf(undefined, USUAL), directory, now)
    const fields = found.ok ? [] : found.faults.map(({ field }) => field)
    expect(fields).toEqual(['title', 'question', 'agenda', 'people', 'startsAt'])
    const body = bodyOf({ body: { ...createData(now), accounts: [cast.signer.id], startsAt: now - 1 } }, USUAL)
    body.agenda[1]!.title = ' '
    body.agenda[2]!.minutes = null
    const late = check(body, directory, now)
    expect(late.ok ? [] : late.faults.map(({ field }) => field)).toEqual(['agenda-a2', 'agenda-a3', 'startsAt'])
  })

  it('[CS2] of a revision begins with what the session says, and changes nothing by itself', () => {
    const play = consultationAt('preparing')
    const state = consultation(play)
    const found = check(bodyOf(revisionDraft(uuid(1), state), USUAL), directory, play.at)
    if (!found.ok) throw new Error(JSON.stringify(found.faults))
    const before = play.events.length
    play.do(cast.moderator, { type: 'consultation.revise', data: found.data })
    expect(play.events, 'the same again is no event').toHaveLength(before)
  })

  it('[CS2] that was refused goes on as a draft, with everything it said', () => {
    const data = { ...createData(now), linked: [uuid(8)], clocks: { notice: 3, papers: 2, minutes: 1 } }
    const draft = contentDraft(uuid(1), SESSION_DRAFT, uuid(2), data, [], USUAL)
    const found = check(bodyOf(draft, USUAL), directory, now)
    expect(found).toEqual({ ok: true, data })
  })

  it('[CS2] counts whom its rule reaches as it is filled in', async () => {
    const body = bodyOf(undefined, USUAL)
    const { view } = await screen(PeopleFields, { body, faultOf: () => undefined }, moderator)
    expect(view.text()).toContain('现在共 0 人')
    await view.setProps({ body: { ...body, accounts: [cast.signer.id] } })
    expect(view.text()).toContain('现在共 1 人')
    expect(view.text()).toContain(cast.signer.name)
    await view.setProps({ body: { ...body, roles: ['member', 'representative'] } })
    expect(view.text()).toContain('现在共 3 人')
  })

  it('[CS2] is kept on this machine as it is written', async () => {
    const id = uuid(77)
    const { view, drafts } = await screen(ConveneForm, { draftId: id }, { ...moderator, route: '/convene' })
    await view.get('[data-field="title"] input').setValue('菜场停车怎么共享')
    await flushPromises()
    expect(drafts.get(id)).toMatchObject({ kind: SESSION_DRAFT, title: '菜场停车怎么共享' })
    await view.get('form').trigger('submit')
    await flushPromises()
    expect(view.get('[role="alert"]').text()).toContain('请写要协商的问题')
    expect(drafts.get(id), 'nothing is sent that is not whole').toBeDefined()
  })
})

describe('the clocks of a session', () => {
  const lights = async (stage: string) => {
    const play = consultationAt(stage)
    return (await screen(ClockLights, { state: consultation(play), now: play.at }, moderator)).view
  }

  it('[CS3] run for invitations and papers before it, and for the minutes after it', async () => {
    const preparing = await lights('preparing')
    expect(preparing.findAll('li')).toHaveLength(2)
    expect(preparing.findAll('.due')).toHaveLength(2)
    const invited = await lights('invited')
    expect(invited.findAll('.due'), 'who is invited needs no light').toHaveLength(1)
    expect(invited.text()).toContain('邀请已全部发出')
    const concluded = await lights('concluded')
    expect(concluded.text()).toContain('散会后 7 个工作日内确认纪要')
    expect((await lights('open')).find('li').exists(), 'while it sits nothing runs').toBe(false)
  })
})

describe('the people of a session', () => {
  it('[CS6] are told what their own invitation waits for, and what became of their leave', async () => {
    const play = consultationAt('invited')
    const told = async (me: Account) =>
      (await screen(OwnInvitation, { state: consultation(play) }, { me, people })).view.text()
    expect(await told(cast.signer)).toContain('请答复是否到会')
    expect(await told(cast.invited)).toContain('等待主持人批复')
    expect(await told(cast.other), 'who is not invited is asked nothing').toBe('')
    const data = { account: cast.invited.id, granted: false, reason: '请到会说明' }
    play.do(cast.moderator, { type: 'attendance.decide-leave', data })
    expect(await told(cast.invited)).toMatch(/未准您请假.*请到会说明/)
  })

  it('[CS6] are shown by where they stand', () => {
    const groups = (stage: string) =>
      byStanding(consultation(consultationAt(stage))).map(({ standing, accounts }) => `${standing} ${accounts.length}`)
    expect(groups('preparing')).toEqual(['uninvited 4'])
    expect(groups('invited')).toEqual(['excused 1', 'asked 3'])
    expect(groups('open')).toEqual(['here 1', 'excused 1', 'asked 2'])
    expect(groups('concluded')).toEqual(['here 1', 'excused 1', 'absent 2'])
  })

  it('[CS6] have leave decided beside its reason, once', async () => {
    const play = consultationAt('invited')
    const state = consultation(play)
    expect(leavesAsked(state)).toEqual([cast.invited.id])
    const verdict = (type: CommandType) => may(cast.moderator, type, state, play.at)
    const { view, outbox } = await screen(PeopleTab, { state, now: play.at, verdict }, moderator)
    const card = view.get('.leave')
    expect(card.text()).toContain('出差')
    await card.get('button').trigger('click')
    await until('it is decided', () => outbox.entries.length === 1)
    expect(outbox.entries[0]?.command).toEqual({
      type: 'attendance.decide-leave',
      data: { account: cast.invited.id, granted: true },
    })
    play.do(cast.moderator, { type: 'attendance.decide-leave', data: { account: cast.invited.id, granted: true } })
    expect(leavesAsked(consultation(play))).toEqual([])
  })
})

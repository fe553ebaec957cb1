import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { may } from '../../../../core/deciding.ts'
import type { CommandType } from '../../../../core/kinds.ts'
import type { Account } from '../../../../core/people/roles.ts'
import NoticeGroup from '../../../../src/features/notices/NoticeGroup.vue'
import { TASK_ICON, taskTarget } from '../../../../src/features/desk/targets.ts'
import MatterGate from '../../../../src/app/MatterGate.vue'
import { offersFor, SESSION_ACTIONS, type SessionAction } from '../../../../src/features/consultation/page/offers.ts'
import SessionActions from '../../../../src/features/consultation/page/SessionActions.vue'
import { t } from '../../../../src/i18n/i18n.ts'
import { toasts } from '../../../../src/ui/say.ts'
import { createData } from '../../../support/consultation-samples.ts'
import { consultationAt, CONSULTATION_STAGES } from '../../../support/consultation-stages.ts'
import { consultation, type Play } from '../../../support/matter.ts'
import { uuid } from '../../../support/record.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'
import { STANDARD_BOOK } from '../../../../core/clock/book.ts'

const people = Object.values(cast)
const verdict = (play: Play, me: Account) => (type: CommandType) => may(me, type, consultation(play), play.at)
const offers = (play: Play, me: Account, at = play.at) =>
  offersFor(consultation(play), me, verdict(play, me), at, STANDARD_BOOK)
const ranked = (play: Play, me: Account, rank: string, at?: number) =>
  offers(play, me, at).flatMap((offer) => (offer.rank === rank ? [offer.action] : []))

// The command that each action comes to; what leads elsewhere has none of its own.
const COMMAND: Partial<Record<SessionAction, CommandType>> = {
  accept: 'attendance.accept',
  excuse: 'attendance.excuse',
  open: 'consultation.open',
  invite: 'consultation.invite',
  papers: 'consultation.revise',
  revise: 'consultation.revise',
  outcome: 'outcome.draft',
  publish: 'consultation.publish',
  review: 'consultation.review',
  minutes: 'minutes.propose',
  confirm: 'minutes.confirm',
  object: 'minutes.object',
  settle: 'minutes.settle',
  postpone: 'consultation.postpone',
  cancel: 'consultation.cancel',
  lock: 'matter.lock',
  unlock: 'matter.unlock',
}

describe('what is offered in a session', () => {
  it('[CS4] is at every stage and for everyone what the permission table allows', () => {
    const offered = new Set<SessionAction>()
    for (const stage of CONSULTATION_STAGES)
      for (const me of people) {
        const play = consultationAt(stage)
        for (const { action } of offers(play, me)) {
          offered.add(action)
          const command = COMMAND[action]
          if (!command) continue
          expect(verdict(play, me)(command), `${action} at ${stage} for ${me.username}`).toBeUndefined()
        }
      }
    const never = SESSION_ACTIONS.filter((action) => !offered.has(action))
    expect(never, 'actions that no stage offers to anybody').toEqual(['unlock'])
  })

  it('[CS4] puts first what this person is here for', () => {
    const preparing = consultationAt('preparing')
    expect(ranked(preparing, cast.moderator, 'first')).toEqual(['invite'])
    const { startsAt } = consultation(preparing)
    expect(ranked(preparing, cast.moderator, 'first', startsAt)).toEqual(['open', 'invite'])
    const invited = consultationAt('invited')
    expect(ranked(invited, cast.signer, 'first')).toEqual(['accept'])
    expect(ranked(invited, cast.invited, 'first'), 'who has asked for leave has answered').toEqual([])
    expect(ranked(consultationAt('open'), cast.signer, 'first')).toEqual(['enter'])
    expect(ranked(consultationAt('minuted'), cast.signer, 'first')).toEqual(['confirm'])
    expect(ranked(consultationAt('concluded'), cast.moderator, 'first')).toEqual(['publish'])
    const published = consultationAt('published')
    expect(ranked(published, cast.moderator, 'first')).toEqual([])
    const { reviewOn } = consultation(published).published!
    expect(ranked(published, cast.moderator, 'first', reviewOn)).toEqual(['review'])
    expect(offers(consultationAt('cancelled'), cast.moderator)).toEqual([])
  })
})

describe('a task of a session', () => {
  const summary = { kind: 'consultation' } as never
  const target = (kind: string, item?: number) =>
    taskTarget({ matter: 'm', kind: kind as never, since: 0, ...(item === undefined ? {} : { item }), summary })

  it('[CS5] leads to its room while it sits, and to its action before and after', () => {
    expect(target('run')).toEqual({ name: 'room', params: { id: 'm' }, query: {} })
    expect(target('vote', 1)).toEqual({ name: 'room', params: { id: 'm' }, query: { do: 'vote', item: '1' } })
    expect(target('statement')).toEqual({ name: 'room', params: { id: 'm' }, query: { do: 'statement' } })
    const others = ['invite', 'attend', 'leave', 'papers', 'begin', 'appeal', 'outcome', 'minutes', 'confirm-minutes']
    for (const kind of [...others, 'review']) {
      expect(TASK_ICON, kind).toHaveProperty(kind)
      const found = target(kind) as { name: string; query: { do?: string } }
      expect(found.name, kind).toBe('consultation')
      expect([...SESSION_ACTIONS, 'leave', 'appeal'], kind).toContain(found.query.do)
    }
  })

  async function arrive(stage: string, me: Account, wanted: string) {
    const play = consultationAt(stage)
    const props = { state: consultation(play), now: play.at, verdict: verdict(play, me), most: 4 }
    const route = `/consultations/${play.matter}?do=${wanted}`
    const shown = await screen(SessionActions, props, { me, people, route })
    await until('the address no longer asks', () => shown.router.currentRoute.value.query.do === undefined)
    await flushPromises()
    return shown
  }

  it('[CS5] marks the button of what is decided after reading, and puts nothing over it', async () => {
    const { view, router } = await arrive('minuted', cast.signer, 'confirm')
    await until('the button is marked', () => view.find('.pointed').exists())
    expect(view.get('.pointed').attributes('data-action')).toBe('confirm')
    expect(document.activeElement).toBe(view.get('.pointed').element)
    expect(router.currentRoute.value.params.tab).toBe('minutes')
    expect(document.querySelector('.el-dialog')).toBeNull()
  })

  it('[CS5] opens what asks something, and goes to where leave is decided', async () => {
    const asked = await arrive('preparing', cast.moderator, 'invite')
    await until('the dialogue is open', () => document.querySelector('.el-dialog') !== null)
    expect(document.querySelector('.el-dialog')?.textContent).toContain('邀请 4 人')
    asked.view.unmount()
    const leave = await arrive('invited', cast.moderator, 'leave')
    expect(leave.router.currentRoute.value.params.tab).toBe('people')
    expect(leave.view.emitted('arrive')).toEqual([['leave']])
  })

  it('[CS5] says so when it is no longer theirs to do', async () => {
    await arrive('open', cast.signer, 'invite')
    await until('it is said', () => toasts.value.some(({ text }) => text === t('handling.alreadyDone')))
  })
})

describe('a notice of a session', () => {
  it('[CS15] leads to the part of the page it is about', async () => {
    const notice = (type: string, n: number) =>
      ({ n, matter: uuid(7), title: '加装电梯', seq: n, type, actor: cast.moderator.id, at: 1, read: false }) as const
    const notices = [notice('minutes.proposed', 3), notice('consultation.published', 2), notice('message.posted', 1)]
    const { view } = await screen(NoticeGroup, { notices, now: 1 }, { me: cast.signer, people })
    const hrefs = view.findAll('a.turn').map((link) => link.attributes('href'))
    expect(hrefs).toEqual(['minutes', 'outcome', 'discussion'].map((tab) => `/matters/${uuid(7)}/${tab}`))
  })

  it('[CS15] finds the page of its matter, whatever kind it is', async () => {
    const id = uuid(99)
    const { outbox, router } = await screen(
      MatterGate,
      { id, tab: 'minutes' },
      { me: cast.moderator, people, route: `/matters/${id}/minutes` },
    )
    // Begun on this machine: known before a server has heard of it.
    void outbox.send({ matter: id, type: 'consultation.create', data: createData(Date.now()) })
    await until('it has led on', () => router.currentRoute.value.name === 'consultation')
    expect(router.currentRoute.value.params).toMatchObject({ id, tab: 'minutes' })
  })
})

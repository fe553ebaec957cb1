import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { may } from '../../../../core/deciding.ts'
import type { CommandType } from '../../../../core/kinds.ts'
import type { Account } from '../../../../core/people/roles.ts'
import { waitingSupervision } from '../../../../core/supervision/needs.ts'
import type { SupervisionState } from '../../../../core/supervision/state.ts'
import { taskTarget } from '../../../../src/features/desk/targets.ts'
import { aboutOf, isAbout } from '../../../../src/features/supervision/page/about.ts'
import { offersFor, THREAD_ACTIONS, type ThreadAction } from '../../../../src/features/supervision/page/offers.ts'
import ThreadActions from '../../../../src/features/supervision/page/ThreadActions.vue'
import { faultsOf } from '../../../../src/features/supervision/steps/faults.ts'
import {
  commandOf,
  isStep,
  STEP_ACTIONS,
  stepBody,
  type StepAction,
  type StepBody,
} from '../../../../src/features/supervision/steps/step.ts'
import { t } from '../../../../src/i18n/i18n.ts'
import { toasts } from '../../../../src/ui/say.ts'
import { supervision, type Play } from '../../../support/matter.ts'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'
import { SUPERVISION_STAGES, supervisionAt } from '../../../support/supervision-stages.ts'
import { until } from '../../../support/until.ts'
import { STANDARD_BOOK } from '../../../../core/clock/book.ts'

const people = Object.values(cast)
const units = [
  { id: 'unit-1', name: '区住建局', region: 'street' },
  { id: 'unit-2', name: '区水务局', region: 'street' },
]
const DAY = 24 * 60 * 60_000

const verdict = (play: Play, me: Account) => (type: CommandType) => may(me, type, supervision(play), play.at)
const scene = (play: Play, me: Account) => ({ state: supervision(play), me, now: play.at, book: STANDARD_BOOK })
const offers = (play: Play, me: Account) => offersFor(scene(play, me), verdict(play, me))
const ranked = (play: Play, me: Account, rank: string) =>
  offers(play, me).flatMap((offer) => (offer.rank === rank ? [offer.action] : []))

// The command that each action comes to.
const COMMAND: Record<ThreadAction, CommandType> = {
  accept: 'supervision.accept',
  report: 'progress.report',
  claim: 'commitment.claim-done',
  extend: 'extension.request',
  verify: 'commitment.verify',
  rate: 'supervision.rate',
  lookBack: 'supervision.look-back',
  decide: 'extension.grant',
  remind: 'supervision.remind',
  escalate: 'supervision.escalate',
  close: 'supervision.close',
  reopen: 'supervision.reopen',
  observe: 'supervision.observe',
  follow: 'supervision.follow',
  unfollow: 'supervision.unfollow',
  add: 'commitment.add',
  amend: 'commitment.amend',
  drop: 'commitment.drop',
  appoint: 'supervision.appoint',
  lock: 'matter.lock',
  unlock: 'matter.unlock',
}

/** A dialogue filled in as a person would, about the commitment that it begins with. */
function filled(action: StepAction, play: Play, me: Account): StepBody {
  const about = isAbout(action) ? aboutOf(action, scene(play, me))[0] : undefined
  return {
    ...stepBody(action, supervision(play), about?.id ?? ''),
    verdict: 'partly',
    granted: 'no',
    words: '建立维保制度',
    unit: 'unit-1',
    due: play.at + 300 * DAY,
    text: '现场看过，属实。',
  }
}

const command = (action: StepAction, body: StepBody, state: SupervisionState, claims?: number) =>
  commandOf(action, body, {
    state,
    claims: claims ?? state.commitments.find(({ id }) => id === body.commitment)?.claims.length ?? 0,
    id: 'c9',
  })

describe('what is offered in a thread', () => {
  it('[TH3] is at every stage and for everyone what the permission table allows', () => {
    const offered = new Set<ThreadAction>()
    for (const stage of SUPERVISION_STAGES)
      for (const me of people) {
        const play = supervisionAt(stage)
        for (const { action } of offers(play, me)) {
          offered.add(action)
          expect(verdict(play, me)(COMMAND[action]), `${action} at ${stage} for ${me.username}`).toBeUndefined()
        }
      }
    const never = THREAD_ACTIONS.filter((action) => !offered.has(action))
    expect(never, 'actions that no stage offers to anybody').toEqual(['unlock'])
  })

  it('[TH3] puts first what this person is here for', () => {
    expect(ranked(supervisionAt('opened'), cast.lead, 'first')).toEqual(['accept'])
    expect(ranked(supervisionAt('accepted'), cast.lead, 'first')).toEqual([])
    expect(ranked(supervisionAt('claimed'), cast.signer, 'first')).toEqual(['verify'])
    expect(ranked(supervisionAt('asked'), cast.moderator, 'first')).toEqual(['decide'])
    expect(ranked(supervisionAt('overdue'), cast.moderator, 'first')).toContain('remind')
    expect(ranked(supervisionAt('reminded'), cast.lead, 'first')).toEqual(['report'])
    expect(ranked(supervisionAt('unheeded'), cast.moderator, 'first')).toContain('escalate')
    expect(ranked(supervisionAt('judged'), cast.moderator, 'first')).toEqual(['close'])
    expect(ranked(supervisionAt('closed'), cast.signer, 'first')).toEqual(['rate'])
    expect(ranked(supervisionAt('broken'), cast.moderator, 'first')).toEqual(['reopen'])
  })

  it('[TH3] offers nothing that the thread itself would refuse', () => {
    for (const stage of SUPERVISION_STAGES)
      for (const me of people) {
        const actions = offers(supervisionAt(stage), me).map(({ action }) => action)
        for (const action of actions.filter(isStep)) {
          const play = supervisionAt(stage)
          const body = filled(action, play, me)
          const said = `${action} at ${stage} for ${me.username}`
          expect(faultsOf(action, body, { state: supervision(play), now: play.at, book: STANDARD_BOOK }), said).toEqual(
            {},
          )
          expect(play.try(me, command(action, body, supervision(play))), said).toBeUndefined()
        }
      }
  })
})

describe('a dialogue of a thread', () => {
  it('[TH6] says everything that is missing', () => {
    const play = supervisionAt('asked')
    const state = supervision(play)
    const missing = (action: StepAction, change: Partial<StepBody> = {}) =>
      Object.keys(
        faultsOf(action, { ...stepBody(action, state, 'c1'), ...change }, { state, now: play.at, book: STANDARD_BOOK }),
      )
    expect(missing('report')).toEqual(['text'])
    expect(missing('verify')).toEqual(['verdict', 'text'])
    expect(missing('extend')).toEqual(['due', 'text'])
    expect(missing('add', { unit: '' })).toEqual(['words', 'unit', 'due'])
    expect(missing('accept'), 'a response needs no words').toEqual([])
    expect(missing('decide')).toEqual(['granted'])
    expect(missing('decide', { granted: 'yes' }), 'who grants may say nothing').toEqual([])
    expect(missing('decide', { granted: 'no' }), 'who denies says why').toEqual(['text'])
    const short = { text: '方案调整', due: state.commitments[0]!.due }
    expect(missing('extend', short), 'not later than it stands').toEqual(['due'])
    expect(missing('report', { text: '字'.repeat(2001) })).toEqual(['text'])
    expect(missing('claim', { text: '完成', pairs: [{ before: 'a', after: 'a' }] })).toEqual(['pairs'])
  })

  it('[TH6] gives a verdict on the claims that had been read', () => {
    const play = supervisionAt('claimed')
    const body = filled('verify', play, cast.signer)
    expect(body.commitment, 'what was claimed comes first').toBe('c1')
    const refusal = play.try(cast.signer, command('verify', body, supervision(play), 0))
    expect(refusal?.details).toMatchObject({ reason: 'claimed-meanwhile' })
  })

  it('[TH6] changes only what is another: new words do not begin a commitment anew', () => {
    const play = supervisionAt('partly')
    const state = supervision(play)
    const body = { ...stepBody('amend', state, 'c1'), words: '完成 34 幢楼加装电梯并投用', text: '写得更清楚' }
    expect(faultsOf('amend', body, { state, now: play.at, book: STANDARD_BOOK })).toEqual({})
    play.do(cast.moderator, command('amend', body, state))
    const [after] = supervision(play).commitments
    expect(after?.text).toBe(body.words)
    expect([after?.due, after?.past], 'date and verdict stand').toEqual([state.commitments[0]?.due, 0])
  })

  it('[TH6] carries pictures and pairs; a pair of a picture that was taken away goes with it', () => {
    const play = supervisionAt('accepted')
    const picture = (n: string) => ({ sha256: n.repeat(64), name: `${n}.jpg`, type: 'image/jpeg' as const, size: 9 })
    const [before, after] = [picture('a'), picture('b')]
    const pair = { before: before.sha256, after: after.sha256 }
    const body = { ...filled('report', play, cast.lead), files: [before, after], pairs: [pair] }
    expect(command('report', body, supervision(play)).data).toMatchObject({
      attachments: [before.sha256, after.sha256],
      pairs: [pair],
    })
    expect(command('report', { ...body, files: [before] }, supervision(play)).data).not.toHaveProperty('pairs')
  })

  it('[TH6] has its words for every step', () => {
    for (const action of STEP_ACTIONS) expect(t(`thread.steps.${action}.title`)).not.toContain('thread.')
  })
})

describe('a task of a thread', () => {
  const summary = { kind: 'supervision' } as never

  it('[TH4] leads to the very action, which is offered to whoever has it', () => {
    const seen = new Set<string>()
    for (const stage of SUPERVISION_STAGES) {
      const play = supervisionAt(stage)
      const state = supervision(play)
      for (const task of waitingSupervision(state, play.at, STANDARD_BOOK)) {
        if (task.since > play.at) continue
        seen.add(task.kind)
        const target = taskTarget({ matter: play.matter, kind: task.kind, since: 0, item: 0, summary })
        const wanted = (target as { query: { do: string } }).query.do
        const who = people.filter(({ id, roles, unit }) => {
          if ('account' in task.for) return id === task.for.account
          return 'unit' in task.for ? unit === task.for.unit : roles.includes(task.for.role)
        })
        for (const me of who)
          expect(
            offers(play, me).map(({ action }) => action as string),
            `${task.kind} at ${stage} for ${me.username}`,
          ).toContain(wanted)
      }
    }
    expect(seen, 'the stages set every kind of task but a look-back').toContain('escalate')
  })

  async function arrive(stage: string, me: Account, query: string) {
    const play = supervisionAt(stage)
    const props = { scene: scene(play, me), verdict: verdict(play, me), most: 4 }
    const route = `/supervisions/${play.matter}?${query}`
    const shown = await screen(ThreadActions, props, { me, people, units, route })
    await until('the address no longer asks', () => shown.router.currentRoute.value.query.do === undefined)
    await flushPromises()
    return { ...shown, play }
  }
  const dialog = () => document.querySelector('.el-dialog')

  it('[TH4] opens its dialogue with the commitment it is about, and what is decided in it', async () => {
    await arrive('claimed', cast.signer, 'do=verify&item=0')
    await until('the dialogue is open', () => dialog()?.textContent.includes('完成 34 幢楼加装电梯') === true)
    expect(dialog()?.textContent, 'the claim is read where it is judged').toContain('34 幢全部投用')
    expect(dialog()?.textContent).toContain('单位的说法')
  })

  it('[TH4] takes the item of the task, not the first one', async () => {
    await arrive('opened', cast.signer, 'do=verify&item=1')
    await until('the dialogue is open', () => dialog()?.querySelector('blockquote') != null)
    expect(dialog()?.querySelector('blockquote')?.textContent).toContain('完成管线迁改')
  })

  it('[TH4] says so when it is no longer theirs to do', async () => {
    await arrive('judged', cast.signer, 'do=verify&item=0')
    await until('it is said', () => toasts.value.some(({ text }) => text === t('handling.alreadyDone')))
    expect(dialog()).toBeNull()
  })

  it('[TH6] is sent with what was written, and says what is missing before', async () => {
    const { outbox, play } = await arrive('accepted', cast.lead, 'do=report&item=0')
    await until('the dialogue is open', () => dialog()?.querySelector('textarea') != null)
    dialog()
      ?.querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }))
    await until('it says what is missing', () => dialog()?.textContent.includes('请写明进展情况') === true)
    expect(outbox.entries).toHaveLength(0)
    const text = dialog()!.querySelector('textarea')!
    text.value = '已开工 20 幢'
    text.dispatchEvent(new Event('input', { bubbles: true }))
    await flushPromises()
    dialog()
      ?.querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }))
    await until('it is on its way', () => outbox.entries.length === 1)
    expect(outbox.entries[0]).toMatchObject({
      matter: play.matter,
      command: { type: 'progress.report', data: { commitment: 'c1', text: '已开工 20 幢' } },
    })
  })
})

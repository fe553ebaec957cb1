import { STANDARD_BOOK } from '../../../../core/clock/book.ts'
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { answerCommands } from '../../../../core/answer/commands.ts'
import { may } from '../../../../core/deciding.ts'
import type { Command, CommandType } from '../../../../core/kinds.ts'
import { calendarFile } from '../../../../core/matter/calendar-file.ts'
import type { Account } from '../../../../core/people/roles.ts'
import { appointmentEntry } from '../../../../core/service/appointments.ts'
import { serviceCommands } from '../../../../core/service/commands.ts'
import { waitingService } from '../../../../core/service/needs.ts'
import { taskTarget } from '../../../../src/features/desk/targets.ts'
import HelpActions from '../../../../src/features/service/page/HelpActions.vue'
import { HELP_ACTIONS, offersFor, type HelpAction } from '../../../../src/features/service/page/offers.ts'
import { isWorded, wordedCommand } from '../../../../src/features/service/steps/reasons.ts'
import ConsentDialog from '../../../../src/features/service/steps/ConsentDialog.vue'
import DraftDialog from '../../../../src/features/service/steps/DraftDialog.vue'
import MeetDialog from '../../../../src/features/service/steps/MeetDialog.vue'
import OfferDialog from '../../../../src/features/service/steps/OfferDialog.vue'
import { standingAppointment } from '../../../../core/service/state.ts'
import { service, type Play } from '../../../support/matter.ts'
import { person } from '../../../support/people.ts'
import { screen } from '../../../support/screen.ts'
import { SERVICE_STAGES, serviceAt } from '../../../support/service-stages.ts'
import { cast, sample } from '../../../support/stages.ts'
import { until } from '../../../support/until.ts'

const people = Object.values(cast)
const units = [{ id: 'unit-1', name: '区民政局', region: 'street' }]
const DAY = 24 * 60 * 60_000

const verdict = (play: Play, me: Account) => (type: CommandType) => may(me, type, service(play), play.at)
const scene = (play: Play, me: Account) => ({ state: service(play), me, now: play.at, book: STANDARD_BOOK })
const offers = (play: Play, me: Account) => offersFor(scene(play, me), verdict(play, me))
const actions = (play: Play, me: Account) => offers(play, me).map(({ action }) => action)
const first = (play: Play, me: Account) =>
  offers(play, me).flatMap(({ action, rank }) => (rank === 'first' ? [action] : []))
const button = (text: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('button')].find((one) => one.textContent.trim() === text)

// The commands that each action can come to; `calendar` only saves a file.
const COMMANDS: Record<HelpAction, CommandType[]> = {
  claim: ['service.claim'],
  refuse: ['service.refuse'],
  agree: ['appointment.accept'],
  resolve: ['service.resolve'],
  propose: ['appointment.propose'],
  move: ['appointment.propose'],
  cancel: ['appointment.cancel'],
  calendar: [],
  handBack: ['service.hand-back'],
  rate: ['service.rate'],
  reopen: ['service.reopen'],
  withdraw: ['service.withdraw'],
  offer: ['service.offer'],
  send: ['service.send'],
  close: ['service.close'],
  draft: ['publication.draft'],
  consent: ['publication.consent', 'publication.decline'],
  decline: ['publication.decline'],
  publish: ['answer.publish'],
  lock: ['matter.lock'],
  unlock: ['matter.unlock'],
}

describe('what is offered in a request', () => {
  it('[HS3] is at every stage and for everyone what the server takes', () => {
    const offered = new Set<HelpAction>()
    for (const stage of SERVICE_STAGES)
      for (const me of people)
        for (const action of actions(serviceAt(stage), me)) {
          offered.add(action)
          for (const type of COMMANDS[action]) {
            const play = serviceAt(stage)
            const on = type === 'answer.publish' ? play.beside('01989680-0000-7000-8000-00000000beef') : play
            const command = sample(type, play.at, '')
            if (action === 'move') Object.assign(command.data, { instead: 0 })
            if (action === 'offer' && service(play).details !== undefined)
              Object.assign(command, { data: { accounts: [cast.invited.id] } })
            expect(on.try(me, command), `${action} (${type}) at ${stage} for ${me.username}`).toBeUndefined()
          }
        }
    const never = HELP_ACTIONS.filter((action) => !offered.has(action))
    expect(never, 'actions that no stage offers to anybody').toEqual(['unlock'])
  })

  it('[HS3] has an action for every command of requests and published answers', () => {
    const shown = new Set(Object.values(COMMANDS).flat())
    // it begins with the form, and what is published has a page of its own
    for (const type of ['service.post', 'answer.withdraw'] as const) shown.add(type)
    const all = [...Object.keys(serviceCommands), ...Object.keys(answerCommands)]
    expect(all.filter((type) => !shown.has(type as CommandType))).toEqual([])
  })

  it('[HS3] puts first what this person is here for', () => {
    expect(first(serviceAt('posted'), cast.signer)).toEqual(['claim'])
    expect(first(serviceAt('posted'), cast.moderator)).toEqual([])
    expect(first(serviceAt('idle'), cast.moderator)).toEqual(['offer'])
    const late = serviceAt('posted')
    late.at += 20 * DAY
    expect(first(late, cast.moderator), 'nobody has claimed it in time').toEqual(['offer'])
    expect(first(serviceAt('sent'), cast.lead)).toEqual(['claim'])
    expect(first(serviceAt('meeting'), cast.author)).toEqual(['agree'])
    expect(actions(serviceAt('meeting'), cast.signer), 'who proposed does not agree').not.toContain('agree')
    expect(first(serviceAt('resolved'), cast.author)).toEqual(['rate'])
    expect(first(serviceAt('asked'), cast.author)).toEqual(['consent'])
    expect(first(serviceAt('agreed'), cast.moderator)).toEqual(['publish'])
    expect(actions(serviceAt('published'), cast.author)).toEqual(['decline'])
    expect(actions(serviceAt('claimed'), cast.invited), 'who is not concerned is offered nothing').toEqual([])
  })

  it('[HS3] is what its words come to, and what they come to is accepted', () => {
    const at: Partial<Record<HelpAction, [string, Account]>> = {
      refuse: ['posted', cast.signer],
      resolve: ['claimed', cast.signer],
      handBack: ['claimed', cast.signer],
      reopen: ['resolved', cast.author],
      withdraw: ['claimed', cast.author],
      close: ['claimed', cast.moderator],
      cancel: ['meant', cast.author],
      decline: ['published', cast.author],
    }
    expect(HELP_ACTIONS.filter(isWorded).sort()).toEqual(Object.keys(at).sort())
    for (const action of HELP_ACTIONS.filter(isWorded)) {
      const [stage, me] = at[action]!
      const play = serviceAt(stage)
      expect(actions(play, me), stage).toContain(action)
      expect(play.try(me, wordedCommand(action, '情况有变', 0)), action).toBeUndefined()
    }
  })

  it('[HS4] every task of a request leads to an action that its addressee is offered', () => {
    const kinds = new Set<string>()
    for (const stage of SERVICE_STAGES) {
      const play = serviceAt(stage)
      for (const later of [0, 60 * DAY]) {
        play.at += later
        for (const task of waitingService(service(play), play.at, STANDARD_BOOK).filter(
          ({ since }) => since <= play.at,
        )) {
          kinds.add(task.kind)
          const target = taskTarget({ matter: play.matter, ...task, summary: { kind: 'service' } as never })
          const wanted = (target as { query?: { do?: string } }).query?.do
          const whom = people.find((account) =>
            'account' in task.for
              ? account.id === task.for.account
              : 'unit' in task.for
                ? account.unit === task.for.unit
                : account.roles.includes(task.for.role),
          )!
          expect(actions(play, whom), `${task.kind} at ${stage} for ${whom.username}`).toContain(wanted)
        }
      }
    }
    expect(kinds.size, 'kinds of tasks seen').toBe(9)
  })

  it('[HS4] opens what is shown as a whole, marks what is decided after reading, and says so when it is done', async () => {
    const at = async (stage: string, me: Account, wanted: string) => {
      const play = serviceAt(stage)
      const props = { scene: scene(play, me), verdict: verdict(play, me), most: 4 }
      const route = `/services/${play.matter}?do=${wanted}`
      const shown = await screen(HelpActions, props, { me, people, units, route })
      await flushPromises()
      return shown
    }
    const claim = await at('posted', cast.signer, 'claim')
    await until('the button has the keyboard', () => document.activeElement?.getAttribute('data-action') === 'claim')
    expect(document.querySelector('[role="dialog"]'), 'nothing is put over the page').toBeNull()
    expect(claim.router.currentRoute.value.query).toEqual({})
    claim.view.unmount()
    await at('asked', cast.author, 'consent')
    await until('the decision is open', () => document.body.textContent.includes('下面就是会公开的全部文字'))
    expect(document.body.textContent).toContain('失能老人如何申请补贴？')
  })
})

describe('the dialogues of a request', () => {
  it('[HS6] a meeting is moved in one step, from what stands, and is a calendar file when the other side agrees', async () => {
    const play = serviceAt('meant')
    const standing = standingAppointment(service(play))
    const props = { now: play.at, standing }
    const { view } = await screen(MeetDialog, props, { me: cast.author, people })
    await until('it is open', () => button('发给对方') !== undefined)
    button('发给对方')!.click()
    await until('it is sent', () => view.emitted('confirm') !== undefined)
    const [[data]] = view.emitted('confirm') as [[object]]
    expect(data).toMatchObject({ instead: 0, startsAt: standing!.startsAt, place: '社区议事厅' })
    expect(play.try(cast.author, { type: 'appointment.propose', data } as Command)).toBeUndefined()
    expect(actions(play, cast.author), 'not agreed to yet').not.toContain('calendar')
    play.do(cast.signer, { type: 'appointment.accept', data: { appointment: 1 } })
    expect(actions(play, cast.author)).toContain('calendar')
    expect(calendarFile(appointmentEntry(service(play), 1)!, play.at)).toContain('STATUS:CONFIRMED')
  })

  it('[HS6] a meeting needs a time ahead and a place', async () => {
    const { view } = await screen(MeetDialog, { now: Date.now() }, { me: cast.signer, people })
    await until('it is open', () => button('发给对方') !== undefined)
    button('发给对方')!.click()
    await until('it says what is missing', () => document.body.textContent.includes('请选择时间'))
    expect(document.body.textContent).toContain('请写明地点')
    expect(view.emitted('confirm')).toBeUndefined()
  })

  it('[HS7] names what would tell who asked before a draft is sent', async () => {
    const play = serviceAt('closed')
    const { view } = await screen(DraftDialog, { state: service(play) }, { me: cast.moderator, people })
    await until('it is open', () => button('请求助人决定') !== undefined)
    const [question, answer] = document.querySelectorAll('textarea')
    const write = (box: HTMLTextAreaElement | undefined, words: string) => {
      box!.value = words
      box!.dispatchEvent(new Event('input'))
    }
    write(question, `${cast.author.name}问：怎样申请补贴？`)
    write(answer, '凭评估结果申请。')
    await until('it says so', () => document.querySelector('[role="alert"]')?.textContent.includes('姓名') ?? false)
    button('请求助人决定')!.click()
    await flushPromises()
    expect(view.emitted('confirm')).toBeUndefined()
    write(question, '怎样申请补贴？')
    await until('it can be sent', () => document.querySelector('[role="alert"]') === null)
    button('请求助人决定')!.click()
    await until('it is sent', () => view.emitted('confirm') !== undefined)
  })

  it('[HS7] says which place stands in the way of a level', async () => {
    const play = serviceAt('closed')
    const words = { title: '护理补贴', question: '东塘街道的老人怎样申请？', answer: '凭评估结果申请。' }
    play.do(cast.moderator, { type: 'publication.draft', data: words })
    const state = { ...service(play), path: [{ region: 'street', level: 'township' as const }] }
    const { view } = await screen(ConsentDialog, { state }, { me: cast.author, people })
    await until('it is open', () => button('提交决定') !== undefined)
    const choose = async (name: string) => {
      const label = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === name)
      label!.querySelector('input')!.click()
      await flushPromises()
    }
    await choose('同意公开')
    await choose('不写地点')
    expect(document.body.textContent).toContain('更具体的地名“东塘街道”')
    button('提交决定')!.click()
    await flushPromises()
    expect(view.emitted('confirm')).toBeUndefined()
    await choose('东塘街道')
    button('提交决定')!.click()
    await until('it is sent', () => view.emitted('confirm') !== undefined)
    expect(view.emitted('confirm')![0]).toEqual([
      { type: 'publication.consent', data: { draft: 0, level: 'township' } },
      'help.done.consent',
    ])
  })

  it('[HS3] what has a dialogue is offered by name only, to members', async () => {
    const member = { ...person(31, 'member'), name: '新来的委员' }
    const play = serviceAt('handed-back')
    const { view } = await screen(
      OfferDialog,
      { state: service(play) },
      { me: cast.moderator, people: [...people, member] },
    )
    await until('it is open', () => button('请他们查看') !== undefined)
    expect(document.body.textContent).toContain('只能指名请一位委员接手')
    expect(document.body.textContent).not.toContain('按专长和地区')
    button('请他们查看')!.click()
    await until('it says what is missing', () => document.body.textContent.includes('请选择委员'))
    expect(view.emitted('confirm')).toBeUndefined()
  })
})

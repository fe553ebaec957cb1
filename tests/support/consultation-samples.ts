import type { ConsultationCommand, ConsultationCommandType } from '../../core/consultation/commands.ts'
import { person } from './people.ts'
import { uuid } from './record.ts'

const DAY = 24 * 60 * 60_000

/** Who takes part in the sample session: the author, the signer, the invited and the lead unit of the stages' cast. */
export const TAKE_PART = [person(1), person(3), person(5), person(6)].map(({ id }) => id)

/** Ids of what the first steps of every sample session make: see `consultationAt`. */
export const HIDDEN = uuid(90_003)
export const APPEAL = uuid(90_006)
export const QUESTION = uuid(90_007)
export const GROWN = uuid(8)

type Samples = { [T in ConsultationCommandType]: Extract<ConsultationCommand, { type: T }>['data'] }

/** `consultation.create` as people would send it; the times are reckoned from `at`. */
export function createData(at: number): Samples['consultation.create'] {
  return {
    title: '老旧小区加装电梯怎么推进',
    question: '先从哪些小区试点，补助如何分担？',
    background: '区内六层以上无电梯住宅 1,240 幢。',
    agenda: [
      { id: 'a1', kind: 'briefing', title: '情况通报', minutes: 15 },
      { id: 'a2', kind: 'questions', title: '委员提问', minutes: 20 },
      { id: 'a3', kind: 'answers', title: '部门解答', minutes: 20 },
      { id: 'a4', kind: 'speeches', title: '协商发言', minutes: 30 },
      { id: 'a5', kind: 'poll', title: '表决试点方案', minutes: 10 },
      { id: 'a6', kind: 'statements', title: '征询意见', minutes: 15 },
    ],
    participants: { accounts: TAKE_PART },
    startsAt: at + 30 * DAY,
    visibility: 'committee',
  }
}

/** Data for each command of a consultation that its stage accepts. */
export function consultationSamples(at: number): Samples {
  const create = createData(at)
  return {
    'consultation.create': create,
    'consultation.revise': { ...create, title: '加装电梯协商会' },
    'consultation.invite': {},
    'consultation.postpone': { startsAt: at + 40 * DAY, reason: '部门负责同志出差' },
    'consultation.cancel': { reason: '议题已另行解决' },
    'consultation.open': {},
    'consultation.pause': { reason: '茶歇' },
    'consultation.resume': {},
    'consultation.announce': { text: '请各位就座' },
    'consultation.conclude': {},
    'consultation.publish': { outcome: '先行试点三个小区。', owner: 'unit-1', reviewOn: at + 90 * DAY },
    'consultation.review': { text: '三个小区均已开工' },
    'agenda.start': { item: 'a2' },
    'agenda.finish': { item: 'a1' },
    'agenda.extend': { item: 'a1', minutes: 5 },
    'agenda.add': { item: { id: 'a9', kind: 'speeches', title: '补充发言', minutes: 10 } },
    'agenda.reorder': { items: ['a2', 'a1', 'a3', 'a4', 'a5', 'a6'] },
    'attendance.accept': {},
    'attendance.excuse': { reason: '出差' },
    'attendance.decide-leave': { account: TAKE_PART[2]!, granted: true },
    'attendance.check-in': {},
    'attendance.leave': {},
    'floor.request': {},
    'floor.withdraw': {},
    'floor.grant': { account: TAKE_PART[0]!, minutes: 5 },
    'floor.finish': {},
    'question.collect': { message: QUESTION },
    'question.settle': { message: QUESTION },
    'poll.open': {
      poll: 'poll-2',
      question: '先试点哪一个小区？',
      method: 'approval',
      options: ['翠苑二区', '文新', '古荡'],
      named: true,
      results: 'live',
    },
    'ballot.cast': { poll: 'poll-1', choice: 0 },
    'poll.close': { poll: 'poll-1' },
    'poll.cancel': { poll: 'poll-1', reason: '选项有误' },
    'statement.submit': { statement: 'st-9', text: '应先装后补' },
    'statement.approve': { statement: 'st-2' },
    'statement.reject': { statement: 'st-2', reason: '与议题无关' },
    'statement.respond': { statement: 'st-1', text: '正在研究补助办法' },
    'statement.vote': { statement: 'st-1', vote: 'agree' },
    'statements.close': {},
    'outcome.draft': {
      consensus: ['先行试点'],
      differences: ['补助比例'],
      followUps: [{ text: '出台试点方案', owner: 'unit-1', due: at + 60 * DAY }],
    },
    'outcome.link': { followUp: 0, matter: GROWN },
    'minutes.propose': { text: undefined },
    'minutes.confirm': {},
    'minutes.object': { text: '我的发言时间有误' },
    'minutes.settle': {},
    'moderation.appeal': { message: HIDDEN, text: '这条发言没有离题' },
    'moderation.answer-appeal': { appeal: APPEAL, upheld: true, text: '已恢复显示' },
  }
}

import type { Command } from '../../core/kinds.ts'
import type { Account } from '../../core/people/roles.ts'
import { APPEAL, GROWN, HIDDEN, QUESTION } from './consultation-samples.ts'
import { Play, submitCommand } from './matter.ts'
import { directoryOf } from './people.ts'
import { uuid } from './record.ts'
import { cast, sample } from './stages.ts'

type Step = [who: keyof typeof cast, type: Command['type'], data?: unknown]

/** What every stage begins with: words, two of them hidden, an appeal against one, a question. */
const FIRST: Step[] = [
  ['signer', 'message.post', { text: '这个方案早该有了' }],
  ['invited', 'message.post', { text: '先说说楼下的停车' }],
  ['moderator', 'message.hide', { message: uuid(90_002), reason: '离题' }],
  ['moderator', 'message.hide', { message: HIDDEN, reason: '离题' }],
  ['signer', 'moderation.appeal', { message: uuid(90_002), text: '没有离题' }],
  ['author', 'message.post', { text: '补助由谁出？' }],
  ['moderator', 'question.collect', { message: QUESTION }],
]
const INVITED: Step[] = [...FIRST, ['moderator', 'consultation.invite'], ['invited', 'attendance.excuse']]
const OPEN: Step[] = [
  ...INVITED,
  ['moderator', 'consultation.open'],
  ['signer', 'attendance.check-in'],
  ['signer', 'floor.request'],
]
const POLL = {
  poll: 'poll-1',
  question: '是否先行试点？',
  method: 'single',
  options: ['是', '否'],
  named: true,
  results: 'at-close',
}
const CONCLUDED: Step[] = [...OPEN, ['moderator', 'outcome.draft'], ['moderator', 'consultation.conclude']]

const STEPS: Record<string, Step[]> = {
  preparing: FIRST,
  invited: INVITED,
  cancelled: [...INVITED, ['moderator', 'consultation.cancel']],
  open: OPEN,
  voting: [
    ...OPEN,
    ['moderator', 'agenda.start', { item: 'a1' }],
    ['moderator', 'floor.grant', { account: cast.signer.id }],
    ['moderator', 'poll.open', POLL],
    ['signer', 'statement.submit', { statement: 'st-1', text: '补助应向困难家庭倾斜' }],
    ['moderator', 'statement.approve', { statement: 'st-1' }],
    ['author', 'statement.submit', { statement: 'st-2', text: '一楼住户应得补偿' }],
  ],
  paused: [...OPEN, ['moderator', 'agenda.start', { item: 'a1' }], ['moderator', 'consultation.pause']],
  concluded: CONCLUDED,
  minuted: [...CONCLUDED, ['moderator', 'minutes.propose']],
  published: [...CONCLUDED, ['moderator', 'consultation.publish']],
}
export const CONSULTATION_STAGES = Object.keys(STEPS)

/** A consultation brought to a stage by the commands people would use; a proposal of the signer grew from it. */
export function consultationAt(stage: string, extra: Account[] = []): Play {
  const play = new Play(directoryOf([...Object.values(cast), ...extra]))
  play.do(cast.moderator, sample('consultation.create', play.at, ''))
  play.beside(GROWN).do(cast.signer, { ...submitCommand, data: { ...submitCommand.data, origin: play.matter } })
  for (const [who, type, data] of STEPS[stage]!)
    play.do(cast[who], data === undefined ? sample(type, play.at, '') : ({ type, data } as Command))
  const known = new Set(play.events.map(({ id }) => id))
  for (const id of [HIDDEN, APPEAL, QUESTION]) if (!known.has(id)) throw new Error(`the first steps make no ${id}`)
  return play
}

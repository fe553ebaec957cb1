import type { SupervisionCommand, SupervisionCommandType } from '../../core/supervision/commands.ts'
import { person } from './people.ts'
import { uuid } from './record.ts'

const DAY = 24 * 60 * 60_000

/** Who supervises the sample threads: the signer and the invited of the stages' cast. */
export const SUPERVISORS = [person(3), person(5)].map(({ id }) => id)
/** Every task that a thread can set. */
export const SUPERVISION_TASKS = [
  ...(['accept', 'fulfil', 'report', 'respond', 'verify', 'extension', 'remind', 'escalate', 'close'] as const),
  ...(['rate', 'look-back', 'reopen'] as const),
]
/** The id of what the first step of every sample thread saw outside. */
export const SEEN = uuid(90_002)

type Samples = { [T in SupervisionCommandType]: Extract<SupervisionCommand, { type: T }>['data'] }

/** `supervision.open` as people would send it; the times are reckoned from `at`. */
export function openData(at: number): Samples['supervision.open'] {
  return {
    title: '翠苑二区加装电梯承诺的监督',
    subject: '承办单位承诺年内完成 34 幢楼的加装电梯。',
    unit: 'unit-1',
    supervisors: SUPERVISORS,
    commitments: [
      { id: 'c1', text: '完成 34 幢楼加装电梯', unit: 'unit-1', due: at + 90 * DAY },
      { id: 'c2', text: '完成管线迁改', unit: 'unit-2', due: at + 30 * DAY },
    ],
  }
}

/** Data for each command of a thread that its stage accepts. */
export function supervisionSamples(at: number): Samples {
  const c1 = { commitment: 'c1' }
  return {
    'supervision.open': openData(at),
    'supervision.appoint': { supervisors: SUPERVISORS.slice(0, 1) },
    'supervision.accept': { text: '已列入计划' },
    'supervision.remind': { ...c1, text: '请加快进度' },
    'supervision.escalate': { to: 'city', reason: '多次催办仍无进展' },
    'supervision.rate': { response: 4, effect: 3 },
    'supervision.close': { summary: '承诺已全部核查' },
    'supervision.reopen': { reason: '群众反映电梯停运' },
    'supervision.look-back': { ...c1, verdict: 'done', evidence: '运行正常' },
    'supervision.follow': {},
    'supervision.unfollow': {},
    'supervision.observe': { text: '6 号楼电梯停运' },
    'observation.hide': { observation: SEEN, reason: '涉及个人隐私' },
    'observation.unhide': { observation: SEEN },
    'commitment.add': { id: 'c9', text: '建立维保制度', unit: 'unit-1', due: at + 120 * DAY },
    'commitment.amend': { ...c1, due: at + 150 * DAY, reason: '方案调整' },
    'commitment.drop': { ...c1, reason: '楼栋已列入征收' },
    'commitment.claim-done': { ...c1, text: '34 幢全部投用' },
    'commitment.verify': { ...c1, verdict: 'partly', text: '尚有 4 幢未投用' },
    'progress.report': { ...c1, text: '已开工 20 幢', percent: 60 },
    'extension.request': { ...c1, due: at + 200 * DAY, reason: '地质条件复杂' },
    'extension.grant': c1,
    'extension.deny': { ...c1, text: '理由不充分' },
  }
}

import { PEOPLE } from '../../../server/demo/people.ts'
import { proposal } from './desk.ts'

/** Noon of a day in China, ms UTC. */
export const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)
const idOf = (username: string) => PEOPLE.find((account) => account.username === username)!.id

/** Who does what to the proposal or the thread that grew from it. */
export type Act = [who: string, on: 'proposal' | 'thread', type: string, data?: object]
/** A day of the year, at noon: first what time has brought, then what people do. */
export interface Day {
  date: string
  acts: Act[]
}

const PROMISE = noon('2026-06-01')
const OPEN = {
  title: '杨梅桥社区加装电梯承诺的监督',
  subject: '市住建局承诺 6 月 1 日前完成三幢试点加装。',
  item: 0,
  unit: 'lj-zhujian',
  supervisors: ['member', 'member2'].map(idOf),
  commitments: [{ id: 'c1', text: '三幢试点加装并投用', unit: 'lj-zhujian', due: PROMISE }],
}
const c1 = { commitment: 'c1' }
const look = (evidence: string): Act => [
  'member',
  'thread',
  'supervision.look-back',
  { ...c1, verdict: 'done', evidence },
]
const day = (date: string, ...acts: Act[]): Day => ({ date, acts })

/** A proposal is answered with a promise; `origin` is its id. */
export const answered = (origin: string): Day[] => [
  day(
    '2026-02-09',
    ['member3', 'proposal', 'proposal.submit', { ...proposal(), form: 'individual', open: true }],
    ['moderator', 'proposal', 'proposal.file', { category: 'elderly' }],
    ['moderator', 'proposal', 'proposal.assign', { lead: 'lj-zhujian', assisting: [], due: noon('2026-05-09') }],
    ['unit3', 'proposal', 'proposal.accept-assignment', {}],
    [
      'unit3',
      'proposal',
      'proposal.answer',
      {
        items: [
          { suggestion: 0, text: '列入年度计划', class: 'B', promise: { owner: 'lj-zhujian', due: PROMISE } },
          { suggestion: 1, text: '由街道协调', class: 'A' },
        ],
        text: '感谢您的关心。',
      },
    ],
    ['moderator', 'proposal', 'proposal.release-answer', {}],
  ),
  day('2026-03-02', ['moderator', 'thread', 'supervision.open', { ...OPEN, origin }]),
]

/** Its year: nobody responds, the promise is broken, put off, broken again, taken up a level, kept, looked back upon. */
export const YEAR: Day[] = [
  day('2026-03-10', ['unit3', 'thread', 'supervision.accept', { text: '已列入计划' }]),
  day('2026-03-27', ['representative', 'thread', 'supervision.follow', {}]),
  day('2026-04-01', ['unit3', 'thread', 'progress.report', { ...c1, text: '完成设计', percent: 30 }]),
  day('2026-04-25'),
  day('2026-05-06', ['representative', 'thread', 'supervision.observe', { text: '工地没有人施工' }]),
  day('2026-05-08', ['unit3', 'thread', 'progress.report', { ...c1, text: '完成一幢', percent: 50 }]),
  day('2026-05-26'),
  day('2026-06-02', ['moderator', 'thread', 'supervision.remind', { ...c1, text: '已超过承诺期限，请说明' }]),
  day('2026-06-04', [
    'unit3',
    'thread',
    'extension.request',
    { ...c1, due: noon('2026-08-31'), reason: '管线迁改延误' },
  ]),
  day('2026-06-08', ['moderator', 'thread', 'extension.grant', { ...c1, text: '同意，仅此一次' }]),
  day('2026-06-09'),
  day('2026-08-25'),
  day('2026-09-01', ['moderator', 'thread', 'supervision.remind', { ...c1, text: '延期后仍未办结' }]),
  day('2026-09-09', ['moderator', 'thread', 'supervision.escalate', { to: 'province', reason: '催办逾期未回应' }]),
  day('2026-09-14', ['unit3', 'thread', 'commitment.claim-done', { ...c1, text: '三幢均已投用' }]),
  day('2026-09-29', [
    'member',
    'thread',
    'commitment.verify',
    { ...c1, verdict: 'partly', text: '两幢投用，一幢待检' },
  ]),
  day('2026-10-20', ['unit3', 'thread', 'commitment.claim-done', { ...c1, text: '第三幢已通过检验' }]),
  day('2026-10-22', [
    'member2',
    'thread',
    'commitment.verify',
    { ...c1, verdict: 'done', text: '现场核查，三幢均投用', claims: 2 },
  ]),
  day('2026-10-23', ['moderator', 'thread', 'supervision.close', { summary: '承诺延期后兑现' }]),
  day('2026-10-26', ['member', 'thread', 'supervision.rate', { response: 2, effect: 4 }]),
  day('2027-01-22', look('运行正常')),
  day('2027-04-22', look('运行正常，维保到位')),
  day('2027-10-24', look('运行正常，群众满意')),
]

/** What the thread's record holds in the end, each once. What time brings is noted with its rule. */
export const RECORD = [
  '2026-03-02 supervision.opened',
  '2026-03-10 clock.breached supervision.respond',
  '2026-03-10 supervision.accepted',
  '2026-03-27 clock.warned supervision.report',
  '2026-03-27 supervision.followed',
  '2026-04-01 progress.reported',
  '2026-04-25 clock.warned supervision.report',
  '2026-05-06 clock.breached supervision.report',
  '2026-05-06 supervision.observed',
  '2026-05-08 progress.reported',
  '2026-05-26 clock.warned supervision.keep',
  '2026-06-02 clock.breached supervision.keep',
  '2026-06-02 clock.warned supervision.report',
  '2026-06-02 supervision.reminded',
  '2026-06-04 extension.requested',
  '2026-06-08 extension.granted',
  '2026-06-09 clock.breached supervision.report',
  '2026-08-25 clock.warned supervision.keep',
  '2026-09-01 clock.breached supervision.keep',
  '2026-09-01 supervision.reminded',
  '2026-09-09 clock.breached supervision.heed',
  '2026-09-09 supervision.escalated',
  '2026-09-14 commitment.claimed-done',
  '2026-09-29 clock.warned supervision.verify',
  '2026-09-29 commitment.verified',
  '2026-10-20 commitment.claimed-done',
  '2026-10-22 commitment.verified',
  '2026-10-23 supervision.closed',
  '2026-10-26 supervision.rated',
  '2027-01-22 supervision.looked-back',
  '2027-04-22 supervision.looked-back',
  '2027-10-24 supervision.looked-back',
]

/** What the proposal's record holds of it. */
export const TOLD = [
  '2026-03-02 proposal.supervised',
  '2026-10-23 proposal.verdict-passed-on',
  '2027-01-22 proposal.verdict-passed-on',
  '2027-04-22 proposal.verdict-passed-on',
  '2027-10-24 proposal.verdict-passed-on',
]

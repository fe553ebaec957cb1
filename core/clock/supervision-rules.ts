import { WARNING } from './light.ts'
import type { ClockRule, EventName } from './rule.ts'
import type { Span } from './span.ts'

const each = { list: 'commitments', by: 'commitment' } as const
const unit = { unit: 'unit' } as const

const kept: EventName = { type: 'commitment.verified', member: 'verdict', is: ['done'] }
const unkept: EventName = { type: 'commitment.verified', member: 'verdict', is: ['partly', 'not-done'] }
/** A commitment begins, or begins anew. */
const begun = ['supervision.opened', 'supervision.reopened', 'commitment.added', 'commitment.amended'] as const
/** Nothing more is asked of its unit. */
const over = [kept, 'commitment.dropped', 'supervision.closed'] as const

/** The clocks of a micro-supervision. */
export const SUPERVISION_RULES = {
  respond: {
    id: 'supervision.respond',
    name: '首次回应',
    text: '责任单位应当自监督事项发起之日起五个工作日内作出回应，明确落实安排。',
    length: { workdays: 5 },
    found: [],
    starts: ['supervision.opened'],
    stops: ['supervision.accepted', 'supervision.closed'],
    who: unit,
    warning: WARNING,
    onRecord: true,
  },
  report: {
    id: 'supervision.report',
    name: '进展报告',
    text: '责任单位应当每月至少报告一次承诺事项的进展；申报办结后待核查期间不计。',
    length: { months: 1 },
    found: [],
    starts: [...begun, 'progress.reported', unkept],
    stops: [...over, 'commitment.claimed-done'],
    who: unit,
    each,
    warning: WARNING,
    onRecord: true,
  },
  keep: {
    id: 'supervision.keep',
    name: '承诺期限',
    text: '责任单位应当在承诺的期限内办结；未定期限的为三个月，经批准可以延期。申报办结后待核查期间不计入期限。逾期满一个月仍未办结的，可以提请上一级督办。',
    length: { months: 3 },
    found: [],
    starts: begun,
    stops: over,
    pauses: [{ from: 'commitment.claimed-done', until: [unkept] }],
    extensions: ['extension.granted'],
    who: unit,
    each,
    due: 'due',
    warning: WARNING,
    onRecord: true,
  },
  verify: {
    id: 'supervision.verify',
    name: '监督核查',
    text: '监督人应当自责任单位申报办结之日起十五个工作日内核查，并作出结论。',
    length: { workdays: 15 },
    found: [],
    starts: ['commitment.claimed-done'],
    stops: ['commitment.verified', 'commitment.dropped', 'supervision.closed'],
    who: { asked: true },
    each,
    warning: WARNING,
    onRecord: true,
  },
  extend: {
    id: 'supervision.extend',
    name: '延期审批',
    text: '责任单位申请延期的，主持人应当自收到申请之日起五个工作日内决定。',
    length: { workdays: 5 },
    found: [],
    starts: ['extension.requested'],
    stops: [
      ...over,
      'extension.granted',
      'extension.denied',
      'commitment.claimed-done',
      'commitment.amended',
      'supervision.reopened',
    ],
    who: { role: 'moderator' },
    each,
    warning: WARNING,
    onRecord: true,
  },
  heed: {
    id: 'supervision.heed',
    name: '催办回应',
    text: '责任单位应当自收到催办或者督办之日起五个工作日内报告进展或者说明理由；逾期不回应的，可以提请上一级督办。',
    length: { workdays: 5 },
    found: [],
    starts: ['supervision.reminded', 'supervision.escalated'],
    stops: [...over, 'progress.reported', 'commitment.claimed-done', 'extension.requested', 'commitment.amended'],
    who: unit,
    each,
    warning: WARNING,
    onRecord: true,
  },
  rate: {
    id: 'supervision.rate',
    name: '监督评价',
    text: '监督人应当自监督事项办结之日起十五个工作日内，对回应和成效分别评价；逾期未评价的，不影响办结。',
    length: { workdays: 15 },
    found: [],
    starts: ['supervision.closed'],
    stops: ['supervision.reopened'],
    who: { asked: true },
    warning: WARNING,
    // to say nothing is nobody's breach
    onRecord: false,
  },
} as const satisfies Record<string, ClockRule>

/** How long a commitment is overdue before it may go to the next level for that alone: the rule of `keep` says it. */
export const ESCALATE_AFTER = { months: 1 } as const satisfies Span

/** The rules by which a thread may go to the next level. */
export type EscalationRule = (typeof SUPERVISION_RULES)['heed' | 'keep']['id']

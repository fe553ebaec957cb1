import { WARNING } from './light.ts'
import type { ClockRule } from './rule.ts'
import type { Span } from './span.ts'
import { SERVICE_RULES } from './service-rules.ts'
import { SUPERVISION_RULES } from './supervision-rules.ts'

const lead = { unit: 'lead' }

/** Every clock found in public rules, with the value most often found. Committees set their own. */
export const CLOCK_RULES = {
  refuse: {
    id: 'proposal.refuse',
    name: '接收或退办',
    text: '承办单位认为提案不属本单位职责的，应当自收到交办之日起五个工作日内说明理由退回；逾期未退回的，应当承办。',
    length: { workdays: 5 },
    found: [{ workdays: 7 }, { days: 10 }],
    starts: ['proposal.assigned'],
    stops: ['proposal.assignment-accepted', 'proposal.assignment-refused'],
    who: lead,
    warning: WARNING,
    onRecord: true,
  },
  reassign: {
    id: 'proposal.reassign',
    name: '退办处理',
    text: '承办单位退办的，交办机构应当自收到退办意见之日起七日内研究决定，另行交办。',
    length: { days: 7 },
    found: [],
    starts: ['proposal.assignment-refused'],
    stops: ['proposal.assigned'],
    who: { role: 'moderator' },
    warning: WARNING,
    onRecord: true,
  },
  contact: {
    id: 'proposal.contact',
    name: '首次联系提案人',
    text: '承办单位应当自交办之日起十五个工作日内与提案人取得联系，听取意见。',
    length: { workdays: 15 },
    found: [],
    starts: ['proposal.assigned'],
    stops: ['proposal.contacted', 'proposal.assignment-refused', 'proposal.answer-released'],
    who: lead,
    warning: WARNING,
    onRecord: true,
  },
  assist: {
    id: 'proposal.assist',
    name: '会办意见',
    text: '会办单位应当自交办之日起一个月内向主办单位提出会办意见，并不迟于主办单位的答复期限。',
    length: { months: 1 },
    found: [{ months: 2 }],
    starts: ['proposal.assigned', 'proposal.rehandled'],
    // assigned again, it is another list of units
    stops: ['proposal.assisted', 'proposal.assigned'],
    who: { unit: 'assisting' },
    each: { list: 'assisting', by: 'unit' },
    within: 'proposal.answer',
    warning: WARNING,
    onRecord: true,
  },
  answer: {
    id: 'proposal.answer',
    name: '正式答复',
    text: '主办单位应当自交办之日起三个月内办理并书面答复；交办时另定期限的，从其规定。送审期间不计入办理期限，退回修改的继续计算。',
    length: { months: 3 },
    found: [{ months: 6 }, { months: 2 }, { months: 4 }],
    starts: ['proposal.assigned', 'proposal.rehandled'],
    stops: ['proposal.answer-released', 'proposal.assignment-refused'],
    pauses: [{ from: 'proposal.answer-submitted', until: ['proposal.answer-returned'] }],
    who: lead,
    due: 'due',
    warning: WARNING,
    onRecord: true,
  },
  evaluate: {
    id: 'proposal.evaluate',
    name: '提案人反馈',
    text: '提案人应当自收到答复之日起十五个工作日内填写征询意见表；逾期未反馈的，可以办结。',
    length: { workdays: 15 },
    found: [],
    starts: ['proposal.answer-released'],
    stops: ['proposal.closed', 'proposal.rehandled'],
    who: { asked: true },
    warning: WARNING,
    // to say nothing is nobody's breach
    onRecord: false,
  },
  reply: {
    id: 'suggestion.reply',
    name: '微建议回复',
    text: '承办单位应当自转办之日起一个月内回复；转办时另定期限的，从其规定。',
    length: { months: 1 },
    found: [],
    starts: ['suggestion.forwarded'],
    stops: ['suggestion.answered', 'suggestion.taken-up'],
    who: { unit: 'unit' },
    due: 'due',
    warning: WARNING,
    onRecord: true,
  },
  notice: {
    id: 'consultation.notice',
    name: '会议通知',
    text: '协商会议应当在召开十五个工作日前通知参加人员。',
    length: { workdays: 15 },
    found: [],
    starts: ['consultation.created'],
    stops: ['consultation.invited'],
    who: { role: 'moderator' },
    before: 'startsAt',
    warning: WARNING,
    onRecord: true,
  },
  papers: {
    id: 'consultation.papers',
    name: '会议材料',
    text: '协商会议材料应当在召开十个工作日前送达参加人员。',
    length: { workdays: 10 },
    found: [],
    starts: ['consultation.created'],
    stops: ['consultation.papers-sent', 'consultation.opened'],
    who: { role: 'moderator' },
    before: 'startsAt',
    warning: WARNING,
    onRecord: true,
  },
  minutes: {
    id: 'consultation.minutes',
    name: '会议纪要',
    text: '协商会议结束后七个工作日内形成并发布会议纪要。',
    length: { workdays: 7 },
    found: [],
    starts: ['consultation.concluded'],
    stops: ['consultation.published'],
    who: { role: 'moderator' },
    warning: WARNING,
    onRecord: true,
  },
  ...SUPERVISION_RULES,
  serviceClaim: SERVICE_RULES.claim,
  serviceAccept: SERVICE_RULES.accept,
  serviceSolve: SERVICE_RULES.solve,
  serviceRate: SERVICE_RULES.rate,
} as const satisfies Record<string, ClockRule>

/** The lengths that a micro-proposal and a suggestion go by before a clock of theirs runs. */
export const PROPOSAL_CLOCKS = {
  refuse: CLOCK_RULES.refuse.length,
  assist: CLOCK_RULES.assist.length,
  answer: CLOCK_RULES.answer.length,
  evaluate: CLOCK_RULES.evaluate.length,
  reply: CLOCK_RULES.reply.length,
} as const satisfies Record<string, Span>

/** The clocks of a micro-consultation in working days, where it sets none of its own. */
export const CONSULTATION_CLOCKS = {
  /** Invitations go out 15 working days before. */
  notice: 15,
  /** Papers go out 10 working days before. */
  papers: 10,
  /** Minutes are confirmed within 7 working days after. */
  minutes: 7,
} as const

/** When class-B promises are looked back upon, in days after the answer was released. */
export const LOOK_BACK_DAYS = [90, 180, 365] as const

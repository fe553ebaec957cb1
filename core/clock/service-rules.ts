import { WARNING } from './light.ts'
import type { ClockRule, EventName } from './rule.ts'

const MODERATOR = { role: 'moderator' } as const
/** A day before the end is enough where all of it is a few days. */
const SHORT = { workdays: 1 } as const
const sentBack: EventName = { type: 'service.refused', member: 'by', is: ['unit'] }
const over = ['service.withdrawn', 'service.closed'] as const

/** The clocks of a micro-service. */
export const SERVICE_RULES = {
  claim: {
    id: 'service.claim',
    name: '求助认领',
    text: '求助事项应当自发布之日起五个工作日内有人认领；逾期无人认领的，由主持人转请其他委员或者有关单位办理。',
    length: { workdays: 5 },
    found: [],
    starts: ['service.posted', 'service.offered', 'service.handed-back', sentBack],
    stops: ['service.claimed', 'service.sent', ...over],
    who: MODERATOR,
    warning: SHORT,
    onRecord: true,
  },
  accept: {
    id: 'service.accept',
    name: '单位接收',
    text: '单位应当自收到求助事项之日起三个工作日内接收，或者说明理由退回。',
    length: { workdays: 3 },
    found: [],
    starts: ['service.sent'],
    stops: ['service.claimed', 'service.refused', 'service.offered', ...over],
    who: { unit: 'unit' },
    warning: SHORT,
    onRecord: true,
  },
  solve: {
    id: 'service.solve',
    name: '帮办时限',
    text: '认领人应当自认领之日起十五个工作日内帮办并答复；求助人认为没有解决的，重新计算。',
    length: { workdays: 15 },
    found: [],
    starts: ['service.claimed', 'service.reopened'],
    stops: ['service.resolved', 'service.handed-back', ...over],
    who: { asked: true },
    warning: WARNING,
    onRecord: true,
  },
  rate: {
    id: 'service.rate',
    name: '求助人评价',
    text: '求助人应当自收到答复之日起十五个工作日内评价；逾期未评价的，可以办结。',
    length: { workdays: 15 },
    found: [],
    starts: ['service.resolved'],
    stops: ['service.rated', 'service.reopened', ...over],
    who: { asked: true },
    warning: WARNING,
    // to say nothing is nobody's breach
    onRecord: false,
  },
} as const satisfies Record<string, ClockRule>

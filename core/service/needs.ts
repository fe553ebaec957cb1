import { clocksOf, isRunning, type Clock } from '../clock/clocks.ts'
import type { ClockRule } from '../clock/rule.ts'
import { SERVICE_RULES } from '../clock/service-rules.ts'
import type { Addressee, Waiting } from '../matter/task.ts'
import { latestDraft, standingAppointment, type ServiceState } from './state.ts'

const MODERATOR: Addressee = { role: 'moderator' }
const RULES = Object.values(SERVICE_RULES)

/** The clocks of a request that run at a time in ms UTC. */
export function runningServiceClocks(state: ServiceState, at: number): Clock[] {
  return clocksOf(state.marks, RULES, at).filter(isRunning)
}

/** Everything that waits for somebody in a request, at a time in ms UTC. */
export function waitingService(state: ServiceState, at: number): Waiting[] {
  const clocks = runningServiceClocks(state, at)
  const dueOf = (rule: ClockRule) => clocks.find((clock) => clock.rule.id === rule.id)?.due
  switch (state.status) {
    case 'open':
      return claiming(state, dueOf)
    case 'claimed':
      return helping(state, at, dueOf)
    case 'resolved':
      return [...rating(state, dueOf), ...publishing(state)]
    case 'closed':
      return publishing(state)
    default:
      return state.status satisfies never
  }
}

type DueOf = (rule: ClockRule) => number | undefined
const by = (due: number | undefined) => (due === undefined ? {} : { due })

function claiming({ offered, sent, since }: ServiceState, dueOf: DueOf): Waiting[] {
  const due = dueOf(sent ? SERVICE_RULES.accept : SERVICE_RULES.claim)
  const asked: Waiting[] = sent
    ? [{ kind: 'take', for: { unit: sent.unit }, since, ...by(due) }]
    : offered.map((account) => ({ kind: 'claim', for: { account }, since, ...by(due) }))
  // who keeps the house looks for somebody else when nobody is asked, or nobody has said yes in time
  const from = asked.length === 0 || due === undefined ? since : due + 1
  return [...asked, { kind: 'dispatch', for: MODERATOR, since: from, ...(asked.length === 0 ? by(due) : {}) }]
}

function helperOf({ helper, author }: ServiceState): Addressee {
  if (!helper) return { account: author }
  return helper.unit === undefined ? { account: helper.account } : { unit: helper.unit }
}

function helping(state: ServiceState, at: number, dueOf: DueOf): Waiting[] {
  const since = Math.max(state.helper?.at ?? state.since, state.reopenings.at(-1)?.at ?? 0)
  const waiting: Waiting[] = [{ kind: 'help', for: helperOf(state), since, ...by(dueOf(SERVICE_RULES.solve)) }]
  const meeting = standingAppointment(state)
  if (meeting && !meeting.accepted && meeting.startsAt > at) {
    const other = meeting.by === state.author ? helperOf(state) : { account: state.author }
    waiting.push({ kind: 'appointment', for: other, since: meeting.at, until: meeting.startsAt })
  }
  return waiting
}

function rating({ author, answer, since }: ServiceState, dueOf: DueOf): Waiting[] {
  const due = dueOf(SERVICE_RULES.rate)
  const answered = answer?.at ?? since
  const rate: Waiting = { kind: 'rate', for: { account: author }, since: answered, ...by(due) }
  return [rate, { kind: 'close', for: MODERATOR, since: due === undefined ? answered : due + 1 }]
}

function publishing(state: ServiceState): Waiting[] {
  const last = latestDraft(state)
  if (!last || last.declined || last.published) return []
  return last.consented
    ? [{ kind: 'publish', for: MODERATOR, since: last.consented.at }]
    : [{ kind: 'consent', for: { account: state.author }, since: last.at }]
}

import type { ClockBook } from '../clock/book.ts'
import { clocksOf, isRunning, type Clock } from '../clock/clocks.ts'
import { deadlineOf } from '../clock/deadline.ts'
import type { ClockRule } from '../clock/rule.ts'
import { SERVICE_RULES } from '../clock/service-rules.ts'
import type { Addressee, Waiting } from '../matter/task.ts'
import { latestDraft, standingAppointment, type ServiceState } from './state.ts'

const MODERATOR: Addressee = { role: 'moderator' }
const RULES = Object.values(SERVICE_RULES)

/** The clocks of a request that run at a time in ms UTC. */
export function runningServiceClocks(state: ServiceState, at: number, book: ClockBook): Clock[] {
  return clocksOf(state.marks, RULES, at, book).filter(isRunning)
}

/** Everything that waits for somebody in a request, at a time in ms UTC. */
export function waitingService(state: ServiceState, at: number, book: ClockBook): Waiting[] {
  const clocks = runningServiceClocks(state, at, book)
  const clockOf = (rule: ClockRule) => clocks.find((clock) => clock.rule.id === rule.id)
  switch (state.status) {
    case 'open':
      return claiming(state, clockOf)
    case 'claimed':
      return helping(state, at, clockOf)
    case 'resolved':
      return [...rating(state, clockOf), ...publishing(state)]
    case 'closed':
      return publishing(state)
    default:
      return state.status satisfies never
  }
}

type ClockOf = (rule: ClockRule) => Clock | undefined

function claiming({ offered, sent, since }: ServiceState, clockOf: ClockOf): Waiting[] {
  const clock = clockOf(sent ? SERVICE_RULES.accept : SERVICE_RULES.claim)
  const asked: Waiting[] = sent
    ? [{ kind: 'take', for: { unit: sent.unit }, since, ...deadlineOf(clock) }]
    : offered.map((account) => ({ kind: 'claim', for: { account }, since, ...deadlineOf(clock) }))
  // who keeps the house looks for somebody else when nobody is asked, or nobody has said yes in time
  const from = asked.length === 0 || clock === undefined ? since : clock.due + 1
  return [...asked, { kind: 'dispatch', for: MODERATOR, since: from, ...(asked.length === 0 ? deadlineOf(clock) : {}) }]
}

function helperOf({ helper, author }: ServiceState): Addressee {
  if (!helper) return { account: author }
  return helper.unit === undefined ? { account: helper.account } : { unit: helper.unit }
}

function helping(state: ServiceState, at: number, clockOf: ClockOf): Waiting[] {
  const since = Math.max(state.helper?.at ?? state.since, state.reopenings.at(-1)?.at ?? 0)
  const waiting: Waiting[] = [
    { kind: 'help', for: helperOf(state), since, ...deadlineOf(clockOf(SERVICE_RULES.solve)) },
  ]
  const meeting = standingAppointment(state)
  if (meeting && !meeting.accepted && meeting.startsAt > at) {
    const other = meeting.by === state.author ? helperOf(state) : { account: state.author }
    waiting.push({ kind: 'appointment', for: other, since: meeting.at, until: meeting.startsAt })
  }
  return waiting
}

function rating({ author, answer, since }: ServiceState, clockOf: ClockOf): Waiting[] {
  const clock = clockOf(SERVICE_RULES.rate)
  const answered = answer?.at ?? since
  const rate: Waiting = { kind: 'rate', for: { account: author }, since: answered, ...deadlineOf(clock) }
  return [rate, { kind: 'close', for: MODERATOR, since: clock === undefined ? answered : clock.due + 1 }]
}

function publishing(state: ServiceState): Waiting[] {
  const last = latestDraft(state)
  if (!last || last.declined || last.published) return []
  return last.consented
    ? [{ kind: 'publish', for: MODERATOR, since: last.consented.at }]
    : [{ kind: 'consent', for: { account: state.author }, since: last.at }]
}

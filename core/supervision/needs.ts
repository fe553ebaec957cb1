import type { ClockBook } from '../clock/book.ts'
import { deadlineOf } from '../clock/deadline.ts'
import { SUPERVISION_RULES } from '../clock/supervision-rules.ts'
import type { Clock } from '../clock/clocks.ts'
import type { Addressee, Waiting } from '../matter/task.ts'
import { clockOf, escalationGrounds, runningThreadClocks } from './clocks.ts'
import { fallenBehind, openLookBacks } from './closing.ts'
import { openRequest, standing, type Commitment, type SupervisionState } from './state.ts'

const MODERATOR: Addressee = { role: 'moderator' }
const { respond, report, keep, verify, extend, heed, rate } = SUPERVISION_RULES

/** Everything that waits for somebody in a thread, at a time in ms UTC; `item` is the place of the commitment. */
export function waitingSupervision(state: SupervisionState, at: number, book: ClockBook): Waiting[] {
  const clocks = runningThreadClocks(state, at, book)
  switch (state.status) {
    case 'open':
      return [
        ...(state.accepted
          ? []
          : [
              {
                kind: 'accept' as const,
                for: { unit: state.unit },
                since: state.createdAt,
                ...deadlineOf(clockOf(clocks, respond)),
              },
            ]),
        ...state.commitments.flatMap((commitment, item) => keeping(commitment, item, state, clocks)),
        ...escalating(state, clocks),
        ...closing(state),
      ]
    case 'closed':
      return [...rating(state, clocks, at), ...lookingBack(state), ...reopening(state)]
    default:
      return state.status satisfies never
  }
}

/** What waits on one commitment: for its unit, for those who supervise it, for those who decide. */
function keeping(commitment: Commitment, item: number, { supervisors }: SupervisionState, clocks: Clock[]): Waiting[] {
  const { id, unit, since, status, claims, reminders } = commitment
  if (status === 'done' || status === 'dropped') return []
  if (status === 'claimed') {
    const claimed = { since: claims.at(-1)?.at ?? since, item, ...deadlineOf(clockOf(clocks, verify, id)) }
    return supervisors.map((account) => ({ kind: 'verify', for: { account }, ...claimed }))
  }
  const [keeps, reports, heeds] = [keep, report, heed].map((rule) => clockOf(clocks, rule, id))
  const request = openRequest(commitment)
  const mine = { for: { unit }, item }
  const waiting: Waiting[] = [{ kind: 'fulfil', ...mine, since, ...deadlineOf(keeps) }]
  if (reports) waiting.push({ kind: 'report', ...mine, since: reports.warnsAt, ...deadlineOf(reports) })
  if (heeds) waiting.push({ kind: 'respond', ...mine, since: heeds.start.at, ...deadlineOf(heeds) })
  if (request)
    waiting.push({
      kind: 'extension',
      for: MODERATOR,
      item,
      since: request.at,
      ...deadlineOf(clockOf(clocks, extend, id)),
    })
  // once it is overdue its unit is reminded: of each date that it did not keep
  if (keeps && !reminders.some(({ at }) => at > keeps.due))
    waiting.push({ kind: 'remind', for: MODERATOR, item, since: keeps.due + 1 })
  return waiting
}

function escalating(state: SupervisionState, clocks: Clock[]): Waiting[] {
  const [ground] = escalationGrounds(state, clocks)
  if (!ground) return []
  const item = state.commitments.findIndex(({ id }) => id === ground.commitment)
  return [{ kind: 'escalate', for: MODERATOR, since: ground.from, item }]
}

function closing(state: SupervisionState): Waiting[] {
  const left = standing(state)
  if (left.some(({ status }) => status !== 'done')) return []
  const ends = state.commitments.map(({ verdicts, dropped, since }) => dropped?.at ?? verdicts.at(-1)?.at ?? since)
  return [{ kind: 'close', for: MODERATOR, since: Math.max(...ends) }]
}

function rating(state: SupervisionState, clocks: Clock[], at: number): Waiting[] {
  const clock = clockOf(clocks, rate)
  const closed = state.closings.at(-1)?.at ?? state.updatedAt
  if (!clock || at > clock.due) return []
  const rated = new Set(state.ratings.filter((one) => one.at >= closed).map(({ account }) => account))
  return state.supervisors
    .filter((account) => !rated.has(account))
    .map((account) => ({ kind: 'rate', for: { account }, since: closed, ...deadlineOf(clock), until: clock.due + 1 }))
}

function lookingBack(state: SupervisionState): Waiting[] {
  return openLookBacks(state).flatMap(({ commitment, at }) => {
    const item = state.commitments.findIndex(({ id }) => id === commitment)
    return state.supervisors.map((account): Waiting => ({ kind: 'look-back', for: { account }, since: at, item }))
  })
}

function reopening(state: SupervisionState): Waiting[] {
  return fallenBehind(state).map(({ commitment, at }) => ({
    kind: 'reopen',
    for: MODERATOR,
    since: at,
    item: state.commitments.findIndex(({ id }) => id === commitment),
  }))
}

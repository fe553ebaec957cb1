import type { ClockBook } from '../clock/book.ts'
import { deadlineOf } from '../clock/deadline.ts'
import type { Addressee, Waiting } from '../matter/task.ts'
import { minutesDue, sessionClock } from './clocks.ts'
import type { Boxes } from '../matter/box.ts'
import { unheard } from './minutes.ts'
import { pollBox } from './polls.ts'
import { reviewDue, type ConsultationState } from './state.ts'

const MODERATOR: Addressee = { role: 'moderator' }

/** Everything that waits for somebody in a consultation, at a time in ms UTC. */
export function waitingConsultation(state: ConsultationState, at: number, book: ClockBook, box?: Boxes): Waiting[] {
  return everything(state, book, box).filter(({ until }) => until === undefined || until > at)
}

function everything(state: ConsultationState, book: ClockBook, box: Boxes | undefined): Waiting[] {
  if (state.cancelled) return []
  switch (state.status) {
    case 'preparing':
      return [...inviting(state, book), ...answering(state), ...appeals(state)]
    case 'open':
    case 'paused':
      return [
        { kind: 'run', for: MODERATOR, since: state.openedAt ?? state.createdAt },
        ...voting(state, box),
        ...statements(state),
        ...appeals(state),
      ]
    case 'concluded':
      return [
        { kind: 'outcome', for: MODERATOR, since: state.concludedAt ?? state.updatedAt },
        ...minutes(state, book),
        ...appeals(state),
      ]
    case 'published':
      return [...reviewing(state), ...minutes(state, book), ...appeals(state)]
    default:
      return state.status satisfies never
  }
}

function inviting(state: ConsultationState, book: ClockBook): Waiting[] {
  const since = state.createdAt
  const [notice, papers] = [sessionClock(state, 'notice', book), sessionClock(state, 'papers', book)]
  return [
    { kind: 'begin', for: MODERATOR, since: state.startsAt },
    ...(notice ? [{ kind: 'invite' as const, for: MODERATOR, since, ...deadlineOf(notice) }] : []),
    ...(papers ? [{ kind: 'papers' as const, for: MODERATOR, since, ...deadlineOf(papers) }] : []),
  ]
}

function answering({ invitations, startsAt }: ConsultationState): Waiting[] {
  return Object.entries(invitations).flatMap(([account, { at, answer, answeredAt, leave }]): Waiting[] => {
    if (answer === undefined) return [{ kind: 'attend', for: { account }, since: at, until: startsAt }]
    if (answer === 'coming' || leave) return []
    return [{ kind: 'leave', for: MODERATOR, since: answeredAt ?? at, until: startsAt }]
  })
}

/** Who has cast a ballot is not in the state, only in the box. */
function voting({ polls }: ConsultationState, box: Boxes | undefined): Waiting[] {
  return polls.flatMap(({ poll, status, roll = [], opened, closesAt }, item) => {
    if (status !== 'open') return []
    const ballots = box?.(pollBox(poll))
    const until = closesAt === undefined ? {} : { until: closesAt, due: closesAt }
    return roll
      .filter((account) => !ballots?.has(account))
      .map((account): Waiting => ({ kind: 'vote', for: { account }, since: opened.at, item, ...until }))
  })
}

function statements({ statements: all }: ConsultationState): Waiting[] {
  const first = all.find(({ status }) => status === 'waiting')
  return first ? [{ kind: 'statement', for: MODERATOR, since: first.at }] : []
}

function appeals({ appeals: all }: ConsultationState): Waiting[] {
  const first = all.find(({ answer }) => !answer)
  return first ? [{ kind: 'appeal', for: MODERATOR, since: first.at }] : []
}

function minutes(state: ConsultationState, book: ClockBook): Waiting[] {
  const { minutes: proposed, concludedAt } = state
  if (proposed?.settled) return []
  const due = minutesDue(state, book)
  const own: Waiting = {
    kind: 'minutes',
    for: MODERATOR,
    since: proposed?.at ?? concludedAt ?? state.updatedAt,
    ...deadlineOf(sessionClock(state, 'minutes', book)),
  }
  const asked = unheard(state).map((account): Waiting => ({
    kind: 'confirm-minutes',
    for: { account },
    since: proposed?.at ?? state.updatedAt,
    ...(due === undefined ? {} : { due, until: due }),
  }))
  return [own, ...asked]
}

function reviewing(state: ConsultationState): Waiting[] {
  const since = reviewDue(state)
  const owner = state.published?.owner
  if (since === undefined || owner === undefined) return []
  const review = (addressee: Addressee): Waiting => ({ kind: 'review', for: addressee, since, due: since })
  // an owner is an account or a unit; as what it is not, it reaches nobody
  return [review(MODERATOR), review({ account: owner }), review({ unit: owner })]
}

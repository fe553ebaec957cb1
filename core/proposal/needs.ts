import type { ClockBook } from '../clock/book.ts'
import { deadlineOf } from '../clock/deadline.ts'
import { CLOCK_RULES } from '../clock/rules.ts'
import type { Waiting } from '../matter/task.ts'
import { latestClock, runningClock } from './clocks.ts'
import { evaluationEnds, mustRehandle, openLookBacks, round, unheard } from './follow-through.ts'
import { isPending } from './relations.ts'
import type { Assignment, ProposalState } from './state.ts'

/** Everything that waits for somebody in a proposal, at a time in ms UTC. */
export function waitingProposal(state: ProposalState, at: number, book: ClockBook): Waiting[] {
  switch (state.status) {
    case 'submitted':
    case 'returned':
      return beforeFiling(state, at)
    case 'filed':
      return [
        {
          kind: 'assign',
          for: { role: 'moderator' },
          since: state.refusals.at(-1)?.at ?? state.screening?.at ?? state.createdAt,
          ...deadlineOf(runningClock(state, CLOCK_RULES.reassign, book)),
        },
      ]
    case 'assigned':
      return state.assignment
        ? [accepting(state, state.assignment, book), ...assisting(state, state.assignment, book)]
        : []
    case 'handling':
      return state.assignment
        ? [answering(state, state.assignment, book), ...assisting(state, state.assignment, book)]
        : []
    case 'answered':
      return [...evaluating(state, book), ...closing(state, at, book), ...lookBacks(state)]
    case 'closed':
      return lookBacks(state)
    case 'declined':
    case 'merged':
    case 'withdrawn':
      return []
    default:
      return state.status satisfies never
  }
}

function beforeFiling(state: ProposalState, at: number): Waiting[] {
  const waiting: Waiting[] = []
  for (const cosigner of state.cosigners)
    if (isPending(cosigner, at))
      waiting.push({
        kind: 'cosign',
        for: { account: cosigner.account },
        since: cosigner.invitedAt,
        until: cosigner.expiresAt,
      })
  const since = state.versions.at(-1)?.at ?? state.createdAt
  if (state.status === 'submitted') waiting.push({ kind: 'screen', for: { role: 'moderator' }, since })
  else waiting.push({ kind: 'revise', for: { account: state.author }, since: state.screening?.at ?? since })
  if (lacksMember(state)) {
    // while somebody may still sign, the task lies ahead: it appears when the last invitation has run out
    const asked = state.cosigners.filter((cosigner) => isPending(cosigner, at)).map(({ expiresAt }) => expiresAt)
    waiting.push({ kind: 'find-cosigner', for: { account: state.author }, since: Math.max(since, ...asked) })
  }
  return waiting
}

function accepting(state: ProposalState, { lead, at }: Assignment, book: ClockBook): Waiting {
  return {
    kind: 'accept',
    for: { unit: lead },
    since: at,
    ...deadlineOf(runningClock(state, CLOCK_RULES.refuse, book)),
  }
}

function answering(state: ProposalState, { lead, at, acceptedAt }: Assignment, book: ClockBook): Waiting {
  const { held, rounds } = state
  if (held && !held.returned) return { kind: 'release', for: { role: 'moderator' }, since: held.at }
  const since = held?.returned?.at ?? rounds.at(-1)?.rehandled?.at ?? acceptedAt ?? at
  return { kind: 'answer', for: { unit: lead }, since, ...deadlineOf(runningClock(state, CLOCK_RULES.answer, book)) }
}

function assisting(state: ProposalState, assignment: Assignment, book: ClockBook): Waiting[] {
  const { opinions, rounds } = state
  const given = new Set(opinions.filter(({ round: n }) => n === rounds.length).map(({ unit }) => unit))
  return assignment.assisting
    .filter((unit) => !given.has(unit))
    .map((unit) => ({
      kind: 'assist',
      for: { unit },
      since: Math.max(assignment.at, rounds.at(-1)?.rehandled?.at ?? 0),
      ...deadlineOf(runningClock(state, CLOCK_RULES.assist, book, unit)),
    }))
}

function evaluating(state: ProposalState, book: ClockBook): Waiting[] {
  const since = round(state).releasedAt
  const timed = deadlineOf(latestClock(state, CLOCK_RULES.evaluate, book))
  return unheard(state).map((account) => ({ kind: 'evaluate', for: { account }, since, ...timed }))
}

function closing(state: ProposalState, at: number, book: ClockBook): Waiting[] {
  const until = evaluationEnds(state, book)
  const ready = unheard(state).length === 0
  // while somebody may still speak, the task lies ahead: it appears when their time is over
  const since = ready ? (round(state).evaluations.at(-1)?.at ?? at) : until
  return [
    {
      kind: mustRehandle(state) ? 'rehandle' : 'close',
      for: { role: 'moderator' },
      since: mustRehandle(state) ? state.updatedAt : since,
    },
  ]
}

function lookBacks(state: ProposalState): Waiting[] {
  return openLookBacks(state).map(({ suggestion, at }) => ({
    kind: 'look-back',
    for: { role: 'moderator' },
    since: at,
    item: suggestion,
  }))
}

/** True while a representative's proposal has no member's signature. */
export function lacksMember(state: ProposalState): boolean {
  return state.needsMember && !state.cosigners.some((cosigner) => cosigner.status === 'signed' && cosigner.member)
}

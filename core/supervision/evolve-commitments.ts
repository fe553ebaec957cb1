import { unknownEvent } from '../matter/evolve.ts'
import type { EventFact } from '../record/event.ts'
import type { CommitmentEvent, Promised } from './events.ts'
import { openRequest, type Commitment, type SupervisionState } from './state.ts'

/** A commitment as it begins, at a time in ms UTC. */
export function begun(promised: Promised, at: number): Commitment {
  return {
    ...promised,
    since: at,
    status: 'running',
    reports: [],
    claims: [],
    verdicts: [],
    past: 0,
    extensions: [],
    reminders: [],
    earlier: [],
  }
}

interface When {
  actor: string
  at: number
}

/** A commitment that begins anew with another unit or date: what was found of it before no longer stands. */
export function begunAnew(
  commitment: Commitment,
  next: { unit: string; due: number } | undefined,
  reason: string,
  { actor: by, at }: When,
): Commitment {
  if (!next) return commitment
  const { text, unit, due, verdicts, earlier } = commitment
  return {
    ...lapsing(commitment),
    unit: next.unit,
    due: next.due,
    since: at,
    status: 'running',
    past: verdicts.length,
    earlier: [...earlier, { text, unit, due, reason, by, at }],
  }
}

/** Folds an event of one commitment into a thread's state; does not touch `seq` or `updatedAt`. */
export function evolveCommitment(state: SupervisionState, event: EventFact<CommitmentEvent>): SupervisionState {
  const { at, actor: by } = event
  switch (event.type) {
    case 'commitment.added': {
      const { commitment: id, ...promised } = event.data
      const commitments = [...state.commitments, begun({ id, ...promised }, at)]
      return { ...state, commitments, units: [...new Set([...state.units, promised.unit])] }
    }
    case 'commitment.amended': {
      const { unit, due, reason, commitment } = event.data
      const units = [...new Set([...state.units, unit])]
      return on({ ...state, units }, commitment, (one) => begunAnew(one, { unit, due }, reason, event))
    }
    case 'commitment.reworded': {
      const { text, reason, commitment } = event.data
      return on(state, commitment, (one) => ({
        ...one,
        text,
        earlier: [...one.earlier, { text: one.text, unit: one.unit, due: one.due, reason, by, at }],
      }))
    }
    case 'commitment.dropped': {
      const { reason, commitment } = event.data
      return on(state, commitment, (one) => ({ ...lapsing(one), status: 'dropped', dropped: { reason, by, at } }))
    }
    case 'commitment.claimed-done': {
      const { commitment, ...claim } = event.data
      return on(state, commitment, (one) => ({
        ...lapsing(one),
        status: 'claimed',
        claims: [...one.claims, { ...claim, by, at }],
      }))
    }
    case 'commitment.verified': {
      const { commitment, ...found } = event.data
      return on(state, commitment, (one) => ({
        ...(found.verdict === 'done' ? lapsing(one) : one),
        status: found.verdict === 'done' ? 'done' : 'running',
        verdicts: [...one.verdicts, { ...found, by, at }],
      }))
    }
    case 'progress.reported': {
      const { commitment, ...report } = event.data
      const { percent } = report
      return on(state, commitment, (one) => ({
        ...one,
        ...(percent === undefined ? {} : { percent }),
        reports: [...one.reports, { ...report, by, at }],
      }))
    }
    case 'extension.requested': {
      const { due, reason, commitment } = event.data
      return on(state, commitment, (one) => ({ ...one, extensions: [...one.extensions, { due, reason, by, at }] }))
    }
    case 'extension.granted':
    case 'extension.denied': {
      const { text, commitment } = event.data
      const granted = event.type === 'extension.granted'
      const decided = { granted, ...(text === undefined ? {} : { text }), by, at }
      return on(state, commitment, (one) => {
        const request = openRequest(one)
        if (!request) return one
        const extensions = one.extensions.with(-1, { ...request, decided })
        return { ...one, extensions, ...(granted ? { due: request.due } : {}) }
      })
    }
    default:
      return unknownEvent(state, event)
  }
}

function on(state: SupervisionState, id: string, change: (one: Commitment) => Commitment): SupervisionState {
  return { ...state, commitments: state.commitments.map((one) => (one.id === id ? change(one) : one)) }
}

/** A request that nobody has decided is overtaken. */
function lapsing(commitment: Commitment): Commitment {
  const request = openRequest(commitment)
  return request
    ? { ...commitment, extensions: commitment.extensions.with(-1, { ...request, lapsed: true }) }
    : commitment
}

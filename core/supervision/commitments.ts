import { accept, reject, type Context } from '../matter/decision.ts'
import { onAsked, onRunning, type Data, type SupervisionAnswer as Answer } from './decide-types.ts'
import type { SupervisionEvent } from './events.ts'
import { evidenceOf } from './evidence.ts'
import { unknownUnit } from '../people/units.ts'
import { past } from './opening.ts'
import { clockOf, runningThreadClocks } from './clocks.ts'
import { SUPERVISION_RULES } from '../clock/supervision-rules.ts'
import { SUPERVISION_LIMITS } from './commands.ts'
import { commitmentOf, openRequest, type Commitment, type SupervisionState } from './state.ts'

/** Takes another promise into the thread. */
export function add(state: SupervisionState, data: Data<'commitment.add'>, { directory, at }: Context): Answer {
  const { id: commitment, ...promised } = data
  if (commitmentOf(state, commitment))
    return reject('conflict', 'id-taken', 'a commitment with this id exists', { commitment, rule: 'SP2' })
  if (state.commitments.length >= SUPERVISION_LIMITS.commitments)
    return reject('conflict', 'too-many-commitments', 'no more commitments', {
      limit: SUPERVISION_LIMITS.commitments,
      rule: 'SP2',
    })
  return (
    unknownUnit([promised.unit], directory) ??
    past([promised.due], at) ??
    accept({ type: 'commitment.added', data: { commitment, ...promised } })
  )
}

/** Changes the words of a commitment, or who keeps it until when: then it begins anew, also one that was found kept. */
export function amend(state: SupervisionState, data: Data<'commitment.amend'>, { directory, at }: Context): Answer {
  const { commitment, text, unit, due, reason } = data
  const now = commitmentOf(state, commitment)
  if (now?.status !== 'done') {
    const refused = onRunning(state, commitment, () => accept())
    if (!refused.ok) return refused
  }
  if (!now) throw new Error(`commitment ${commitment} was there a moment ago`)
  const events: SupervisionEvent[] = []
  if (text !== undefined && text !== now.text)
    events.push({ type: 'commitment.reworded', data: { commitment, text, reason } })
  const next = { unit: unit ?? now.unit, due: due ?? now.due }
  if (next.unit !== now.unit || next.due !== now.due) {
    const wrong = unknownUnit([next.unit], directory) ?? past([next.due], at)
    if (wrong) return wrong
    events.push({ type: 'commitment.amended', data: { commitment, ...next, reason } })
  }
  return accept(...events)
}

/** Takes a commitment out of the supervision; it stays in the record. */
export function drop(state: SupervisionState, data: Data<'commitment.drop'>): Answer {
  return onAsked(state, data.commitment, () => accept({ type: 'commitment.dropped', data }))
}

/** Takes a report of progress. The first word of the thread's unit is its first response. */
export function report(state: SupervisionState, data: Data<'progress.report'>, context: Context): Answer {
  return byUnit(state, data.commitment, context, (commitment, first) => {
    const { attachments, pairs, ...said } = data
    const found = evidenceOf({ attachments, pairs }, context)
    if (!found.ok) return found
    const reported = { ...said, unit: commitment.unit, ...found.evidence }
    return accept(...first, { type: 'progress.reported', data: reported })
  })
}

/** Takes the unit's word that it has kept its promise. */
export function claim(state: SupervisionState, data: Data<'commitment.claim-done'>, context: Context): Answer {
  return byUnit(state, data.commitment, context, (commitment, first) => {
    const { attachments, pairs, ...said } = data
    const found = evidenceOf({ attachments, pairs }, context)
    if (!found.ok) return found
    const claimed = { ...said, unit: commitment.unit, ...found.evidence }
    return accept(...first, { type: 'commitment.claimed-done', data: claimed })
  })
}

/** Takes what a supervisor found, after a claim or without one. */
export function verify(state: SupervisionState, data: Data<'commitment.verify'>, context: Context): Answer {
  return onAsked(state, data.commitment, (commitment) => {
    const { attachments, pairs, claims, ...said } = data
    if (claims !== undefined && claims !== commitment.claims.length)
      return reject('stale', 'claimed-meanwhile', 'the unit has claimed it since it was read', { rule: 'SP6' })
    const found = evidenceOf({ attachments, pairs }, context)
    return found.ok ? accept({ type: 'commitment.verified', data: { ...said, ...found.evidence } }) : found
  })
}

/** Asks for a later date, ahead of now and of the one that stands. */
export function requestExtension(state: SupervisionState, data: Data<'extension.request'>, context: Context): Answer {
  return byUnit(state, data.commitment, context, (commitment, first) => {
    if (openRequest(commitment))
      return reject('conflict', 'extension-waits', 'a request waits for its decision', { rule: 'SP7' })
    const clock = clockOf(runningThreadClocks(state, context.at, context.book), SUPERVISION_RULES.keep, commitment.id)
    if (data.due <= Math.max(commitment.due, clock?.due ?? 0))
      return reject('invalid', 'not-later', 'the date is not later than the one that stands', { rule: 'SP7' })
    return (
      past([data.due], context.at) ??
      accept(...first, { type: 'extension.requested', data: { ...data, unit: commitment.unit } })
    )
  })
}

/** Grants the later date that was asked for, or denies it. */
export function decideExtension(
  state: SupervisionState,
  data: Data<'extension.grant'>,
  granted: boolean,
  { at }: Context,
): Answer {
  return onAsked(state, data.commitment, (commitment) => {
    const request = openRequest(commitment)
    if (!request) return reject('conflict', 'no-request', 'no request waits for a decision', { rule: 'SP7' })
    if (!granted) return accept({ type: 'extension.denied', data })
    return past([request.due], at) ?? accept({ type: 'extension.granted', data: { ...data, due: request.due } })
  })
}

/** Goes on for a unit with its own commitment; `first` is its first response, where there was none. */
function byUnit(
  state: SupervisionState,
  id: string,
  { actor }: Context,
  then: (commitment: Commitment, first: SupervisionEvent[]) => Answer,
): Answer {
  return onRunning(state, id, (commitment) => {
    if (commitment.unit !== actor.unit)
      return reject('forbidden', 'not-your-commitment', 'another unit keeps it', { rule: 'SP4' })
    const responds = state.accepted === undefined && actor.unit === state.unit
    return then(commitment, responds ? [{ type: 'supervision.accepted', data: { unit: state.unit } }] : [])
  })
}

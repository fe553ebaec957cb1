import { LOOK_BACK_DAYS } from '../clock/rules.ts'
import { endOf } from '../clock/span.ts'
import { SUPERVISION_RULES } from '../clock/supervision-rules.ts'
import { accept, acceptWith, reject, type Context, type FollowUp } from '../matter/decision.ts'
import type { Verdict } from '../proposal/commands.ts'
import type { Data, SupervisionAnswer as Answer } from './decide-types.ts'
import { evidenceOf } from './evidence.ts'
import { past } from './opening.ts'
import { commitmentOf, lastVerdict, openRequest, standing, type SupervisionState } from './state.ts'

/** Closes a thread when every commitment has its verdict and nothing waits for a decision. */
export function close(state: SupervisionState, { summary }: Data<'supervision.close'>): Answer {
  const left = standing(state)
  const idsOf = (some: typeof left) => some.map(({ id }) => id)
  const waiting = left.filter(({ status }) => status === 'claimed')
  if (waiting.length > 0)
    return reject('conflict', 'claim-waits', 'a claim waits for its verdict', {
      commitments: idsOf(waiting),
      rule: 'SP11',
    })
  const asking = left.filter((one) => openRequest(one))
  if (asking.length > 0)
    return reject('conflict', 'extension-waits', 'a request waits for its decision', {
      commitments: idsOf(asking),
      rule: 'SP11',
    })
  const unjudged = left.filter((one) => !lastVerdict(one))
  if (unjudged.length > 0)
    return reject('conflict', 'unjudged', 'commitments have no verdict', { commitments: idsOf(unjudged), rule: 'SP11' })
  const kept = idsOf(left.filter(({ status }) => status === 'done'))
  const unkept = idsOf(left.filter(({ status }) => status !== 'done'))
  const verdict = wholeVerdict(left.flatMap((one) => lastVerdict(one)?.verdict ?? []))
  return acceptWith(
    { type: 'supervision.closed', data: { summary, kept, unkept } },
    { followUps: passOn(state, verdict, summary) },
  )
}

/** Opens a closed thread again: what was not kept comes back, and what is named, with a date ahead. */
export function reopen(state: SupervisionState, data: Data<'supervision.reopen'>, { at, book }: Context): Answer {
  const left = standing(state)
  const unkept = left.filter(({ status }) => status !== 'done')
  const byRule = endOf(at, book.inForce(SUPERVISION_RULES.keep, at).length, book.calendar)
  const named = [...(data.commitments ?? [])]
  for (const { id } of data.commitments || unkept.length > 0 ? unkept : left)
    if (!named.some((one) => one.id === id)) named.push({ id, due: byRule })
  const wrong = past(
    named.map(({ due }) => due),
    at,
  )
  if (wrong) return wrong
  const commitments: { id: string; unit: string; due: number }[] = []
  for (const { id, due } of named) {
    const known = left.find((one) => one.id === id)
    if (!known) return reject('not-found', 'unknown-commitment', 'no such commitment', { commitment: id, rule: 'SP2' })
    commitments.push({ id, unit: known.unit, due })
  }
  return accept({ type: 'supervision.reopened', data: { reason: data.reason, commitments } })
}

/** A time at which a commitment is looked back upon, in ms UTC, `after` 90, 180 or 365 days. */
export interface LookBackSlot {
  commitment: string
  after: number
  at: number
}

/** The look-backs that have not been made since the last closing, in the order of their times. */
export function openLookBacks(state: SupervisionState): LookBackSlot[] {
  const closed = state.closings.at(-1)
  if (!closed || state.status !== 'closed') return []
  const made = new Set(
    state.lookBacks.filter(({ at }) => at >= closed.at).map(({ commitment, after }) => `${commitment} ${after}`),
  )
  return standing(state)
    .flatMap(({ id }) =>
      LOOK_BACK_DAYS.map((after) => ({ commitment: id, after, at: endOf(closed.at, { days: after }) })),
    )
    .filter(({ commitment, after }) => !made.has(`${commitment} ${after}`))
    .sort((a, b) => a.at - b.at)
}

/** Records what a look-back found; made early, it leaves the due one waiting. */
export function lookBack(state: SupervisionState, data: Data<'supervision.look-back'>, context: Context): Answer {
  const { attachments, pairs, ...found } = data
  const commitment = commitmentOf(state, data.commitment)
  if (!commitment || commitment.status === 'dropped')
    return reject('not-found', 'unknown-commitment', 'no such commitment', { commitment: data.commitment, rule: 'SP2' })
  const files = evidenceOf({ attachments, pairs }, context)
  if (!files.ok) return files
  const slot = openLookBacks(state).find((open) => open.commitment === data.commitment && open.at <= context.at)
  const verdicts = standing(state).flatMap(({ id }) =>
    id === data.commitment ? data.verdict : (verdictNow(state, id) ?? []),
  )
  return acceptWith(
    {
      type: 'supervision.looked-back',
      data: { ...found, ...files.evidence, ...(slot ? { after: slot.after } : {}) },
    },
    { followUps: passOn(state, wholeVerdict(verdicts), data.evidence) },
  )
}

/** What was found of a commitment last, by a look-back or by a verdict. */
function verdictNow(state: SupervisionState, id: string): Verdict | undefined {
  const closed = state.closings.at(-1)?.at ?? 0
  const latest = state.lookBacks.findLast(({ commitment, at }) => commitment === id && at >= closed)
  const commitment = commitmentOf(state, id)
  return latest?.verdict ?? (commitment && lastVerdict(commitment)?.verdict)
}

const WORSE: Record<Verdict, number> = { done: 0, partly: 1, 'not-done': 2 }

/** The commitments of which the last look-back found less than the closing did: they may have to come back. */
export function fallenBehind(state: SupervisionState): { commitment: string; at: number }[] {
  const closed = state.closings.at(-1)
  if (!closed || state.status !== 'closed') return []
  return standing(state).flatMap((one) => {
    const latest = state.lookBacks.findLast(({ commitment, at }) => commitment === one.id && at >= closed.at)
    const then = lastVerdict(one)
    return latest && then && WORSE[latest.verdict] > WORSE[then.verdict] ? [{ commitment: one.id, at: latest.at }] : []
  })
}

/** What several commitments come to for the one promise they stand for: kept when all are, not when none is. */
export function wholeVerdict(verdicts: readonly Verdict[]): Verdict | undefined {
  if (verdicts.length === 0) return undefined
  if (verdicts.every((verdict) => verdict === 'done')) return 'done'
  return verdicts.every((verdict) => verdict === 'not-done') ? 'not-done' : 'partly'
}

/** Tells the proposal whose promise this is what became of it. */
function passOn(state: SupervisionState, verdict: Verdict | undefined, evidence: string): FollowUp[] {
  const { id, origin, item, round } = state
  // only a proposal's promise is of a round
  if (origin === undefined || item === undefined || round === undefined || !verdict) return []
  const data = { suggestion: item, round, verdict, evidence, supervision: id }
  return [{ matter: origin, type: 'proposal.pass-on-verdict', data }]
}

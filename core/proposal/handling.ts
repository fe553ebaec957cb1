import type { ClockBook } from '../clock/book.ts'
import { CLOCK_RULES } from '../clock/rules.ts'
import { accept, acceptWith, reject, type Context } from '../matter/decision.ts'
import { unknownUnit } from '../people/units.ts'
import { canonical } from '../record/canonical.ts'
import { sha256Hex } from '../record/hash.ts'
import { latestClock } from './clocks.ts'
import type { Data, ProposalAnswer } from './decide-types.ts'
import type { AnswerText } from './events.ts'
import { allSuggestions, type HeldAnswer, type ProposalState } from './state.ts'

/** What is held for a proposal outside its record: the unit's answer before its release. */
export interface HeldText extends AnswerText {
  kind: 'answer'
}

/** Hands the proposal to a lead unit and assisting units, until a due date (ms UTC); also after a refusal. */
export function assign(
  state: ProposalState,
  data: Data<'proposal.assign'>,
  { directory, at }: Context,
): ProposalAnswer {
  const { from, ...decided } = data
  const { lead, assisting, due } = decided
  const unknown = unknownUnit([lead, ...assisting], directory)
  if (unknown) return unknown
  if (from !== undefined && from !== (state.assignment?.lead ?? null))
    return reject('stale', 'assigned-meanwhile', 'it was assigned since it was read', { rule: 'PR33' })
  if (assisting.includes(lead))
    return reject('invalid', 'lead-assists', 'the lead unit cannot assist itself', { rule: 'PR17' })
  if (due <= at) return reject('invalid', 'in-the-past', 'the due date lies in the past', { rule: 'PR17' })
  if (state.held && !state.held.returned)
    return reject('conflict', 'answer-waits', 'an answer waits for release: release or return it first', {
      rule: 'PR17',
    })
  const now = state.assignment
  const same = now?.lead === lead && now.due === due && now.assisting.join() === assisting.join()
  return same ? accept() : acceptWith({ type: 'proposal.assigned', data: decided }, { hold: null })
}

/** Until when the lead unit may refuse, in ms UTC; 0 when it has been assigned to none. */
export function refusalEnds(state: ProposalState, book: ClockBook): number {
  return latestClock(state, CLOCK_RULES.refuse, book)?.due ?? 0
}

/** Refuses an assignment with a reason, within the clock. */
export function refuseAssignment(
  state: ProposalState,
  { reason }: Data<'proposal.refuse-assignment'>,
  { at, book }: Context,
): ProposalAnswer {
  const { assignment } = state
  if (!assignment) throw new Error(`proposal ${state.id} is assigned to nobody`)
  const until = refusalEnds(state, book)
  if (at > until) return reject('conflict', 'too-late', 'the time to refuse is over', { until, rule: 'PR19' })
  return accept({ type: 'proposal.assignment-refused', data: { unit: assignment.lead, reason } })
}

/** Takes the lead unit's answer; its text is held outside the record until it is released. */
export function answer(
  state: ProposalState,
  data: Data<'proposal.answer'>,
  { directory, at, actor }: Context,
): ProposalAnswer {
  const { merged = [], ...text } = data
  if (merged.some((matter, i) => state.absorbed[i]?.matter !== matter))
    return reject('stale', 'renumbered', 'suggestions have other numbers by now', { rule: 'PR33' })
  const count = allSuggestions(state).length
  const covered = data.items.map(({ suggestion }) => suggestion)
  if (new Set(covered).size !== covered.length)
    return reject('invalid', 'repeated', 'two items answer the same suggestion', { rule: 'PR21' })
  for (const { suggestion, class: grade, promise } of data.items) {
    const wrong = (reason: string, note: string) => reject('invalid', reason, note, { suggestion, rule: 'PR21' })
    if (suggestion >= count) return wrong('no-such-suggestion', 'there is no such suggestion')
    if (grade === 'B' && !promise) return wrong('needs-promise', 'class B needs an owner and a date')
    if (grade !== 'B' && promise) return wrong('needs-no-promise', 'only class B makes a promise')
    if (promise && !directory.unit(promise.owner)) return wrong('unknown-unit', 'no such unit')
    if (promise && promise.due <= at) return wrong('in-the-past', 'the promise lies in the past')
  }
  const held: HeldText = { kind: 'answer', ...text }
  const unit = actor.unit ?? ''
  return acceptWith(
    { type: 'proposal.answer-submitted', data: { unit, digest: digest(data), covered } },
    { hold: held },
  )
}

/** SHA-256 of JCS({items, text}): what was submitted is what is released. */
export function digest({ items, text }: AnswerText): string {
  return sha256Hex(canonical({ items, text }))
}

/** Indexes of the suggestions that a held answer leaves out. */
export function uncovered(state: ProposalState): number[] {
  const covered = new Set(state.held?.covered)
  return allSuggestions(state).flatMap((_, i) => (covered.has(i) ? [] : [i]))
}

/** Brings the held answer into the record, and passes it on to the authors of merged proposals. */
export function releaseAnswer(
  state: ProposalState,
  data: Data<'proposal.release-answer'>,
  { held, at }: Context,
): ProposalAnswer {
  if (!state.held || state.held.returned)
    return reject('conflict', 'no-answer', 'no answer waits for release', { rule: 'PR22' })
  if (isOther(state.held, data.digest)) return otherAnswer()
  const missing = uncovered(state)
  if (missing.length > 0)
    return reject('conflict', 'uncovered', 'suggestions are not answered', { suggestions: missing, rule: 'PR22' })
  const text = held as HeldText | undefined
  if (!text || digest(text) !== state.held.digest)
    throw new Error(`the answer held for ${state.id} is not the one submitted`)
  const past = text.items.filter(({ promise }) => promise && promise.due <= at).map(({ suggestion }) => suggestion)
  if (past.length > 0)
    return reject('conflict', 'promise-past', 'promises lie in the past', { suggestions: past, rule: 'PR22' })
  const { unit, by, at: submittedAt } = state.held
  const { items } = text
  const passOn = (matter: string) => ({ lead: state.id, unit, text: text.text, items: itemsFor(state, matter, items) })
  return acceptWith(
    {
      type: 'proposal.answer-released',
      data: { items, text: text.text, unit, by, submittedAt, digest: state.held.digest },
    },
    {
      hold: null,
      followUps: state.absorbed.map(({ matter }) => ({
        matter,
        type: 'proposal.pass-on-answer',
        data: passOn(matter),
      })),
    },
  )
}

/** Sends the held answer back to its unit; the text stays held, for the unit to mend. */
export function returnAnswer(
  state: ProposalState,
  { reason, digest: read }: Data<'proposal.return-answer'>,
): ProposalAnswer {
  if (!state.held || state.held.returned)
    return reject('conflict', 'no-answer', 'no answer waits for release', { rule: 'PR23' })
  if (isOther(state.held, read)) return otherAnswer()
  return accept({ type: 'proposal.answer-returned', data: { reason } })
}

const isOther = (held: HeldAnswer, read: string | undefined) => read !== undefined && read !== held.digest
const otherAnswer = () =>
  reject('stale', 'answer-changed', 'another answer was submitted since it was read', { rule: 'PR33' })

/** A held answer without the replies to a merged proposal's suggestions, under the numbers that are left. */
export function withoutMatter(state: ProposalState, held: HeldText, matter: string): HeldText {
  const left = allSuggestions(state).flatMap(({ from }, index) => (from?.matter === matter ? [] : [index]))
  const items = held.items.flatMap((item) => {
    const suggestion = left.indexOf(item.suggestion)
    return suggestion < 0 ? [] : [{ ...item, suggestion }]
  })
  return { ...held, items }
}

function itemsFor(state: ProposalState, matter: string, items: AnswerText['items']): AnswerText['items'] {
  const numbered = allSuggestions(state)
  return items.flatMap((item) => {
    const from = numbered[item.suggestion]?.from
    return from?.matter === matter ? [{ ...item, suggestion: from.index }] : []
  })
}

import type { Attachment } from '../wire/attachments.ts'
import type { MatterState } from '../matter/state.ts'
import type { DeclineReason, NextChannel, ProposalForm, Verdict } from './commands.ts'
import type { AnswerText, EvaluationForm, ProposalText, UnitWish } from './events.ts'

export const PROPOSAL_STATUSES = [
  'submitted',
  'returned',
  'declined',
  'merged',
  'withdrawn',
  'filed',
  'assigned',
  'handling',
  'answered',
  'closed',
] as const
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number]

/** Where nothing more is said or done. */
export const PROPOSAL_ENDS: readonly ProposalStatus[] = ['declined', 'merged', 'withdrawn', 'closed']

/** One version of the text, with its place in the record. Versions count from 0. */
export interface ProposalVersion extends ProposalText {
  seq: number
  at: number
}

/** An invited co-signer. `version` is the one that was signed; a later revision asks again. */
export interface Cosigner {
  account: string
  status: 'invited' | 'signed' | 'declined'
  invitedAt: number
  expiresAt: number
  answeredAt?: number
  version?: number
  member?: boolean
  opinion?: string
}

/** What the moderators decided last, and why. */
export type Screening =
  | { outcome: 'returned'; by: string; at: number; reason: string }
  | { outcome: 'declined'; by: string; at: number; reason: DeclineReason; text: string; channel: NextChannel }
  | { outcome: 'filed'; by: string; at: number; weight: 'normal' | 'key' }

/** The units that have it in hand. `acceptedAt` once the lead unit has taken it. */
export interface Assignment {
  lead: string
  assisting: string[]
  due: number
  by: string
  at: number
  acceptedAt?: number
}

/** An answer that waits for release; its text is held outside the record. */
export interface HeldAnswer {
  unit: string
  by: string
  at: number
  digest: string
  covered: number[]
  returned?: { by: string; at: number; reason: string }
}

/** One round of answering, and what those who were asked say of it. */
export interface AnswerRound extends AnswerText {
  unit: string
  by: string
  submittedAt: number
  releasedBy: string
  releasedAt: number
  evaluations: (EvaluationForm & { account: string; at: number })[]
  rehandled?: { by: string; at: number; reason: string }
}

/** A proposal that was merged into this one, with its own suggestions: they follow this one's in the numbering. */
export interface Absorbed {
  matter: string
  title: string
  author: string
  suggestions: string[]
  /** Who had signed it, and who gave the clue it grew from. */
  signers?: string[]
  informants?: string[]
  at: number
  by: string
}

/** A look-back upon a class-B promise; `after` is the 90, 180 or 365 days it was due at. */
export interface LookBack {
  suggestion: number
  verdict: Verdict
  evidence: string
  by: string
  at: number
  after?: number
  attachments?: Attachment[]
  /** The thread whose supervisors found it. */
  supervision?: string
}

/** A class-B promise that is looked after in a thread of its own; `round` is the answer that made it. */
export interface SupervisedPromise {
  suggestion: number
  round: number
  supervision: string
  title?: string
  by: string
  at: number
}

export interface ProposalState extends MatterState {
  kind: 'proposal'
  status: ProposalStatus
  form: ProposalForm
  /** Whether everyone signed in may read it; else its author, co-signers and the moderators. */
  open: boolean
  origin?: string
  needsMember: boolean
  category: string
  region: string
  /** Oldest first; the last is what stands. */
  versions: ProposalVersion[]
  cosigners: Cosigner[]
  supporters: string[]
  screening?: Screening
  withdrawal?: { at: number; reason?: string }
  wish?: UnitWish
  informants: string[]
  assignment?: Assignment
  /** Every unit that has or had it in hand, as lead or assisting. */
  units?: string[]
  /** When a unit first accepted it, ms UTC. */
  handlingSince?: number
  refusals: { unit: string; reason: string; by: string; at: number }[]
  opinions: { unit: string; text: string; by: string; at: number; round: number }[]
  held?: HeldAnswer
  /** Released answers, one a round, oldest first. */
  rounds: AnswerRound[]
  absorbed: Absorbed[]
  /** Where it was merged, and the status it had. */
  merged?: { into: string; title: string; status: ProposalStatus; by: string; at: number }
  passedOn?: AnswerText & { lead: string; unit: string; at: number }
  lookBacks: LookBack[]
  supervised?: SupervisedPromise[]
  closed?: { by: string; at: number }
}

/** A numbered suggestion with where it comes from: this proposal, or one merged into it. */
export interface NumberedSuggestion {
  text: string
  /** The merged proposal it comes from, and its number there; absent for the proposal's own. */
  from?: { matter: string; index: number }
}

/** Every suggestion that an answer must cover: the proposal's own, then those of proposals merged into it. */
export function allSuggestions(state: ProposalState): NumberedSuggestion[] {
  const own = currentVersion(state).suggestions.map((text) => ({ text }))
  const merged = state.absorbed.flatMap(({ matter, suggestions }) =>
    suggestions.map((text, index) => ({ text, from: { matter, index } })),
  )
  return [...own, ...merged]
}

/** Proposals merged into this one that a released answer has answered with it. */
export function answeredFor(state: ProposalState): string[] {
  const numbered = allSuggestions(state)
  const answered = state.rounds.flatMap(({ items }) =>
    items.map(({ suggestion }) => numbered[suggestion]?.from?.matter),
  )
  return [...new Set(answered.filter((matter) => matter !== undefined))]
}

/** The thread that looks after a promise of the latest answer, if there is one. */
export function supervisionOf({ supervised, rounds }: ProposalState, suggestion: number): string | undefined {
  const round = rounds.length - 1
  return supervised?.find((one) => one.suggestion === suggestion && one.round === round)?.supervision
}

/** The version that stands. */
export function currentVersion(state: ProposalState): ProposalVersion {
  const version = state.versions.at(-1)
  if (!version) throw new Error(`proposal ${state.id} has no version`)
  return version
}

import type { MatterState } from '../matter/state.ts'
import type { DeclineReason, NextChannel, ProposalForm } from './commands.ts'
import type { ProposalText } from './events.ts'

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
}

/** The version that stands. */
export function currentVersion(state: ProposalState): ProposalVersion {
  const version = state.versions.at(-1)
  if (!version) throw new Error(`proposal ${state.id} has no version`)
  return version
}

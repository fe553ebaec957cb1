import type { EscalationRule } from '../clock/supervision-rules.ts'
import type { RegionLevel } from '../people/roles.ts'
import type { Verdict } from '../proposal/commands.ts'
import type { Attachment } from '../wire/attachments.ts'

/** Files that show something; `pairs` names pictures of one place before and after by their hashes. */
export interface Evidence {
  attachments?: Attachment[]
  pairs?: { before: string; after: string }[]
}

/** A commitment as it is given: who, what, until when (ms UTC). */
export interface Promised {
  id: string
  text: string
  unit: string
  due: number
}

/** `data` of the events of a thread as a whole. Times in ms UTC. */
export interface ThreadEventData {
  'supervision.opened': {
    title: string
    subject: string
    origin?: string
    /** Which promise of the origin; `round` says of which answer, for a proposal. */
    item?: number
    round?: number
    unit: string
    /** From the unit's own region up to the province. */
    path: { region: string; level: RegionLevel }[]
    supervisors: string[]
    commitments: Promised[]
    /** Whether everyone signed in may read it. */
    open: boolean
    /** Whom the origin concerns: they are told of every turn. */
    informants?: string[]
  }
  'supervision.appointed': { supervisors: string[] }
  'supervision.accepted': { unit: string; text?: string }
  'supervision.reminded': { commitment: string; text: string }
  /** `rule` is the one that allows it, for this commitment. */
  'supervision.escalated': {
    to: RegionLevel
    region: string
    reason: string
    rule: EscalationRule
    commitment: string
  }
  'supervision.rated': { response: number; effect: number; text?: string }
  /** `kept` and `unkept`: the commitments by their last verdict. */
  'supervision.closed': { summary: string; kept: string[]; unkept: string[] }
  'supervision.reopened': { reason: string; commitments: { id: string; unit: string; due: number }[] }
  'supervision.looked-back': Evidence & { commitment: string; verdict: Verdict; evidence: string; after?: number }
  'supervision.followed': Record<string, never>
  'supervision.unfollowed': Record<string, never>
  'supervision.observed': { text: string; attachments?: Attachment[] }
  'observation.hidden': { observation: string; reason: string }
  'observation.unhidden': { observation: string }
}

/** `data` of the events of one commitment. Times in ms UTC. */
export interface CommitmentEventData {
  'commitment.added': { commitment: string; text: string; unit: string; due: number }
  /** Another unit or date: it begins anew. */
  'commitment.amended': { commitment: string; unit: string; due: number; reason: string }
  'commitment.reworded': { commitment: string; text: string; reason: string }
  'commitment.dropped': { commitment: string; reason: string }
  'commitment.claimed-done': Evidence & { commitment: string; unit: string; text: string }
  'commitment.verified': Evidence & { commitment: string; verdict: Verdict; text: string }
  'progress.reported': Evidence & { commitment: string; unit: string; text: string; percent?: number }
  'extension.requested': { commitment: string; unit: string; due: number; reason: string }
  'extension.granted': { commitment: string; due: number; text?: string }
  'extension.denied': { commitment: string; text?: string }
}

export type ThreadEvent = { [T in keyof ThreadEventData]: { type: T; data: ThreadEventData[T] } }[keyof ThreadEventData]
export type CommitmentEvent = {
  [T in keyof CommitmentEventData]: { type: T; data: CommitmentEventData[T] }
}[keyof CommitmentEventData]
export type SupervisionEvent = ThreadEvent | CommitmentEvent
export type SupervisionEventType = SupervisionEvent['type']

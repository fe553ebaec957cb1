import type { AnswerItem, DeclineReason, EVALUATION, NextChannel, ProposalForm, Verdict } from './commands.ts'
import type { Attachment } from '../wire/attachments.ts'

/** The text of one version of a proposal. */
export interface ProposalText {
  title: string
  situation: string
  analysis?: string
  suggestions: string[]
  category: string
  region: string
  attachments?: Attachment[]
}

/** Which units the author would have it handled by. */
export interface UnitWish {
  lead?: string
  assisting?: string[]
}

/** What an evaluation says: contact and method, attitude, pertinence and result apart. */
export type EvaluationForm = { [K in keyof typeof EVALUATION]: (typeof EVALUATION)[K][number] } & { text?: string }

/** A released answer, or an unreleased one where it is held outside the record. */
export interface AnswerText {
  items: AnswerItem[]
  text: string
}

/** `data` of the events of a micro-proposal up to filing. Times in ms UTC. */
export interface FilingEventData {
  'proposal.submitted': ProposalText & {
    form: ProposalForm
    open: boolean
    origin?: string
    /** True when the author is no committee member, so one member must sign before filing. */
    needsMember: boolean
    wish?: UnitWish
    /** Accounts that gave the clue this grew from: they are told of every turn. */
    informants?: string[]
  }
  'proposal.revised': ProposalText & { resubmitted: boolean }
  'proposal.cosigner-invited': { accounts: string[]; expiresAt: number }
  'proposal.cosigned': { opinion?: string; version: number; member: boolean }
  'proposal.cosign-declined': { reason?: string }
  'proposal.cosign-left': { reason?: string }
  'proposal.supported': Record<string, never>
  'proposal.unsupported': Record<string, never>
  'proposal.withdrawn': { reason?: string }
  'proposal.returned': { reason: string }
  'proposal.declined': { reason: DeclineReason; text: string; channel: NextChannel }
  'proposal.filed': { category: string; weight: 'normal' | 'key'; number: string }
}

/** `data` of the events of a micro-proposal from merging and assigning to the last look-back. Times in ms UTC. */
export interface HandlingEventData {
  'proposal.merged': { into: string; title: string }
  'proposal.unmerged': { reason?: string }
  'proposal.absorbed': {
    from: string
    title: string
    author: string
    suggestions: string[]
    by: string
    /** Who had signed it: they are asked about the lead's answer like its author. */
    signers?: string[]
    /** Accounts that gave the clue it grew from: they are told of the lead's turns too. */
    informants?: string[]
  }
  /** `held`: the answer that waits, without the replies to what is taken out and under the numbers that are left. */
  'proposal.released-absorbed': { from: string; by: string; held?: { digest: string; covered: number[] } }
  'proposal.assigned': { lead: string; assisting: string[]; due: number }
  'proposal.assignment-accepted': { unit: string }
  'proposal.assignment-refused': { unit: string; reason: string }
  'proposal.assisted': { unit: string; text: string }
  /** The answer is held outside the record until it is released; `digest` = SHA-256 of JCS({items, text}). */
  'proposal.answer-submitted': { unit: string; digest: string; covered: number[] }
  'proposal.answer-returned': { reason: string }
  'proposal.answer-released': AnswerText & { unit: string; by: string; submittedAt: number; digest: string }
  /** To a merged proposal: what its lead was answered, as far as it concerns this one. Indexes are this one's own. */
  'proposal.answer-passed-on': AnswerText & { lead: string; unit: string }
  'proposal.evaluated': EvaluationForm
  /** `due`: by when the next answer is due, by the rule. */
  'proposal.rehandled': { reason: string; due?: number }
  'proposal.closed': Record<string, never>
  'proposal.looked-back': {
    suggestion: number
    verdict: Verdict
    evidence: string
    after?: number
    attachments?: Attachment[]
  }
  /** A promise has come under supervision: from now on it is looked after there. `title` where all may read it. */
  'proposal.supervised': { suggestion: number; round: number; supervision: string; by: string; title?: string }
  /** What supervisors found of that promise. */
  'proposal.verdict-passed-on': {
    suggestion: number
    round: number
    verdict: Verdict
    evidence: string
    supervision: string
  }
}

export type FilingEvent = { [T in keyof FilingEventData]: { type: T; data: FilingEventData[T] } }[keyof FilingEventData]
export type HandlingEvent = {
  [T in keyof HandlingEventData]: { type: T; data: HandlingEventData[T] }
}[keyof HandlingEventData]
export type ProposalEvent = FilingEvent | HandlingEvent
export type ProposalEventType = ProposalEvent['type']

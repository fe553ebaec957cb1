import type { DeclineReason, NextChannel, ProposalForm } from './commands.ts'

/** The text of one version of a proposal. */
export interface ProposalText {
  title: string
  situation: string
  analysis?: string
  suggestions: string[]
  category: string
  region: string
}

/** `data` of the events of a micro-proposal. Times in ms UTC. */
export interface ProposalEventData {
  'proposal.submitted': ProposalText & {
    form: ProposalForm
    open: boolean
    origin?: string
    /** True when the author is no committee member, so one member must sign before filing. */
    needsMember: boolean
  }
  'proposal.revised': ProposalText & { resubmitted: boolean }
  'proposal.cosigner-invited': { accounts: string[]; expiresAt: number }
  'proposal.cosigned': { opinion?: string; version: number; member: boolean }
  'proposal.cosign-declined': { reason?: string }
  'proposal.supported': Record<string, never>
  'proposal.unsupported': Record<string, never>
  'proposal.withdrawn': { reason?: string }
  'proposal.returned': { reason: string }
  'proposal.declined': { reason: DeclineReason; text: string; channel: NextChannel }
  'proposal.filed': { category: string; weight: 'normal' | 'key'; number: string }
}

export type ProposalEventType = keyof ProposalEventData
export type ProposalEvent = { [T in ProposalEventType]: { type: T; data: ProposalEventData[T] } }[ProposalEventType]

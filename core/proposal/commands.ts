import { z } from 'zod'
import { reason } from '../matter/commands.ts'
import { optionalPassage, passage, title } from '../text/hygiene.ts'
import { code, id, moment } from '../wire/scalars.ts'

export const PROPOSAL_LIMITS = {
  title: 50,
  situation: 3000,
  analysis: 3000,
  suggestion: 1000,
  suggestions: 10,
  opinion: 500,
  cosigners: 50,
  versions: 50,
} as const

/** 个人 · 联名 · 集体 */
export const PROPOSAL_FORMS = ['individual', 'joint', 'collective'] as const
export type ProposalForm = (typeof PROPOSAL_FORMS)[number]

/** Why a proposal is not filed (PRACTICE: the ten reasons of 全国政协提案工作条例, 2018). */
export const DECLINE_REASONS = [
  'state-secret',
  'prohibited',
  'party-internal',
  'democratic-party-internal',
  'litigation',
  'academic',
  'personal',
  'promotion',
  'names-a-person',
  'empty',
] as const
export type DeclineReason = (typeof DECLINE_REASONS)[number]

/** Where a matter that is not filed can go next: 转社情民意信息, the unit itself, petition office, nowhere. */
export const NEXT_CHANNELS = ['social-opinion', 'unit', 'petition', 'none'] as const
export type NextChannel = (typeof NEXT_CHANNELS)[number]

const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length
const accounts = z.array(id).max(PROPOSAL_LIMITS.cosigners).refine(distinct, { error: 'repeated' })

/** The text of a proposal: 案由, situation, analysis, numbered suggestions; what a revision replaces. */
const content = {
  title: title(PROPOSAL_LIMITS.title),
  situation: passage(1, PROPOSAL_LIMITS.situation),
  analysis: optionalPassage(PROPOSAL_LIMITS.analysis),
  suggestions: z.array(passage(1, PROPOSAL_LIMITS.suggestion)).min(1).max(PROPOSAL_LIMITS.suggestions),
  category: title(32),
  region: code,
}

export const proposalCommands = {
  'proposal.submit': z.strictObject({
    ...content,
    form: z.enum(PROPOSAL_FORMS),
    cosigners: accounts.optional(),
    origin: id.optional(),
    open: z.boolean(),
  }),
  'proposal.revise': z.strictObject(content),
  'proposal.support': z.strictObject({}),
  'proposal.unsupport': z.strictObject({}),
  'proposal.invite-cosigner': z.strictObject({ accounts: accounts.min(1), expiresAt: moment.optional() }),
  'proposal.cosign': z.strictObject({ opinion: optionalPassage(PROPOSAL_LIMITS.opinion) }),
  'proposal.decline-cosign': z.strictObject({ reason: optionalPassage(PROPOSAL_LIMITS.opinion) }),
  'proposal.withdraw': z.strictObject({ reason: optionalPassage(PROPOSAL_LIMITS.opinion) }),
  'proposal.return': z.strictObject({ reason }),
  'proposal.decline': z.strictObject({
    reason: z.enum(DECLINE_REASONS),
    text: reason,
    channel: z.enum(NEXT_CHANNELS),
  }),
  'proposal.file': z.strictObject({ category: title(32), weight: z.enum(['normal', 'key']).optional() }),
}

export type ProposalCommandType = keyof typeof proposalCommands
export type ProposalCommand = {
  [T in ProposalCommandType]: { type: T; data: z.output<(typeof proposalCommands)[T]> }
}[ProposalCommandType]

import { z } from 'zod'
import { reason } from '../matter/commands.ts'
import { optionalPassage, passage, title } from '../text/hygiene.ts'
import { attachmentHashes } from '../wire/attachments.ts'
import { code, hex64, id, moment } from '../wire/scalars.ts'

export const PROPOSAL_LIMITS = {
  title: 50,
  situation: 3000,
  analysis: 3000,
  suggestion: 1000,
  suggestions: 10,
  opinion: 500,
  cosigners: 50,
  versions: 50,
  answer: 3000,
  answerText: 5000,
  evidence: 2000,
  assisting: 10,
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

/** Classes of an answer: A solved or adopted, B planned, C kept for reference. */
export const ANSWER_CLASSES = ['A', 'B', 'C'] as const
export type AnswerClass = (typeof ANSWER_CLASSES)[number]

/** What a look-back finds. */
export const VERDICTS = ['done', 'partly', 'not-done'] as const
export type Verdict = (typeof VERDICTS)[number]

/** The author's feedback form 征询意见表 (PRACTICE). */
export const EVALUATION = {
  contact: ['visited', 'not-wanted', 'not-visited'],
  method: ['visit', 'telephone', 'other', 'none'],
  attitude: ['satisfied', 'understanding', 'dissatisfied'],
  pertinence: ['yes', 'mostly', 'no'],
  result: ['agree', 'understand', 'reserve', 'disagree'],
} as const

const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length
const accounts = z.array(id).max(PROPOSAL_LIMITS.cosigners).refine(distinct, { error: 'repeated' })

const assisting = z.array(code).max(PROPOSAL_LIMITS.assisting).refine(distinct, { error: 'repeated' })
const index = z.int().min(0).max(999)
/** Which version or round was read, counted from 0: when it is no longer the one that stands, the command is stale. */
const read = index.optional()
/** Which unit had it in hand when it was read, `null` for none: when another one has by now, the command is stale. */
export const inHand = code.nullable().optional()

/** One item of an answer: to which suggestion, what, of which class, and for class B by whom and when. */
const answerItem = z.strictObject({
  suggestion: index,
  text: passage(1, PROPOSAL_LIMITS.answer),
  class: z.enum(ANSWER_CLASSES),
  promise: z.strictObject({ owner: code, due: moment }).optional(),
})
export type AnswerItem = z.output<typeof answerItem>

/** The text of a proposal: 案由, situation, analysis, numbered suggestions; what a revision replaces. */
const content = {
  title: title(PROPOSAL_LIMITS.title),
  situation: passage(1, PROPOSAL_LIMITS.situation),
  analysis: optionalPassage(PROPOSAL_LIMITS.analysis),
  suggestions: z.array(passage(1, PROPOSAL_LIMITS.suggestion)).min(1).max(PROPOSAL_LIMITS.suggestions),
  category: title(32),
  region: code,
  attachments: attachmentHashes.optional(),
}

export const proposalCommands = {
  'proposal.submit': z.strictObject({
    ...content,
    form: z.enum(PROPOSAL_FORMS),
    cosigners: accounts.optional(),
    origin: id.optional(),
    open: z.boolean(),
    wish: z.strictObject({ lead: code.optional(), assisting: assisting.optional() }).optional(),
  }),
  'proposal.revise': z.strictObject(content),
  'proposal.support': z.strictObject({}),
  'proposal.unsupport': z.strictObject({}),
  'proposal.invite-cosigner': z.strictObject({ accounts: accounts.min(1), expiresAt: moment.optional() }),
  'proposal.cosign': z.strictObject({ opinion: optionalPassage(PROPOSAL_LIMITS.opinion), version: read }),
  'proposal.decline-cosign': z.strictObject({ reason: optionalPassage(PROPOSAL_LIMITS.opinion) }),
  'proposal.leave-cosign': z.strictObject({ reason: optionalPassage(PROPOSAL_LIMITS.opinion) }),
  'proposal.withdraw': z.strictObject({ reason: optionalPassage(PROPOSAL_LIMITS.opinion) }),
  'proposal.return': z.strictObject({ reason }),
  'proposal.decline': z.strictObject({
    reason: z.enum(DECLINE_REASONS),
    text: reason,
    channel: z.enum(NEXT_CHANNELS),
  }),
  'proposal.file': z.strictObject({
    category: title(32),
    weight: z.enum(['normal', 'key']).optional(),
    version: read,
  }),
  'proposal.merge': z.strictObject({ into: id }),
  'proposal.unmerge': z.strictObject({ reason: optionalPassage(PROPOSAL_LIMITS.opinion) }),
  'proposal.assign': z.strictObject({ lead: code, assisting, due: moment, from: inHand }),
  'proposal.accept-assignment': z.strictObject({}),
  'proposal.refuse-assignment': z.strictObject({ reason }),
  'proposal.assist': z.strictObject({ text: passage(1, PROPOSAL_LIMITS.answer) }),
  'proposal.answer': z.strictObject({
    items: z.array(answerItem).max(200),
    text: passage(1, PROPOSAL_LIMITS.answerText),
    /** What was merged into it, in order, when it was written: when that moved numbers, the command is stale. */
    merged: z.array(id).max(100).optional(),
  }),
  'proposal.release-answer': z.strictObject({ digest: hex64.optional() }),
  'proposal.return-answer': z.strictObject({ reason, digest: hex64.optional() }),
  'proposal.evaluate': z.strictObject({
    contact: z.enum(EVALUATION.contact),
    method: z.enum(EVALUATION.method),
    attitude: z.enum(EVALUATION.attitude),
    pertinence: z.enum(EVALUATION.pertinence),
    result: z.enum(EVALUATION.result),
    text: optionalPassage(PROPOSAL_LIMITS.evidence),
    round: read,
  }),
  'proposal.rehandle': z.strictObject({ reason, round: read }),
  'proposal.close': z.strictObject({}),
  'proposal.look-back': z.strictObject({
    suggestion: index,
    verdict: z.enum(VERDICTS),
    evidence: passage(1, PROPOSAL_LIMITS.evidence),
    attachments: attachmentHashes.optional(),
  }),
}

export type ProposalCommandType = keyof typeof proposalCommands
export type ProposalCommand = {
  [T in ProposalCommandType]: { type: T; data: z.output<(typeof proposalCommands)[T]> }
}[ProposalCommandType]

import { z } from 'zod'
import { reason } from '../matter/commands.ts'
import { REGION_LEVELS } from '../people/roles.ts'
import { VERDICTS } from '../proposal/commands.ts'
import { optionalPassage, passage, title } from '../text/hygiene.ts'
import { attachmentHashes } from '../wire/attachments.ts'
import { code, hex64, id, moment } from '../wire/scalars.ts'

export const SUPERVISION_LIMITS = {
  title: 100,
  subject: 3000,
  supervisors: 20,
  commitments: 30,
  commitment: 500,
  report: 2000,
  opinion: 500,
  observation: 1000,
  pairs: 5,
} as const

const L = SUPERVISION_LIMITS
const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length

/** What a unit promised: in words, by which unit, until when. */
const promised = { text: passage(1, L.commitment), unit: code, due: moment }
const supervisors = z.array(id).min(1).max(L.supervisors).refine(distinct, { error: 'repeated' })
const commitment = { commitment: code }
/** Two of the attached pictures that show the same place before and after. */
const pairs = z
  .array(z.strictObject({ before: hex64, after: hex64 }))
  .max(L.pairs)
  .optional()
const evidence = { attachments: attachmentHashes.optional(), pairs }
const grade = z.int().min(1).max(5)
/** How many claims of the commitment had been read: when there are more by now, the command is stale. */
const claims = z.int().min(0).max(999).optional()

export const supervisionCommands = {
  'supervision.open': z.strictObject({
    title: title(L.title),
    subject: passage(1, L.subject),
    origin: id.optional(),
    /** Which promise of the origin: the index of a suggestion, or of a follow-up. */
    item: z.int().min(0).max(999).optional(),
    unit: code,
    supervisors,
    commitments: z
      .array(z.strictObject({ id: code, ...promised }))
      .min(1)
      .max(L.commitments)
      .refine((all) => distinct(all.map((one) => one.id)), { error: 'repeated' }),
    open: z.boolean().optional(),
  }),
  'supervision.appoint': z.strictObject({ supervisors }),
  'supervision.accept': z.strictObject({ text: optionalPassage(L.report) }),
  'supervision.remind': z.strictObject({ ...commitment, text: passage(1, L.opinion) }),
  'supervision.escalate': z.strictObject({ to: z.enum(REGION_LEVELS), reason }),
  'supervision.rate': z.strictObject({ response: grade, effect: grade, text: optionalPassage(L.opinion) }),
  'supervision.close': z.strictObject({ summary: passage(1, L.report) }),
  'supervision.reopen': z.strictObject({
    reason,
    /** What comes back besides what was not kept, and until when; without a date it is by the length of the rule. */
    commitments: z
      .array(z.strictObject({ id: code, due: moment }))
      .min(1)
      .max(L.commitments)
      .refine((all) => distinct(all.map((one) => one.id)), { error: 'repeated' })
      .optional(),
  }),
  'supervision.look-back': z.strictObject({
    ...commitment,
    verdict: z.enum(VERDICTS),
    evidence: passage(1, L.report),
    ...evidence,
  }),
  'supervision.follow': z.strictObject({}),
  'supervision.unfollow': z.strictObject({}),
  'supervision.observe': z.strictObject({ text: passage(1, L.observation), attachments: attachmentHashes.optional() }),
  'observation.hide': z.strictObject({ observation: id, reason }),
  'observation.unhide': z.strictObject({ observation: id }),
  'commitment.add': z.strictObject({ id: code, ...promised }),
  'commitment.amend': z.strictObject({
    ...commitment,
    text: promised.text.optional(),
    unit: code.optional(),
    due: moment.optional(),
    reason,
  }),
  'commitment.drop': z.strictObject({ ...commitment, reason }),
  'commitment.claim-done': z.strictObject({ ...commitment, text: passage(1, L.report), ...evidence }),
  'commitment.verify': z.strictObject({
    ...commitment,
    verdict: z.enum(VERDICTS),
    text: passage(1, L.report),
    ...evidence,
    claims,
  }),
  'progress.report': z.strictObject({
    ...commitment,
    text: passage(1, L.report),
    percent: z.number().min(0).max(100).optional(),
    ...evidence,
  }),
  'extension.request': z.strictObject({ ...commitment, due: moment, reason }),
  'extension.grant': z.strictObject({ ...commitment, text: optionalPassage(L.opinion) }),
  'extension.deny': z.strictObject({ ...commitment, text: optionalPassage(L.opinion) }),
}

export type SupervisionCommandType = keyof typeof supervisionCommands
export type SupervisionCommand = {
  [T in SupervisionCommandType]: { type: T; data: z.output<(typeof supervisionCommands)[T]> }
}[SupervisionCommandType]

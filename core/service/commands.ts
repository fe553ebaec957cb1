import { z } from 'zod'
import { reason } from '../matter/commands.ts'
import { REGION_LEVELS } from '../people/roles.ts'
import { optionalPassage, passage, title } from '../text/hygiene.ts'
import { attachmentHashes } from '../wire/attachments.ts'
import { code, id, moment } from '../wire/scalars.ts'

export const SERVICE_LIMITS = {
  title: 50,
  details: 3000,
  answer: 3000,
  opinion: 500,
  place: 200,
  sectors: 10,
  accounts: 20,
} as const

const L = SERVICE_LIMITS
const distinct = (ids: readonly string[]) => new Set(ids).size === ids.length
/** Whose expertise is asked for; nobody's is everybody's. */
const sectors = z.array(code).max(L.sectors).refine(distinct, { error: 'repeated' }).optional()

export const serviceCommands = {
  'service.post': z.strictObject({
    /** What those it is offered to read before they claim it; `details` are for who helps alone. */
    title: title(L.title),
    details: passage(1, L.details),
    /** For those who read the details. */
    attachments: attachmentHashes.optional(),
    category: title(32).optional(),
    region: code,
    sectors,
  }),
  'service.offer': z.strictObject({
    sectors,
    region: code.optional(),
    accounts: z.array(id).min(1).max(L.accounts).refine(distinct, { error: 'repeated' }).optional(),
  }),
  'service.send': z.strictObject({ unit: code }),
  'service.refuse': z.strictObject({ reason }),
  'service.claim': z.strictObject({}),
  'service.hand-back': z.strictObject({ reason }),
  'service.resolve': z.strictObject({ answer: passage(1, L.answer) }),
  'service.reopen': z.strictObject({ reason }),
  'service.rate': z.strictObject({ score: z.int().min(1).max(5), text: optionalPassage(L.opinion) }),
  'service.withdraw': z.strictObject({ reason: optionalPassage(L.opinion) }),
  'service.close': z.strictObject({ reason }),
  /** `instead`: the number of the one that stands and whose place it takes. */
  'appointment.propose': z.strictObject({
    instead: z.int().min(0).max(999).optional(),
    startsAt: moment,
    minutes: z.int().min(5).max(480),
    place: title(L.place),
    note: optionalPassage(L.opinion),
  }),
  /** `appointment`: which one had been read, by its number. */
  'appointment.accept': z.strictObject({ appointment: z.int().min(0).max(999) }),
  'appointment.cancel': z.strictObject({ appointment: z.int().min(0).max(999), reason }),
  'publication.draft': z.strictObject({
    title: title(L.title),
    question: passage(1, L.details),
    answer: passage(1, L.answer),
  }),
  /** `draft`: which one had been read, by its number; without a `level` no region is named. */
  'publication.consent': z.strictObject({
    draft: z.int().min(0).max(999),
    level: z.enum(REGION_LEVELS).optional(),
  }),
  'publication.decline': z.strictObject({ reason: optionalPassage(L.opinion) }),
}

export type ServiceCommandType = keyof typeof serviceCommands
export type ServiceCommand = {
  [T in ServiceCommandType]: { type: T; data: z.output<(typeof serviceCommands)[T]> }
}[ServiceCommandType]

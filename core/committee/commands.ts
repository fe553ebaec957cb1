import { z } from 'zod'
import { daySettingData, ruleSettingData } from '../clock/settings.ts'
import { reason } from '../matter/commands.ts'
import { REGION_LEVELS, ROLES } from '../people/roles.ts'
import { codePoints, passage, title } from '../text/hygiene.ts'
import { fold } from '../text/terms.ts'
import { code, hex64, id, moment } from '../wire/scalars.ts'
import { TEMPLATE_USES } from './state.ts'

/** How many people one import brings at most: what fits into one message. */
export const IMPORT_LIMIT = 250
/** How long an invitation may hold: 30 days, in ms. */
export const LONGEST_INVITATION_MS = 30 * 24 * 60 * 60_000

/** A name under which somebody signs in: plain letters and digits, so that no two look the same. */
export const username = z
  .string()
  .max(200, { error: 'too-long' })
  .transform((text) => fold(text.trim()))
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._-]{1,31}$/, { error: 'not-a-username' }))

const hasMixedScripts = (text: string) =>
  /\p{Script=Latin}/u.test(text) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(text)

/** What a person is called: nothing invisible, and no letters of one script dressed as those of another. */
export const personName = title(40).refine((text) => !hasMixedScripts(text), { error: 'mixed-scripts' })

const typed = z.string().max(200)

/** A person as an administrator describes one. */
export const personFields = {
  name: personName,
  username,
  roles: z
    .array(z.enum(ROLES))
    .min(1, { error: 'empty' })
    .max(ROLES.length)
    .refine((roles) => new Set(roles).size === roles.length, { error: 'twice' }),
  sector: code.optional(),
  unit: code.optional(),
  region: code.optional(),
}
export const person = z.strictObject({ account: id, ...personFields })
export type Person = z.output<typeof person>

const name = title(40)

/** `confirm`: the name of the object as a person typed it, where that is asked for. */
export const committeeCommands = {
  /** The server's own. */
  'committee.begin': z.strictObject({}),
  'account.add': person,
  'account.change': person.extend({ confirm: typed.optional() }),
  'account.suspend': z.strictObject({ account: id, reason, confirm: typed }),
  'account.restore': z.strictObject({ account: id, reason }),
  /** `code`: SHA-256 of the invitation's code, which nobody but the inviting one sees. */
  'account.invite': z.strictObject({ account: id, code: hex64, until: moment, confirm: typed.optional() }),
  'roster.import': z.strictObject({ rows: z.array(person).min(1).max(IMPORT_LIMIT), confirm: typed }),
  'unit.put': z.strictObject({ unit: code, name, region: code }),
  'unit.retire': z.strictObject({ unit: code, reason, confirm: typed }),
  'region.put': z.strictObject({ region: code, name, level: z.enum(REGION_LEVELS), parent: code.optional() }),
  'region.retire': z.strictObject({ region: code, reason, confirm: typed }),
  'sector.put': z.strictObject({ sector: code, name }),
  'sector.retire': z.strictObject({ sector: code, reason }),
  'category.put': z.strictObject({ category: code, name: title(20) }),
  'category.retire': z.strictObject({ category: code, reason }),
  'template.put': z.strictObject({ template: id, name, text: passage(1, 2000), use: z.enum(TEMPLATE_USES) }),
  'template.remove': z.strictObject({ template: id }),
  'clock.set-rule': z.strictObject({ ...ruleSettingData, confirm: typed }),
  'clock.set-day': z.strictObject(daySettingData),
}

export type CommitteeCommandType = keyof typeof committeeCommands
export type CommitteeCommand = {
  [T in CommitteeCommandType]: { type: T; data: z.output<(typeof committeeCommands)[T]> }
}[CommitteeCommandType]

/** True when a password may be set: 8–128 characters, and not the username itself. */
export function isGoodPassword(password: string, username: string): boolean {
  const length = codePoints(password)
  return length >= 8 && length <= 128 && fold(password.trim()) !== username
}

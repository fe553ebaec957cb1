import { z } from 'zod'
import { passage, title } from '../text/hygiene.ts'
import { moment } from '../wire/scalars.ts'
import { dateOf, dayOfDate } from './calendar.ts'

const count = (least: number, most: number) => z.int().min(least).max(most)
/** A length of time; a warning may be none at all. */
const spanOf = (least: number) =>
  z.union([
    z.strictObject({ workdays: count(least, 500) }),
    z.strictObject({ days: count(least, 1000) }),
    z.strictObject({ months: count(least, 60) }),
  ])
export const spanSchema = spanOf(1)
export const warningSchema = spanOf(0)

/** A date that exists, as far as the calendar goes. */
const date = z
  .string()
  .regex(/^20\d\d-\d\d-\d\d$/, { error: 'not-a-date' })
  .refine((text) => dateOf(dayOfDate(text)) === text, { error: 'not-a-date' })

/** What somebody says who sets a rule. `rule`: its id. */
export const ruleSettingData = {
  rule: z.string().regex(/^[a-z]+\.[a-z-]+$/, { error: 'not-a-rule' }),
  length: spanSchema,
  warning: warningSchema,
  text: passage(1, 1000),
  reason: passage(1, 500),
}

/** What somebody says who sets a day of the calendar. `day`: `YYYY-MM-DD`. */
export const daySettingData = { day: date, work: z.boolean(), name: title(40), reason: passage(1, 500) }

const stamp = { from: moment, by: z.string() }

/** What a committee has set about its clocks, in the order in which it did: the whole history. `from`: since when, ms UTC. */
export const clockSettingsSchema = z.strictObject({
  rules: z.array(z.strictObject({ ...ruleSettingData, ...stamp })),
  days: z.array(z.strictObject({ ...daySettingData, ...stamp })),
})
/** What a committee has set for everybody. `version` grows with every change. */
export const committeeSettingsSchema = clockSettingsSchema.extend({ version: z.int().min(0) })
export type CommitteeSettings = z.output<typeof committeeSettingsSchema>
export type ClockSettings = z.output<typeof clockSettingsSchema>
export type RuleSetting = ClockSettings['rules'][number]
export type DaySetting = ClockSettings['days'][number]

export const NO_SETTINGS: ClockSettings = { rules: [], days: [] }

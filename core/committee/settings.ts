import { z } from 'zod'
import { CATEGORIES } from '../proposal/categories.ts'
import { TEMPLATE_USES, type Category, type CommitteeState } from './state.ts'

const span = z.union([
  z.strictObject({ workdays: z.int() }),
  z.strictObject({ days: z.int() }),
  z.strictObject({ months: z.int() }),
])

/** How the clocks run, as the committee set them; all of it in the order in which it was set. Times in ms UTC. */
export const clockSettingsSchema = z.strictObject({
  rules: z.array(
    z.strictObject({
      rule: z.string(),
      from: z.int(),
      length: span,
      warning: span,
      text: z.string(),
      by: z.string(),
      reason: z.string(),
    }),
  ),
  days: z.array(
    z.strictObject({
      day: z.string(),
      work: z.boolean(),
      name: z.string(),
      from: z.int(),
      by: z.string(),
      reason: z.string(),
    }),
  ),
})

/** What of the administrative record everybody goes by. */
export const settingsSchema = z.strictObject({
  clocks: clockSettingsSchema,
  categories: z.array(
    z.strictObject({ id: z.string(), name: z.string().optional(), retired: z.literal(true).optional() }),
  ),
  templates: z.array(
    z.strictObject({ id: z.string(), name: z.string(), text: z.string(), use: z.enum(TEMPLATE_USES) }),
  ),
})
export type CommitteeSettings = z.output<typeof settingsSchema>

/** The categories that every edition knows, in their order. */
export const STANDARD_CATEGORIES: readonly Category[] = CATEGORIES.map((id) => ({ id }))

/** What holds before anything was ever set. */
export const STANDARD_SETTINGS: CommitteeSettings = {
  clocks: { rules: [], days: [] },
  categories: STANDARD_CATEGORIES.map((category) => ({ ...category })),
  templates: [],
}

/** The part of the record that everybody goes by. */
export function settingsOf({ rules, days, categories, templates }: CommitteeState): CommitteeSettings {
  return { clocks: { rules, days }, categories, templates }
}

import { z } from 'zod'
import { committeeSettingsSchema } from '../clock/settings.ts'
import { CATEGORIES } from '../proposal/categories.ts'
import { TEMPLATE_USES, type Category, type CommitteeState } from './state.ts'

/** What of the administrative record everybody goes by. `version` grows with every change. */
export const settingsSchema = committeeSettingsSchema.extend({
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
  version: 0,
  rules: [],
  days: [],
  categories: STANDARD_CATEGORIES.map((category) => ({ ...category })),
  templates: [],
}

/** The part of the record that everybody goes by. */
export function settingsOf({ settingsSeq, rules, days, categories, templates }: CommitteeState): CommitteeSettings {
  return { version: settingsSeq, rules, days, categories, templates }
}

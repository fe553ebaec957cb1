import { z } from 'zod'

/** Whose local data: one folder for each account on each server. */
export const ownerSchema = z.strictObject({ server: z.string().min(1).max(300), account: z.string().min(1).max(64) })
export type Owner = z.output<typeof ownerSchema>

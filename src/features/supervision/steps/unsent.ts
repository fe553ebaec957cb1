import { z } from 'zod'
import type { Owner } from '../../../../core/desktop/contract.ts'
import { attachmentSchema } from '../../../../core/wire/attachments.ts'
import type { Cache } from '../../../platform/contract.ts'
import type { StepBody } from './step.ts'

const text = z.string().catch('')
const unsentSchema = z.object({
  commitment: text,
  words: text,
  unit: text,
  due: z.number().nullable().catch(null),
  percent: z.number().nullable().catch(null),
  text,
  files: z.array(attachmentSchema).catch([]),
  pairs: z.array(z.object({ before: z.string(), after: z.string() })).catch([]),
})
/** What was written in a dialogue. What was decided in it is decided anew, with what stands by then. */
export type Unsent = Omit<StepBody, 'verdict' | 'granted'>

/** What its reader has begun to say in a dialogue of a thread and not sent, kept on this machine until it is. */
export function unsentStep(cache: Cache, owner: Owner | null, matter: string, action: string) {
  const key = owner && `thread:${owner.server}:${owner.account}:${matter}:${action}`
  return {
    load(): Unsent | undefined {
      const found = unsentSchema.safeParse((key && cache.load(key)) ?? undefined)
      return found.success ? found.data : undefined
    },
    /** Keeps it where something was said or shown; what is empty is not kept. */
    save({ verdict: _verdict, granted: _granted, ...body }: StepBody): void {
      if (!key) return
      if (body.text.trim() === '' && body.files.length === 0) cache.remove(key)
      else cache.save(key, body)
    },
    clear(): void {
      if (key) cache.remove(key)
    },
  }
}

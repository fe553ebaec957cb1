import { z } from 'zod'
import type { Owner } from '../../../core/desktop/contract.ts'
import { attachmentSchema } from '../../../core/wire/attachments.ts'
import type { Cache } from '../../platform/contract.ts'

const unsentSchema = z.object({
  text: z.string().catch(''),
  category: z.string().catch(''),
  region: z.string().catch(''),
  files: z.array(attachmentSchema).catch([]),
})
export type Unsent = z.output<typeof unsentSchema>

const keyOf = ({ server, account }: Owner) => `suggest:${server}:${account}`

/** What its reader has begun to suggest and not sent, kept on this machine until it is. */
export function unsentSuggestion(cache: Cache, owner: Owner | null) {
  return {
    load: (): Unsent => unsentSchema.parse((owner && cache.load(keyOf(owner))) ?? {}),
    save(unsent: Unsent): void {
      if (owner) cache.save(keyOf(owner), unsent)
    },
    clear(): void {
      if (owner) cache.remove(keyOf(owner))
    },
  }
}

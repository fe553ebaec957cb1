import { LIMITS } from '../../../core/wire/limits.ts'
import type { Summary } from '../../../core/wire/records.ts'
import type { useKeeping } from '../keeping.ts'
import type { useLink } from '../link.ts'

/**
 * Every matter that the reader may see, page by page, each given to `found` as it comes. Answers with how many there
 * are; `undefined` when the server cannot say, or it is no longer `wanted`.
 */
export async function everything(
  link: ReturnType<typeof useLink>,
  keeping: ReturnType<typeof useKeeping>,
  wanted: () => boolean,
  found: (summary: Summary) => void,
): Promise<number | undefined> {
  let cursor: string | undefined
  let count = 0
  do {
    await keeping.turn()
    const at = cursor === undefined ? {} : { cursor }
    const reply = await keeping.timed(link.request('matters:list', { limit: LIMITS.listPage, ...at }))
    if (!reply.ok || !wanted()) return undefined
    reply.value.items.forEach(found)
    count += reply.value.items.length
    cursor = reply.value.next
  } while (cursor !== undefined)
  return count
}

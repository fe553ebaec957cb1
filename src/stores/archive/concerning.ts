import { LIMITS } from '../../../core/wire/limits.ts'
import type { Summary } from '../../../core/wire/records.ts'
import type { useLink } from '../link.ts'

/** Every matter that concerns the reader by name; `undefined` when the server cannot say, or it is no longer asked for. */
export async function concerning(
  link: ReturnType<typeof useLink>,
  wanted: () => boolean,
): Promise<Summary[] | undefined> {
  const found: Summary[] = []
  let cursor: string | undefined
  do {
    const at = cursor === undefined ? {} : { cursor }
    const reply = await link.request('matters:list', { mine: true, limit: LIMITS.listPage, ...at })
    if (!reply.ok || !wanted()) return undefined
    found.push(...reply.value.items)
    cursor = reply.value.next
  } while (cursor !== undefined)
  return found
}

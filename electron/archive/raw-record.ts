import type { RecordEvent } from '../../core/record/event.ts'
import type { CopyFiles } from './copy-files.ts'
import { bodyOf, unseal } from './envelope.ts'
import { firstPlace, SEGMENT_EVENTS, SEGMENT_KIND, segmentName } from './segment.ts'

/** A stretch of places whose file is not as this program wrote it. `ends`: it could not be read at all. */
export interface AlteredFile {
  from: number
  to: number
  why: string
  file: string
  ends: boolean
}

/**
 * The events of a copy as they lie there, every segment read anew and nothing mended. A segment that cannot be read at
 * all ends the copy; one that can be read though its checksum fails is taken as it is, to be searched for what was
 * altered.
 */
export async function readRaw(copy: CopyFiles): Promise<{ events: RecordEvent[]; altered: AlteredFile[] }> {
  const events: RecordEvent[] = []
  const altered: AlteredFile[] = []
  const count = await copy.segments()
  for (let n = 1; n <= count; n++) {
    const file = segmentName(n)
    const { value, why } = (await readSealed(copy, file, SEGMENT_KIND)) ?? { value: undefined, why: 'missing' }
    const found = (value as { events?: unknown } | null | undefined)?.events
    const ends = !Array.isArray(found)
    if (why !== undefined || ends)
      altered.push({ from: firstPlace(n), to: n * SEGMENT_EVENTS, why: why ?? 'no events', file, ends })
    if (ends) break
    events.push(...(found as RecordEvent[]))
  }
  return { events, altered }
}

/**
 * The data of a file as it lies there; `why`: what is wrong with the file around it. `value` is undefined when it is no
 * JSON. Undefined when there is no file.
 */
export async function readSealed(
  copy: CopyFiles,
  file: string,
  kind: string,
): Promise<{ value: unknown; why?: string } | undefined> {
  const content = await copy.content(file)
  if (content === undefined) return undefined
  if ('altered' in content) return { value: undefined, why: content.altered }
  const text = Buffer.from(content).toString('utf8')
  const unsealed = unseal(text, kind)
  const body = unsealed.state === 'good' ? unsealed.body : bodyOf(text)
  const why = unsealed.state === 'good' ? {} : { why: unsealed.state === 'damaged' ? unsealed.why : unsealed.state }
  try {
    return { value: JSON.parse(body ?? ''), ...why }
  } catch {
    return { value: undefined, why: why.why ?? 'no JSON' }
  }
}

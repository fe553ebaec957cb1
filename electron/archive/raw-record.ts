import { readFile } from 'node:fs/promises'
import type { RecordEvent } from '../../core/record/event.ts'
import { lastGoodOf } from './durable-file.ts'
import { bodyOf, unseal } from './envelope.ts'
import { countSegments, firstPlace, SEGMENT_EVENTS, SEGMENT_KIND, segmentFile } from './segment.ts'

/** A stretch of places whose file is not as this program wrote it. `ends`: it could not be read at all. */
export interface Altered {
  from: number
  to: number
  why: string
  file: string
  ends: boolean
}

/**
 * The events as they lie on the disk, every segment read anew and nothing mended. A segment that cannot be read at all
 * ends the copy; one that can be read though its checksum fails is taken as it is, to be searched for what was altered.
 */
export async function readRaw(folder: string): Promise<{ events: RecordEvent[]; altered: Altered[] }> {
  const events: RecordEvent[] = []
  const altered: Altered[] = []
  const count = await countSegments(folder)
  for (let n = 1; n <= count; n++) {
    const file = segmentFile(folder, n)
    const { value, why } = await readSealed(file, SEGMENT_KIND)
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
 * The data of a file, or of its last good copy where a crash left only that, as it lies on the disk; `why`: what is wrong
 * with the file around it. `value` is undefined when it is no JSON or there is no file.
 */
export async function readSealed(file: string, kind: string): Promise<{ value: unknown; why?: string }> {
  const last = () => readFile(lastGoodOf(file), 'utf8').catch(() => '')
  const text = await readFile(file, 'utf8').catch(last)
  const unsealed = unseal(text, kind)
  const body = unsealed.state === 'good' ? unsealed.body : bodyOf(text)
  const why = unsealed.state === 'good' ? {} : { why: unsealed.state === 'damaged' ? unsealed.why : unsealed.state }
  try {
    return { value: JSON.parse(body ?? ''), ...why }
  } catch {
    return { value: undefined, why: why.why ?? 'no JSON' }
  }
}

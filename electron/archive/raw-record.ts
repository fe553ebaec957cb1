import type { RecordEvent } from '../../core/record/event.ts'
import { Altered, readCovered, type Cover } from './cover.ts'
import { lastGoodOf } from './durable-file.ts'
import { bodyOf, unseal } from './envelope.ts'
import { LocalDataError } from './local-data-error.ts'
import { countSegments, firstPlace, SEGMENT_EVENTS, SEGMENT_KIND, segmentFile } from './segment.ts'

/** A stretch of places whose file is not as this program wrote it. `ends`: it could not be read at all. */
export interface AlteredFile {
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
export async function readRaw(
  folder: string,
  cover?: Cover,
): Promise<{ events: RecordEvent[]; altered: AlteredFile[] }> {
  const events: RecordEvent[] = []
  const altered: AlteredFile[] = []
  const count = await countSegments(folder)
  for (let n = 1; n <= count; n++) {
    const file = segmentFile(folder, n)
    const { value, why } = await readSealed(file, SEGMENT_KIND, cover)
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
export async function readSealed(file: string, kind: string, cover?: Cover): Promise<{ value: unknown; why?: string }> {
  const text = await textOf(file, cover)
  if (text instanceof Altered) return { value: undefined, why: text.message }
  const unsealed = unseal(text, kind)
  const body = unsealed.state === 'good' ? unsealed.body : bodyOf(text)
  const why = unsealed.state === 'good' ? {} : { why: unsealed.state === 'damaged' ? unsealed.why : unsealed.state }
  try {
    return { value: JSON.parse(body ?? ''), ...why }
  } catch {
    return { value: undefined, why: why.why ?? 'no JSON' }
  }
}

async function textOf(file: string, cover: Cover | undefined): Promise<string | Altered> {
  const last = (error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return readCovered(lastGoodOf(file), cover)
  }
  try {
    return (await readCovered(file, cover).catch(last)).toString('utf8')
  } catch (error) {
    if (error instanceof Altered) return error
    if (error instanceof LocalDataError) throw error
    return ''
  }
}

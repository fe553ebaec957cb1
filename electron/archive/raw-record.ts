import { readFile } from 'node:fs/promises'
import type { Checkpoint } from '../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord, type Finding, type Verification } from '../../core/record/verify.ts'
import { lastGoodOf } from './durable-file.ts'
import { bodyOf, unseal } from './envelope.ts'
import { countSegments, firstPlace, SEGMENT_EVENTS, SEGMENT_KIND, segmentFile } from './segment.ts'

/** A stretch of places whose file is not as this program wrote it. */
interface Altered {
  from: number
  to: number
  why: string
}

/**
 * Verifies a record as it lies on the disk, reading every segment anew and mending nothing. A segment that cannot be
 * read at all is a finding at its first place and ends the copy; one that can be read though its checksum fails is
 * searched for the event that was altered.
 */
export async function verifyOnDisk(
  folder: string,
  matter: string,
  checkpoints: readonly Checkpoint[],
  pinnedKey: string | undefined,
): Promise<Verification> {
  const events: RecordEvent[] = []
  const altered: Altered[] = []
  const findings: Finding[] = []
  const count = await countSegments(folder)
  for (let n = 1; n <= count; n++) {
    const from = firstPlace(n)
    const text = await textOf(segmentFile(folder, n))
    const unsealed = unseal(text, SEGMENT_KIND)
    const found = eventsIn(unsealed.state === 'good' ? unsealed.body : bodyOf(text))
    const why = unsealed.state === 'damaged' ? unsealed.why : unsealed.state
    if (!found) {
      findings.push({ fault: 'shape', seq: from, expected: 'a readable segment', found: why })
      break
    }
    events.push(...found)
    if (unsealed.state !== 'good') altered.push({ from, to: n * SEGMENT_EVENTS, why })
  }
  const verification = verifyRecord(matter, events, checkpoints, pinnedKey)
  findings.push(...verification.findings)
  for (const { from, to, why } of altered)
    if (!findings.some(({ seq }) => seq >= from && seq <= to))
      findings.push({ fault: 'shape', seq: from, expected: 'a segment as it was written', found: why })
  return { ...verification, findings: findings.sort((a, b) => a.seq - b.seq) }
}

/** The file, or its last good copy where a crash left only that; empty when there is neither. */
async function textOf(file: string): Promise<string> {
  const last = () => readFile(lastGoodOf(file), 'utf8').catch(() => '')
  return readFile(file, 'utf8').catch(last)
}

function eventsIn(body: string | undefined): RecordEvent[] | undefined {
  try {
    const value: unknown = JSON.parse(body ?? '')
    const events = (value as { events?: unknown } | null)?.events
    return Array.isArray(events) ? (events as RecordEvent[]) : undefined
  } catch {
    return undefined
  }
}

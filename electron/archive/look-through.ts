import type { Low } from 'lowdb'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { RecordEvent } from '../../core/record/event.ts'
import { PLAIN } from './cover.ts'
import { lastGoodOf, type Surroundings } from './durable-file.ts'
import { continues, countSegments, SEGMENT_EVENTS, segmentAt, segmentFile, type Segment } from './segment.ts'
import { marksOf, type Marks } from './stamp.ts'
import { exists, setAside } from './synced.ts'

/** Reads one segment; `damages` says in words what was wrong with its file and what became of it. */
export async function readSegment(
  folder: string,
  matter: string,
  n: number,
  around: Surroundings,
): Promise<{ low: Low<Segment>; damages: string[] }> {
  const { file, low } = segmentAt(folder, matter, n, around)
  await low.read()
  const damages = file.damages.map(({ why, recovered }) => `segment ${n}: ${why}${recovered ? ', recovered' : ''}`)
  return { low, damages }
}

/**
 * Reads a whole record from the disk: the events of its gap-free beginning, the segment in which they end, and what was
 * wrong, with the marks of the files as they were before. What lies behind a gap is set aside.
 */
export async function lookThrough(
  folder: string,
  matter: string,
  around: Surroundings,
): Promise<{ events: RecordEvent[]; newest: Low<Segment>; troubles: string[]; marks: Marks }> {
  const events: RecordEvent[] = []
  const troubles: string[] = []
  const marks = await marksOf(folder)
  const count = await countSegments(folder)
  let newest = segmentAt(folder, matter, 1, around).low
  for (let n = 1; n <= count; n++) {
    const { low, damages } = await readSegment(folder, matter, n, around)
    troubles.push(...damages)
    const linked = continues(events, low.data.events)
    const whole = low.data.events.length === SEGMENT_EVENTS || (n === count && low.data.events.length > 0)
    if (linked && low.data.events.length > 0) {
      events.push(...low.data.events)
      newest = low
    }
    if (linked && whole) continue
    troubles.push(`segment ${n} ${linked ? 'is not complete' : 'does not continue the one before'}`)
    await setAsideFrom(folder, linked ? n + 1 : n, 'it follows a gap', around)
    break
  }
  return { events, newest, troubles, marks }
}

/** Deletes what was set aside of the n-th segment: content that is taken back must be in none of its copies. */
export async function dropSetAside(folder: string, n: number, { cover = PLAIN }: Surroundings): Promise<void> {
  const file = segmentFile(folder, n)
  const names = await readdir(folder)
  for (const name of names.filter((one) => isSetAside(path.basename(file), one)))
    await cover.alone(path.join(folder, name), () => rm(path.join(folder, name), { force: true }))
}

const isSetAside = (name: string, one: string) =>
  [name, lastGoodOf(name)].some((copy) => one.startsWith(`${copy}.damaged-`))

/** Sets aside every segment from the n-th on, both copies of each. */
export async function setAsideFrom(folder: string, from: number, why: string, around: Surroundings): Promise<void> {
  const { readOnly, now, onDamage, cover = PLAIN } = around
  if (readOnly !== undefined) return
  const count = await countSegments(folder)
  for (let n = from; n <= count; n++) {
    const file = segmentFile(folder, n)
    for (const copy of [file, lastGoodOf(file)])
      if (await exists(copy)) {
        const aside = await cover.alone(copy, () => setAside(copy, now()))
        onDamage({ file: copy, why, recovered: false, aside })
      }
  }
}

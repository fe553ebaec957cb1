import { Low } from 'lowdb'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { emptyHead, type Head } from '../../core/record/chain.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { eventSchema } from '../../core/wire/records.ts'
import { id } from '../../core/wire/scalars.ts'
import { DurableFile, type Form, type Surroundings } from './durable-file.ts'

/**
 * How many events a file holds at most; only the newest file of a record is ever rewritten. A quarter of the 1,000 that
 * are allowed, because every single append rewrites that file: it costs a third as much.
 */
export const SEGMENT_EVENTS = 250

/** Consecutive events of one record, from place `from` on. */
export interface Segment {
  matter: string
  from: number
  events: RecordEvent[]
}

/** The number of the segment that holds a place; segments count from 1. */
export const segmentOf = (seq: number) => Math.ceil(seq / SEGMENT_EVENTS)
export const firstPlace = (segment: number) => (segment - 1) * SEGMENT_EVENTS + 1
export const segmentName = (segment: number) => `${String(segment).padStart(6, '0')}.json`
export const nameOf = ({ from }: Segment) => segmentName(segmentOf(from))
export const segmentFile = (folder: string, segment: number) => path.join(folder, segmentName(segment))

export const SEGMENT_KIND = 'segment'

/** What segment `n` of a matter must look like: its places, one after the other, each linked to the one before. */
export function segmentForm(matter: string, n: number): Form<Segment> {
  const schema = z.strictObject({ matter: id, from: z.int(), events: z.array(eventSchema).max(SEGMENT_EVENTS) })
  return {
    kind: SEGMENT_KIND,
    schema: schema.refine((segment) => fits(segment, matter, firstPlace(n)), { error: 'not-this-segment' }),
    serialise: ({ from, events }) => `{"matter":"${matter}","from":${from},"events":[${events.map(textOf).join(',')}]}`,
  }
}

const emptySegment = (matter: string, n: number): Segment => ({ matter, from: firstPlace(n), events: [] })

/** Segment `n` of a record and its file, empty until it is read. */
export function segmentAt(folder: string, matter: string, n: number, around: Surroundings) {
  const file = new DurableFile(segmentFile(folder, n), segmentForm(matter, n), around)
  return { file, low: new Low(file, emptySegment(matter, n)) }
}

/** True when a segment's events go on where these end. */
export function continues(events: readonly RecordEvent[], next: readonly RecordEvent[]): boolean {
  const end: Head = events.at(-1) ?? emptyHead
  return (next[0]?.prev ?? end.hash) === end.hash
}

/** True when the events follow each other without a gap, each linked to the one before. */
export function isRun(events: readonly RecordEvent[]): boolean {
  return events.every((event, i) => {
    const before = events[i - 1]
    return !before || (event.seq === before.seq + 1 && event.prev === before.hash)
  })
}

function fits({ matter, from, events }: Segment, expected: string, first: number): boolean {
  const places = events.every((event, i) => event.matter === expected && event.seq === first + i)
  return matter === expected && from === first && places && isRun(events)
}

// A newest segment is rewritten with every append, its events never change: each is turned into text once.
const texts = new WeakMap<RecordEvent, string>()

function textOf(event: RecordEvent): string {
  const known = texts.get(event)
  if (known !== undefined) return known
  const text = JSON.stringify(event)
  texts.set(event, text)
  return text
}

/** How many segments a folder holds: the highest number that a file or a last good copy has. */
export async function countSegments(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  return names.reduce((most, name) => Math.max(most, Number(/^(\d{6})\.json(?:\.last)?$/.exec(name)?.[1] ?? 0)), 0)
}

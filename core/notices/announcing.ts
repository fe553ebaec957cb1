import { DAY_MS, dayOf, dayStart } from '../clock/calendar.ts'
import type { NoticeKind, Preferences } from './preferences.ts'

/** Something that can be announced: a task or a notice, by a key that tells it from all others. Times in ms UTC. */
export interface Announcable {
  key: string
  kind: NoticeKind
  matter: string
  at: number
}

const MINUTE_MS = 60_000
/** The first time at or after `at` (ms UTC) at which it is this minute of the day in China. */
function nextAt(at: number, minute: number): number {
  const today = dayStart(dayOf(at)) + minute * MINUTE_MS
  return today >= at ? today : today + DAY_MS
}

/** Whether nothing is announced at a time in ms UTC. */
export function isQuiet({ quiet }: Preferences, at: number): boolean {
  if (!quiet) return false
  const minute = (at - dayStart(dayOf(at))) / MINUTE_MS
  return quiet.from < quiet.until
    ? minute >= quiet.from && minute < quiet.until
    : minute >= quiet.from || minute < quiet.until
}

/**
 * When something of a kind that happened at `at` is announced (ms UTC): at once, or once a day at the hour chosen; in
 * quiet hours when they end; `undefined` for never.
 */
export function announcedAt(kind: NoticeKind, at: number, preferences: Preferences): number | undefined {
  const { tell, quiet, dailyAt } = preferences
  if (tell[kind] === 'never') return undefined
  const when = tell[kind] === 'daily' ? nextAt(at, dailyAt) : at
  return quiet && isQuiet(preferences, when) ? nextAt(when, quiet.until) : when
}

/** What is to be said now, by matter, and when to look again. */
export interface Announcing<T extends Announcable> {
  groups: T[][]
  next?: number
}

/**
 * Of things that stand: those whose time to be announced lies after `since` and not after `now` (ms UTC) and that are
 * not in `said`, gathered by matter, the matter with the latest first; and the next time at which one is to be said.
 * In quiet hours nothing is, also what is late.
 */
export function announcing<T extends Announcable>(
  things: readonly T[],
  { since, now, said }: { since: number; now: number; said: ReadonlySet<string> },
  preferences: Preferences,
): Announcing<T> {
  const timed = things.flatMap((thing) => {
    const when = announcedAt(thing.kind, thing.at, preferences)
    return when === undefined || when <= since || said.has(thing.key) ? [] : [{ thing, when }]
  })
  if (preferences.quiet && isQuiet(preferences, now))
    return { groups: [], ...(timed.length > 0 ? { next: nextAt(now, preferences.quiet.until) } : {}) }
  const byMatter = new Map<string, T[]>()
  for (const { thing } of timed.filter(({ when }) => when <= now).toSorted((a, b) => b.thing.at - a.thing.at))
    byMatter.set(thing.matter, [...(byMatter.get(thing.matter) ?? []), thing])
  const later = timed.map(({ when }) => when).filter((when) => when > now)
  return { groups: [...byMatter.values()], ...(later.length > 0 ? { next: Math.min(...later) } : {}) }
}

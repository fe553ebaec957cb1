import type { AgendaItem, ConsultationState } from '../../../../core/consultation/state.ts'

/** How an item's time stands: enough, under two minutes, over, or stopped while the session pauses. */
export type Light = 'left' | 'soon' | 'over' | 'held'

/** From here on an item's time is nearly over, ms. */
export const SOON_MS = 2 * 60_000

export interface Timing {
  light: Light
  /** Left, or past the end; never negative, ms. */
  ms: number
  /** Used up so far, 0–1. */
  share: number
}

/** The time of a running item at `now`, the server's clock, ms UTC; `undefined` for one that does not run. */
export function timingOf(item: AgendaItem, { pausedAt }: ConsultationState, now: number): Timing | undefined {
  if (item.status !== 'running' || item.startedAt === undefined) return undefined
  const given = (item.minutes + item.extra) * 60_000
  const used = Math.max(0, (pausedAt ?? now) - item.startedAt - item.pausedMs)
  const left = given - used
  const light = pausedAt !== undefined ? 'held' : left <= 0 ? 'over' : left <= SOON_MS ? 'soon' : 'left'
  return { light, ms: Math.abs(left), share: Math.min(1, used / given) }
}

/** A length of time as a clock shows it: `4:05`, `1:02:05`; seconds rounded up, so that 0:00 is the end. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

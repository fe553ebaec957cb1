import type { ClockBook } from './book.ts'
import { dueOf, type Pause } from './due.ts'
import { heldBy, isNamed, itemsOf, keyOf, memberOf, saidAfter, type Item, type Mark } from './mark.ts'
import type { ClockRule } from './rule.ts'
import { dueLight, type Light } from './light.ts'
import { warnsFrom } from './span.ts'
import type { Calendar } from './workdays.ts'

/** One run of a rule's clock, by the rule as it was in force when it started. Times in ms UTC. */
export interface Clock {
  rule: ClockRule
  /** Which of several, where the rule has a clock for each: a unit, or what else the list names. */
  key?: string
  /** The unit on the clock; absent where the rule names a role or those who are asked. */
  unit?: string
  start: Mark
  /** The place and time of the event that its end comes from: the start, or the latest extension. */
  set: number
  setAt: number
  /** The due date that this event named; without one the rule's length counts. */
  named?: number
  /** In order, none reaching into the next; the last has no end while the clock stands still. */
  pauses: Pause[]
  /** While it stands still, as if it went on now. */
  due: number
  /** From when on it is amber. */
  warnsAt: number
  stopped?: number
  /** Places of the events by which it was warned of, and found past its end, as its end now stands. */
  warned?: number
  breached?: number
}

/** A clock while it is being followed through the record. */
type Run = Omit<Clock, 'due' | 'warnsAt'>

/**
 * Every clock that these rules have run in a record up to `now` (ms UTC), in the order of their starts. `record`: the
 * events of one matter in order, or those of them that the rules name.
 */
export function clocksOf(record: readonly Mark[], rules: readonly ClockRule[], now: number, book: ClockBook): Clock[] {
  const runs: Run[] = []
  const said = new Map<ClockRule, Item[]>()
  for (const event of record) if (event.at <= now) for (const rule of rules) follow(runs, said, rule, event, book)
  const whole = new Map<Run, Clock>()
  // outer clocks first, since inner ones end with them
  const ordered = [...runs].sort((a, b) => Number(a.rule.within !== undefined) - Number(b.rule.within !== undefined))
  for (const run of ordered) {
    const outer = run.rule.within === undefined ? undefined : outerOf(run, runs)
    whole.set(run, complete(run, outer && whole.get(outer), now, book.calendar))
  }
  return runs.flatMap((run) => whole.get(run) ?? [])
}

/** The clocks that run, or stand still, at `now` (ms UTC). */
export function runningClocks(
  record: readonly Mark[],
  rules: readonly ClockRule[],
  now: number,
  book: ClockBook,
): Clock[] {
  return clocksOf(record, rules, now, book).filter(isRunning)
}

/** The clock that ends first; `undefined` when there is none. */
export function soonest(clocks: readonly Clock[]): Clock | undefined {
  return clocks.reduce<Clock | undefined>(
    (first, clock) => (first && first.due <= clock.due ? first : clock),
    undefined,
  )
}

export const isRunning = ({ stopped }: Clock): boolean => stopped === undefined
export const isPaused = ({ pauses }: Clock): boolean => pauses.length > 0 && pauses.at(-1)?.until === undefined

/** The light of a clock now (ms UTC): grey when it has stopped or stands still. */
export function light(clock: Clock, now: number): Light {
  if (!isRunning(clock) || isPaused(clock)) return 'grey'
  return dueLight(clock.due, clock.warnsAt, now)
}

function follow(runs: Run[], said: Map<ClockRule, Item[]>, rule: ClockRule, event: Mark, book: ClockBook): void {
  const open = runs.filter((run) => run.rule.id === rule.id && run.stopped === undefined)
  const named = keyOf(rule, event)
  const meant = named === undefined ? open : open.filter(({ key }) => key === named)
  if (isNamed(event, rule.stops)) for (const run of meant) run.stopped = event.at
  if (isNamed(event, rule.starts)) return begin(runs, said, rule, event, book)
  for (const { from, until } of rule.pauses ?? []) {
    for (const run of meant) {
      const last = run.pauses.at(-1)
      const pausing = last !== undefined && last.until === undefined
      if (isNamed(event, [from]) && !pausing) run.pauses.push({ from: event.at })
      else if (isNamed(event, until) && pausing) run.pauses.splice(-1, 1, { ...last, until: event.at })
    }
  }
  if (isNamed(event, rule.extensions ?? [])) {
    const due = memberOf(event, 'due')
    if (typeof due === 'number')
      for (const run of meant) {
        run.set = event.seq
        run.setAt = event.at
        run.named = due
        // what was said of the end before is not said of this one
        delete run.warned
        delete run.breached
      }
  }
  for (const run of open) announce(run, event)
}

function begin(runs: Run[], said: Map<ClockRule, Item[]>, rule: ClockRule, event: Mark, book: ClockBook): void {
  const before = said.get(rule) ?? []
  const items = itemsOf(rule, event, before)
  said.set(rule, saidAfter(rule, event, before, items))
  const standing = book.inForce(rule, event.at)
  for (const { key, unit, due } of items) {
    for (const run of runs)
      if (run.rule.id === rule.id && run.key === key && run.stopped === undefined) run.stopped = event.at
    runs.push({
      rule: standing,
      ...(key === undefined ? {} : { key }),
      ...(unit === undefined ? {} : { unit }),
      start: event,
      set: event.seq,
      setAt: event.at,
      ...(due === undefined ? {} : { named: due }),
      pauses: [],
    })
  }
}

/** Takes in what the record says of a clock itself. */
function announce(run: Run, event: Mark): void {
  if (!heldBy(event, run.rule.id, run.key, run.set)) return
  if (event.type === 'clock.warned') run.warned = event.seq
  if (event.type === 'clock.breached') run.breached = event.seq
}

/** The run of the outer rule during which this one began. */
function outerOf({ rule, start }: Run, runs: readonly Run[]): Run | undefined {
  return runs.findLast((outer) => outer.rule.id === rule.within && outer.start.seq <= start.seq)
}

function complete(run: Run, outer: Clock | undefined, now: number, calendar: Calendar): Clock {
  const stopped = earliest(run.stopped, outer?.stopped)
  const pauses = merged([...run.pauses, ...(outer?.pauses ?? [])], run.start.at, stopped)
  const own = dueOf({ ...run, pauses }, stopped ?? now, calendar)
  const due = outer ? Math.min(own, outer.due) : own
  const clock = { ...run, pauses, due, warnsAt: warnsFrom(due, run.rule.warning, calendar) }
  return stopped === undefined ? clock : { ...clock, stopped }
}

function earliest(...times: (number | undefined)[]): number | undefined {
  const given = times.filter((time) => time !== undefined)
  return given.length > 0 ? Math.min(...given) : undefined
}

/** Pauses in order, put together where they touch; only what lies in the life of the clock. */
function merged(pauses: readonly Pause[], start: number, stopped = Infinity): Pause[] {
  const found: Pause[] = []
  for (const { from, until = Infinity } of [...pauses].sort((a, b) => a.from - b.from)) {
    const [begins, ends] = [Math.max(from, start), Math.min(until, stopped)]
    const last = found.at(-1)
    if (begins >= ends) continue
    if (last && begins <= (last.until ?? Infinity)) last.until = Math.max(last.until ?? Infinity, ends)
    else found.push({ from: begins, until: ends })
  }
  return found.map(({ from, until }) => (until === Infinity ? { from } : { from, until: until ?? Infinity }))
}

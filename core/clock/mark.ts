import type { ClockRule } from './rule.ts'

/** An event as clocks see it: its place, its type, its time (ms UTC), and the members of its data that rules name. */
export interface Mark {
  seq: number
  type: string
  at: number
  data?: unknown
}

/** A member of an event's data; `undefined` where there is none. */
export function memberOf({ data }: Mark, name: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined
}

/** One of the clocks that a start event begins. */
export interface Item {
  key?: string
  unit?: string
  due?: number
}

/** The clocks that a start event begins. Whom it does not name stays as was `said` by the start event before. */
export function itemsOf(rule: ClockRule, event: Mark, said: readonly Item[]): Item[] {
  if (rule.each) {
    const list = memberOf(event, rule.each.list)
    if (Array.isArray(list)) return list.flatMap((entry: unknown) => itemOf(entry))
    return said.map(({ key, unit }) => named(key, unit))
  }
  const unit = 'unit' in rule.who ? memberOf(event, rule.who.unit) : undefined
  const due = rule.due === undefined ? undefined : memberOf(event, rule.due)
  return [{ ...named(undefined, typeof unit === 'string' ? unit : said[0]?.unit), ...dueIn(due) }]
}

function itemOf(entry: unknown): Item[] {
  if (typeof entry === 'string') return [{ key: entry, unit: entry }]
  if (typeof entry !== 'object' || entry === null) return []
  const { id, unit, due } = entry as Record<string, unknown>
  if (typeof id !== 'string') return []
  return [{ key: id, ...named(undefined, typeof unit === 'string' ? unit : undefined), ...dueIn(due) }]
}

const dueIn = (due: unknown) => (typeof due === 'number' ? { due } : {})
const named = (key: string | undefined, unit: string | undefined): Item => ({
  ...(key === undefined ? {} : { key }),
  ...(unit === undefined ? {} : { unit }),
})

/** True when a `clock.*` event is about the run of this rule, key and due date. */
export function heldBy(event: Mark, rule: string, key: string | undefined, set: number): boolean {
  return memberOf(event, 'rule') === rule && memberOf(event, 'key') === key && memberOf(event, 'set') === set
}

const CLOCK_EVENTS = ['clock.warned', 'clock.breached']
const OWN_MEMBERS = ['rule', 'key', 'set']

/**
 * Which events some rules need of a record, and what of them: answers the mark of an event, `undefined` for those that
 * no rule names. The marks of a record give the same clocks as the record.
 */
export function createMarker(rules: readonly ClockRule[]): (event: Mark) => Mark | undefined {
  const types = new Set(
    rules.flatMap(({ starts, stops, pauses = [], extensions = [] }) => [
      ...starts,
      ...stops,
      ...extensions,
      ...pauses.flatMap(({ from, until }) => [from, ...until]),
    ]),
  )
  const members = rules.flatMap(({ each, due, before, who, extensions }) => [
    ...(each ? [each.list, each.by] : []),
    ...(due === undefined ? [] : [due]),
    ...(before === undefined ? [] : [before]),
    ...(extensions ? ['due'] : []),
    ...('unit' in who ? [who.unit] : []),
  ])
  const names = [...new Set([...members, ...OWN_MEMBERS])]
  if (rules.length > 0) for (const type of CLOCK_EVENTS) types.add(type)

  return (event) => {
    if (!types.has(event.type) || event.data === undefined) return undefined
    const kept = names.flatMap((name) => {
      const value = memberOf(event, name)
      return value === undefined ? [] : [[name, value] as const]
    })
    return { seq: event.seq, type: event.type, at: event.at, data: Object.fromEntries(kept) }
  }
}

import type { ClockRule, EventName } from './rule.ts'

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

/** True when one of these names stands for the event. */
export function isNamed(event: Mark, names: readonly EventName[]): boolean {
  return names.some((name) => {
    if (typeof name === 'string') return name === event.type
    const value = name.type === event.type ? memberOf(event, name.member) : undefined
    return typeof value === 'string' && name.is.includes(value)
  })
}

/** The one of several clocks that an event is about; `undefined` when it is about all of them. */
export function keyOf(rule: ClockRule, event: Mark): string | undefined {
  const key = rule.each && memberOf(event, rule.each.by)
  return typeof key === 'string' ? key : undefined
}

/** One of the clocks that a start event begins. */
export interface Item {
  key?: string
  unit?: string
  due?: number
}

/**
 * The clocks that a start event begins. Whom it does not name stays as was `said` by the start events before. A unit and
 * a due date are taken in where the rule goes by them.
 */
export function itemsOf(rule: ClockRule, event: Mark, said: readonly Item[]): Item[] {
  const due = rule.due === undefined ? undefined : memberOf(event, rule.due)
  if (rule.each) {
    const list = memberOf(event, rule.each.list)
    if (Array.isArray(list)) return list.flatMap((entry: unknown) => itemOf(rule, entry))
    const key = keyOf(rule, event)
    if (key === undefined) return said.map(({ key, unit }) => named(key, unit))
    const before = said.find((item) => item.key === key)
    return [{ ...named(key, unitIn(rule, memberOf(event, 'unit')) ?? before?.unit), ...dueIn(due) }]
  }
  const unit = 'unit' in rule.who ? memberOf(event, rule.who.unit) : undefined
  return [{ ...named(undefined, typeof unit === 'string' ? unit : said[0]?.unit), ...dueIn(due) }]
}

/** What has been said once a start event began these: a list says all of them, an event about one says that one. */
export function saidAfter(rule: ClockRule, event: Mark, said: readonly Item[], items: readonly Item[]): Item[] {
  const list = rule.each && memberOf(event, rule.each.list)
  const key = Array.isArray(list) ? undefined : keyOf(rule, event)
  return key === undefined ? [...items] : [...said.filter((item) => item.key !== key), ...items]
}

function itemOf(rule: ClockRule, entry: unknown): Item[] {
  if (typeof entry === 'string') return [{ key: entry, unit: entry }]
  if (typeof entry !== 'object' || entry === null) return []
  const { id, unit, due } = entry as Record<string, unknown>
  if (typeof id !== 'string') return []
  return [{ ...named(id, unitIn(rule, unit)), ...(rule.due === undefined ? {} : dueIn(due)) }]
}

const unitIn = ({ who }: ClockRule, unit: unknown) => ('unit' in who && typeof unit === 'string' ? unit : undefined)
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
  const named = rules.flatMap(({ starts, stops, pauses = [], extensions = [] }) => [
    ...starts,
    ...stops,
    ...extensions,
    ...pauses.flatMap(({ from, until }) => [from, ...until]),
  ])
  const types = new Set(named.map((name) => (typeof name === 'string' ? name : name.type)))
  const members = rules.flatMap(({ each, due, before, who, extensions }) => [
    ...(each ? [each.list, each.by, ...('unit' in who ? ['unit'] : [])] : []),
    ...(due === undefined ? [] : [due]),
    ...(before === undefined ? [] : [before]),
    ...(extensions ? ['due'] : []),
    ...('unit' in who ? [who.unit] : []),
  ])
  const told = named.flatMap((name) => (typeof name === 'string' ? [] : [name.member]))
  const names = [...new Set([...members, ...told, ...OWN_MEMBERS])]
  if (rules.length > 0) for (const type of CLOCK_EVENTS) types.add(type)

  return (event) => {
    if (!types.has(event.type) || event.data === undefined) return undefined
    const kept = names.flatMap((name) => {
      const value = memberOf(event, name)
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.map(bare) : value] as const]
    })
    return { seq: event.seq, type: event.type, at: event.at, data: Object.fromEntries(kept) }
  }
}

/** Of an entry of a list what `itemOf` reads. */
function bare(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null) return entry
  const { id, unit, due } = entry as Record<string, unknown>
  return Object.fromEntries(Object.entries({ id, unit, due }).filter(([, value]) => value !== undefined))
}

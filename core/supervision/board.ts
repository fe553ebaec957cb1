import { z } from 'zod'
import { DAY_MS } from '../clock/calendar.ts'
import type { Light } from '../clock/light.ts'
import { hasRole, REGION_LEVELS, type Account } from '../people/roles.ts'
import { median } from '../proposal/statistics.ts'
import { code, id, moment } from '../wire/scalars.ts'
import type { CommitmentFigures, ThreadFigures } from './figures.ts'

const count = z.int().min(0)

/** One line of the board: `key` is a unit, a region, or `all`. It counts commitments, but for `threads` and `escalated`. */
export const boardRow = z.strictObject({
  key: z.string(),
  threads: count,
  /** Threads in which something still runs that were taken to a higher level. */
  escalated: count,
  commitments: count,
  green: count,
  amber: count,
  red: count,
  /** Its clock stands still: it waits for its verdict. */
  grey: count,
  /** Those that can be asked whether they were kept: past their date, claimed, kept, or of a closed thread. */
  ripe: count,
  /** Of the ripe ones: what units say, and what supervisors found. Neither is made of the other. */
  claimed: count,
  kept: count,
  /** Calendar days from the beginning of a commitment to the verdict that found it kept. */
  medianDays: z.number().optional(),
})
export type BoardRow = z.output<typeof boardRow>

/** One commitment on somebody's clock. Times in ms UTC. */
export const boardItem = z.strictObject({
  matter: id,
  title: z.string(),
  item: count,
  text: z.string(),
  unit: code,
  region: code.optional(),
  light: z.enum(['green', 'amber', 'red', 'grey']),
  due: moment.optional(),
  /** From when on it is near its end. */
  warnsAt: moment.optional(),
  percent: z.number().optional(),
  remindedAt: moment.optional(),
  asksFor: moment.optional(),
  level: z.enum(REGION_LEVELS).optional(),
})
export type BoardItem = z.output<typeof boardItem>

/** `items`: what runs, the soonest due first and what waits for its verdict last; `more`: how many are left out. */
export const board = z.strictObject({
  all: boardRow,
  units: z.array(boardRow),
  regions: z.array(boardRow),
  items: z.array(boardItem),
  more: count,
})
export type Board = z.output<typeof board>

/** The most items that a board shows. */
export const BOARD_ITEMS = 300

/**
 * Of what an account may read the board: of every unit, of its own only, or of none. Members and moderators supervise;
 * a unit sees what is on its own clock.
 */
export function boardScope(account: Account): { unit?: string } | undefined {
  if (hasRole(account, 'moderator') || hasRole(account, 'member')) return {}
  return hasRole(account, 'unit') && account.unit !== undefined ? { unit: account.unit } : undefined
}

/** The light of a commitment at a time in ms UTC; what is settled has none. */
export function boardLight({ stands, due, warnsAt }: CommitmentFigures, now: number): Light | undefined {
  if (stands === 'kept' || stands === 'unkept') return undefined
  if (due === undefined) return 'grey'
  if (now > due) return 'red'
  return now >= (warnsAt ?? due) ? 'amber' : 'green'
}

/** The board of these threads at a time in ms UTC; `unit`: only the commitments of that one. */
export function boardOf(threads: readonly ThreadFigures[], now: number, unit?: string): Board {
  const kept = threads
    .map((thread) => ({
      ...thread,
      commitments: thread.commitments.filter((one) => unit === undefined || one.unit === unit),
    }))
    .filter(({ commitments }) => commitments.length > 0)
  const items = kept.flatMap((thread) => itemsOf(thread, now)).sort(bySoonest)
  return {
    all: rowOf('all', kept, now),
    units: rows(
      Map.groupBy(
        kept.flatMap((thread) => perUnit(thread)),
        ({ key }) => key,
      ),
      now,
    ),
    regions: rows(
      Map.groupBy(
        kept.flatMap((thread) => (thread.region === undefined ? [] : [{ key: thread.region, thread }])),
        ({ key }) => key,
      ),
      now,
    ),
    items: items.slice(0, BOARD_ITEMS),
    more: Math.max(0, items.length - BOARD_ITEMS),
  }
}

/** A thread once for each unit that has a commitment in it, with that unit's commitments only. */
function perUnit(thread: ThreadFigures): { key: string; thread: ThreadFigures }[] {
  return [...Map.groupBy(thread.commitments, (one) => one.unit)].map(([key, commitments]) => ({
    key,
    thread: { ...thread, commitments },
  }))
}

/** What most needs looking at comes first: most overdue, then most nearly due, then the most commitments. */
function rows(groups: Map<string, { thread: ThreadFigures }[]>, now: number): BoardRow[] {
  return [...groups]
    .map(([key, members]) =>
      rowOf(
        key,
        members.map(({ thread }) => thread),
        now,
      ),
    )
    .sort((a, b) => b.red - a.red || b.amber - a.amber || b.commitments - a.commitments || (a.key < b.key ? -1 : 1))
}

function rowOf(key: string, threads: readonly ThreadFigures[], now: number): BoardRow {
  const all = threads.flatMap(({ commitments }) => commitments)
  const lights = { green: 0, amber: 0, red: 0, grey: 0 }
  for (const one of all) {
    const light = boardLight(one, now)
    if (light) lights[light]++
  }
  const ripe = all.filter((one) => isRipe(one, now))
  const days = all
    .flatMap(({ keptAt, since }) => (keptAt === undefined ? [] : (keptAt - since) / DAY_MS))
    .sort((a, b) => a - b)
  return {
    key,
    threads: threads.length,
    escalated: threads.filter((thread) => thread.level !== undefined && isRunning(thread)).length,
    commitments: all.length,
    ...lights,
    ripe: ripe.length,
    claimed: ripe.filter(({ claimed }) => claimed).length,
    kept: ripe.filter(({ stands }) => stands === 'kept').length,
    ...(days.length > 0 ? { medianDays: median(days) } : {}),
  }
}

const isRunning = ({ commitments }: ThreadFigures) =>
  commitments.some(({ stands }) => stands === 'running' || stands === 'claimed')
const isRipe = (one: CommitmentFigures, now: number) => one.stands !== 'running' || boardLight(one, now) === 'red'

function itemsOf({ matter, title, region, level, commitments }: ThreadFigures, now: number): BoardItem[] {
  return commitments.flatMap((one) => {
    const light = boardLight(one, now)
    if (!light) return []
    const { item, text, unit, due, warnsAt, percent, remindedAt, asksFor } = one
    return [
      {
        matter,
        title,
        item,
        text,
        unit,
        ...(region === undefined ? {} : { region }),
        light,
        ...(due === undefined ? {} : { due }),
        ...(warnsAt === undefined ? {} : { warnsAt }),
        ...(percent === undefined ? {} : { percent }),
        ...(remindedAt === undefined ? {} : { remindedAt }),
        ...(asksFor === undefined ? {} : { asksFor }),
        ...(level === undefined ? {} : { level }),
      },
    ]
  })
}

// later than any date, and no Infinity, whose difference from itself is no number
const dueOf = ({ due = Number.MAX_SAFE_INTEGER }: BoardItem) => due
const bySoonest = (a: BoardItem, b: BoardItem) =>
  dueOf(a) - dueOf(b) || (a.matter < b.matter ? -1 : a.matter > b.matter ? 1 : a.item - b.item)

import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPaused, isRunning } from '../../../core/clock/clocks.ts'
import { clocks, type MatterEvent } from '../../../core/kinds.ts'
import type { EventFact } from '../../../core/record/event.ts'
import { BOARD_ITEMS, boardOf, boardScope, type BoardRow } from '../../../core/supervision/board.ts'
import { threadFigures, type CommitmentFigures, type ThreadFigures } from '../../../core/supervision/figures.ts'
import type { Play } from '../../support/matter.ts'
import { supervision } from '../../support/matter.ts'
import { cast } from '../../support/stages.ts'
import { supervisionAt } from '../../support/supervision-stages.ts'
import { play, story } from '../../support/supervision-story.ts'

const DAY = 24 * 60 * 60_000
const figures = (played: Play) => threadFigures(supervision(played), STANDARD_BOOK)
const board = (played: Play, later = 0) => boardOf([figures(played)], played.at + later)

/** A commitment as the figures say it. */
const one = (item: number, stands: CommitmentFigures['stands'], more: Partial<CommitmentFigures> = {}) => ({
  item,
  text: '修好路灯',
  unit: 'u-1',
  stands,
  since: 0,
  ...more,
})
const runs = (due: number, warnsAt: number) => ({ due, warnsAt })
const thread = (matter: string, commitments: CommitmentFigures[], more: Partial<ThreadFigures> = {}) => ({
  matter,
  title: matter,
  region: 'r-1',
  commitments,
  ...more,
})

describe('the board', () => {
  it('[BD2][BD3][BD4][BD5] sums up two threads as counted by hand', () => {
    const at = 100 * DAY
    const threads = [
      thread('t-1', [
        one(0, 'kept', { claimed: true, keptAt: 10 * DAY }),
        one(1, 'kept', { keptAt: 30 * DAY }),
        one(2, 'running', { ...runs(99 * DAY, 90 * DAY), claimed: true, remindedAt: 99.5 * DAY }),
        one(3, 'running', { unit: 'u-2', ...runs(101 * DAY, 95 * DAY), asksFor: 200 * DAY }),
      ]),
      thread(
        't-2',
        [
          one(0, 'claimed', { unit: 'u-2', claimed: true }),
          one(1, 'running', { ...runs(150 * DAY, 140 * DAY), percent: 40 }),
        ],
        { region: 'r-2', level: 'city' },
      ),
      thread('t-3', [one(0, 'unkept', { claimed: true })], { region: 'r-2', level: 'city' }),
    ]
    const found = boardOf(threads, at)
    const all = { key: 'all', threads: 3, escalated: 1, commitments: 7, green: 1, amber: 1, red: 1, grey: 1 }
    // ripe: two kept, one past its date, one claimed, one left unkept; the units say four of them are, supervisors two
    expect(found.all).toEqual({ ...all, ripe: 5, claimed: 4, kept: 2, medianDays: 20 })
    const first = { threads: 3, escalated: 1, commitments: 5, green: 1, amber: 0, red: 1, grey: 0 }
    const second = { threads: 2, escalated: 1, commitments: 2, green: 0, amber: 1, red: 0, grey: 1 }
    expect(found.units).toEqual([
      { key: 'u-1', ...first, ripe: 4, claimed: 3, kept: 2, medianDays: 20 },
      { key: 'u-2', ...second, ripe: 1, claimed: 1, kept: 0 },
    ])
    expect(found.regions.map(({ key, threads: n, commitments, red }) => [key, n, commitments, red])).toEqual([
      ['r-1', 1, 4, 1],
      ['r-2', 2, 3, 0],
    ])
    expect(found.items.map(({ matter, item, light }) => [matter, item, light])).toEqual([
      ['t-1', 2, 'red'],
      ['t-1', 3, 'amber'],
      ['t-2', 1, 'green'],
      ['t-2', 0, 'grey'],
    ])
    expect(found.items[0]).toMatchObject({ due: 99 * DAY, remindedAt: 99.5 * DAY })
    expect(found.items[2]).toMatchObject({ percent: 40, level: 'city', region: 'r-2' })
    const own = boardOf(threads, at, 'u-2')
    expect(own.all).toEqual({ ...found.units[1], key: 'all' })
    expect(own.items.map(({ unit }) => unit)).toEqual(['u-2', 'u-2'])
    expect([boardOf([], at).all.commitments, boardOf(threads, at, 'nobody').all.threads]).toEqual([0, 0])
  })

  it('[BD2] says how many items it leaves out', () => {
    const many = Array.from({ length: BOARD_ITEMS + 7 }, (_, i) => one(i, 'running', runs(i + 1, i)))
    const found = boardOf([thread('t', many)], 0)
    expect([found.items.length, found.more, found.all.commitments]).toEqual([BOARD_ITEMS, 7, BOARD_ITEMS + 7])
  })

  const lights = ({ green, amber, red, grey }: BoardRow) => ({ green, amber, red, grey })
  it('[BD2] follows a thread through its life', () => {
    expect(lights(board(supervisionAt('accepted')).all)).toEqual({ green: 2, amber: 0, red: 0, grey: 0 })
    // of two dates, one has gone by
    expect(lights(board(supervisionAt('accepted'), 40 * DAY).all)).toEqual({ green: 1, amber: 0, red: 1, grey: 0 })
    expect(lights(board(supervisionAt('overdue')).all)).toEqual({ green: 0, amber: 0, red: 2, grey: 0 })
    const claimed = board(supervisionAt('claimed'))
    expect(lights(claimed.all)).toEqual({ green: 1, amber: 0, red: 0, grey: 1 })
    // a clock that stands still does not run out
    expect(lights(board(supervisionAt('claimed'), 400 * DAY).all)).toEqual({ green: 0, amber: 0, red: 1, grey: 1 })
    expect(claimed.all).toMatchObject({ ripe: 1, claimed: 1, kept: 0 })
    expect(board(supervisionAt('closed')).all).toMatchObject({ ripe: 2, claimed: 2, kept: 2, red: 0 })
    expect(board(supervisionAt('closed')).items).toEqual([])
    expect(board(supervisionAt('escalated')).all.escalated).toBe(1)
  })

  it('[BD3] forgets the claim of a commitment that began anew, and counts none that was dropped', () => {
    const judged = supervisionAt('partly')
    expect(figures(judged).commitments[0]).toMatchObject({ stands: 'running', claimed: true })
    const amend = { commitment: 'c1', due: judged.at + 90 * DAY, reason: '方案调整' }
    judged.do(cast.moderator, { type: 'commitment.amend', data: amend })
    expect(figures(judged).commitments[0]).not.toHaveProperty('claimed')
    judged.do(cast.moderator, { type: 'commitment.drop', data: { commitment: 'c1', reason: '已征收' } })
    expect(figures(judged).commitments.map(({ item }) => item)).toEqual([1])
  })

  it('[BD1] is for members and moderators whole, for a unit its own', () => {
    const { moderator, signer, author, lead } = cast
    expect([moderator, signer].map((account) => boardScope(account))).toEqual([{}, {}])
    expect(boardScope(lead)).toEqual({ unit: 'unit-1' })
    const representative = { ...author, roles: ['representative' as const] }
    const administrator = { ...author, roles: ['administrator' as const] }
    expect([representative, administrator].map((account) => boardScope(account))).toEqual([undefined, undefined])
  })
})

type Said = EventFact<MatterEvent> & { data: Record<string, unknown> }

/** What becomes of each commitment, told from the events of a record alone. */
function slowly(events: readonly EventFact<MatterEvent>[]) {
  type Slow = {
    unit: string
    since: number
    verdict?: string
    claims: number
    waits: boolean
    dropped: boolean
    at: number
  }
  const known = new Map<string, Slow>()
  let closed = false
  let escalated = false
  const begin = (id: string, unit: string, since: number) =>
    known.set(id, { unit, since, claims: 0, waits: false, dropped: false, at: 0 })
  for (const { type, data, at } of events as readonly Said[]) {
    const it = known.get(String(data.commitment))
    if (type === 'supervision.opened')
      for (const { id, unit } of data.commitments as { id: string; unit: string }[]) begin(id, unit, at)
    if (type === 'commitment.added') begin(String(data.commitment), String(data.unit), at)
    if (type === 'commitment.amended') begin(String(data.commitment), String(data.unit), at)
    if (type === 'supervision.reopened') {
      closed = false
      for (const { id, unit } of data.commitments as { id: string; unit: string }[]) begin(id, unit, at)
    }
    if (type === 'supervision.closed') closed = true
    if (type === 'supervision.escalated') escalated = true
    if (!it) continue
    if (type === 'commitment.dropped') it.dropped = true
    if (type === 'commitment.claimed-done') Object.assign(it, { claims: it.claims + 1, waits: true })
    if (type === 'commitment.verified') Object.assign(it, { verdict: data.verdict, waits: false, at })
  }
  return { closed, escalated, all: [...known].filter(([, { dropped }]) => !dropped) }
}

describe('the board of every story', () => {
  it('[BD6] agrees with a slow second count of the record, now and as time goes by', () => {
    const seen = { red: 0, amber: 0, grey: 0, kept: 0, unkept: 0 }
    fc.assert(
      fc.property(story, fc.nat({ max: 200 }), fc.boolean(), (steps, days, near) => {
        // near its end a commitment is while it still runs: early in a story
        const played = play(near && days % 2 === 0 ? steps.slice(0, days % steps.length) : steps)
        const state = supervision(played)
        const { closed, escalated, all } = slowly(played.events)
        const keeping = (at: number) =>
          clocks(state, at, STANDARD_BOOK).filter((clock) => isRunning(clock) && clock.rule.id === 'supervision.keep')
        // often at the time from which one is near its end, which chance would seldom hit
        const warns = near ? keeping(played.at).find(({ warnsAt }) => warnsAt >= played.at)?.warnsAt : undefined
        const now = warns ?? played.at + days * DAY
        const running = keeping(now)
        const light = (id: string): keyof ReturnType<typeof lightsOf> | undefined => {
          const clock = running.find(({ key }) => key === id)
          if (!clock) return undefined
          if (isPaused(clock)) return 'grey'
          return now > clock.due ? 'red' : now >= clock.warnsAt ? 'amber' : 'green'
        }
        const lightsOf = (some: typeof all) => {
          const found = { green: 0, amber: 0, red: 0, grey: 0 }
          for (const [id] of some) {
            const shown = light(id)
            if (shown) found[shown]++
          }
          return found
        }
        const countOf = (key: string, some: typeof all) => {
          const ripe = some.filter(([id, one]) => closed || one.verdict === 'done' || one.waits || light(id) === 'red')
          const kept = some.filter(([, one]) => one.verdict === 'done')
          const took = kept.map(([, { since, at }]) => (at - since) / DAY).sort((a, b) => a - b)
          const middle = took[took.length >> 1] ?? 0
          const medianDays = took.length % 2 ? middle : ((took[(took.length >> 1) - 1] ?? 0) + middle) / 2
          return {
            key,
            threads: some.length > 0 ? 1 : 0,
            escalated: escalated && some.some(([id]) => light(id)) ? 1 : 0,
            commitments: some.length,
            ...lightsOf(some),
            ripe: ripe.length,
            claimed: ripe.filter(([, { claims }]) => claims > 0).length,
            kept: kept.length,
            ...(took.length > 0 ? { medianDays } : {}),
          }
        }
        const found = boardOf([figures(played)], now)
        expect(found.all).toEqual(countOf('all', all))
        const units = [...new Set(all.map(([, { unit }]) => unit))]
        const byKey = (a: BoardRow, b: BoardRow) => (a.key < b.key ? -1 : 1)
        expect(found.units.toSorted(byKey)).toEqual(
          units
            .map((unit) =>
              countOf(
                unit,
                all.filter(([, one]) => one.unit === unit),
              ),
            )
            .sort(byKey),
        )
        const { red, amber, green, grey } = found.all
        expect(found.items.length).toBe(red + amber + green + grey)
        seen.red += red
        seen.amber += amber
        seen.grey += grey
        seen.kept += found.all.kept
        seen.unkept += figures(played).commitments.filter(({ stands }) => stands === 'unkept').length
      }),
      { numRuns: 120 },
    )
    for (const [what, count] of Object.entries(seen)) expect(count, `stories with something ${what}`).toBeGreaterThan(0)
  })
})

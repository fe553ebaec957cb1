import { STANDARD_BOOK } from '../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { ANSWER_STATUSES } from '../../core/answer/state.ts'
import { CONSULTATION_STATUSES } from '../../core/consultation/state.ts'
import { COMMAND_TYPES, isEnded, kindOf, maySee, timedCommands, waiting, wakesAt } from '../../core/kinds.ts'
import type { CommandType } from '../../core/kinds.ts'
import { isFor, type Waiting } from '../../core/matter/task.ts'
import { PROPOSAL_STATUSES } from '../../core/proposal/state.ts'
import { SERVICE_STATUSES } from '../../core/service/state.ts'
import { SUGGESTION_STATUSES } from '../../core/suggestion/state.ts'
import { SUPERVISION_STATUSES } from '../../core/supervision/state.ts'
import type { Play } from '../support/matter.ts'
import { ACTED_KINDS, LINES, NEEDS_STAGES, type ActedKind, type Line } from '../support/needs-lines.ts'
import { cast, sample } from '../support/stages.ts'

const DAY = 24 * 3_600_000
const YEAR = 400 * DAY
const people = Object.values(cast)

/** Every status that a matter of each kind can have: a kind or a status more, and its lines are asked for. */
const STATUSES: Record<ActedKind, readonly string[]> = {
  proposal: PROPOSAL_STATUSES,
  suggestion: SUGGESTION_STATUSES,
  consultation: CONSULTATION_STATUSES,
  supervision: SUPERVISION_STATUSES,
  service: SERVICE_STATUSES,
  answer: ANSWER_STATUSES,
}

const isNow = (at: number) => (task: Waiting) => task.since <= at && (task.until === undefined || task.until > at)

/** Who must act at a time (ms UTC), as `kind addressee`, sorted, each once. */
function acting(play: Play, at: number): string[] {
  const tasks = waiting(play.now, at, STANDARD_BOOK, (name) => play.box(name)).filter(isNow(at))
  return [...new Set(tasks.map(({ kind, for: to }) => `${kind} ${'role' in to ? to.role : Object.keys(to)[0]}`))].sort()
}

/** Lets time go by until somebody must act, as the scheduler does; answers with who then, or nobody within ten wakes. */
function afterWaking(play: Play): string[] {
  for (let turn = 0; turn < 10; turn++) {
    const at = wakesAt(play.now, play.at, STANDARD_BOOK)
    if (at === undefined) return []
    play.at = Math.max(play.at, at)
    for (const { type, data } of timedCommands(play.now, play.at, STANDARD_BOOK)) play.system(type, data)
    const then = acting(play, play.at)
    if (then.length > 0) return then
  }
  return []
}

/** What is wrong with a matter as it stands now and a year from then, if anything. */
function faults(play: Play): string[] {
  const found: string[] = []
  const box = (name: string) => play.box(name)
  for (const at of [play.at, play.at + YEAR])
    for (const { kind, for: to } of waiting(play.now, at, STANDARD_BOOK, box).filter(isNow(at))) {
      const reached = people.filter((account) => isFor(to, account))
      // the owner of an outcome is asked as an account and as a unit: one of the two is nobody
      if (reached.length === 0 && kind !== 'review') found.push(`${kind} waits for nobody`)
      for (const account of reached)
        if (!maySee(play.now, account)) found.push(`${kind} waits for ${account.username}, who may not see it`)
    }
  if (!isEnded(play.now) && acting(play, play.at).length === 0 && afterWaking(play).length === 0)
    found.push(`${play.now.kind} at ${play.now.status} waits for nobody, and time brings nobody`)
  return found
}

const lines = ACTED_KINDS.flatMap((kind) =>
  Object.entries<Line>(LINES[kind]).map(([stage, line]) => ({ kind, stage, line })),
)

describe('who must act', () => {
  it('[ND3] has a line for every kind, every status and every stage', () => {
    expect(Object.keys(LINES).sort()).toEqual([...ACTED_KINDS].sort())
    for (const kind of ACTED_KINDS) {
      expect(Object.keys(LINES[kind]).sort(), `stages of ${kind}`).toEqual(Object.keys(NEEDS_STAGES[kind]).sort())
      const covered = new Set(Object.values<Line>(LINES[kind]).map(([status]) => status))
      expect(
        STATUSES[kind].filter((status) => !covered.has(status)),
        `statuses of ${kind} without a line`,
      ).toEqual([])
    }
  })

  it.each(lines)('[ND2] [ND3] is what its line says: $kind, $stage', ({ kind, stage, line }) => {
    const [status, now, year = now, wake] = line
    const play = NEEDS_STAGES[kind][stage]!()
    expect(play.now.kind).toBe(kind)
    expect(play.now.status).toBe(status)
    expect(acting(play, play.at).join(', '), 'now').toBe(now)
    expect(acting(play, play.at + YEAR).join(', '), 'a year from then').toBe(year)
    expect(faults(NEEDS_STAGES[kind][stage]!())).toEqual([])
    if (now === '' && !isEnded(play.now))
      expect(afterWaking(play).join(', '), 'only time acts, and this is what it brings').toBe(wake)
    else expect(wake, 'somebody must act, or it is at an end: no wake is to be named').toBeUndefined()
  })

  describe.each(ACTED_KINDS)('one command from every stage of a %s', (kind) => {
    it('[ND3] somebody must act, or time brings it, or it is at an end; and what waits has a line', () => {
      const said = new Map<string, Set<string>>()
      for (const [status, now, year = now] of Object.values<Line>(LINES[kind])) {
        const known = said.get(status) ?? new Set()
        for (const task of `${now}, ${year}`.split(', ')) known.add(task)
        said.set(status, known)
      }
      let tried = 0
      for (const [stage, at] of Object.entries(NEEDS_STAGES[kind])) {
        const own = COMMAND_TYPES.filter((type) => type in kindOf(at().now).schemas)
        for (const type of own)
          for (const who of people) {
            const play = at()
            if (play.try(who, sample(type as CommandType, play.at, cast.other.id))) continue
            tried++
            const how = `${who.username} does ${type} at ${stage}`
            for (const when of [play.at, play.at + 30 * DAY, play.at + YEAR])
              for (const task of acting(play, when))
                expect(
                  said.get(play.now.status)?.has(task),
                  `${how}: ${play.now.status} has no line with ${task}`,
                ).toBe(true)
            expect(faults(play), how).toEqual([])
          }
      }
      expect(tried, 'commands that were carried out').toBeGreaterThan(0)
    })
  })
})

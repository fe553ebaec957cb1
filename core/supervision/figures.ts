import type { ClockBook } from '../clock/book.ts'
import { SUPERVISION_RULES } from '../clock/supervision-rules.ts'
import type { RegionLevel } from '../people/roles.ts'
import { clockOf, runningThreadClocks } from './clocks.ts'
import { lastVerdict, openRequest, type Commitment, type SupervisionState } from './state.ts'

/** What a board needs of one commitment that stands. Times in ms UTC. */
export interface CommitmentFigures {
  /** Its place in the thread. */
  item: number
  text: string
  unit: string
  /** `claimed` waits for its verdict; `unkept` is one that the closing found less than kept. */
  stands: 'running' | 'claimed' | 'kept' | 'unkept'
  /** Since when it stands as it does. */
  since: number
  /** While it runs: its end and from when on that is near. */
  due?: number
  warnsAt?: number
  /** Whether its unit has claimed it to be kept, since it stands as it does. */
  claimed?: true
  /** When supervisors found it kept. */
  keptAt?: number
  percent?: number
  /** When its unit was last reminded. */
  remindedAt?: number
  /** The later date that its unit asks for. */
  asksFor?: number
}

/** What a board needs of one thread, as its record says it; lights follow from the time at which it is read. */
export interface ThreadFigures {
  matter: string
  title: string
  /** The region of the unit that answers for it. */
  region?: string
  /** The level it was last taken to. */
  level?: RegionLevel
  commitments: CommitmentFigures[]
}

/** Reads the figures of a thread; its clocks go by the committee's book. */
export function threadFigures(state: SupervisionState, book: ClockBook): ThreadFigures {
  const clocks = runningThreadClocks(state, state.updatedAt, book)
  const level = state.escalations.at(-1)?.to
  const figuresOf = (one: Commitment, item: number): CommitmentFigures[] => {
    if (one.status === 'dropped') return []
    const keep = one.status === 'running' ? clockOf(clocks, SUPERVISION_RULES.keep, one.id) : undefined
    const remindedAt = one.reminders.at(-1)?.at
    const asksFor = openRequest(one)?.due
    return [
      {
        item,
        text: one.text,
        unit: one.unit,
        stands: standsAs(one, state.status),
        since: one.since,
        ...(keep ? { due: keep.due, warnsAt: keep.warnsAt } : {}),
        ...(one.claims.some(({ at }) => at >= one.since) ? { claimed: true as const } : {}),
        ...(one.status === 'done' ? { keptAt: lastVerdict(one)?.at ?? one.since } : {}),
        ...(one.percent === undefined ? {} : { percent: one.percent }),
        ...(remindedAt === undefined ? {} : { remindedAt }),
        ...(asksFor === undefined ? {} : { asksFor }),
      },
    ]
  }
  return {
    matter: state.id,
    title: state.title,
    ...(state.path[0] ? { region: state.path[0].region } : {}),
    ...(level === undefined ? {} : { level }),
    commitments: state.commitments.flatMap(figuresOf),
  }
}

function standsAs({ status }: Commitment, thread: SupervisionState['status']): CommitmentFigures['stands'] {
  if (status === 'done') return 'kept'
  if (thread === 'closed') return 'unkept'
  return status === 'claimed' ? 'claimed' : 'running'
}

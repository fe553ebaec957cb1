import { computed, onScopeDispose, shallowRef, type ComputedRef } from 'vue'
import type { Beside, OwnBeside } from '../../core/consultation/beside.ts'
import type { PollProgress, StatementsProgress } from '../../core/consultation/progress.ts'
import type { StatementVote } from '../../core/consultation/statements.ts'
import type { AnyState, Command } from '../../core/kinds.ts'
import { useLink } from './link.ts'
import { useOutbox } from './outbox.ts'

export type OwnBallot = OwnBeside['ballots'][number]

/** What lies beside a session's record: how open polls and the open round stand, and what the reader put in. */
export interface BesideView {
  /** By poll; only open ones. */
  polls: ReadonlyMap<string, PollProgress>
  /** Of the open round. */
  statements: StatementsProgress
  /** What the server has acknowledged of the reader's: by poll, and by statement of the open round. */
  own: { ballots: ReadonlyMap<string, OwnBallot>; votes: ReadonlyMap<string, StatementVote> }
}

export interface BesideSource {
  view: ComputedRef<BesideView>
  /** Call it when the matter is asked for; the answer takes what the server said then. */
  asking(): (state: object) => void
}

type Put = { ballot: OwnBallot } | { statement: string; vote: StatementVote }

const NOTHING: Beside = {
  polls: [],
  statements: { round: -1, participants: 0 },
  own: { ballots: [], votes: [] },
}

/** Puts what was said of the same thing in the place of what was said of it before. */
const replacing = <T>(items: readonly T[], item: T, same: (other: T) => boolean): T[] => [
  ...items.filter((other) => !same(other)),
  item,
]

/** What a command puts beside the record once it is acknowledged. An anonymous ballot is told without what it says. */
function putBy({ type, data }: Command, state: AnyState | null): Put | undefined {
  if (type === 'statement.vote') return { statement: data.statement, vote: data.vote }
  if (type !== 'ballot.cast' || state?.kind !== 'consultation') return undefined
  const named = state.polls.find(({ poll }) => poll === data.poll)?.named === true
  const { poll, choice, reason } = data
  return {
    ballot: { poll, ...(named ? { choice: choice as OwnBallot['choice'] } : {}), ...(reason ? { reason } : {}) },
  }
}

function withPut(own: OwnBeside, put: Put): OwnBeside {
  if ('ballot' in put)
    return { ...own, ballots: replacing(own.ballots, put.ballot, ({ poll }) => poll === put.ballot.poll) }
  return { ...own, votes: replacing(own.votes, put, ({ statement }) => statement === put.statement) }
}

/**
 * Keeps what lies beside a matter's record: what the server says when the matter is opened (also again, after a loss),
 * then the facts, then the reader's own acknowledged commands. For the matter store.
 */
export function createBeside(id: string, state: () => AnyState | null): BesideSource {
  const link = useLink()
  const outbox = useOutbox()
  const told = shallowRef<Beside>(NOTHING)
  // Acknowledged since the matter was last asked for: the answer may not know of it yet.
  const acknowledged = shallowRef<readonly Put[]>([])

  onScopeDispose(
    link.on('poll:progress', ({ matter, ...progress }) => {
      if (matter !== id) return
      told.value = { ...told.value, polls: replacing(told.value.polls, progress, ({ poll }) => poll === progress.poll) }
    }),
  )
  onScopeDispose(
    link.on('statements:progress', ({ matter, ...statements }) => {
      if (matter === id) told.value = { ...told.value, statements }
    }),
  )
  onScopeDispose(
    outbox.onAcknowledged(({ matter }) => {
      if (matter !== id) return
      // One command of a matter is on its way at a time, and it is there until all have heard.
      const item = outbox.entries.find((entry) => entry.matter === id && entry.status === 'sending')
      const put = item && putBy(item.command, state())
      if (put) acknowledged.value = [...acknowledged.value, put]
    }),
  )

  const view = computed<BesideView>(() => {
    const matter = state()
    const session = matter?.kind === 'consultation' ? matter : undefined
    const { polls, statements } = told.value
    const own = acknowledged.value.reduce(withPut, told.value.own)
    const open = session?.polls.filter(({ status }) => status === 'open').map(({ poll }) => poll) ?? []
    const round = session?.rounds.length ?? 0
    const standing = new Set(session?.statements.filter((one) => one.round === round).map((one) => one.id))
    return {
      polls: new Map(
        open.map((poll) => [poll, polls.find((progress) => progress.poll === poll) ?? { poll, cast: 0 }] as const),
      ),
      statements: statements.round === round ? statements : { round, participants: 0 },
      own: {
        ballots: new Map(own.ballots.map((ballot) => [ballot.poll, ballot] as const)),
        votes: new Map(
          own.votes.filter((one) => standing.has(one.statement)).map((one) => [one.statement, one.vote] as const),
        ),
      },
    }
  })

  return {
    view,
    asking() {
      const before = acknowledged.value
      return (answered) => {
        told.value = (answered as { beside?: Beside }).beside ?? NOTHING
        acknowledged.value = acknowledged.value.filter((put) => !before.includes(put))
      }
    },
  }
}

/** What lies beside a session's record, as it changes; `matter` is its store. */
export function useBeside(matter: { beside: BesideView }): {
  polls: ComputedRef<BesideView['polls']>
  statements: ComputedRef<BesideView['statements']>
  own: ComputedRef<BesideView['own']>
} {
  return {
    polls: computed(() => matter.beside.polls),
    statements: computed(() => matter.beside.statements),
    own: computed(() => matter.beside.own),
  }
}

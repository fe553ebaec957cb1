import { roundBox } from '../../core/consultation/statement-rounds.ts'
import { matrixOf, type Matrix, type StatementVote } from '../../core/consultation/statements.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Reply } from '../../core/wire/refusal.ts'
import { leafOf } from '../../core/voting/ballot.ts'
import type { FrozenPoll } from '../../core/voting/poll.ts'
import { recount } from '../../core/voting/recount.ts'
import { isNamed, type Closing } from '../../core/voting/tally.ts'
import type { Given } from './session-mix.ts'

type Answer = Reply<{ seq: number; events: readonly Pick<RecordEvent, 'seq' | 'hash'>[] }>

/** A command as somebody sent it, and what its sender was told in the end. `account` is the sender's. */
export interface Entry extends Given {
  id: string
  account: string
  /** Place in the order in which commands were acknowledged; absent until then, and of what was refused. */
  acknowledged?: number
  refused?: string
  answer?: Answer
}

interface Ballot {
  poll: string
  choice: number
  nonce?: string
}

/** Keeps what was sent and what was answered, and holds the record to it. Every fault is a sentence. */
export function sessionLedger() {
  const entries = new Map<string, Entry>()
  const faults: string[] = []
  let order = 0

  function answered(id: string, answer: Answer): void {
    const entry = entries.get(id)
    if (!entry) throw new Error(`nobody sent ${id}`)
    if (!answer.ok) {
      entry.refused ??= `${answer.refusal.code} ${String(answer.refusal.details?.reason)}`
      return
    }
    const before = entry.answer
    const places = (one: Answer) => (one.ok ? one.value.events.map(({ seq, hash }) => `${seq} ${hash}`).join() : '')
    if (before?.ok && places(before) !== places(answer))
      faults.push(`${entry.type} ${id} was answered ${places(before)}, then ${places(answer)}`)
    entry.answer = answer
    entry.acknowledged ??= order++
  }

  const all = () => [...entries.values()]
  const acknowledged = (type: string) => all().filter((entry) => entry.type === type && entry.answer)

  /** Everything acknowledged stands in the record once and where it was said to stand, and nothing that was refused does. */
  function events(record: readonly RecordEvent[]): void {
    const byCommand = Map.groupBy(record, ({ command }) => command)
    for (const { id, type, answer, refused } of all()) {
      const found = byCommand.get(id) ?? []
      if (!answer && !refused) faults.push(`${type} ${id} was never answered`)
      if (!answer && found.length > 0) faults.push(`${type} ${id} was refused (${refused}) and stands in the record`)
      if (!answer?.ok) continue
      const said = answer.value.events.map(({ seq, hash }) => `${seq} ${hash}`).join()
      const stands = found.map(({ seq, hash }) => `${seq} ${hash}`).join()
      if (said !== stands) faults.push(`${type} ${id} was acknowledged as [${said}] and stands as [${stands}]`)
    }
  }

  /** Every closed poll is recounted, and has every acknowledged ballot once: of a name the last one. Answers how many. */
  function polls(record: readonly RecordEvent[]): { polls: number; ballots: number } {
    const closings = record.filter(({ type }) => type === 'poll.closed').map(({ data }) => data as Closing)
    let ballots = 0
    for (const closing of closings) {
      const { poll } = closing
      const opened = record.find(({ type, data }) => type === 'poll.opened' && (data as FrozenPoll).poll === poll)
      const verdict = recount(opened?.data as FrozenPoll, closing)
      if (!verdict.equal) faults.push(`${poll} is recounted otherwise: ${JSON.stringify(verdict.difference)}`)
      const cast = all().filter(({ type, data }) => type === 'ballot.cast' && (data as Ballot).poll === poll)
      const counted = cast.filter(({ answer }) => answer)
      const voters = new Set(counted.map(({ account }) => account))
      ballots += voters.size
      if (closing.withheld) {
        if (closing.tally.cast < voters.size) faults.push(`${poll} counts ${closing.tally.cast} of ${voters.size}`)
        continue
      }
      // what lay in the box when the answer was lost, and was then refused, may be counted: it was cast in time
      const lost = cast.filter(({ answer }) => !answer)
      const keys = closing.ballots.map((ballot) =>
        isNamed(ballot) ? `${ballot.voter} ${ballot.choice as number}` : ballot.leaf,
      )
      const keyOf = ({ account, data }: Entry) => {
        const { choice, nonce } = data as Ballot
        return nonce === undefined ? `${account} ${choice}` : leafOf(poll, choice, nonce)
      }
      for (const voter of voters) {
        const own = counted.filter(({ account }) => account === voter)
        const last = own.reduce((a, b) => ((a.acknowledged ?? 0) > (b.acknowledged ?? 0) ? a : b))
        const fits = [last, ...lost.filter(({ account }) => account === voter)].map(keyOf)
        const found = keys.filter((key) => fits.includes(key)).length
        if (found !== 1) faults.push(`${poll}: the acknowledged ballot of ${voter} is counted ${found} times`)
      }
      const possible = new Set([...counted, ...lost].map(keyOf))
      for (const key of keys) if (!possible.has(key)) faults.push(`${poll} counts ${key}, which nobody cast`)
      if (new Set(keys).size !== keys.length) faults.push(`${poll} counts a ballot twice`)
    }
    return { polls: closings.length, ballots }
  }

  /** The closed round of statements says what was acknowledged, the last vote of each on each. Answers how many votes. */
  function round(record: readonly RecordEvent[], number = 0): number {
    const closed = record.find(({ type, data }) => type === 'statements.closed' && 'round' in (data as object))
    const nothing = { statements: [], rows: [], participants: 0 }
    const { statements, rows, participants, withheld } = (closed?.data ?? nothing) as Matrix & {
      participants: number
      withheld?: true
    }
    const votes = new Map<string, Map<string, StatementVote>>()
    const given = acknowledged('statement.vote').sort((a, b) => (a.acknowledged ?? 0) - (b.acknowledged ?? 0))
    for (const { account, data } of given) {
      const { statement, vote } = data as { statement: string; vote: StatementVote }
      votes.set(account, (votes.get(account) ?? new Map()).set(statement, vote))
    }
    const expected = matrixOf(statements, votes).rows
    if (expected.length !== participants) faults.push(`${expected.length} voted on statements, not ${participants}`)
    if (!withheld && expected.join() !== rows.join())
      faults.push(`${roundBox(number)} says ${rows.join()}, not ${expected.join()}`)
    return given.length
  }

  return {
    faults,
    entries: all,
    sent: (entry: Entry) => void entries.set(entry.id, entry),
    answered,
    /** Whether it still makes sense to send a command again: it was not refused. */
    stands: (id: string) => entries.get(id)?.refused === undefined,
    events,
    polls,
    round,
  }
}

import { emptyHead, type Head } from '../../core/record/chain.ts'
import { redactedBy } from '../../core/matter/redaction.ts'
import { Conflict, type Append, type CommandResult } from './contract.ts'
import { isTerm } from './term.ts'

/** What is remembered of the append's command. `firstSeq` is one more than `lastSeq` when it made no events. */
export function resultOf({ matter, events, command }: Append): CommandResult {
  const { bodyHash, lastSeq } = command
  return { matter, bodyHash, firstSeq: events[0]?.seq ?? lastSeq + 1, lastSeq }
}

/**
 * Throws on what no rightly working caller sends: gaps, foreign events, events without views, something held or to follow
 * without an event that says so, unsegmented terms.
 */
export function checkAppend({ matter, events, command, views, hold, followUps, roster, redact = [] }: Append): void {
  const wrong = (what: string) => new Error(`append to ${matter}: ${what}`)
  if (events.length > 0 !== (views !== undefined)) throw wrong('events and views come together')
  if (events.length === 0 && (hold !== undefined || followUps !== undefined || roster !== undefined))
    throw wrong('nothing is held, follows or changes the roster without an event')
  events.forEach((event, i) => {
    const before = events[i - 1]
    if (event.matter !== matter) throw wrong(`event ${event.id} is of matter ${event.matter}`)
    if (before && (event.seq !== before.seq + 1 || event.prev !== before.hash))
      throw wrong(`event ${event.seq} does not follow ${before.seq}`)
  })
  const first = events[0]?.seq ?? 0
  const said = new Set(redactedBy(events))
  if (redact.some((seq) => seq < 1 || seq >= first || !said.has(seq)))
    throw wrong('only what came before and an event says is redacted')
  const last = events.at(-1)
  if (last && last.seq !== command.lastSeq) throw wrong(`lastSeq ${command.lastSeq}, but the last event is ${last.seq}`)
  if (views && (views.summary.id !== matter || views.summary.seq !== last?.seq))
    throw wrong('the summary is of another place')
  const odd = views?.terms?.find((term) => !isTerm(term))
  if (odd !== undefined) throw wrong(`${JSON.stringify(odd)} is not a search term`)
}

/**
 * Throws `Conflict` when the events do not follow the record's last event: their place was taken, or what they were
 * decided on top of was itself refused, so that they leave a gap or link to an event that never came to be.
 */
export function checkFollows({ matter, events }: Append, head: Head = emptyHead): void {
  const first = events[0]
  if (!first) return
  if (first.seq <= head.seq) throw new Conflict(`place ${first.seq} of ${matter} is taken`)
  if (first.seq > head.seq + 1) throw new Conflict(`place ${first.seq} of ${matter} leaves a gap after ${head.seq}`)
  if (first.prev !== head.hash) throw new Conflict(`place ${first.seq} of ${matter} does not link to ${head.seq}`)
}

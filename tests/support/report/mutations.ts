import { generateKeyPairSync } from 'node:crypto'
import { hashData, hashEvent, sealEvent, emptyHead } from '../../../core/record/chain.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { redact } from '../../../core/record/redact.ts'
import type { Report } from '../../../core/record/report/report.ts'
import { signCheckpoint } from '../record.ts'
import { textOf, type Copy } from './copy.ts'

/** One alteration of a copy, and whether a report on what came of it names the place. */
export interface Mutation {
  copy: Copy
  what: string
  located: (report: Report) => boolean
}

/** What a mutation may use: the copy, its events, a record of another matter, and numbers from 0 up to 1. */
export interface Ground {
  copy: Copy
  events: readonly RecordEvent[]
  other: readonly RecordEvent[]
  random: () => number
}

type Sort = (ground: Ground) => Mutation | undefined

const forger = generateKeyPairSync('ed25519').privateKey
const pick = <T>(items: readonly T[], random: () => number): T => items[Math.floor(random() * items.length)]!
const first = (report: Report, ...seqs: number[]) => seqs.includes(report.findings[0]?.seq ?? -1)
const withEvents = (copy: Copy, events: readonly RecordEvent[]): Copy => ({ ...copy, text: textOf(events) })

/** Another value of the same kind somewhere in a JSON value. */
function altered(value: unknown, random: () => number): unknown {
  if (typeof value === 'string') return `${value}改`
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (Array.isArray(value)) {
    if (value.length === 0) return ['改']
    const at = Math.floor(random() * value.length)
    return value.with(at, altered(value[at], random))
  }
  const keys = Object.keys((value ?? {}) as object)
  if (keys.length === 0) return { added: '改' }
  const key = pick(keys, random)
  return { ...(value as object), [key]: altered((value as Record<string, unknown>)[key], random) }
}

/** Puts an event in with its data changed and its hashes made anew as far as `how` says. */
function changed({ copy, events, random }: Ground, how: 'left' | 'data' | 'event'): Mutation {
  const at = Math.floor(random() * events.length)
  const event = { ...events[at]!, data: altered(events[at]!.data, random) }
  if (how !== 'left') event.dataHash = hashData(event.salt!, event.data)
  if (how === 'event') event.hash = hashEvent(event)
  const places = how === 'event' ? [at + 1, at + 2] : [at + 1]
  return {
    copy: withEvents(copy, events.with(at, event)),
    what: `${event.type} at ${at + 1}`,
    located: (report) => first(report, ...places),
  }
}

/** The record made anew from a place on, as whoever may write the file but does not hold the key can. */
function resealed(events: readonly RecordEvent[], at: number, data: unknown): RecordEvent[] {
  const fresh = events.slice(0, at)
  for (const event of events.slice(at)) {
    const head = fresh.at(-1) ?? emptyHead
    const draft = { type: event.type, data: fresh.length === at ? data : event.data }
    fresh.push(sealEvent(draft, event, head, event.id, event.salt!))
  }
  return fresh
}

/** Data that the holder of the key itself puts wrongly: everything is sealed and signed as it should be. */
function lied(ground: Ground, type: string, lie: (data: never) => unknown, fault: string): Mutation {
  const { copy, events, random } = ground
  const at = events.indexOf(
    pick(
      events.filter((event) => event.type === type),
      random,
    ),
  )
  const fresh = resealed(events, at, lie(events[at]!.data as never))
  const checkpoints = copy.checkpoints.map(({ seq }) => signCheckpoint(fresh[seq - 1]!))
  return {
    copy: { ...withEvents(copy, fresh), checkpoints },
    what: `${type} at ${at + 1}`,
    located: ({ findings: [found] }) => found?.seq === at + 1 && found.fault === fault,
  }
}

function forged(ground: Ground, change: (index: number) => Copy['checkpoints'][number]): Mutation {
  const { copy, random } = ground
  const index = Math.floor(random() * copy.checkpoints.length)
  const checkpoints = copy.checkpoints.with(index, change(index))
  return {
    copy: { ...copy, checkpoints },
    what: `checkpoint ${index}`,
    located: ({ findings }) => findings.length > 0 && findings.every(({ checkpoint }) => checkpoint === index),
  }
}

interface Ballots {
  ballots: { choice: unknown }[]
  tally: Record<string, unknown>
}

/** Every sort of single alteration, by its name. */
export const SORTS: Record<string, Sort> = {
  'a byte of the file': ({ copy, random }) => {
    const at = Math.floor(random() * copy.text.length)
    const text = copy.text.slice()
    text[at]! ^= 1 << Math.floor(random() * 8)
    const seq = copy.text.subarray(0, at).filter((byte) => byte === 10).length + 1
    return { copy: { ...copy, text }, what: `byte ${at}, event ${seq}`, located: (report) => first(report, seq) }
  },
  'an event dropped': ({ copy, events, random }) => {
    const at = Math.floor(random() * events.length)
    const last = at === events.length - 1
    const located = (report: Report) =>
      last ? report.findings[0]?.fault === 'shortened' && report.findings[0].found === at : first(report, at + 1)
    return { copy: withEvents(copy, events.toSpliced(at, 1)), what: `event ${at + 1}`, located }
  },
  'an event doubled': ({ copy, events, random }) => {
    const at = Math.floor(random() * events.length)
    const twice = events.toSpliced(at, 0, events[at]!)
    return { copy: withEvents(copy, twice), what: `event ${at + 1}`, located: (report) => first(report, at + 2) }
  },
  'two events swapped': ({ copy, events, random }) => {
    const at = Math.floor(random() * (events.length - 1))
    const swapped = events.with(at, events[at + 1]!).with(at + 1, events[at]!)
    return { copy: withEvents(copy, swapped), what: `event ${at + 1}`, located: (report) => first(report, at + 1) }
  },
  'an event moved': ({ copy, events, random }) => {
    const from = Math.floor(random() * events.length)
    const to = Math.floor(random() * events.length)
    if (from === to) return undefined
    const moved = events.toSpliced(from, 1).toSpliced(to, 0, events[from]!)
    const place = Math.min(from, to) + 1
    return {
      copy: withEvents(copy, moved),
      what: `${from + 1} to ${to + 1}`,
      located: (report) => first(report, place),
    }
  },
  'an event of another matter': ({ copy, events, other, random }) => {
    const at = Math.floor(random() * Math.min(events.length, other.length))
    const mixed = random() < 0.5 ? events.with(at, other[at]!) : events.toSpliced(at, 0, other[at]!)
    return { copy: withEvents(copy, mixed), what: `event ${at + 1}`, located: (report) => first(report, at + 1) }
  },
  'data changed': (ground) => changed(ground, 'left'),
  'data changed, its hash made anew': (ground) => changed(ground, 'data'),
  'data changed, the event hashed anew': (ground) => changed(ground, 'event'),
  'everything behind hashed anew': ({ copy, events, random }) => {
    const at = Math.floor(random() * copy.checkpoints.at(-1)!.seq)
    const fresh = resealed(events, at, altered(events[at]!.data, random))
    return {
      copy: withEvents(copy, fresh),
      what: `from ${at + 1} on`,
      located: ({ findings: [found] }) =>
        found?.fault === 'checkpoint-mismatch' && found.since! <= at + 1 && at + 1 <= found.seq,
    }
  },
  'who, when or what changed': ({ copy, events, random }) => {
    const at = Math.floor(random() * events.length)
    const key = pick(['actor', 'at', 'type', 'command', 'id', 'v', 'salt'] as const, random)
    const event = { ...events[at]!, [key]: altered(events[at]![key], random) }
    return {
      copy: withEvents(copy, events.with(at, event)),
      what: `${key} of ${at + 1}`,
      located: (r) => first(r, at + 1),
    }
  },
  'content taken out': ({ copy, events, random }) => {
    const at = Math.floor(random() * events.length)
    const cut = events.with(at, redact(events[at]!))
    return { copy: withEvents(copy, cut), what: `event ${at + 1}`, located: (report) => first(report, at + 1) }
  },
  'the record shortened': ({ copy, events, random }) => {
    const to = Math.floor(random() * copy.checkpoints.at(-1)!.seq)
    const located = ({ findings }: Report) => findings.some(({ fault, found }) => fault === 'shortened' && found === to)
    return { copy: withEvents(copy, events.slice(0, to)), what: `to ${to}`, located }
  },
  'a byte of an attachment': ({ copy, random }) => {
    const [hash, bytes] = pick([...copy.files], random)
    const other = bytes.slice()
    other[Math.floor(random() * other.length)]! ^= 1 << Math.floor(random() * 8)
    return onFile(copy, hash, other, 'attachment-differs')
  },
  'an attachment swapped': ({ copy, random }) => {
    const [hash] = pick([...copy.files], random)
    const [, other] = [...copy.files].find(([name]) => name !== hash)!
    return onFile(copy, hash, other, 'attachment-differs')
  },
  'an attachment gone': ({ copy, random }) =>
    onFile(copy, pick([...copy.files.keys()], random), undefined, 'attachment-missing'),
  'a checkpoint of another key': (ground) =>
    forged(ground, (index) => signCheckpoint(ground.events[ground.copy.checkpoints[index]!.seq - 1]!, forger)),
  'a checkpoint altered': (ground) =>
    forged(ground, (index) => {
      const checkpoint = ground.copy.checkpoints[index]!
      const key = pick(['seq', 'hash', 'at', 'signature', 'matter', 'alg', 'key'] as const, ground.random)
      const value = checkpoint[key]
      const other = typeof value === 'number' ? value + 1 : value.replace(/^./, (c) => (c === 'a' ? 'b' : 'a'))
      return { ...checkpoint, [key]: other } as typeof checkpoint
    }),
  'a checkpoint of another matter': (ground) =>
    forged(ground, (index) => signCheckpoint(ground.other[Math.min(ground.other.length, index + 1) - 1]!)),
  'ballots or tally wrong under a good signature': (ground) =>
    lied(
      ground,
      'poll.closed',
      ({ ballots, tally, ...rest }: Ballots) => {
        const n = Math.floor(ground.random() * ballots.length)
        const lies: (() => unknown)[] = [
          () => ({ ...rest, ballots: ballots.toSpliced(n, 1), tally }),
          () => ({ ...rest, ballots: ballots.toSpliced(n, 0, ballots[n]!), tally }),
          () => ({ ...rest, ballots: ballots.with(n, { ...ballots[n]!, choice: 99 }), tally }),
          () => ({ ...rest, ballots, tally: { ...tally, cast: Number(tally.cast) + 1 } }),
          () => ({ ...rest, ballots, tally: { ...tally, winner: tally.winner === 0 ? 1 : 0 } }),
          () => ({
            ...rest,
            ballots,
            tally: { ...tally, counts: (tally.counts as number[]).toReversed().map((c) => c + 1) },
          }),
          () => ({ ...rest, ballots: ballots.toReversed(), tally }),
        ]
        return pick(lies, ground.random)()
      },
      'poll',
    ),
  'a round of statements wrong under a good signature': (ground) =>
    lied(
      ground,
      'statements.closed',
      (data: { rows: string[]; participants: number; statements: string[] }) =>
        pick(
          [
            () => ({ ...data, rows: data.rows.slice(1) }),
            () => ({ ...data, participants: data.participants + 1 }),
            () => ({ ...data, statements: data.statements.toReversed() }),
            () => ({ ...data, rows: data.rows.with(0, 'xx') }),
            () => ({ ...data, withheld: true }),
            () => ({ ...data, rows: data.rows.map((row) => row + 'a') }),
          ],
          ground.random,
        )(),
      'statements',
    ),
}

function onFile(copy: Copy, hash: string, bytes: Uint8Array | undefined, fault: string): Mutation {
  const files = new Map(copy.files)
  if (bytes) files.set(hash, bytes)
  else files.delete(hash)
  const located = ({ findings: [found, ...more] }: Report) =>
    found?.fault === fault && found.file === hash && more.length === 0
  return { copy: { ...copy, files }, what: hash.slice(0, 8), located }
}

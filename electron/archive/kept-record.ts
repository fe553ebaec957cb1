import type { Low } from 'lowdb'
import type { AppendResult } from '../../core/desktop/contract.ts'
import { emptyHead, type Head } from '../../core/record/chain.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { redact, REDACTED, type Redaction } from '../../core/record/redact.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { dropSetAside, lookThrough, readSegment, setAsideFrom } from './look-through.ts'
import type { Surroundings } from './durable-file.ts'
import { continues, firstPlace, isRun, nameOf, SEGMENT_EVENTS, segmentAt, segmentOf, type Segment } from './segment.ts'
import { marksOf, stampOf, type Marks, type Remembered } from './stamp.ts'

/**
 * One matter's record as kept on disk, in segments. The events it vouches for are gap-free from 1 to `seq`. Where it ends
 * is taken on trust until it is read or appended to; `onFound` is told what a look at the whole record found then.
 */
export class KeptRecord {
  readonly matter: string
  readonly folder: string
  readonly #around: Surroundings
  readonly #onFound: (troubles: string[]) => void
  #head: Head
  /** Where the record on the disk ends: what was taken since is on its way there. */
  #durable: Head
  /** The segment in which the record ends; `undefined` until it is needed. */
  #newest: Low<Segment> | undefined
  #remembered: string | undefined
  #marks: Marks = new Map()
  #dirty = new Set<Low<Segment>>()
  /** Places whose content a `matter.redacted` event took back and that may still be on the disk. */
  #takenBack = new Set<number>()
  #chain: Promise<unknown> = Promise.resolve()
  #turns: Promise<unknown> = Promise.resolve()
  #next: Promise<void> | undefined
  #generation = 0

  constructor(
    folder: string,
    matter: string,
    around: Surroundings,
    remembered: Remembered,
    onFound: (troubles: string[]) => void,
  ) {
    this.folder = folder
    this.matter = matter
    this.#around = around
    this.#head = this.#durable = remembered
    this.#remembered = remembered.stamp
    this.#onFound = onFound
  }

  /** Where the record ends on the disk, and the stamp of its segments as they were written or read. */
  get end(): Remembered {
    const { seq, hash } = this.#durable
    return { seq, hash, stamp: this.#newest ? stampOf(this.#marks) : this.#remembered }
  }

  /**
   * Reads what is on disk and answers with what was wrong there. Where something was, only the prefix whose hashes
   * verify is kept; the rest is set aside. `suspect` verifies in any case.
   */
  load(suspect = false): Promise<{ troubles: string[]; events: RecordEvent[] }> {
    return this.exclusive(() => this.#load(suspect))
  }

  /** Takes events that continue what is kept; those that are kept already are only compared. Durable when it resolves. */
  async append(events: readonly RecordEvent[]): Promise<AppendResult> {
    const turn = this.#turns.then(() => this.#take(events))
    this.#turns = turn.catch(() => undefined)
    const { result, generation } = await turn
    if (result.result === 'kept') await this.#persist()
    return generation === this.#generation ? result : this.append(events)
  }

  /** Every kept event, read anew but for the newest segment. */
  events(): Promise<RecordEvent[]> {
    return this.exclusive(async () => {
      const newest = await this.#wake()
      const events: RecordEvent[] = []
      const troubles: string[] = []
      for (let n = 1; n < segmentOf(this.#head.seq); n++) {
        const { low, damages } = await readSegment(this.folder, this.matter, n, this.#around)
        troubles.push(...damages)
        if (!continues(events, low.data.events) || low.data.events.length < SEGMENT_EVENTS)
          return this.#relook(troubles)
        events.push(...low.data.events)
      }
      if (!continues(events, newest.data.events)) return this.#relook(troubles)
      if (troubles.length > 0) this.#onFound(troubles)
      return [...events, ...newest.data.events]
    })
  }

  /** The hash of a kept event; `undefined` beyond the last. */
  hashAt(seq: number): Promise<string | undefined> {
    return this.exclusive(async () => {
      if (seq === this.#head.seq) return this.#head.hash
      const low = await this.#holding(segmentOf(seq))
      return low.data.events[seq - firstPlace(segmentOf(seq))]?.hash
    })
  }

  /** Runs something while nothing is written, so that the files hold still. */
  exclusive<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.#chain.then(run)
    this.#chain = result.catch(() => undefined)
    return result
  }

  async #take(events: readonly RecordEvent[]): Promise<{ result: AppendResult; generation: number }> {
    if (!this.#newest) await this.exclusive(() => this.#wake())
    let newest = this.#newest
    if (!newest) return this.#take(events)
    const head = this.#head
    const generation = this.#generation
    const answer = (result: AppendResult) => ({ result, generation })
    const first = events[0]
    if (first && (first.seq > head.seq + 1 || !isRun(events))) return answer({ result: 'gap', seq: head.seq })
    const differs = await this.#firstDifferent(events.filter(({ seq }) => seq <= head.seq))
    if (differs !== undefined) return answer({ result: 'diverged', seq: differs })
    if (generation !== this.#generation) return this.#take(events)
    const fresh = events.filter(({ seq }) => seq > head.seq)
    if (fresh[0] && fresh[0].prev !== head.hash) return answer({ result: 'diverged', seq: head.seq })
    for (const event of fresh) {
      if (newest.data.events.length === SEGMENT_EVENTS)
        this.#newest = newest = segmentAt(this.folder, this.matter, segmentOf(event.seq), this.#around).low
      newest.data.events.push(event)
      this.#head = event
      this.#dirty.add(newest)
      if (event.type === REDACTED) for (const seq of (event.data as Redaction).events) this.#takenBack.add(seq)
    }
    return answer({ result: 'kept', seq: this.#head.seq })
  }

  /** The first of these places whose kept event has another hash. Most often they lie in the newest segment. */
  async #firstDifferent(events: readonly RecordEvent[]): Promise<number | undefined> {
    let low: Low<Segment> | undefined
    for (const { seq, hash } of events) {
      const n = segmentOf(seq)
      if (low?.data.from !== firstPlace(n))
        low = this.#newest?.data.from === firstPlace(n) ? this.#newest : await this.exclusive(() => this.#holding(n))
      const kept = low.data.events[seq - firstPlace(n)]?.hash
      if (kept !== undefined && kept !== hash) return seq
    }
    return undefined
  }

  /** Writes what changed, oldest segment first, so that a crash leaves a prefix. Appends meanwhile share the next round. */
  #persist(): Promise<void> {
    this.#next ??= this.exclusive(async () => {
      this.#next = undefined
      if (this.#dirty.size === 0) return
      const { seq, hash } = this.#head
      try {
        await this.#redactKept()
        const changed = [...this.#dirty].sort((a, b) => a.data.from - b.data.from)
        this.#dirty.clear()
        for (const low of changed) await low.write()
        await this.#mark(changed)
        this.#durable = { seq, hash }
      } catch (error) {
        // the disk has the last word: what it did not take is forgotten, and asked for again
        this.#fallBack(this.#durable, undefined)
        throw error
      }
    })
    return this.#next
  }

  /** Content that was taken back leaves the kept copy too: written twice, so that the last good copy holds none of it. */
  async #redactKept(): Promise<void> {
    const places = [...this.#takenBack].filter((seq) => seq <= this.#head.seq)
    for (const n of new Set(places.map(segmentOf))) {
      const low = await this.#holding(n)
      low.data.events = low.data.events.map((event) => (places.includes(event.seq) ? redact(event) : event))
      await low.write()
      await low.write()
      await dropSetAside(this.folder, n, this.#around)
      await this.#mark([low])
    }
    for (const seq of places) this.#takenBack.delete(seq)
  }

  /** The newest segment, read now if need be. When it is not as was trusted, the whole record is looked through. */
  async #wake(): Promise<Low<Segment>> {
    if (this.#newest) return this.#newest
    const { seq, hash } = this.#head
    const marks = await marksOf(this.folder)
    const { low, damages } = await readSegment(this.folder, this.matter, Math.max(1, segmentOf(seq)), this.#around)
    const last: Head = low.data.events.at(-1) ?? emptyHead
    const same = last.seq === seq && last.hash === hash && stampOf(marks) === this.#remembered
    if (damages.length > 0 || !same) await this.#relook(damages)
    else [this.#newest, this.#marks] = [low, marks]
    return this.#newest ?? low
  }

  async #mark(written: readonly Low<Segment>[]): Promise<void> {
    const names = written.map(({ data }) => nameOf(data))
    for (const [name, mark] of await marksOf(this.folder, names)) this.#marks.set(name, mark)
  }

  async #relook(known: readonly string[]): Promise<RecordEvent[]> {
    const { troubles, events } = await this.#load(known.length > 0)
    this.#onFound([...new Set([...known, ...troubles])])
    return events
  }

  async #holding(n: number): Promise<Low<Segment>> {
    const newest = await this.#wake()
    if (newest.data.from === firstPlace(n)) return newest
    return (await readSegment(this.folder, this.matter, n, this.#around)).low
  }

  async #load(suspect: boolean): Promise<{ troubles: string[]; events: RecordEvent[] }> {
    const { events, newest, troubles, marks } = await lookThrough(this.folder, this.matter, this.#around)
    this.#fallBack(events.at(-1) ?? emptyHead, newest)
    if (suspect || troubles.length > 0) {
      const bad = verifyRecord(this.matter, events).findings.find(({ fault }) => fault !== 'unexplained-redaction')
      if (bad) {
        troubles.push(`event ${bad.seq} does not verify (${bad.fault})`)
        events.length = bad.seq - 1
        this.#fallBack(events.at(-1) ?? emptyHead, await this.#cutAt(events))
      }
    }
    this.#marks = troubles.length > 0 ? await marksOf(this.folder) : marks
    return { troubles, events }
  }

  /** Rewrites the segment in which the kept events now end, and sets aside what was there. */
  async #cutAt(events: readonly RecordEvent[]): Promise<Low<Segment>> {
    const n = Math.max(1, segmentOf(events.length))
    await setAsideFrom(this.folder, n, 'its events do not verify', this.#around)
    const newest = segmentAt(this.folder, this.matter, n, this.#around).low
    newest.data.events = events.slice(firstPlace(n) - 1)
    if (events.length > 0 && this.#around.readOnly === undefined) await newest.write()
    return newest
  }

  /** Goes on from what is on the disk; whoever has taken events since takes them again. */
  #fallBack({ seq, hash }: Head, newest: Low<Segment> | undefined): void {
    this.#generation++
    this.#head = this.#durable = { seq, hash }
    this.#newest = newest
    this.#remembered = undefined
    this.#dirty.clear()
    this.#takenBack.clear()
  }
}

import { Low } from 'lowdb'
import type { AppendResult } from '../../core/desktop/contract.ts'
import { GENESIS, type RecordEvent } from '../../core/record/event.ts'
import { redact, REDACTED, type Redaction } from '../../core/record/redact.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { DurableFile, lastGoodOf, type Surroundings } from './durable-file.ts'
import {
  countSegments,
  firstPlace,
  isRun,
  SEGMENT_EVENTS,
  segmentFile,
  segmentForm,
  segmentOf,
  type Segment,
} from './segment.ts'
import { exists, setAside } from './synced.ts'

/** One matter's record as kept on disk, in segments. The events it vouches for are gap-free from 1 to `seq`. */
export class KeptRecord {
  readonly matter: string
  readonly folder: string
  readonly #around: Surroundings
  #hashes: string[] = []
  #newest: Low<Segment>
  #dirty = new Set<Low<Segment>>()
  /** Places whose content a `matter.redacted` event took back and that may still be on the disk. */
  #takenBack = new Set<number>()
  #chain: Promise<unknown> = Promise.resolve()
  #next: Promise<void> | undefined
  #generation = 0

  constructor(folder: string, matter: string, around: Surroundings) {
    this.folder = folder
    this.matter = matter
    this.#around = around
    this.#newest = this.#segment(1)
  }

  get seq(): number {
    return this.#hashes.length
  }

  /** The hash of a kept event; `undefined` beyond the last. */
  hashAt(seq: number): string | undefined {
    return this.#hashes[seq - 1]
  }

  /**
   * Reads what is on disk and answers with what was wrong there. Where something was, only the prefix whose hashes
   * verify is kept; the rest is set aside. `suspect` verifies in any case.
   */
  load(suspect = false): Promise<string[]> {
    return this.exclusive(async () => {
      this.#generation++
      this.#dirty.clear()
      const troubles: string[] = []
      const events = await this.#readAll(troubles)
      this.#hashes = events.map(({ hash }) => hash)
      if (suspect || troubles.length > 0) {
        const bad = verifyRecord(this.matter, events).findings.find(({ fault }) => fault !== 'unexplained-redaction')
        if (bad) {
          troubles.push(`event ${bad.seq} does not verify (${bad.fault})`)
          events.length = bad.seq - 1
          this.#hashes.length = events.length
          await this.#cutAt(events)
        }
      }
      return troubles
    })
  }

  /** Takes events that continue what is kept; those that are kept already are only compared. Durable when it resolves. */
  async append(events: readonly RecordEvent[]): Promise<AppendResult> {
    const generation = this.#generation
    const result = this.#take(events)
    if (result.result === 'kept') await this.#persist()
    return generation === this.#generation ? result : this.append(events)
  }

  /** Every kept event, read anew but for the newest segment; shorter than `seq` when the disk lost some meanwhile. */
  events(): Promise<RecordEvent[]> {
    return this.exclusive(async () => {
      const events: RecordEvent[] = []
      for (let n = 1; n < segmentOf(this.seq); n++) {
        const low = this.#segment(n)
        await low.read()
        events.push(...low.data.events)
        if (events.length !== n * SEGMENT_EVENTS) return events
      }
      return [...events, ...this.#newest.data.events]
    })
  }

  /** Runs something while nothing is written, so that the files hold still. */
  exclusive<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.#chain.then(run)
    this.#chain = result.catch(() => undefined)
    return result
  }

  #take(events: readonly RecordEvent[]): AppendResult {
    const first = events[0]
    if (first && (first.seq > this.seq + 1 || !isRun(events))) return { result: 'gap', seq: this.seq }
    for (const { seq, hash } of events) {
      const kept = this.hashAt(seq)
      if (kept === undefined) break
      if (kept !== hash) return { result: 'diverged', seq }
    }
    const fresh = events.filter(({ seq }) => seq > this.seq)
    if (fresh[0] && fresh[0].prev !== (this.#hashes.at(-1) ?? GENESIS)) return { result: 'diverged', seq: this.seq }
    for (const event of fresh) {
      if (this.#newest.data.events.length === SEGMENT_EVENTS) this.#newest = this.#segment(segmentOf(event.seq))
      this.#newest.data.events.push(event)
      this.#hashes.push(event.hash)
      this.#dirty.add(this.#newest)
      if (event.type === REDACTED) for (const seq of (event.data as Redaction).events) this.#takenBack.add(seq)
    }
    return { result: 'kept', seq: this.seq }
  }

  /** Writes what changed, oldest segment first, so that a crash leaves a prefix. Appends meanwhile share the next round. */
  #persist(): Promise<void> {
    this.#next ??= this.exclusive(async () => {
      this.#next = undefined
      await this.#redactKept()
      const changed = [...this.#dirty].sort((a, b) => a.data.from - b.data.from)
      for (const low of changed) {
        this.#dirty.delete(low)
        await low.write().catch((error) => {
          changed.slice(changed.indexOf(low)).forEach((unwritten) => this.#dirty.add(unwritten))
          throw error
        })
      }
    })
    return this.#next
  }

  /** Content that was taken back leaves the kept copy too: written twice, so that the last good copy holds none of it. */
  async #redactKept(): Promise<void> {
    const places = [...this.#takenBack].filter((seq) => seq <= this.seq)
    for (const n of new Set(places.map(segmentOf))) {
      const low = n === segmentOf(this.seq) ? this.#newest : this.#segment(n)
      if (low !== this.#newest) await low.read()
      low.data.events = low.data.events.map((event) => (places.includes(event.seq) ? redact(event) : event))
      await low.write()
      await low.write()
    }
    for (const seq of places) this.#takenBack.delete(seq)
  }

  async #readAll(troubles: string[]): Promise<RecordEvent[]> {
    const events: RecordEvent[] = []
    const count = await countSegments(this.folder)
    this.#newest = this.#segment(1)
    for (let n = 1; n <= count; n++) {
      const file = this.#file(n)
      const low = new Low(file, this.#empty(n))
      await low.read()
      troubles.push(
        ...file.damages.map(({ why, recovered }) => `segment ${n}: ${why}${recovered ? ', recovered' : ''}`),
      )
      const linked = (low.data.events[0]?.prev ?? GENESIS) === (events.at(-1)?.hash ?? GENESIS)
      const whole = low.data.events.length === SEGMENT_EVENTS || (n === count && low.data.events.length > 0)
      if (linked && low.data.events.length > 0) {
        events.push(...low.data.events)
        this.#newest = low
      }
      if (linked && whole) continue
      troubles.push(`segment ${n} ${linked ? 'is not complete' : 'does not continue the one before'}`)
      for (let m = linked ? n + 1 : n; m <= count; m++) await this.#setAside(m, 'it follows a gap')
      break
    }
    return events
  }

  /** Rewrites the segment in which the kept events now end, and sets aside what was there. */
  async #cutAt(events: readonly RecordEvent[]): Promise<void> {
    const n = Math.max(1, segmentOf(events.length))
    const from = firstPlace(n)
    for (let m = n; m <= (await countSegments(this.folder)); m++) await this.#setAside(m, 'its events do not verify')
    this.#newest = this.#segment(n)
    this.#newest.data.events = events.slice(from - 1)
    if (events.length > 0 && this.#around.readOnly === undefined) await this.#newest.write()
  }

  async #setAside(n: number, why: string): Promise<void> {
    const { readOnly, now, onDamage } = this.#around
    if (readOnly !== undefined) return
    const file = segmentFile(this.folder, n)
    for (const copy of [file, lastGoodOf(file)])
      if (await exists(copy)) onDamage({ file: copy, why, recovered: false, aside: await setAside(copy, now()) })
  }

  #file(n: number): DurableFile<Segment> {
    return new DurableFile(segmentFile(this.folder, n), segmentForm(this.matter, n), this.#around)
  }

  #empty(n: number): Segment {
    return { matter: this.matter, from: firstPlace(n), events: [] }
  }

  #segment(n: number): Low<Segment> {
    return new Low(this.#file(n), this.#empty(n))
  }
}

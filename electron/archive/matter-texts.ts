import { evolve, type AnyState, type MatterEvent } from '../../core/kinds.ts'
import type { EventFact, RecordEvent } from '../../core/record/event.ts'
import { isRedacted, REDACTED } from '../../core/record/redact.ts'
import { changesSearchText, searchText } from '../../core/summary.ts'
import { fold } from '../../core/text/terms.ts'
import { compact, type CompactTexts, type Said } from './compact-texts.ts'

interface Voice extends Said {
  retracted: boolean
  hidden: boolean
}

/** The texts of one matter as they stand: of the matter itself, and of its messages but those retracted or hidden. */
export class MatterTexts {
  #state: AnyState | undefined
  #versions: EventFact<MatterEvent>[] = []
  #seq = 0
  #messages = new Map<string, Voice>()
  #compact: CompactTexts | undefined
  /** True when content was taken back: what was folded in before must be read anew. */
  stale = false

  constructor(events: readonly RecordEvent[] = []) {
    for (const event of events) this.fold(event)
    this.stale = false
  }

  /** Folds the next event in; one that was folded in before changes nothing. Redacted ones say nothing any more. */
  fold(event: RecordEvent): void {
    if (event.seq <= this.#seq) return
    this.#seq = event.seq
    this.#compact = undefined
    if (event.type === REDACTED) this.stale = true
    if (event.type === REDACTED || isRedacted(event)) return
    const fact = event as EventFact<MatterEvent>
    if (fact.type.startsWith('message.')) return this.#foldMessage(fact)
    try {
      const next = evolve(this.#state, fact)
      // A type that a later server made is not folded in: the state stays what it was.
      if (next.id === fact.matter) this.#state = next
    } catch {
      return // follows an event that was redacted: the matter's own text is then not known
    }
    if (this.#state && changesSearchText(this.#state, fact)) this.#versions.push(fact)
  }

  /** The texts that stand now, laid out to be looked through. */
  compact(): CompactTexts {
    this.#compact ??= compact(this.#state?.title, this.#said())
    return this.#compact
  }

  *#said(): Generator<Said> {
    const own = this.#state && this.#matter(this.#state)
    if (own) yield own
    for (const message of this.#messages.values()) if (!message.retracted && !message.hidden) yield message
  }

  #foldMessage(fact: EventFact<MatterEvent>): void {
    if (fact.type === 'message.posted') {
      const { text } = fact.data
      const { id, seq, at, actor } = fact
      const sources = [{ place: 0, source: { seq, at, actor } }]
      this.#messages.set(id, { at, text, folded: fold(text), sources, retracted: false, hidden: false })
      return
    }
    if (!('message' in fact.data)) return
    const message = this.#messages.get(fact.data.message ?? '')
    if (!message) return
    if (fact.type === 'message.edited') Object.assign(message, { text: fact.data.text, folded: fold(fact.data.text) })
    if (fact.type === 'message.retracted') message.retracted = true
    if (fact.type === 'message.hidden') message.hidden = true
    if (fact.type === 'message.unhidden') message.hidden = false
  }

  /** The standing text as one; each line of it is said by the newest event that says it. */
  #matter(state: AnyState): Said | undefined {
    const text = searchText(state)
    const [first] = this.#versions
    if (!first) return undefined
    const sources: Said['sources'] = []
    let place = 0
    for (const line of text.split('\n')) {
      sources.push({ place, source: this.#versions.findLast(({ data }) => saysLine(data, line)) ?? first })
      place += line.length + 1
    }
    return { at: this.#versions.at(-1)?.at ?? first.at, text, folded: fold(text), sources }
  }
}

const saysLine = (data: object, line: string) =>
  Object.values(data)
    .flat()
    .some((value) => typeof value === 'string' && value.includes(line))

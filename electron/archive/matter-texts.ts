import { evolve, type AnyState, type MatterEvent } from '../../core/kinds.ts'
import type { EventFact, RecordEvent } from '../../core/record/event.ts'
import { isRedacted, REDACTED } from '../../core/record/redact.ts'
import { changesSearchText, searchText } from '../../core/summary.ts'
import { fold } from '../../core/text/terms.ts'

/** Who said something, when, and in which event of the record. */
export interface Source {
  seq: number
  at: number
  actor: string
}

/**
 * A text that can be found, and since when (ms UTC) it stands. `folded` is what is compared; `cite` names the event that
 * says what is at a place of the text.
 */
export interface Passage {
  at: number
  text: string
  folded: string
  cite(place: number): Source
}

interface Voice extends Passage {
  retracted: boolean
  hidden: boolean
}

/** The texts of one matter as they stand: of the matter itself, and of its messages but those retracted or hidden. */
export class MatterTexts {
  #state: AnyState | undefined
  #versions: EventFact<MatterEvent>[] = []
  #seq = 0
  #own: Passage | undefined
  #messages = new Map<string, Voice>()
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
    this.#own = undefined
    if (this.#state && changesSearchText(this.#state, fact)) this.#versions.push(fact)
  }

  title(): string | undefined {
    return this.#state?.title
  }

  *passages(): Generator<Passage> {
    this.#own ??= this.#state && this.#matter(this.#state)
    if (this.#own) yield this.#own
    for (const message of this.#messages.values()) if (!message.retracted && !message.hidden) yield message
  }

  #foldMessage(fact: EventFact<MatterEvent>): void {
    if (fact.type === 'message.posted') {
      const { text } = fact.data
      const { id, seq, at, actor } = fact
      const cite = () => ({ seq, at, actor })
      this.#messages.set(id, { at, text, folded: fold(text), cite, retracted: false, hidden: false })
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

  /** The standing text as one passage; what is found in it is cited from the newest event that says that line. */
  #matter(state: AnyState): Passage | undefined {
    const text = searchText(state)
    const [first] = this.#versions
    if (!first) return undefined
    const cite = (place: number) => {
      const line = lineAt(text, place)
      return this.#versions.findLast(({ data }) => saysLine(data, line)) ?? first
    }
    return { at: this.#versions.at(-1)?.at ?? first.at, text, folded: fold(text), cite }
  }
}

function lineAt(text: string, place: number): string {
  const start = text.lastIndexOf('\n', place - 1) + 1
  const end = text.indexOf('\n', place)
  return text.slice(start, end === -1 ? undefined : end)
}

const saysLine = (data: object, line: string) =>
  Object.values(data)
    .flat()
    .some((value) => typeof value === 'string' && value.includes(line))

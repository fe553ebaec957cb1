import { STANDARD_BOOK, type ClockBook } from '../../core/clock/book.ts'
import { decide, decideSystem } from '../../core/deciding.ts'
import { evolve, relatedOf, type AnyState, type Command, type MatterEvent } from '../../core/kinds.ts'
import type { ConsultationState } from '../../core/consultation/state.ts'
import type { Box, BoxChange } from '../../core/matter/box.ts'
import type { Decision, FollowUp } from '../../core/matter/decision.ts'
import type { ProposalState } from '../../core/proposal/state.ts'
import type { ServiceState } from '../../core/service/state.ts'
import type { SupervisionState } from '../../core/supervision/state.ts'
import type { Account, Directory } from '../../core/people/roles.ts'
import type { EventFact } from '../../core/record/event.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import type { Attachment } from '../../core/wire/attachments.ts'
import { uuid } from './record.ts'

interface Contents {
  entries: Map<string, unknown>
  marks: Set<string>
  slips: unknown[]
}

const emptyBox = (): Contents => ({ entries: new Map(), marks: new Set(), slips: [] })

/** One matter carried forward by commands, as the server does it but for storage. */
export class Play {
  state: AnyState | undefined
  readonly events: EventFact<MatterEvent>[] = []
  at = 1_790_000_000_000
  readonly matter: string
  readonly directory: Directory
  /** What its clocks go by. */
  book: ClockBook = STANDARD_BOOK
  /** Whether everybody has given the password again. */
  confirmed = false
  /** What is held outside the record. */
  held: unknown
  /** Matters that commands may name; follow-ups are given to them. */
  readonly others: Map<string, Play>
  /** Files that have been uploaded, by their hash. */
  readonly files = new Map<string, Attachment>()
  /** What lies in the boxes beside the matter, as a store would keep it. */
  readonly boxes = new Map<string, Contents>()
  #ids = 0

  constructor(directory: Directory, matter = uuid(7), others = new Map<string, Play>()) {
    this.directory = directory
    this.matter = matter
    this.others = others
    others.set(matter, this)
  }

  /** Another matter among the same people, which commands here may name. */
  beside(matter: string): Play {
    const other = new Play(this.directory, matter, this.others)
    other.at = this.at
    return other
  }

  /** Carries a command out; answers with the refusal, if it is one. */
  try(actor: Account, command: Command, id = uuid(50_000 + ++this.#ids)): Refusal | undefined {
    this.at += 1000
    const decision = decide(this.state, command, {
      actor,
      at: this.at,
      matter: this.matter,
      directory: this.directory,
      book: this.book,
      nextNumber: '2026-0001',
      related: (other) => {
        const state = this.others.get(other)?.state
        return state && relatedOf(state)
      },
      attachment: (sha256) => this.files.get(sha256),
      held: this.held,
      box: (name) => this.box(name),
      confirmed: this.confirmed,
    })
    if (!decision.ok) return decision.refusal
    this.#append(decision, actor.id, id)
    return undefined
  }

  #append(decision: Extract<Decision<MatterEvent>, { ok: true }>, actor: string, command: string): void {
    for (const draft of decision.events) {
      const seq = (this.state?.seq ?? 0) + 1
      const place = { matter: this.matter, seq, id: uuid(90_000 + seq), at: this.at, actor, command }
      const event = { ...draft, ...place } as EventFact<MatterEvent>
      this.state = evolve(this.state, event)
      this.events.push(event)
    }
    for (const change of decision.boxes ?? []) this.#change(change)
    if (decision.hold !== undefined) this.held = decision.hold ?? undefined
    for (const followUp of decision.followUps ?? []) {
      const other = this.others.get(followUp.matter)
      if (other) other.#follow(followUp)
    }
  }

  /** A box by its name; it is empty until something is put in. */
  box(name: string): Box {
    const { entries, marks, slips } = this.boxes.get(name) ?? emptyBox()
    return {
      has: (key) => entries.has(key) || marks.has(key),
      entries: () => entries.entries(),
      slips: () => slips.values(),
    }
  }

  #change(change: BoxChange): void {
    const box = this.boxes.get(change.box) ?? emptyBox()
    this.boxes.set(change.box, box)
    if ('empty' in change) this.boxes.delete(change.box)
    else if ('put' in change) box.entries.set(change.put, change.value)
    else {
      box.marks.add(change.mark)
      // where a slip comes to lie must not tell when it came
      box.slips.splice(box.slips.length >> 1, 0, change.slip)
    }
  }

  /** Carries out what the server itself gives. */
  system(type: string, data: unknown): this {
    this.at += 1000
    const decision = decideSystem(
      this.now,
      { type, data },
      {
        at: this.at,
        book: this.book,
        box: (name) => this.box(name),
      },
    )
    if (!decision.ok) throw new Error(`${type} was refused: ${JSON.stringify(decision.refusal)}`)
    this.#append(decision, 'system', uuid(70_000 + ++this.#ids))
    return this
  }

  #follow({ type, data }: FollowUp): void {
    this.#append(
      decideSystem(this.now, { type, data }, { held: this.held, at: this.at, book: this.book }) as Extract<
        Decision<MatterEvent>,
        { ok: true }
      >,
      'system',
      uuid(70_000 + ++this.#ids),
    )
  }

  /** Carries a command out that must be accepted. */
  do(actor: Account, command: Command): this {
    const refusal = this.try(actor, command)
    if (refusal) throw new Error(`${command.type} was refused: ${JSON.stringify(refusal)}`)
    return this
  }

  /** The state, which must exist. */
  get now(): AnyState {
    if (!this.state) throw new Error('nothing was submitted yet')
    return this.state
  }
}

/** The play's state as a proposal's. */
export function proposal(play: Play): ProposalState {
  if (play.now.kind !== 'proposal') throw new Error('not a proposal')
  return play.now
}

/** The play's state as a consultation's. */
export function consultation(play: Play): ConsultationState {
  if (play.now.kind !== 'consultation') throw new Error('not a consultation')
  return play.now
}

/** The play's state as a thread's. */
export function supervision(play: Play): SupervisionState {
  if (play.now.kind !== 'supervision') throw new Error('not a supervision')
  return play.now
}

/** The play's state as a request's. */
export function service(play: Play): ServiceState {
  if (play.now.kind !== 'service') throw new Error('not a service')
  return play.now
}

/** A proposal's text that passes every rule. */
export const goodText = {
  title: '关于老旧小区加装电梯的建议',
  situation: '翠苑二区 34 幢楼均为六层，六十岁以上居民占四成，上下楼困难。',
  suggestions: ['由街道牵头一楼一策征求意见', '财政按每台二十万元补助'],
  category: 'city',
  region: 'street',
}

/** `proposal.submit` with `goodText`, open, by one person. */
export const submitCommand = {
  type: 'proposal.submit' as const,
  data: { ...goodText, form: 'individual' as const, open: true },
}

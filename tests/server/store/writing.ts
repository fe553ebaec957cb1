import { emptyHead, sealEvent, type Head } from '../../../core/record/chain.ts'
import type { Account } from '../../../core/people/roles.ts'
import type { Figures } from '../../../core/proposal/figures.ts'
import type { ThreadFigures } from '../../../core/supervision/figures.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { features } from '../../../core/text/features.ts'
import { indexTerms } from '../../../core/text/terms.ts'
import type { Summary } from '../../../core/wire/records.ts'
import type { Append } from '../../../server/store/contract.ts'
import type { Viewer } from '../../../server/store/queries.ts'

type Views = NonNullable<Append['views']>

/** A well-formed id that says what it is the id of: the same name and number give the same id. */
export function idOf(name: string, n: number): string {
  const head = [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7)
  return `${head.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

export const START = 1_750_000_000_000

export function account(name: string, roles: Account['roles'] = ['member'], more: Partial<Account> = {}): Account {
  return { id: name, username: name, name, roles, ...more }
}

export function viewer(name: string, roles?: Account['roles'], at = START, more: Partial<Account> = {}): Viewer {
  return { account: account(name, roles, more), at }
}

/** A name stands for an account's address; what has a colon is one already. */
export const address = (name: string) => (name.includes(':') ? name : `account:${name}`)

/** What one append of a record is to be; everything has a plain value. `text` gives search terms and features. */
export interface Wish {
  actor?: string
  at?: number
  events?: { type: string; data: unknown }[]
  command?: string
  text?: string
  summary?: Partial<Summary>
  open?: boolean
  participants?: string[]
  waiting?: Views['waiting']
  notices?: Views['notices']
  number?: Views['number']
  figures?: Views['figures']
  thread?: Views['thread']
  attachments?: Views['attachments']
  wakesAt?: number
  hold?: unknown
  followUps?: Append['followUps']
  doneFollowUp?: string
  redact?: number[]
}

/** Writes one record: real events with real hashes, and the views that were last said. */
export interface Writer {
  readonly matter: string
  readonly events: RecordEvent[]
  head(): Head
  /** The next append; the writer goes on as if it had been accepted. */
  next(wish?: Wish): Append
  /** Another append for the place after the current head; the writer stays where it is. */
  rival(wish?: Wish): Append
  /** Goes on behind an append that `rival` made. */
  accept(append: Append): void
  /** A command that makes no events. */
  nothing(command: string, actor?: string): Append
}

let commands = 0

export function createWriter(n: number, first: Wish = {}): Writer {
  const matter = idOf('matter', n)
  const events: RecordEvent[] = []
  let standing: Required<Pick<Wish, 'summary' | 'open' | 'participants' | 'waiting'>> = {
    summary: first.summary ?? {},
    open: first.open ?? true,
    participants: first.participants ?? [first.actor ?? 'author'],
    waiting: first.waiting ?? [],
  }
  const head = (): Head => events.at(-1) ?? emptyHead

  function make(given: Wish): Append {
    const wish = events.length === 0 ? { ...first, ...given } : given
    const actor = wish.actor ?? 'author'
    const command = wish.command ?? idOf('command', ++commands)
    const drafts = wish.events ?? [{ type: 'message.posted', data: { text: '路灯坏了三个月。' } }]
    const at = wish.at ?? START + n * 1000 + head().seq
    const sealed: RecordEvent[] = []
    for (const draft of drafts) {
      const before = sealed.at(-1) ?? head()
      const seq = before.seq + 1
      const salt = (n * 1000 + seq).toString(16).padStart(32, '0')
      sealed.push(sealEvent(draft, { matter, at, actor, command }, before, idOf(`event ${n} ${command}`, seq), salt))
    }
    const last = sealed.at(-1)?.seq ?? head().seq
    const summary: Summary = {
      id: matter,
      kind: 'proposal',
      title: `关于第${n}号路口的建议`,
      status: 'submitted',
      category: '城乡建设',
      region: 'r-1',
      author: 'author',
      createdAt: START + n * 1000,
      ...standing.summary,
      updatedAt: at,
      counts: { messages: last, supports: 0, cosigners: 0 },
      ...wish.summary,
      seq: last,
    }
    const views: Views = {
      summary,
      open: wish.open ?? standing.open,
      participants: (wish.participants ?? standing.participants).map(address),
      waiting: wish.waiting ?? standing.waiting,
      notices: (wish.notices ?? []).map(({ to, ...rest }) => ({ ...rest, to: to === 'all' ? to : to.map(address) })),
      ...(wish.text === undefined ? {} : { terms: indexTerms(wish.text), features: features(wish.text) }),
      ...(wish.number ? { number: wish.number } : {}),
      ...(wish.figures ? { figures: wish.figures } : {}),
      ...(wish.thread ? { thread: wish.thread } : {}),
      ...(wish.attachments ? { attachments: wish.attachments } : {}),
      ...(wish.wakesAt === undefined ? {} : { wakesAt: wish.wakesAt }),
    }
    const bodyHash = `body of ${command}`
    return {
      matter,
      events: sealed,
      command: { actor, id: command, at, bodyHash, lastSeq: last },
      views,
      ...(wish.hold === undefined ? {} : { hold: wish.hold }),
      ...(wish.followUps ? { followUps: wish.followUps } : {}),
      ...(wish.redact ? { redact: wish.redact } : {}),
      ...(wish.doneFollowUp === undefined ? {} : { doneFollowUp: wish.doneFollowUp }),
    }
  }

  function accept({ events: sealed, views }: Append): void {
    if (!views) return
    const { summary, open, participants, waiting } = views
    events.push(...sealed)
    standing = { summary, open, participants, waiting }
  }

  return {
    matter,
    events,
    head,
    next(wish = {}) {
      const append = make(wish)
      accept(append)
      return append
    },
    rival: (wish = {}) => make(wish),
    accept,
    nothing: (command, actor = 'author') => ({
      matter,
      events: [],
      command: { actor, id: command, at: START, bodyHash: `body of ${command}`, lastSeq: head().seq },
    }),
  }
}

/** A notice of an append's place. */
export function notice(
  seq: number,
  to: 'all' | string[],
  actor = 'author',
  type = 'proposal.filed',
): Views['notices'][number] {
  return { seq, type, actor, at: START + seq, to }
}

/** The figures of a thread with one commitment that runs until a time. */
export function threadOf(matter: string, due: number): ThreadFigures {
  const one = {
    item: 0,
    text: '修好路灯',
    unit: 'u-1',
    stands: 'running' as const,
    since: START,
    due,
    warnsAt: due - 1,
  }
  return { matter, title: '路灯的监督', region: 'r-1', commitments: [one] }
}

/** Figures that say whose they are. */
export function figuresOf(author: string, more: Partial<Figures> = {}): Figures {
  return {
    status: 'submitted',
    category: 'city',
    region: 'r-1',
    author,
    filed: false,
    answered: false,
    classes: { A: 0, B: 0, C: 0 },
    lookedBack: 0,
    kept: 0,
    evaluated: 0,
    satisfied: 0,
    agreed: 0,
    ...more,
  }
}

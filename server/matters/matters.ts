import { hash } from 'node:crypto'
import type { ClockBook } from '../../core/clock/book.ts'
import { boxesInUse, isEnded, type AnyState, type MatterEvent } from '../../core/kinds.ts'
import type { Account, Directory } from '../../core/people/roles.ts'
import { canonical } from '../../core/record/canonical.ts'
import type { EventFact, RecordEvent } from '../../core/record/event.ts'
import { changesSearchText } from '../../core/summary.ts'
import type { Features } from '../../core/text/features.ts'
import { parseCommand } from '../../core/wire/parse.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'
import type { Boxes } from '../boxes/boxes.ts'
import type { Logger } from '../log.ts'
import type { Store, StoredFollowUp, Wake } from '../store/contract.ts'
import { loadCheckpoints, type Checkpoints } from './checkpoints.ts'
import { createCompany } from './company.ts'
import { doneBeside, sweepBoxes } from './filling.ts'
import { createFollowUps, SYSTEM } from './follow-ups.ts'
import { createGrounds } from './ground.ts'
import { createLine } from './line.ts'
import type { CommandValue, Job, Live, Pending, Point } from './live.ts'
import { createLives, type Lives } from './lives.ts'
import { createRecall } from './recall.ts'
import { keepSnapshot } from './snapshots.ts'
import { derivedOf } from './views.ts'
import { createWaking, type Woken } from './waking.ts'

/** A command as it is sent: `data` has not been checked. */
export interface CommandRequest {
  id: string
  matter: string
  type: string
  data?: unknown
  expectedSeq?: number | undefined
}

/** Durable events of one command, or of a commit whose outcome was unclear. `before` and `after` are the states around them. */
export interface Appended {
  matter: string
  events: RecordEvent[]
  before: Point
  after: Point & { state: AnyState }
  /** Of the whole text, when it changed. */
  features?: Features
}

export interface MattersParts {
  store: Store
  directory: () => Directory
  /** ms UTC */
  now: () => number
  /** What the committee's clocks go by. */
  book: () => ClockBook
  /** A fresh UUIDv7. */
  id: () => string
  /** 32 random hex digits. */
  salt: () => string
  log: Logger
  /** Told of every command's events once they are durable, in each record's order. */
  appended?: (fact: Appended) => void
  /** A change of the roster is durable, or may be: resolves when everybody goes by it. */
  rosterChanged?: () => Promise<void>
  /** Told of what has changed by time alone, once that is durable. */
  woke?: (fact: Woken) => void
  /** How long a commit took, in ms. */
  committed?: (ms: number) => void
  /** True while a matter's commits may wait a moment for more, since its readers wait longer anyway. */
  patient?: (matter: string) => boolean
  budget?: number
  boxes: Boxes
  /** An account put something into a box beside a matter, durably. */
  filled?: (matter: string, account: string) => void
}

export interface Matters {
  readonly lives: Lives
  readonly checkpoints: Checkpoints
  /**
   * Carries out a command exactly once: the same actor, id and body again get the same answer. Resolves when its events
   * are durable. Rejects only on bugs.
   */
  run(actor: Account, request: CommandRequest, more?: { confirmed: boolean }): Promise<Reply<CommandValue>>
  /** Gives a matter a command of the server's own, or begins one that no person begins. The same id again: once. */
  give(command: StoredFollowUp): Promise<Reply<CommandValue>>
  /** Sees to a matter whose time has come, as core/kinds.ts `wakesAt` says. Rejects when the store cannot work. */
  wake(wake: Wake): Promise<void>
  /** Carries out what an earlier run left, and clears away what it left in boxes: at the start, before anybody is served. */
  catchUp(): Promise<void>
  /** What lies in the boxes beside a matter. */
  readonly boxes: Boxes
  /** Resolves when every command that was decided by now has been answered. */
  landed(): Promise<void>
  /** How many commands have not been answered. */
  readonly depth: number
  /** Resolves when every command under way has been answered. */
  drain(): Promise<void>
}

const MOST_UNDER_WAY = 20_000

type Unanswered<J> = J extends Job ? Omit<J, 'answer' | 'fail'> : never
/** A job before anybody waits for its answer. */
type Order = Unanswered<Job>

/** Everything that happens to matters goes through here. */
export async function createMatters(parts: MattersParts): Promise<Matters> {
  const { store, log, boxes } = parts
  const box = (matter: string, name: string) => boxes.look(matter, name)
  const recall = createRecall(store)
  const checkpoints = await loadCheckpoints(store, parts.now)
  const underWay = new Map<string, { bodyHash: string; reply: Promise<Reply<CommandValue>> }>()
  const followUps = createFollowUps({
    store,
    log,
    give: (followUp) => give(followUp),
  })
  const line = createLine({
    ...parts,
    box,
    recall,
    doneBeside: (live, account) => doneBeside(live, account, boxes, parts.now(), parts.book()),
    filled: (live, account) => parts.filled?.(live.id, account),
    groundOf: createGrounds({ store, now: parts.now, look: (id) => lives.use(id, (live) => live.durable.state) }),
    followUp: followUps.carryOut,
    company: createCompany(parts.patient ?? (() => false)),
    reread: (live, clear) => lives.reread(live, clear),
    appended: (live, { before, after, events, append }) => tell(live, before, after, events, append?.views?.features),
    committed: parts.committed ?? (() => {}),
    rosterChanged: () =>
      (parts.rosterChanged?.() ?? Promise.resolve()).catch((error: unknown) =>
        log.error({ err: error }, 'the roster could not be read again'),
      ),
    failed: (live, error) => log.error({ matter: live.id, err: error }, 'a matter could not be written'),
  })
  const lives = createLives({
    store,
    now: parts.now,
    book: parts.book,
    missed(live, before, events) {
      const { state } = live.durable
      const worded = state && events.some((event) => changesSearchText(state, event as EventFact<MatterEvent>))
      tell(live, before, live.durable, events, worded ? derivedOf(state, parts.book()).features : undefined)
      // what was to follow them is in the store and was never given
      void followUps.carryOutWaiting()
    },
    ...(parts.budget === undefined ? {} : { budget: parts.budget }),
  })

  function give(followUp: StoredFollowUp, more: { timed?: true } = {}) {
    const { id, matter, type, data } = followUp
    const bodyHash = hash('sha256', canonical({ matter, type, data }))
    const running = underWay.get(`${SYSTEM.id} ${id}`)
    return running ? running.reply : begin(matter, { actor: SYSTEM, id, bodyHash, attempts: 0, followUp, ...more })
  }

  function tell(live: Live, before: Point, after: Pending['after'], events: RecordEvent[], features?: Features) {
    const { state } = after
    if (!state) throw new Error(`matter ${live.id} has events and no state`)
    const text = features ? { features } : {}
    parts.appended?.({ matter: live.id, events, before, after: { ...after, state }, ...text })
    keepSnapshot(live, store, log)
    if (!isEnded(state) || (before.state && isEnded(before.state))) return
    const checkpoint = checkpoints.make(live.id, after.head)
    log.info({ checkpoint }, 'a matter came to its end')
  }

  function begin(matter: string, job: Order) {
    const reply = new Promise<Reply<CommandValue>>((answer, fail) => {
      lives
        .use(matter, (live) => line.enter(live, { ...job, answer, fail }))
        .catch((error: unknown) => {
          log.error({ matter, err: error }, 'a matter could not be read')
          answer({ ok: false, refusal: refuse('unavailable', 'store', 'the record cannot be read at the moment') })
        })
    })
    const key = `${job.actor.id} ${job.id}`
    underWay.set(key, { bodyHash: job.bodyHash, reply })
    const forget = () => void underWay.delete(key)
    reply.then(forget, forget)
    return reply
  }

  return {
    lives,
    checkpoints,
    wake: createWaking({
      store,
      lives,
      now: parts.now,
      book: parts.book,
      give: (command) => give(command, { timed: true }),
      woke: parts.woke ?? (() => {}),
    }),
    give: (command) => give(command, { timed: true }),
    async run(actor, request, { confirmed } = { confirmed: false }) {
      const { id, matter, type, expectedSeq } = request
      const parsed = parseCommand(type, request.data)
      if (!parsed.ok) return parsed
      const command = parsed.value
      const bodyHash = hash('sha256', canonical({ matter, type, data: command.data }))
      const running = underWay.get(`${actor.id} ${id}`)
      if (running?.bodyHash === bodyHash) return running.reply
      if (running) return { ok: false, refusal: refuse('id-reused', 'id-reused', 'another command has this id') }
      const known = recall.recent(actor.id, id)
      if (known) return line.repeat({ bodyHash }, known)
      if (underWay.size >= MOST_UNDER_WAY)
        return { ok: false, refusal: refuse('unavailable', 'busy', 'too much is under way', { retryAfterMs: 1000 }) }
      const expected = expectedSeq === undefined ? {} : { expectedSeq }
      const sure = confirmed ? { confirmed } : {}
      return begin(matter, { actor, id, command, bodyHash, attempts: 0, ...expected, ...sure })
    },
    boxes,
    async catchUp() {
      await followUps.carryOutWaiting()
      await sweepBoxes(boxes, (matter) =>
        lives.use(matter, ({ durable: { state } }) => (state ? boxesInUse(state) : [])),
      )
    },
    async landed() {
      await Promise.allSettled([...underWay.values()].map(({ reply }) => reply))
    },
    get depth() {
      return underWay.size
    },
    async drain() {
      followUps.stop()
      while (underWay.size > 0) await Promise.allSettled([...underWay.values()].map(({ reply }) => reply))
      await boxes.settled()
    },
  }
}

import { kindOf, namedMatters, type AnyState, type Command } from '../../core/kinds.ts'
import { numbering } from '../../core/proposal/numbering.ts'
import type { Attachment } from '../../core/wire/attachments.ts'
import type { Store } from '../store/contract.ts'
import type { Job, Live } from './live.ts'
import { createNumbers, type Taken } from './numbers.ts'
import { createTurns } from './turns.ts'

/** What a decision stands on besides its own matter. */
export interface Ground {
  number?: Taken
  /** Every matter that the command names, as it durably stands; `undefined` where there is none. */
  related: ReadonlyMap<string, AnyState | undefined>
  /** The files it names that its actor has uploaded, by hash. */
  uploads: ReadonlyMap<string, Attachment>
  /** Lets others have their turn; called once whatever was decided on it has succeeded or failed. */
  release: () => void
}

export interface GroundParts {
  store: Store
  now: () => number
  /** A matter as it durably stands. Waits for no decision. */
  look: (matter: string) => Promise<AnyState | undefined>
}

const changesRoster = (state: AnyState | undefined) => state !== undefined && kindOf(state).keepsRoster === true

export const NO_GROUND: Ground = { related: new Map(), uploads: new Map(), release: () => {} }

function filesOf({ data }: Command): readonly string[] {
  if ('attachments' in data) return data.attachments ?? []
  return 'materials' in data ? (data.materials ?? []) : []
}

/**
 * Prepares the ground of jobs. Those that name other matters go one at a time over all matters, until what they decided
 * and what follows from it is durable: two merges cannot each go by what the other is about to change. So do those that
 * change the roster, for the roster is not part of a state.
 */
export function createGrounds({ store, now, look }: GroundParts) {
  const takeNumber = createNumbers(store)
  const takeTurn = createTurns()

  async function readUploads(account: string, hashes: readonly string[]): Promise<Map<string, Attachment>> {
    const found = new Map<string, Attachment>()
    for (const sha256 of hashes) {
      const known = await store.attachment(sha256)
      const own = known?.uploads.find(({ uploader }) => uploader === account)
      if (own) found.set(sha256, { sha256, name: own.name, type: own.type, size: own.size })
    }
    return found
  }

  async function prepare(live: Live, { actor }: Job, command: Command): Promise<Ground> {
    const named = () => namedMatters(live.ahead.state, command)
    const turn = changesRoster(live.ahead.state) ? 'roster' : named().length > 0 ? 'matters' : undefined
    const endTurn = turn === undefined ? () => {} : await takeTurn(turn)
    let number: Taken | undefined
    const release = () => {
      number?.release()
      endTurn()
    }
    try {
      const series = numbering(command.type)
      if (series) number = await takeNumber(series, now())
      const uploads = await readUploads(actor.id, filesOf(command))
      const related = new Map<string, AnyState | undefined>()
      // the matter may name another one by now than when its turn was waited for
      for (let missing = named(); missing.length > 0; missing = named().filter((id) => !related.has(id)))
        for (const id of missing) related.set(id, await look(id))
      return { ...(number ? { number } : {}), related, uploads, release }
    } catch (error) {
      release()
      throw error
    }
  }

  /** The ground of a job: at once where it needs none. Rejects when the store cannot be read. */
  return (live: Live, job: Job): Ground | Promise<Ground> => {
    const { command } = job
    if (!command) return NO_GROUND
    const { state } = live.ahead
    const needs = numbering(command.type) ?? filesOf(command)[0] ?? namedMatters(state, command)[0]
    return needs === undefined && !changesRoster(state) ? NO_GROUND : prepare(live, job, command)
  }
}

export type Grounds = ReturnType<typeof createGrounds>

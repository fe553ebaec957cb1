import type { Account } from '../../core/people/roles.ts'
import { SYSTEM_ACTOR } from '../../core/record/event.ts'
import type { Reply } from '../../core/wire/refusal.ts'
import type { Logger } from '../log.ts'
import type { Store, StoredFollowUp } from '../store/contract.ts'

/** Who carries out what no person asked for. */
export const SYSTEM: Account = { id: SYSTEM_ACTOR, username: SYSTEM_ACTOR, name: '', roles: [] }

export interface FollowUpParts {
  store: Store
  log: Logger
  /** Gives one to its matter; the same one again gets the same answer. */
  give: (followUp: StoredFollowUp) => Promise<Reply<unknown>>
}

export interface FollowUps {
  /** Carries these out, one after the other. Resolves when they are durable, or when they have to be tried again. */
  carryOut(followUps: readonly StoredFollowUp[]): Promise<void>
  /** Carries out whatever waits in the store. */
  carryOutWaiting(): Promise<void>
  /** From now on nothing is tried again: what waits is carried out at the next start. */
  stop(): void
}

const AGAIN_MS = 1000

/**
 * Gives other matters what commands brought with them. What cannot be carried out stays in the store, and is tried again
 * after a while and at the next start; its id makes sure that it happens once.
 */
export function createFollowUps({ store, log, give }: FollowUpParts): FollowUps {
  let again: NodeJS.Timeout | undefined
  let stopped = false

  function tryAgain(error: unknown, about: object): void {
    log.error({ ...about, err: error }, 'a follow-up could not be carried out')
    if (stopped) return
    again ??= setTimeout(() => {
      again = undefined
      void carryOutWaiting()
    }, AGAIN_MS).unref()
  }

  async function carryOut(followUps: readonly StoredFollowUp[]): Promise<void> {
    for (const followUp of followUps) {
      const { id: followUpId, matter, type } = followUp
      try {
        const reply = await give(followUp)
        if (!reply.ok) tryAgain(reply.refusal.message, { followUpId, matter, type })
      } catch (error) {
        // a bug: trying again would only repeat it
        log.error({ followUpId, matter, type, err: error }, 'a follow-up failed')
      }
    }
  }

  async function carryOutWaiting(): Promise<void> {
    try {
      await carryOut(await store.followUps())
    } catch (error) {
      tryAgain(error, {})
    }
  }

  return {
    carryOut,
    carryOutWaiting,
    stop() {
      stopped = true
      clearTimeout(again)
    },
  }
}

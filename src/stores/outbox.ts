import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Command } from '../../core/kinds.ts'
import type { Pending } from '../../core/optimistic.ts'
import { refuse, type Refusal, type Reply } from '../../core/wire/refusal.ts'
import type { RequestValue } from '../../core/wire/requests.ts'

/**
 * A command on its way. `waiting`: not sent yet, or to be sent again (from `retryAt`, ms UTC, if given);
 * `sending`: no answer yet; `refused`: the server said no, `refusal` says why, and the person decides.
 */
export interface OutboxItem extends Pending {
  status: 'waiting' | 'sending' | 'refused'
  retryAt?: number
  refusal?: Refusal
}

export type Sent = Reply<RequestValue<'matter:command'>>

/** Commands until the server has answered them. */
export const useOutbox = defineStore('outbox', () => {
  /** Every command that was not acknowledged yet, in the order given. */
  const entries = shallowRef<readonly OutboxItem[]>([])
  /** The refused ones, until dismissed or tried again. */
  const problems = computed(() => entries.value.filter((entry) => entry.status === 'refused'))

  /** What waits for an answer in a matter, in order; refused ones are not among them. */
  const pending = (matter: string): OutboxItem[] =>
    entries.value.filter((entry) => entry.matter === matter && entry.status !== 'refused')

  /**
   * Keeps a command and sends it as soon as that is possible. Resolves when the server has answered, which offline can
   * take long: do not keep a person waiting for it, show `entries`. Malformed commands are refused `invalid` at once.
   * `matter` is a new UUIDv7 (`newId`) for a command that begins a matter.
   */
  async function send(_command: Command & { matter: string }): Promise<Sent> {
    return { ok: false, refusal: refuse('unavailable', 'offline', 'not connected') }
  }

  /** Gives a refused command up. */
  async function dismiss(_id: string): Promise<void> {}

  /** Sends a refused command once more, as it is. */
  async function retry(_id: string): Promise<void> {}

  return { entries, problems, pending, send, dismiss, retry }
})

import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Fact, FactName } from '../../core/wire/facts.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'
import type { RequestIn, RequestName, RequestValue } from '../../core/wire/requests.ts'

export type LinkState = 'offline' | 'connecting' | 'online'

/** The one connection to the server. */
export const useLink = defineStore('link', () => {
  const state = ref<LinkState>('offline')
  /** When `state` last changed, ms UTC on this machine's clock. */
  const since = ref(Date.now())

  /** The server's clock now, ms UTC. */
  function serverNow(): number {
    return Date.now()
  }

  /**
   * Asks the server. Never throws: without a connection the refusal is `unavailable` with `details.reason`
   * `offline`, and `timeout` when no answer came in time (default 15,000 ms).
   */
  async function request<N extends RequestName>(
    _name: N,
    _body: RequestIn<N>,
    _options: { timeoutMs?: number } = {},
  ): Promise<Reply<RequestValue<N>>> {
    return { ok: false, refusal: refuse('unavailable', 'offline', 'not connected') }
  }

  /** Hears a fact from the server; the answer ends the subscription. For stores, not for components. */
  function on<N extends FactName>(_name: N, _listener: (fact: Fact<N>) => void): () => void {
    return () => undefined
  }

  return { state, since, serverNow, request, on }
})

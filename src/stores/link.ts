import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Fact, FactName } from '../../core/wire/facts.ts'
import type { Refusal, Reply } from '../../core/wire/refusal.ts'
import type { RequestIn, RequestName, RequestValue } from '../../core/wire/requests.ts'
import { connect, type Connection } from '../realtime/connection.ts'
import { unavailable } from '../realtime/incoming.ts'
import { serverClock } from '../realtime/server-clock.ts'

/** `connecting`: the first attempt, or right after a loss; `offline`: not connected, though it may be tried again. */
export type LinkState = 'offline' | 'connecting' | 'online'

/** Whom to connect to, and who decides about it: the session. */
export interface LinkTerms {
  server: string
  token: string
  admit(welcome: Fact<'session:welcome'>): boolean
  refused(refusal: Refusal): void
  foreign(detail: string): void
}

type Listener = (fact: never) => void

/** The one connection to the server. */
export const useLink = defineStore('link', () => {
  const state = ref<LinkState>('offline')
  /** When `state` last changed, ms UTC on this machine's clock. */
  const since = ref(Date.now())
  /** When the next attempt is planned, ms UTC on this machine's clock; null while none is. */
  const retryAt = ref<number | null>(null)

  const clock = serverClock()
  const listeners = new Map<FactName, Set<Listener>>()
  let connection: Connection | undefined
  let failures = 0

  function turn(next: LinkState): void {
    if (state.value === next) return
    state.value = next
    since.value = Date.now()
  }

  function tell<N extends FactName>(name: N, fact: Fact<N>): void {
    for (const listener of [...(listeners.get(name) ?? [])]) (listener as (fact: Fact<N>) => void)(fact)
  }

  /** Connects, instead of whatever was connected before. For the session store. */
  function start({ server, token, admit, refused, foreign }: LinkTerms): void {
    stop()
    failures = 0
    turn('connecting')
    connection = connect(server, token, {
      admit(welcome) {
        clock.hear(welcome.server.now)
        return admit(welcome)
      },
      online() {
        failures = 0
        retryAt.value = null
        turn('online')
      },
      down(next) {
        if (next !== undefined) failures++
        retryAt.value = next ?? null
        turn(failures > 1 ? 'offline' : 'connecting')
      },
      refused(refusal) {
        stop()
        refused(refusal)
      },
      foreign(detail) {
        stop()
        foreign(detail)
      },
      fact: tell,
    })
  }

  /** Disconnects and stays so. For the session store. */
  function stop(): void {
    connection?.close()
    connection = undefined
    retryAt.value = null
    turn('offline')
  }

  /** Tries to connect now instead of waiting for the next attempt. */
  const reconnect = () => connection?.wake(false)

  /** The server's clock now, ms UTC. */
  const serverNow = () => clock.now()

  /**
   * Asks the server. Never throws: without a connection the refusal is `unavailable` with `details.reason`
   * `offline`, and `timeout` when no answer came in time (default 15,000 ms).
   */
  async function request<N extends RequestName>(
    name: N,
    body: RequestIn<N>,
    { timeoutMs = 15_000 }: { timeoutMs?: number } = {},
  ): Promise<Reply<RequestValue<N>>> {
    if (!connection) return unavailable('offline')
    const sentAt = clock.local()
    const reply = await connection.request(name, body, timeoutMs)
    if (name === 'matter:command' && reply.ok) {
      // A new event carries the server's time; an old one (the answer to a repeated command) lies before it was sent.
      const at = (reply.value as RequestValue<'matter:command'>).events.at(-1)?.at
      if (at !== undefined && at >= clock.now() - (clock.local() - sentAt) - 1000) clock.hear(at, sentAt)
    }
    return reply
  }

  /** Hears a fact from the server; the answer ends the subscription. For stores, not for components. */
  function on<N extends FactName>(name: N, listener: (fact: Fact<N>) => void): () => void {
    const set = listeners.get(name) ?? new Set()
    listeners.set(name, set.add(listener as Listener))
    return () => set.delete(listener as Listener)
  }

  if (typeof window !== 'undefined') {
    // A changed network leaves the old connection dead without a word, so it is made anew.
    window.addEventListener('online', () => connection?.wake(true))
    window.addEventListener('pageshow', () => connection?.wake(false))
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') connection?.wake(false)
    })
  }

  return { state, since, retryAt, serverNow, request, on, start, stop, reconnect }
})

import { defineStore, getActivePinia } from 'pinia'
import { computed, getCurrentScope, onScopeDispose, ref, watch } from 'vue'
import type { AnyState } from '../../core/kinds.ts'
import { allMessages } from '../../core/matter/discussion.ts'
import type { Message } from '../../core/matter/state.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { createBeside } from './beside.ts'
import { useLink } from './link.ts'
import { hasEarlierMessages } from './matter/earlier.ts'
import { unbroken } from './matter/loaded.ts'
import { createOptimism, type Optimism } from './matter/optimism.ts'
import { createPresence } from './matter/presence.ts'
import { createRecord, type MatterPhase } from './matter/record.ts'
import type { OutboxItem } from './outbox.ts'
import { useSession } from './session.ts'

export type { MatterPhase } from './matter/record.ts'

// A matter that nobody looks at any more is left this much later, ms.
const LINGER_MS = 20_000

const matterStore = (id: string) =>
  defineStore(`matter/${id}`, () => {
    const link = useLink()
    const session = useSession()
    const record = createRecord(
      id,
      (events) => optimism.note(events),
      () => beside.asking(),
    )
    const { loaded } = record
    const beside = createBeside(id, () => loaded.value?.state ?? null)
    const optimism: Optimism = createOptimism(id, loaded, ({ events }) => record.acknowledged(events))
    const presence = createPresence(link, id, session.isMe)

    /** As the server has confirmed it. */
    const confirmed = computed<AnyState | null>(() => loaded.value?.state ?? null)
    /** With what waits in the outbox carried out; a matter begun offline has one before the server knows of it. */
    const { state, items, refused } = optimism
    const phase = computed<MatterPhase>(() =>
      state.value && record.phase.value !== 'diverged' ? 'ready' : record.phase.value,
    )
    /** The discussion as far as it is loaded, oldest first, without gaps, pending ones included. */
    const messages = computed<readonly Message[]>(() =>
      state.value ? unbroken(allMessages(state.value), loaded.value?.windowFrom ?? 1) : [],
    )
    /** The pinned messages, also those older than the loaded discussion. */
    const pinned = computed<readonly Message[]>(() =>
      state.value ? allMessages(state.value).filter((message) => message.pinned) : [],
    )
    /** Messages that were not acknowledged yet, by their id, which is the command's. */
    const pendingMessages = computed<ReadonlyMap<string, OutboxItem>>(
      () =>
        new Map(items.value.filter(({ command }) => command.type === 'message.post').map((item) => [item.id, item])),
    )
    /** True while older messages can be loaded. */
    const hasEarlier = computed(() => loaded.value !== null && hasEarlierMessages(loaded.value))
    /** Loaded events, without gaps, up to the head; the whole record once `ensureWholeRecord` has resolved. */
    const events = computed<readonly RecordEvent[]>(() => loaded.value?.events ?? [])
    /** `seq` of the first loaded event; 0 while none is. */
    const from = computed(() => events.value[0]?.seq ?? 0)
    /** True when `events` begins with the first event. */
    const whole = computed(() => from.value === 1)

    watch(
      () => link.state,
      (now) => {
        if (now !== 'online') presence.clear()
        if (now === 'online' || (now === 'offline' && !loaded.value)) void record.open()
      },
    )
    watch(
      () => session.owner,
      () => void record.reload(),
    )
    void record.open()

    let holders = 0
    let leaving: ReturnType<typeof setTimeout> | undefined
    /** Counts a user in; the answer counts it out, and `close` follows a while after the last one. */
    function hold(close: () => void): () => void {
      clearTimeout(leaving)
      holders++
      return () => {
        if (--holders > 0) return
        leaving = setTimeout(() => {
          void link.request('matter:leave', { matter: id })
          close()
        }, LINGER_MS)
      }
    }

    return {
      id: ref(id),
      phase,
      refusal: record.refusal,
      /** Where and how the record broke when the phase is `diverged`. */
      breach: record.breach,
      /** Whether what is shown comes from the server or from the copy kept on this machine. */
      source: record.source,
      confirmed,
      state,
      messages,
      pinned,
      pendingMessages,
      /** Commands in this matter that the server refused, until dismissed. */
      refused,
      hasEarlier,
      events,
      timeline: events,
      from,
      whole,
      /** What lies beside the record of a session; read it with `useBeside`. */
      beside: beside.view,
      present: presence.present,
      typing: presence.typing,
      /** Tells the others that the reader is writing (call it on every key); ends by itself after a pause. */
      setTyping: presence.setTyping,
      loadEarlier: record.loadEarlier,
      ensureWholeRecord: record.ensureWholeRecord,
      reload: record.reload,
      hold,
    }
  })

/**
 * The matter with this id, opened as long as a component uses it: call it in set-up, and again for another id
 * (give the component that shows a matter its id as `key`).
 */
export function useMatter(id: string) {
  const store = matterStore(id)()
  const pinia = getActivePinia()
  const close = () => {
    store.$dispose()
    // Else the next store of this name would take up what this one has left.
    delete pinia?.state.value[store.$id]
  }
  if (getCurrentScope()) onScopeDispose(store.hold(close))
  return store
}

export type MatterStore = ReturnType<typeof useMatter>

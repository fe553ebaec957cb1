import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AnyState } from '../../core/kinds.ts'
import type { Message } from '../../core/matter/state.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import type { OutboxItem } from './outbox.ts'

/** `diverged`: what the server sends does not continue what was shown; nothing more is taken until `reload`. */
export type MatterPhase = 'loading' | 'ready' | 'missing' | 'error' | 'diverged'

const matterStore = (id: string) =>
  defineStore(`matter/${id}`, () => {
    const phase = ref<MatterPhase>('loading')
    const refusal = shallowRef<Refusal | null>(null)
    /** As the server has confirmed it. */
    const confirmed = shallowRef<AnyState | null>(null)
    /** With what waits in the outbox carried out. */
    const state = computed<AnyState | null>(() => confirmed.value)
    /** The discussion as far as it is loaded, oldest first, without gaps, pending ones included. */
    const messages = computed<readonly Message[]>(() => state.value?.messages ?? [])
    /** By id of the message (the command's id): those not yet acknowledged. */
    const pendingMessages = computed<ReadonlyMap<string, OutboxItem>>(() => new Map())
    /** Commands in this matter that the server refused, until dismissed. */
    const refused = computed<readonly OutboxItem[]>(() => [])
    /** True while older messages can be loaded. */
    const hasEarlier = ref(false)
    /** Loaded events, without gaps, up to the head. */
    const events = shallowRef<readonly RecordEvent[]>([])
    /** `seq` of the first loaded event. */
    const from = computed(() => events.value[0]?.seq ?? 0)
    /** The whole record once `ensureWholeRecord` has loaded it, oldest first; else what is loaded. */
    const timeline = computed(() => events.value)
    const whole = computed(() => from.value === 1)
    const present = ref<readonly string[]>([])
    const typing = ref<readonly string[]>([])
    const source = ref<'live' | 'archive'>('live')

    async function loadEarlier(): Promise<void> {}
    async function ensureWholeRecord(): Promise<void> {}
    /** Tells the others that the reader is writing; repeated and ended by itself. */
    function setTyping(_typing: boolean): void {}
    async function reload(): Promise<void> {}

    return {
      id,
      phase,
      refusal,
      confirmed,
      state,
      messages,
      pendingMessages,
      refused,
      hasEarlier,
      events,
      from,
      timeline,
      whole,
      present,
      typing,
      source,
      loadEarlier,
      ensureWholeRecord,
      setTyping,
      reload,
    }
  })

const stores = new Map<string, ReturnType<typeof matterStore>>()

/**
 * The matter with this id, opened as long as a component uses it: call it in set-up, and again for another id
 * (give the component that shows a matter its id as `key`).
 */
export function useMatter(id: string) {
  const use = stores.get(id) ?? matterStore(id)
  stores.set(id, use)
  return use()
}

import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import type { AnyState } from '../../../core/kinds.ts'
import { withPending } from '../../../core/optimistic.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import type { RequestValue } from '../../../core/wire/requests.ts'
import { useCommittee } from '../committee.ts'
import { useOpenStates } from '../open-states.ts'
import { useOutbox, type OutboxItem } from '../outbox.ts'
import { useRoster } from '../roster.ts'
import { useSession } from '../session.ts'
import { useUploads } from '../uploads.ts'
import type { Loaded } from './loaded.ts'

export interface Optimism {
  /** The confirmed state with what waits in the outbox carried out. */
  state: ComputedRef<AnyState | null>
  /** Commands in this matter whose events are not in the confirmed state. */
  items: ComputedRef<readonly OutboxItem[]>
  /** Commands in this matter that the server refused, until dismissed. */
  refused: ComputedRef<readonly OutboxItem[]>
  /** Tells which events are about to become part of `loaded`, in the same breath. */
  note(events: readonly RecordEvent[]): void
}

/**
 * The view of a matter with the reader's own pending commands. An acknowledged command whose events lie behind a gap
 * stays pending until they are folded in, and one whose events came before the acknowledgement is not done twice.
 */
export function createOptimism(
  matter: string,
  loaded: ShallowRef<Loaded | null>,
  acknowledged: (value: RequestValue<'matter:command'>) => void,
): Optimism {
  const outbox = useOutbox()
  const session = useSession()
  const roster = useRoster()
  const committee = useCommittee()
  const open = useOpenStates()
  const uploads = useUploads()
  onScopeDispose(open.add(matter, () => loaded.value?.state ?? null))
  const landing = shallowRef<readonly { item: OutboxItem; seq: number }[]>([])
  // Changes only together with `loaded`, so that no moment shows a command twice or not at all.
  const folded = new Set<string>()
  const head = () => loaded.value?.head.seq ?? 0

  const off = outbox.onAcknowledged((value) => {
    if (value.matter !== matter) return
    const item = outbox.entries.find((entry) => value.events[0]?.command === entry.id)
    acknowledged(value)
    if (item && head() < value.seq)
      landing.value = [...landing.value.filter(({ seq }) => seq > head()), { item, seq: value.seq }]
  })
  onScopeDispose(off)

  const items = computed<readonly OutboxItem[]>(() => {
    // Read first and always: what is folded in changes with it.
    const at = head()
    const landed = landing.value.filter(({ seq }) => seq > at).map(({ item }) => item)
    const others = outbox.pending(matter).filter(({ id }) => !landed.some((item) => item.id === id))
    return [...landed, ...others].filter(({ id }) => !folded.has(id))
  })

  return {
    items,
    refused: computed(() => outbox.problems.filter((entry) => entry.matter === matter)),
    state: computed(() => {
      const confirmed = loaded.value?.state ?? null
      const actor = session.account
      if (!actor || items.value.length === 0) return confirmed
      // What is not open here, or was not uploaded here, only the server knows: it is shown once it has been answered.
      const beyond = { related: open.related, attachment: uploads.known, book: committee.book }
      return withPending(confirmed ?? undefined, items.value, { ...beyond, actor, directory: roster.directory }) ?? null
    }),
    note(events) {
      for (const { actor, command } of events) if (session.isMe(actor)) folded.add(command)
    },
  }
}

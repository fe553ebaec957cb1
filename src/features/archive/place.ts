import { computed, watch, type Ref } from 'vue'
import type { RecordEvent } from '../../../core/record/event.ts'

/** A place of the record that the reader came for: the message that stands there, or the event itself. */
export interface Place {
  seq: number
  /** The message that is posted, edited, hidden … there. */
  message?: string
}

/**
 * The place at `seq`; `undefined` where the record has none. `inRecord`: it is shown in the record itself, also where it
 * is a message, because that is where what is wrong is marked.
 */
export function placeAt(events: readonly RecordEvent[], seq: number, inRecord = false): Place | undefined {
  const event = events[seq - 1]
  if (!event) return undefined
  if (inRecord || !event.type.startsWith('message.')) return { seq }
  const message = (event.data as { message?: unknown } | undefined)?.message
  return { seq, message: typeof message === 'string' ? message : event.id }
}

/** Chooses the tab that shows a place, at first and whenever another place is asked for. */
export function usePlace<Tab extends string>(
  place: () => Place | undefined,
  chosen: Ref<Tab | 'discussion' | 'record'>,
) {
  watch(
    place,
    (found) => {
      if (found) chosen.value = found.message === undefined ? 'record' : 'discussion'
    },
    { immediate: true },
  )
  return {
    marked: computed(() => place()?.seq),
    message: computed(() => place()?.message),
  }
}

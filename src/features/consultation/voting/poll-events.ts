import { computed, watch, type ComputedRef } from 'vue'
import type { Poll } from '../../../../core/consultation/state.ts'
import type { FrozenPoll } from '../../../../core/voting/poll.ts'
import type { Closing } from '../../../../core/voting/tally.ts'
import type { RecordEvent } from '../../../../core/record/event.ts'
import { useLink } from '../../../stores/link.ts'
import type { MatterStore } from '../../../stores/matter.ts'

type Source = Pick<MatterStore, 'events' | 'from'>
/** A record that polls are read from: a matter that is open, or a copy kept on this machine. */
export type PollSource = Pick<MatterStore, 'id' | 'events' | 'from' | 'whole' | 'ensureWholeRecord'>

/** The data of an event by its place in the record, if it is loaded and has the type asked for. */
function dataAt<Data>({ events, from }: Source, seq: number | undefined, type: string): Data | undefined {
  const event: RecordEvent | undefined = seq === undefined ? undefined : events[seq - from]
  return event?.type === type ? (event.data as Data | undefined) : undefined
}

/** The data of the two events of a poll that a recount needs, as far as they are loaded. */
export function pollEvents(matter: Source, poll: Poll): { opened?: FrozenPoll; closing?: Closing } {
  return {
    opened: dataAt<FrozenPoll>(matter, poll.openedSeq, 'poll.opened'),
    closing: poll.status === 'closed' ? dataAt<Closing>(matter, poll.closedSeq, 'poll.closed') : undefined,
  }
}

/** The same, as it changes; a closed poll whose events are not loaded has the record loaded. Call it in set-up. */
export function usePollEvents(matter: PollSource, poll: () => Poll): ComputedRef<ReturnType<typeof pollEvents>> {
  const link = useLink()
  const found = computed(() => pollEvents(matter, poll()))
  watch(
    () =>
      poll().status === 'closed' &&
      !(found.value.opened && found.value.closing) &&
      !matter.whole &&
      link.state === 'online',
    (missing) => missing && void matter.ensureWholeRecord(),
    { immediate: true },
  )
  return found
}

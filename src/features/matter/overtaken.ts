import { watch } from 'vue'
import type { RecordEvent } from '../../../core/record/event.ts'
import { t } from '../../i18n/i18n.ts'
import { useMatter } from '../../stores/matter.ts'
import { useSession } from '../../stores/session.ts'
import { announce, toast } from '../../ui/say.ts'
import { useSentences } from './sentences.ts'

const TALK = /^(message|participant)\./

/** The latest thing that somebody else did to a matter, talk aside; `from` is the first `seq` that counts. */
export function latestTurn(events: readonly RecordEvent[], me: string, from = 0): RecordEvent | undefined {
  return events.findLast(({ actor, type, seq }) => seq >= from && actor !== me && !TALK.test(type))
}

/**
 * While a dialogue is open: tells the person what somebody else has just done to the matter. When the action is no
 * longer there to be taken, `gone` is called. Call it in set-up.
 */
export function useOvertaken(matterId: string, offered: () => boolean, gone: () => void): void {
  const matter = useMatter(matterId)
  const session = useSession()
  const sentence = useSentences()
  const begun = (matter.timeline.at(-1)?.seq ?? 0) + 1
  let told = 0

  watch(
    () => matter.timeline,
    (events) => {
      const turn = latestTurn(events, session.account?.id ?? '', begun)
      if (!turn || turn.seq <= told) return
      told = turn.seq
      const still = offered()
      const said = t(still ? 'handling.dialogs.stale' : 'handling.dialogs.gone', { what: sentence(turn).text })
      toast(said, still ? 'info' : 'act')
      announce(said)
      if (!still) gone()
    },
    // The state that decides what is offered changes in the same breath as the events.
    { flush: 'post' },
  )
}

import { watch } from 'vue'
import { speaking } from '../../../../core/consultation/floor.ts'
import { runningItem, type ConsultationState } from '../../../../core/consultation/state.ts'
import { t } from '../../../i18n/i18n.ts'
import { useSession } from '../../../stores/session.ts'
import { useNames } from '../../../ui/names.ts'
import { announce, toast } from '../../../ui/say.ts'
import { verdictOf } from '../voting/result-rows.ts'
import { timingOf } from './timing.ts'

/**
 * What a room says aloud, each thing once and only when it happens: the end of an item's time, who gets the floor, an
 * announcement, a poll that opens, closes or is cancelled. `now` is the server's clock, ms UTC. Call it in set-up.
 */
export function useCalls(state: () => ConsultationState, now: () => number): void {
  const session = useSession()
  const { person } = useNames()

  watch(
    () => {
      const item = runningItem(state())
      return { item, light: item && timingOf(item, state(), now())?.light }
    },
    ({ item, light }, before) => {
      if (!item || item.id !== before.item?.id || light === before.light) return
      if (light === 'soon' && before.light === 'left') announce(t('room.timer.saidSoon', { item: item.title }))
      if (light === 'over' && before.light !== 'held') announce(t('room.timer.saidOver', { item: item.title }))
    },
  )
  watch(
    () => speaking(state().floor),
    (speech, before) => {
      if (!speech || (speech.account === before?.account && speech.at === before.at)) return
      if (speech.account !== session.account?.id)
        return announce(t('room.floor.saidOther', { name: person(speech.account) }))
      announce(t('room.floor.saidYou'))
      toast(t('room.floor.saidYou'), 'act')
    },
  )
  watch(
    () => state().announcements.length,
    (count, before) => {
      const last = state().announcements.at(-1)
      if (count > before && last) announce(`${t('room.announced')}${t('common.colon')}${last.text}`)
    },
  )
  watch(
    () => state().polls.map(({ poll, status }) => ({ poll, status })),
    (polls, before) => {
      for (const { poll, status } of polls) {
        if (before.find((other) => other.poll === poll)?.status === status) continue
        const found = state().polls.find((one) => one.poll === poll)
        if (!found) continue
        const { question, tally } = found
        if (status === 'open') announce(t('room.polls.saidOpen', { question }))
        else if (status === 'cancelled') announce(t('room.polls.saidCancelled', { question }))
        else
          announce(
            t('room.polls.saidClosed', {
              question,
              result: (tally && !found.withheld && verdictOf(found, tally)) || '',
            }),
          )
      }
    },
  )
}

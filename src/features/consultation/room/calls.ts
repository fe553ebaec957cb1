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
 * What a room says aloud, each thing once and only when it happens: an item that begins, the end of its time, who gets the floor, an
 * announcement, a poll that opens, closes or is cancelled, a round of statements that closes, the session that pauses,
 * goes on or ends. `now` is the server's clock, ms UTC. On a `hall`'s screen nobody is addressed as the reader. Call it in
 * set-up.
 */
export function useCalls(
  state: () => ConsultationState,
  now: () => number,
  { hall = false }: { hall?: boolean } = {},
): void {
  const session = useSession()
  const { person } = useNames()

  watch(
    () => {
      const item = runningItem(state())
      return { item, light: item && timingOf(item, state(), now())?.light }
    },
    ({ item, light }, before) => {
      if (item && item.id !== before.item?.id) return announce(t('room.timer.saidStarts', { item: item.title }))
      if (!item || light === before.light) return
      if (light === 'soon' && before.light === 'left') announce(t('room.timer.saidSoon', { item: item.title }))
      if (light === 'over' && before.light !== 'held') announce(t('room.timer.saidOver', { item: item.title }))
    },
  )
  watch(
    // By its place: what one has granted oneself gets the server's time only when it is acknowledged.
    () => (speaking(state().floor) ? state().floor.speeches.length : 0),
    () => {
      const speech = speaking(state().floor)
      if (!speech) return
      if (hall || speech.account !== session.account?.id)
        return announce(t('room.floor.saidOther', { name: person(speech.account) }))
      // A toast is read out by itself.
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
  watch(
    () => state().rounds.length,
    (count, before) => {
      const round = state().rounds.at(-1)
      if (count <= before || !round) return
      announce(
        t(round.withheld ? 'room.statements.saidWithheld' : 'room.statements.saidClosed', { n: round.participants }),
      )
    },
  )
  watch(
    () => state().status,
    (status, before) => {
      if (status === 'paused') announce(t('room.saidPaused'))
      else if (status === 'open') announce(t(before === 'paused' ? 'room.saidResumed' : 'room.saidOpened'))
      else if (status === 'concluded') announce(t('room.saidConcluded'))
    },
  )
}

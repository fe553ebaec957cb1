import { accept, reject, type Context } from '../matter/decision.ts'
import { activeMute } from '../people/permission.ts'
import { hasRole, type Account } from '../people/roles.ts'
import { endOfSpeech } from './agenda.ts'
import type { ConsultationAnswer as Answer, Data } from './decide-types.ts'
import { nextSpeaker, speaking } from './floor.ts'
import { isParticipant } from './participants.ts'
import { runningItem, type ConsultationState } from './state.ts'

/** Raises the hand. */
export function requestFloor({ floor }: ConsultationState, { actor }: Context): Answer {
  if (floor.hands.some(({ account }) => account === actor.id)) return accept()
  if (speaking(floor)?.account === actor.id)
    return reject('conflict', 'speaking', 'you have the floor', { rule: 'FL3' })
  return accept({ type: 'floor.requested', data: placeOf(actor) })
}

/** Takes the hand down. */
export function withdrawRequest({ floor }: ConsultationState, { actor }: Context): Answer {
  const raised = floor.hands.some(({ account }) => account === actor.id)
  return raised ? accept({ type: 'floor.withdrawn', data: {} }) : accept()
}

/** Gives the floor to someone in the queue, or calls upon someone; whoever speaks has finished. */
export function grantFloor(state: ConsultationState, data: Data<'floor.grant'>, { directory, at }: Context): Answer {
  const account = directory.account(data.account)
  if (!account || !isParticipant(state, account))
    return reject('not-found', 'not-participant', 'nobody who takes part', { rule: 'FL4' })
  if (activeMute(state, account.id, at))
    return reject('conflict', 'speaker-muted', 'this person is muted', { rule: 'FL4' })
  const { floor } = state
  if (speaking(floor)?.account === account.id) return accept()
  const suggested = nextSpeaker(floor, at)?.account
  const item = runningItem(state)?.id
  return accept(...endOfSpeech(state), {
    type: 'floor.granted',
    data: {
      account: account.id,
      ...placeOf(account),
      ...(data.minutes === undefined ? {} : { limitMs: data.minutes * 60_000 }),
      ...(suggested === undefined ? {} : { suggested }),
      called: !floor.hands.some((hand) => hand.account === account.id),
      ...(item === undefined ? {} : { item }),
    },
  })
}

/** Ends the speech: who speaks, or a moderator. */
export function finishSpeech(state: ConsultationState, { actor }: Context): Answer {
  const speech = speaking(state.floor)
  if (!speech) return accept()
  if (speech.account !== actor.id && !hasRole(actor, 'moderator'))
    return reject('forbidden', 'not-speaking', 'somebody else has the floor', { rule: 'FL3' })
  return accept(...endOfSpeech(state))
}

const placeOf = ({ sector, region }: Account) => ({
  ...(sector === undefined ? {} : { sector }),
  ...(region === undefined ? {} : { region }),
})

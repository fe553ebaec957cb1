import { reject, type Decision } from '../matter/decision.ts'
import type { SupervisionCommand } from './commands.ts'
import type { SupervisionEvent } from './events.ts'
import { commitmentOf, type Commitment, type SupervisionState } from './state.ts'

/** The answer to a command on a thread. */
export type SupervisionAnswer = Decision<SupervisionEvent>

/** The parsed `data` of one command. */
export type Data<T extends SupervisionCommand['type']> = Extract<SupervisionCommand, { type: T }>['data']

/** Goes on with a commitment that is still asked for; one that is kept or was dropped is refused. */
export function onAsked(
  state: SupervisionState,
  id: string,
  then: (commitment: Commitment) => SupervisionAnswer,
): SupervisionAnswer {
  const commitment = commitmentOf(state, id)
  if (!commitment)
    return reject('not-found', 'unknown-commitment', 'no such commitment', { commitment: id, rule: 'SP2' })
  if (commitment.status === 'dropped')
    return reject('conflict', 'dropped', 'this commitment is no longer supervised', { rule: 'SP8' })
  if (commitment.status === 'done')
    return reject('conflict', 'kept-already', 'this commitment was found kept', { rule: 'SP6' })
  return then(commitment)
}

/** The same for one on which no claim waits for its verdict. */
export function onRunning(
  state: SupervisionState,
  id: string,
  then: (commitment: Commitment) => SupervisionAnswer,
): SupervisionAnswer {
  return onAsked(state, id, (commitment) =>
    commitment.status === 'claimed'
      ? reject('conflict', 'claim-waits', 'a claim waits for its verdict', { rule: 'SP5' })
      : then(commitment),
  )
}

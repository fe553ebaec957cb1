import { attach } from '../matter/attach.ts'
import { accept, reject, type Context } from '../matter/decision.ts'
import type { Data, SupervisionAnswer as Answer } from './decide-types.ts'
import type { Observation, SupervisionState } from './state.ts'

/** Follows a thread, or no longer; who does already has nothing to do. */
export function follow({ followers }: SupervisionState, follows: boolean, { actor }: Context): Answer {
  if (followers.includes(actor.id) === follows) return accept()
  return accept({ type: follows ? 'supervision.followed' : 'supervision.unfollowed', data: {} })
}

/** Takes what somebody saw outside 随手拍: a few words, and pictures. */
export function observe({ text, attachments }: Data<'supervision.observe'>, context: Context): Answer {
  const attached = attach(attachments, context)
  return attached.ok ? accept({ type: 'supervision.observed', data: { text, ...attached.files } }) : attached
}

/** Hides what somebody saw, with a reason, or shows it again. */
export function hide({ observations }: SupervisionState, data: Data<'observation.hide'>): Answer {
  return on(observations, data.observation, ({ hidden }) =>
    hidden ? accept() : accept({ type: 'observation.hidden', data }),
  )
}

export function unhide({ observations }: SupervisionState, data: Data<'observation.unhide'>): Answer {
  return on(observations, data.observation, ({ hidden }) =>
    hidden ? accept({ type: 'observation.unhidden', data }) : accept(),
  )
}

function on(all: readonly Observation[], id: string, then: (observation: Observation) => Answer): Answer {
  const observation = all.find((one) => one.id === id)
  if (!observation) return reject('not-found', 'unknown-observation', 'no such observation', { rule: 'SP13' })
  if (!observation.redacted) return then(observation)
  return reject('conflict', 'message-redacted', 'its content was removed by rule', { rule: 'RD4' })
}

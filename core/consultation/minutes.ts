import { accept, reject, type Context } from '../matter/decision.ts'
import { minutesDue } from './clocks.ts'
import type { ConsultationAnswer as Answer, Data } from './decide-types.ts'
import { minutesText } from './minutes-text.ts'
import type { ConsultationState, Minutes } from './state.ts'

/** Proposes the minutes: as the record gives them, or as edited. Both are kept, and everyone is asked anew. */
export function proposeMinutes(
  state: ConsultationState,
  data: Data<'minutes.propose'>,
  { directory }: Context,
): Answer {
  if (state.minutes?.settled) return settled()
  const generated = minutesText(state, directory)
  const text = data.text ?? generated
  const same = state.minutes?.generated === generated && state.minutes.text === text
  return same ? accept() : accept({ type: 'minutes.proposed', data: { generated, text } })
}

/** Confirms the minutes as they stand. */
export function confirmMinutes(state: ConsultationState, { actor }: Context): Answer {
  return attendee(state, actor.id, ({ confirmed }) =>
    confirmed.includes(actor.id) ? accept() : accept({ type: 'minutes.confirmed', data: {} }),
  )
}

/** Says what is wrong in the minutes. */
export function objectToMinutes(state: ConsultationState, data: Data<'minutes.object'>, { actor }: Context): Answer {
  return attendee(state, actor.id, () => accept({ type: 'minutes.objected', data }))
}

/** Who came and has neither confirmed the minutes as they stand nor said what is wrong. */
export function unheard({ attendance, minutes }: ConsultationState): string[] {
  if (!minutes || minutes.settled) return []
  const heard = new Set([...minutes.confirmed, ...minutes.objections.map(({ by }) => by)])
  return Object.keys(attendance).filter((account) => !heard.has(account))
}

/** Makes the proposed text the minutes: when everyone who came has confirmed it, or the clock is over. */
export function settleMinutes(state: ConsultationState, { at, book }: Context): Answer {
  const { minutes } = state
  if (!minutes) return none()
  if (minutes.settled) return accept()
  const until = minutesDue(state, book)
  const silent = unheard(state)
  const running = until !== undefined && at <= until
  if (running && minutes.objections.length > 0)
    return reject('conflict', 'objected', 'somebody says what is wrong: propose the text again', { rule: 'MC22' })
  if (running && silent.length > 0)
    return reject('conflict', 'not-everyone-asked', 'not everyone has spoken, and their time runs', {
      accounts: silent,
      until,
      rule: 'MC22',
    })
  return accept({ type: 'minutes.settled', data: { text: minutes.text } })
}

function attendee(state: ConsultationState, account: string, then: (minutes: Minutes) => Answer): Answer {
  const { minutes } = state
  if (!minutes) return none()
  if (!state.attendance[account]) return reject('forbidden', 'not-present', 'only who was there', { rule: 'MC22' })
  return minutes.settled ? settled() : then(minutes)
}

const none = () => reject('conflict', 'no-minutes', 'no minutes were proposed', { rule: 'MC22' })
const settled = () => reject('conflict', 'minutes-settled', 'the minutes stand', { rule: 'MC22' })

import type { Command } from '../../../../core/kinds.ts'
import { SERVICE_LIMITS } from '../../../../core/service/commands.ts'
import type { HelpAction } from '../page/offers.ts'

/** The actions that ask for nothing but words; what is optional has no sentence for when it is missing. */
export const WORDED = {
  refuse: { need: true },
  resolve: { need: true, most: SERVICE_LIMITS.answer },
  handBack: { need: true },
  reopen: { need: true },
  withdraw: { need: false },
  close: { need: true },
  cancel: { need: true },
  decline: { need: false },
} as const satisfies Partial<Record<HelpAction, { need: boolean; most?: number }>>
export type WordedAction = keyof typeof WORDED

export const isWorded = (action: HelpAction): action is WordedAction => Object.hasOwn(WORDED, action)

/** The command that an action with these words stands for; `appointment` is the number of the one that had been read. */
export function wordedCommand(action: WordedAction, words: string, appointment: number): Command {
  const said = words === '' ? {} : { reason: words }
  switch (action) {
    case 'refuse':
      return { type: 'service.refuse', data: { reason: words } }
    case 'resolve':
      return { type: 'service.resolve', data: { answer: words } }
    case 'handBack':
      return { type: 'service.hand-back', data: { reason: words } }
    case 'reopen':
      return { type: 'service.reopen', data: { reason: words } }
    case 'withdraw':
      return { type: 'service.withdraw', data: said }
    case 'close':
      return { type: 'service.close', data: { reason: words } }
    case 'cancel':
      return { type: 'appointment.cancel', data: { appointment, reason: words } }
    case 'decline':
      return { type: 'publication.decline', data: said }
    default:
      return action satisfies never
  }
}

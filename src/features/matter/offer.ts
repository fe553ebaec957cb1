import type { IconName } from '../../ui/icons.ts'

/** Something that a reader can do with a matter now. */
export interface Offer<Action extends string> {
  action: Action
  /** `first`: what this person is here for. `plain`: a button. `rest`: in the overflow menu. */
  rank: 'first' | 'plain' | 'rest'
  icon: IconName
}

/** An offer as it is shown; `hint` says more, `grave` marks what cannot be taken back. */
export interface WordedOffer<Action extends string> extends Offer<Action> {
  text: string
  hint?: string | undefined
  grave?: boolean
}

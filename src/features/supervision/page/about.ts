import { SUPERVISION_RULES } from '../../../../core/clock/supervision-rules.ts'
import type { Account } from '../../../../core/people/roles.ts'
import { clockOf, escalationGrounds, runningThreadClocks } from '../../../../core/supervision/clocks.ts'
import { openLookBacks } from '../../../../core/supervision/closing.ts'
import {
  lastVerdict,
  openRequest,
  standing,
  type Commitment,
  type SupervisionState,
} from '../../../../core/supervision/state.ts'
import type { ClockBook } from '../../../../core/clock/book.ts'

/** What an action is about in a thread: who looks at it, and when (ms UTC). */
export interface Scene {
  state: SupervisionState
  me: Account
  now: number
  book: ClockBook
}

/** A thread at a time. */
export type Moment = Omit<Scene, 'me'>

/** The actions that are about one commitment. */
export const ABOUT_ACTIONS = [
  'report',
  'claim',
  'extend',
  'verify',
  'lookBack',
  'remind',
  'decide',
  'amend',
  'drop',
] as const
export type AboutAction = (typeof ABOUT_ACTIONS)[number]

const ABOUT: Record<AboutAction, (scene: Scene) => Commitment[]> = {
  report: own,
  claim: own,
  extend: (scene) => own(scene).filter((one) => !openRequest(one)),
  verify: ({ state }) => asked(state).sort((a, b) => Number(b.status === 'claimed') - Number(a.status === 'claimed')),
  lookBack: ({ state, now }) => {
    const due = new Set(dueLookBacks(state, now).map(({ commitment }) => commitment))
    return standing(state).sort((a, b) => Number(due.has(b.id)) - Number(due.has(a.id)))
  },
  remind: ({ state, now, book }) => {
    const clocks = runningThreadClocks(state, now, book)
    const due = ({ id }: Commitment) => clockOf(clocks, SUPERVISION_RULES.keep, id)?.due ?? Infinity
    return running(state)
      .filter(({ id }) => (clockOf(clocks, SUPERVISION_RULES.heed, id)?.due ?? 0) < now)
      .sort((a, b) => due(a) - due(b))
  },
  decide: ({ state }) => asked(state).filter((one) => openRequest(one)),
  amend: ({ state }) => state.commitments.filter(({ status }) => status === 'running' || status === 'done'),
  drop: ({ state }) => asked(state),
}

const running = ({ commitments }: SupervisionState) => commitments.filter(({ status }) => status === 'running')
const asked = ({ commitments }: SupervisionState) =>
  commitments.filter(({ status }) => status === 'running' || status === 'claimed')

function own({ state, me }: Scene): Commitment[] {
  return running(state).filter(({ unit }) => unit === me.unit)
}

/** The commitments that an action can be about now, the most pressing first. */
export function aboutOf(action: AboutAction, scene: Scene): Commitment[] {
  return ABOUT[action](scene)
}

export function isAbout(action: string): action is AboutAction {
  return (ABOUT_ACTIONS as readonly string[]).includes(action)
}

/** The look-backs whose time has come. */
export function dueLookBacks(state: SupervisionState, now: number) {
  return openLookBacks(state).filter(({ at }) => at <= now)
}

/** What allows the thread to be taken to the next level now, if anything does. */
export function groundNow({ state, now, book }: Moment) {
  const [ground] = escalationGrounds(state, runningThreadClocks(state, now, book))
  return ground && ground.from <= now ? ground : undefined
}

/** Whether a thread can be closed: every commitment has its verdict, and nothing waits for a decision. */
export function closable(state: SupervisionState): boolean {
  return standing(state).every((one) => one.status !== 'claimed' && !openRequest(one) && lastVerdict(one))
}

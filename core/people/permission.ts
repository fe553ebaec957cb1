import type { MatterState } from '../matter/state.ts'
import { refuse, type Refusal } from '../wire/refusal.ts'
import type { Account, Role } from './roles.ts'

/**
 * What an account can be to a matter. `signed` = co-signer who signed, `invited` = asked and not yet answered,
 * `merged-author` = author or signer of a proposal that was merged into it, `lead-unit` and `assisting-unit` = of a unit
 * that has it in hand, `participant` = takes part in the session, `outcome-owner` = answers for its outcome, `supervisor` =
 * judges what became of its promises, `committed-unit` = of a unit that has made one, `informant` = told of its turns since
 * it grew from a matter of theirs, `follower` = follows it, `helper` = has claimed the request, or is of the unit that has,
 * `offered` = can claim it.
 */
export type Relation =
  | 'author'
  | 'signed'
  | 'invited'
  | 'merged-author'
  | 'lead-unit'
  | 'assisting-unit'
  | 'participant'
  | 'outcome-owner'
  | 'supervisor'
  | 'committed-unit'
  | 'informant'
  | 'follower'
  | 'helper'
  | 'offered'
export type Subject = Role | Relation

/**
 * One line of the permission table. `who`: any one of these suffices. `never`: excluded whatever else holds.
 * `status`: only in these. `voice`: speaking, so refused when muted, when locked (but to moderators) and at an end,
 * unless it is of the words that are `also-after-end`.
 * `rule`: its number in docs/rules.md.
 */
export interface Permission {
  who: readonly Subject[]
  never?: readonly Subject[]
  status?: readonly string[]
  voice?: true | 'also-after-end'
  rule: string
}

/** The mute that holds for an account at a time (ms UTC). */
export function activeMute(state: MatterState, account: string, at: number) {
  return state.mutes.find((mute) => mute.account === account && (mute.until === undefined || mute.until > at))
}

/**
 * Reads one line of the table: `undefined` when allowed, else the refusal.
 * `relations` is what the actor is to the matter, `ended` whether the matter is at an end, `at` the time in ms UTC.
 */
export function check(
  line: Permission,
  actor: Account,
  relations: ReadonlySet<Relation>,
  state: MatterState | undefined,
  ended: boolean,
  at: number,
): Refusal | undefined {
  const is = (subject: Subject) => relations.has(subject as Relation) || actor.roles.includes(subject as Role)
  const about = { rule: line.rule }
  if (line.never?.some(is)) return refuse('forbidden', 'not-yours', 'not for this person', about)
  if (!line.who.some(is)) return refuse('forbidden', 'not-allowed', 'not for this role', { ...about, who: line.who })
  if (!state) return undefined
  if (line.status && !line.status.includes(state.status))
    return refuse('conflict', 'status', `not while ${state.status}`, { ...about, status: state.status })
  return line.voice ? silenced(actor, state, ended && line.voice === true, at) : undefined
}

function silenced(actor: Account, state: MatterState, ended: boolean, at: number): Refusal | undefined {
  if (ended) return refuse('conflict', 'ended', 'the matter is at an end', { status: state.status })
  if (actor.roles.includes('moderator')) return undefined
  const mute = activeMute(state, actor.id, at)
  if (mute)
    return refuse('forbidden', 'muted', 'muted in this matter', { because: mute.reason, until: mute.until ?? null })
  if (state.lock) return refuse('forbidden', 'locked', 'the discussion is locked', { because: state.lock.reason })
  return undefined
}

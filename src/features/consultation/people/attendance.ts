import type { ConsultationState } from '../../../../core/consultation/state.ts'

/** Where somebody stands: in the room, gone again, and before that what they answered. */
export const STANDINGS = ['here', 'left', 'coming', 'excused', 'denied', 'asked', 'uninvited', 'absent'] as const
export type Standing = (typeof STANDINGS)[number]

/** Where an account stands with a session; `absent` only once it is over. */
export function standingOf(state: ConsultationState, account: string): Standing {
  const came = state.attendance[account]
  const over = state.concludedAt !== undefined
  if (came) return came.leftAt === undefined || over ? 'here' : 'left'
  const invitation = state.invitations[account]
  if (invitation?.answer === 'excused') return invitation.leave?.granted === false ? 'denied' : 'excused'
  if (over) return 'absent'
  if (!invitation) return 'uninvited'
  return invitation.answer === 'coming' ? 'coming' : 'asked'
}

/** Who has asked for leave that nobody has decided on, the earliest first. */
export function leavesAsked({ invitations }: ConsultationState): string[] {
  return Object.entries(invitations)
    .filter(([, { answer, leave }]) => answer === 'excused' && !leave)
    .sort(([, a], [, b]) => (a.answeredAt ?? a.at) - (b.answeredAt ?? b.at))
    .map(([account]) => account)
}

/** Everyone of a session by where they stand, in the order of `STANDINGS`; empty groups are left out. */
export function byStanding(state: ConsultationState): { standing: Standing; accounts: string[] }[] {
  const everyone = new Set([...state.accounts, ...Object.keys(state.invitations), ...Object.keys(state.attendance)])
  const groups = Map.groupBy(everyone, (account) => standingOf(state, account))
  return STANDINGS.flatMap((standing) => {
    const accounts = groups.get(standing)
    return accounts ? [{ standing, accounts }] : []
  })
}

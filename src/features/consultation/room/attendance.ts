import type { ConsultationState } from '../../../../core/consultation/state.ts'

export type Coming = 'here' | 'left' | 'excused' | 'absent'
export const COMINGS: readonly Coming[] = ['here', 'left', 'excused', 'absent']

/** Everyone who takes part or came by themselves, by whether they are in the room. */
export function attendanceOf({ accounts, attendance, invitations }: ConsultationState): Record<Coming, string[]> {
  const groups: Record<Coming, string[]> = { here: [], left: [], excused: [], absent: [] }
  for (const account of new Set([...accounts, ...Object.keys(attendance)])) {
    const stay = attendance[account]
    const excused = invitations[account]?.leave?.granted === true
    const group = stay ? (stay.leftAt === undefined ? 'here' : 'left') : excused ? 'excused' : 'absent'
    groups[group].push(account)
  }
  return groups
}

import { useRoster } from '../../../stores/roster.ts'
import { useNames } from '../../../ui/names.ts'

/** The name of who answers for something, an account or a unit. Call it in set-up. */
export function useOwnerName(): (owner: string) => string {
  const roster = useRoster()
  const { person, unit } = useNames()
  return (owner) => (roster.accounts.has(owner) ? person(owner) : unit(owner))
}

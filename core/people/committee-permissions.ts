import type { CommitteeCommandType } from '../committee/commands.ts'
import type { Permission } from './permission.ts'

const administrator = (rule: string): Permission => ({ who: ['administrator'], rule })

/** Who keeps the roster, the places and the rules of the house. */
export const committeePermissions: Record<CommitteeCommandType, Permission> = {
  // no person's: the server begins the record
  'committee.begin': { who: [], rule: 'AD1' },
  'account.add': administrator('AD4'),
  'account.change': administrator('AD5'),
  'account.suspend': administrator('AD6'),
  'account.restore': administrator('AD6'),
  'account.invite': administrator('AD9'),
  'roster.import': administrator('AD11'),
  'unit.put': administrator('AD12'),
  'unit.retire': administrator('AD13'),
  'region.put': administrator('AD12'),
  'region.retire': administrator('AD13'),
  'sector.put': administrator('AD12'),
  'sector.retire': administrator('AD13'),
  'category.put': administrator('AD14'),
  'category.retire': administrator('AD14'),
  'template.put': administrator('AD15'),
  'template.remove': administrator('AD15'),
  'clock.set-rule': administrator('AD16'),
  'clock.set-day': administrator('AD17'),
}

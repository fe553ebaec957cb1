import type { IconName } from '../../ui/icons.ts'

/** The parts of administration, in the order in which they stand. */
export const ADMIN_PARTS = [
  { key: 'people', icon: 'people' },
  { key: 'units', icon: 'hall' },
  { key: 'regions', icon: 'place' },
  { key: 'sectors', icon: 'star' },
  { key: 'categories', icon: 'filter' },
  { key: 'templates', icon: 'document' },
  { key: 'clocks', icon: 'clock' },
  { key: 'calendar', icon: 'calendar' },
  { key: 'record', icon: 'history' },
] as const satisfies readonly { key: string; icon: IconName }[]
export type AdminPart = (typeof ADMIN_PARTS)[number]['key']

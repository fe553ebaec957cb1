import type { Account, Directory, Role } from '../../core/people/roles.ts'
import { uuid } from './record.ts'

/** An account made from a number. */
export function person(n: number, ...roles: Role[]): Account {
  return {
    id: uuid(n),
    username: `person${n}`,
    name: `第${n}人`,
    roles,
    ...(roles.includes('unit') ? { unit: 'unit-1' } : {}),
  }
}

/** A directory of these accounts, with one region and one unit. */
export function directoryOf(accounts: readonly Account[]): Directory {
  return {
    account: (id) => accounts.find((account) => account.id === id),
    accounts: () => accounts,
    unit: (id) => (/^unit-\d$/.test(id) ? { id, name: `单位${id}`, region: 'city' } : undefined),
    region: (id) => (['city', 'street'].includes(id) ? { id, name: id, level: 'city' } : undefined),
  }
}

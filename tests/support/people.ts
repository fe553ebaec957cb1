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

const LEVELS = { province: undefined, city: 'province', county: 'city', street: 'county' } as const

/** A directory of these accounts, with one region of each of four levels, and any unit `unit-N` of the county. */
export function directoryOf(accounts: readonly Account[]): Directory {
  return {
    account: (id) => accounts.find((account) => account.id === id),
    accounts: () => accounts,
    unit: (id) => (/^unit-\d$/.test(id) ? { id, name: `单位${id}`, region: 'county' } : undefined),
    region(id) {
      if (!Object.hasOwn(LEVELS, id)) return undefined
      const parent = LEVELS[id as keyof typeof LEVELS]
      const level = id === 'street' ? ('township' as const) : (id as 'province' | 'city' | 'county')
      return { id, name: id, level, ...(parent === undefined ? {} : { parent }) }
    },
  }
}

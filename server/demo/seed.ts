import type { People } from '../accounts/roster.ts'
import type { Logger } from '../log.ts'
import type { Store } from '../store/contract.ts'
import { DEMO_PASSWORD, PEOPLE } from './people.ts'
import { REGIONS, SECTORS, UNITS } from './places.ts'

export interface SeedParts {
  store: Store
  people: People
  /** ms UTC */
  clock: () => number
  ids: { id: () => string; salt: () => string }
  log: Logger
}

/** Fills an empty server with people and matters to look at; does nothing to one that has them. */
export async function seedDemo({ store, people, log }: SeedParts): Promise<void> {
  if (await store.accountByUsername('admin')) return
  await people.put({ regions: REGIONS, units: UNITS, sectors: SECTORS })
  for (const account of PEOPLE) await people.putAccount(account, DEMO_PASSWORD)
  log.info({ accounts: PEOPLE.length }, 'demo data is in place')
}

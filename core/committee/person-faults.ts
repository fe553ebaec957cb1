import type { Region, Sector, Unit } from '../people/roles.ts'
import type { Person } from './commands.ts'

/** What of a person is wrong, and the word for it. */
export interface PersonFault {
  field: 'name' | 'username' | 'roles' | 'sector' | 'unit' | 'region'
  fault: 'unknown' | 'retired' | 'missing' | 'taken' | 'twice'
}

/** What a person is checked against. `holder` is the account that has a username. */
export interface KnownPlaces {
  unit(id: string): Unit | undefined
  region(id: string): Region | undefined
  sector(id: string): Sector | undefined
  holder(username: string): string | undefined
}

/** What of a person does not fit what there is; empty when all of it does. */
export function personFaults(person: Omit<Person, 'name'>, known: KnownPlaces): PersonFault[] {
  const { account, username, roles, sector, unit, region } = person
  const faults: PersonFault[] = []
  const holder = known.holder(username)
  if (holder !== undefined && holder !== account) faults.push({ field: 'username', fault: 'taken' })
  const look = (field: 'unit' | 'region' | 'sector', id: string | undefined) => {
    if (id === undefined) return
    const found = known[field](id)
    if (!found) faults.push({ field, fault: 'unknown' })
    else if (found.retired) faults.push({ field, fault: 'retired' })
  }
  if (roles.includes('unit') && unit === undefined) faults.push({ field: 'unit', fault: 'missing' })
  look('sector', sector)
  look('unit', unit)
  look('region', region)
  return faults
}

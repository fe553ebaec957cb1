import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Account, Directory, Region, Sector, Unit } from '../../core/people/roles.ts'
import type { Refusal } from '../../core/wire/refusal.ts'

/** A region with the regions directly below it, in the order of the roster. */
export interface RegionNode extends Region {
  children: RegionNode[]
}

/** Who and what there is; kept for reading offline. */
export const useRoster = defineStore('roster', () => {
  const phase = ref<'loading' | 'ready' | 'error'>('loading')
  const refusal = shallowRef<Refusal | null>(null)
  const accounts = shallowRef<ReadonlyMap<string, Account>>(new Map())
  const units = shallowRef<readonly Unit[]>([])
  const sectors = shallowRef<readonly Sector[]>([])
  /** The tree from the province down. */
  const regions = computed<RegionNode[]>(() => [])

  /** The person's name; the id itself when the roster does not know it. */
  const name = (account: string): string => accounts.value.get(account)?.name ?? account
  const region = (_id: string): Region | undefined => undefined
  /** From the province down to the region itself; empty for the unknown. */
  const regionPath = (_id: string): Region[] => []
  const unit = (id: string): Unit | undefined => units.value.find((candidate) => candidate.id === id)
  const sector = (id: string): Sector | undefined => sectors.value.find((candidate) => candidate.id === id)

  /** The roster as `decide` asks for it. */
  const directory: Directory = { account: (id) => accounts.value.get(id), unit, region }

  /** Asks the server for what has changed. */
  async function refresh(): Promise<void> {}

  return {
    phase,
    refusal,
    accounts,
    units,
    sectors,
    regions,
    name,
    region,
    regionPath,
    unit,
    sector,
    directory,
    refresh,
  }
})

import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { z } from 'zod'
import type { Directory, Region, Sector, Unit } from '../../core/people/roles.ts'
import { accountSchema, regionSchema, sectorSchema, unitSchema } from '../../core/wire/records.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import { platform } from '../platform/platform.ts'
import { useLink } from './link.ts'
import { useSession } from './session.ts'
import { useSettings } from './settings.ts'

/** A region with the regions directly below it, in the order of the roster. */
export interface RegionNode extends Region {
  children: RegionNode[]
}

const rosterSchema = z.strictObject({
  accounts: z.array(accountSchema),
  units: z.array(unitSchema),
  regions: z.array(regionSchema),
  sectors: z.array(sectorSchema),
  version: z.int(),
})
type Roster = z.output<typeof rosterSchema>

const EMPTY: Roster = { accounts: [], units: [], regions: [], sectors: [], version: 0 }

const byId = <Row extends { id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]))

const merged = <Row extends { id: string }>(known: Row[], news: Row[]): Row[] =>
  news.length === 0 ? known : [...new Map([...known, ...news].map((row) => [row.id, row])).values()]

/** Who and what there is; kept for reading offline. */
export const useRoster = defineStore('roster', () => {
  const { cache } = platform()
  const link = useLink()
  const session = useSession()
  const { settings } = useSettings()

  const phase = ref<'loading' | 'ready' | 'error'>('loading')
  const refusal = shallowRef<Refusal | null>(null)
  const roster = shallowRef<Roster>(EMPTY)

  const accounts = computed(() => byId(roster.value.accounts))
  /** What can be chosen, and what there is or was. */
  const standing = <Row extends { retired?: true }>(rows: readonly Row[]) => rows.filter(({ retired }) => !retired)
  const allUnits = computed<readonly Unit[]>(() => roster.value.units)
  const allSectors = computed<readonly Sector[]>(() => roster.value.sectors)
  const units = computed<readonly Unit[]>(() => standing(allUnits.value))
  const sectors = computed<readonly Sector[]>(() => standing(allSectors.value))
  const unitsById = computed(() => byId(roster.value.units))
  const sectorsById = computed(() => byId(roster.value.sectors))
  const nodes = computed(() => {
    const all = new Map(roster.value.regions.map((row) => [row.id, { ...row, children: [] } as RegionNode]))
    for (const node of all.values())
      if (node.parent !== undefined && !node.retired) all.get(node.parent)?.children.push(node)
    return all
  })
  /** The tree from the province down. */
  const regions = computed<RegionNode[]>(() =>
    standing([...nodes.value.values()]).filter(({ parent }) => parent === undefined || !nodes.value.has(parent)),
  )

  /** The person's name; the id itself when the roster does not know it. */
  const name = (id: string): string =>
    accounts.value.get(id)?.name ?? (session.isMe(id) ? session.account?.name : undefined) ?? id
  const region = (id: string): RegionNode | undefined => nodes.value.get(id)
  /** From the province down to the region itself; empty for the unknown. */
  function regionPath(id: string): Region[] {
    const path: Region[] = []
    for (let at = region(id); at && !path.includes(at); at = at.parent === undefined ? undefined : region(at.parent))
      path.unshift(at)
    return path
  }
  const unit = (id: string): Unit | undefined => unitsById.value.get(id)
  const sector = (id: string): Sector | undefined => sectorsById.value.get(id)

  /** The roster as `decide` asks for it. */
  const directory: Directory = {
    account: (id) => accounts.value.get(id),
    accounts: () => roster.value.accounts,
    unit,
    region,
  }

  // By the server's key as well: another server at the same address has other people.
  const cacheKey = (server: string) => `roster:${server} ${settings.pinnedKeys[server] ?? ''}`

  /** Asks the server for what has changed. */
  async function refresh(): Promise<void> {
    const owner = session.owner
    if (!owner) return
    const known = roster.value
    const reply = await link.request('roster:list', known.version > 0 ? { since: known.version } : {})
    if (session.owner !== owner) return
    if (!reply.ok) {
      refusal.value = reply.refusal
      if (phase.value === 'loading' && reply.refusal.details?.reason !== 'offline') phase.value = 'error'
      return
    }
    const { value } = reply
    roster.value = {
      accounts: merged(known.accounts, value.accounts),
      units: merged(known.units, value.units),
      regions: merged(known.regions, value.regions),
      sectors: merged(known.sectors, value.sectors),
      version: value.version,
    }
    cache.save(cacheKey(owner.server), roster.value)
    refusal.value = null
    phase.value = 'ready'
  }

  watch(
    () => session.owner,
    (owner) => {
      const cached = rosterSchema.safeParse(owner ? cache.load(cacheKey(owner.server)) : undefined)
      roster.value = cached.success ? cached.data : EMPTY
      phase.value = cached.success ? 'ready' : 'loading'
    },
    { immediate: true, flush: 'sync' },
  )
  watch(
    () => link.state === 'online' && session.owner,
    (ask) => void (ask && refresh()),
    { immediate: true },
  )

  // One change is told once for each part of it: the last one is asked for.
  let asked = false
  link.on('committee:changed', () => {
    if (asked) return
    asked = true
    void Promise.resolve().then(() => {
      asked = false
      return refresh()
    })
  })

  return {
    phase,
    refusal,
    accounts,
    units,
    sectors,
    allUnits,
    allSectors,
    regionIds: computed(() => [...nodes.value.keys()]),
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

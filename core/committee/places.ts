import { accept, reject, type Context, type Decision } from '../matter/decision.ts'
import { REGION_LEVELS, type Region } from '../people/roles.ts'
import type { CommitteeCommand, CommitteeCommandType } from './commands.ts'
import type { CommitteeEvent } from './events.ts'
import { regionOf, seatsOf, unitOf } from './known.ts'
import type { CommitteeState } from './state.ts'
import { unsure } from './sure.ts'

type Answer = Decision<CommitteeEvent>
type Data<T extends CommitteeCommandType> = Extract<CommitteeCommand, { type: T }>['data']

const unknown = (what: string) => reject('not-found', `unknown-${what}`, `no such ${what}`, { rule: 'AD12' })
const inUse = (by: string) => reject('conflict', 'in-use', `still in use by ${by}`, { by, rule: 'AD13' })
const wrongPlace = () => reject('invalid', 'region-level', 'a region lies in one of a higher level', { rule: 'AD12' })

const active = (state: CommitteeState, context: Context) =>
  [...seatsOf(state, context).values()].filter(({ suspended }) => !suspended)

export function putUnit(state: CommitteeState, data: Data<'unit.put'>, context: Context): Answer {
  const { unit: id, name, region } = data
  const place = regionOf(state, context, region)
  if (!place || place.retired) return unknown('region')
  const before = unitOf(state, context, id)
  if (before && !before.retired && before.name === name && before.region === region) return accept()
  const unit = { id, name, region }
  return { ok: true, events: [{ type: 'unit.listed', data: unit }], roster: { units: [unit] } }
}

export function retireUnit(state: CommitteeState, data: Data<'unit.retire'>, context: Context): Answer {
  const unit = unitOf(state, context, data.unit)
  if (!unit) return unknown('unit')
  const doubt = unsure(context, data.confirm, unit.name)
  if (doubt) return doubt
  if (unit.retired) return accept()
  if (active(state, context).some((seat) => seat.unit === unit.id)) return inUse('accounts')
  const { confirm: _confirm, ...fact } = data
  return {
    ok: true,
    events: [{ type: 'unit.retired', data: fact }],
    roster: { units: [{ ...unit, retired: true }] },
  }
}

const depth = ({ level }: Pick<Region, 'level'>) => REGION_LEVELS.indexOf(level)
const childrenOf = (state: CommitteeState, id: string) =>
  Object.values(state.regions).filter(({ parent, retired }) => parent === id && !retired)

export function putRegion(state: CommitteeState, data: Data<'region.put'>, context: Context): Answer {
  const { region: id, name, level, parent } = data
  const above = parent === undefined ? undefined : regionOf(state, context, parent)
  if (parent !== undefined && (!above || above.retired)) return unknown('region')
  // each lies in one of a higher level, so nothing can ever lie in itself
  if (above && depth(above) >= depth({ level })) return wrongPlace()
  if (childrenOf(state, id).some((child) => depth(child) <= depth({ level }))) return wrongPlace()
  const before = regionOf(state, context, id)
  const region: Region = { id, name, level, ...(parent === undefined ? {} : { parent }) }
  if (before && !before.retired && before.name === name && before.level === level && before.parent === parent)
    return accept()
  return { ok: true, events: [{ type: 'region.listed', data: region }], roster: { regions: [region] } }
}

export function retireRegion(state: CommitteeState, data: Data<'region.retire'>, context: Context): Answer {
  const region = regionOf(state, context, data.region)
  if (!region) return unknown('region')
  const doubt = unsure(context, data.confirm, region.name)
  if (doubt) return doubt
  if (region.retired) return accept()
  if (childrenOf(state, region.id).length > 0) return inUse('regions')
  if (Object.values(state.units).some((unit) => unit.region === region.id && !unit.retired)) return inUse('units')
  if (active(state, context).some((seat) => seat.region === region.id)) return inUse('accounts')
  const { confirm: _confirm, ...fact } = data
  return {
    ok: true,
    events: [{ type: 'region.retired', data: fact }],
    roster: { regions: [{ ...region, retired: true }] },
  }
}

export function putSector(state: CommitteeState, { sector: id, name }: Data<'sector.put'>): Answer {
  const before = state.sectors[id]
  if (before && !before.retired && before.name === name) return accept()
  const sector = { id, name }
  return { ok: true, events: [{ type: 'sector.listed', data: sector }], roster: { sectors: [sector] } }
}

export function retireSector(state: CommitteeState, data: Data<'sector.retire'>, context: Context): Answer {
  const sector = state.sectors[data.sector]
  if (!sector) return unknown('sector')
  if (sector.retired) return accept()
  if (active(state, context).some((seat) => seat.sector === sector.id)) return inUse('accounts')
  return {
    ok: true,
    events: [{ type: 'sector.retired', data }],
    roster: { sectors: [{ ...sector, retired: true }] },
  }
}

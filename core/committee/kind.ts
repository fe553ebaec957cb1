import { z } from 'zod'
import { accept, reject, type Context, type Decision } from '../matter/decision.ts'
import type { AnyCommand, Kind } from '../matter/kind.ts'
import { committeePermissions } from '../people/committee-permissions.ts'
import { hasRole } from '../people/roles.ts'
import { committeeCommands, type CommitteeCommand } from './commands.ts'
import type { CommitteeEvent, CommitteeEventData } from './events.ts'
import { begin, evolve } from './evolve.ts'
import { seatOf } from './known.ts'
import { add, change, importRows, invite, restore, suspend } from './people.ts'
import { putRegion, putSector, putUnit, retireRegion, retireSector, retireUnit } from './places.ts'
import { putCategory, putTemplate, removeTemplate, retireCategory, setDay, setRule } from './rules.ts'
import type { CommitteeState } from './state.ts'

type Answer = Decision<CommitteeEvent>

function decide(state: CommitteeState, command: CommitteeCommand, context: Context): Answer {
  // by the record itself: what was taken from an administrator a moment ago is taken from the next command
  const own = seatOf(state, context, context.actor.id)
  if (!own || own.suspended || !own.roles.includes('administrator'))
    return reject('forbidden', 'not-allowed', 'not for this role', { rule: 'AD3' })
  switch (command.type) {
    case 'committee.begin':
      return reject('conflict', 'exists', 'the administrative record has begun')
    case 'account.add':
      return add(state, command.data, context)
    case 'account.change':
      return change(state, command.data, context)
    case 'account.suspend':
      return suspend(state, command.data, context)
    case 'account.restore':
      return restore(state, command.data, context)
    case 'account.invite':
      return invite(state, command.data, context)
    case 'roster.import':
      return importRows(state, command.data, context)
    case 'unit.put':
      return putUnit(state, command.data, context)
    case 'unit.retire':
      return retireUnit(state, command.data, context)
    case 'region.put':
      return putRegion(state, command.data, context)
    case 'region.retire':
      return retireRegion(state, command.data, context)
    case 'sector.put':
      return putSector(state, command.data)
    case 'sector.retire':
      return retireSector(state, command.data, context)
    case 'category.put':
      return putCategory(state, command.data)
    case 'category.retire':
      return retireCategory(state, command.data)
    case 'template.put':
      return putTemplate(state, command.data)
    case 'template.remove':
      return removeTemplate(state, command.data)
    case 'clock.set-rule':
      return setRule(state, command.data, context)
    case 'clock.set-day':
      return setDay(state, command.data)
    default:
      return command satisfies never
  }
}

const join = z.object({
  type: z.literal('account.join'),
  data: z.object({ account: z.string(), code: z.string(), passwordHash: z.string() }),
})

/** An invitation was taken up. `at` in ms UTC. */
function decideSystem(state: CommitteeState, command: AnyCommand, at: number): Answer {
  if (command.type === 'committee.begin') return accept()
  const { data } = join.parse(command)
  const seat = state.seats[data.account]
  if (!seat?.invited || seat.invited.until <= at || seat.suspended)
    return reject('not-found', 'no-invitation', 'no invitation has this code', { rule: 'AD10' })
  const event = { type: 'account.joined' as const, data: { account: data.account } }
  return { ok: true, events: [event], roster: { joined: data } }
}

/** 行政记录 */
export const committeeKind: Kind<CommitteeState, CommitteeCommand, CommitteeEvent, 'committee.begun'> = {
  kind: 'committee',
  beginsWith: { command: 'committee.begin', event: 'committee.begun' },
  schemas: committeeCommands,
  permissions: committeePermissions,
  ends: [],
  silent: true,
  keepsRoster: true,
  found: ({ data }) => ({
    ok: true,
    events: [{ type: 'committee.begun', data: data as CommitteeEventData['committee.begun'] }],
  }),
  decideFirst: () => reject('forbidden', 'not-allowed', 'the server begins it', { rule: 'AD1' }),
  decide,
  decideSystem: (state, command, { at = 0 }) => decideSystem(state, command, at),
  begin,
  evolve,
  waiting: () => [],
  relations: () => new Set(),
  maySee: (_state, account) => hasRole(account, 'administrator') || hasRole(account, 'moderator'),
  maySpeak: () => false,
  maySeeHeld: () => false,
  isOpen: () => false,
  concerned: () => ({ accounts: [], units: [], roles: ['administrator'] }),
  names: () => [],
  related: ({ id, kind, status, title, author }) => ({
    ...{ id, kind, status, title, author },
    concerned: [],
    suggestions: [],
    absorbed: 0,
    open: false,
    answeredFor: [],
    // it is in no other record
    namedBy: [],
  }),
  summary: () => ({ supports: 0, cosigners: 0 }),
  searchText: () => '',
  incomparable: true,
  searchable: [],
  turns: [],
}

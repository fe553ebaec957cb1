import { accept, reject, type Context, type Decision, type RosterChange } from '../matter/decision.ts'
import type { Account } from '../people/roles.ts'
import { LONGEST_INVITATION_MS, type CommitteeCommand, type CommitteeCommandType, type Person } from './commands.ts'
import type { CommitteeEvent, SeatFact } from './events.ts'
import { otherAdministrators, regionOf, seatOf, sectorOf, unitOf } from './known.ts'
import { personFaults, type KnownPlaces } from './person-faults.ts'
import type { CommitteeState, SeatState } from './state.ts'
import { unsure } from './sure.ts'

type Answer = Decision<CommitteeEvent>
type Data<T extends CommitteeCommandType> = Extract<CommitteeCommand, { type: T }>['data']

const acceptRoster = (roster: RosterChange, ...events: CommitteeEvent[]): Answer => ({ ok: true, events, roster })

/** Brings an account into the record first, where the roster got it from elsewhere. */
function onSeat(state: CommitteeState, account: string, seat: SeatState, roster: RosterChange, event: CommitteeEvent) {
  const noted: CommitteeEvent[] = state.seats[account]
    ? []
    : [{ type: 'account.noted', data: seatFact({ account, ...seat }) }]
  return acceptRoster(roster, ...noted, event)
}
const unknown = () => reject('not-found', 'unknown-account', 'no such account')

/** What a person is checked against: the record, then the roster. */
function places(state: CommitteeState, context: Context): KnownPlaces {
  const holders = new Map(context.directory.accounts().map(({ username, id }) => [username, id]))
  return {
    unit: (id) => unitOf(state, context, id),
    region: (id) => regionOf(state, context, id),
    sector: (id) => sectorOf(state, id),
    holder: (username) => holders.get(username),
  }
}

const seatFact = ({ account, roles, sector, unit, region }: Omit<Person, 'name' | 'username'>): SeatFact => ({
  account,
  roles,
  ...(sector === undefined ? {} : { sector }),
  ...(unit === undefined ? {} : { unit }),
  ...(region === undefined ? {} : { region }),
})

const accountOf = (person: Person): Account => {
  const { account: id, ...seat } = seatFact(person)
  return { id, username: person.username, name: person.name, ...seat }
}

function misfit(person: Person, known: KnownPlaces) {
  const [first] = personFaults(person, known)
  if (!first) return undefined
  const { field, fault } = first
  return fault === 'taken'
    ? reject('conflict', 'username-taken', 'another account has this username', { rule: 'AD4' })
    : reject('invalid', `person-${fault}`, `the ${field} of this person is ${fault}`, { field, rule: 'AD4' })
}

export function add(state: CommitteeState, person: Data<'account.add'>, context: Context): Answer {
  if (seatOf(state, context, person.account))
    return reject('conflict', 'account-exists', 'there is such an account already')
  return (
    misfit(person, places(state, context)) ??
    acceptRoster({ accounts: [accountOf(person)] }, { type: 'account.added', data: seatFact(person) })
  )
}

const sameRoles = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join()

const lastOne = () => reject('conflict', 'last-administrator', 'somebody must be able to administrate', { rule: 'AD8' })

function isLast(state: CommitteeState, context: Context, id: string, seat: SeatState): boolean {
  return seat.roles.includes('administrator') && !seat.suspended && otherAdministrators(state, context, id) === 0
}

export function change(state: CommitteeState, given: Data<'account.change'>, context: Context): Answer {
  const { confirm, ...person } = given
  const seat = seatOf(state, context, person.account)
  const before = context.directory.account(person.account)
  if (!seat || !before) return unknown()
  const refused = misfit(person, places(state, context))
  if (refused) return refused
  if (!sameRoles(seat.roles, person.roles)) {
    const doubt = unsure(context, confirm, before.name)
    if (doubt) return doubt
    if (!person.roles.includes('administrator') && isLast(state, context, person.account, seat)) return lastOne()
  }
  const renamed = before.name !== person.name || before.username !== person.username
  const fact = seatFact(person)
  const { account: _account, ...now } = fact
  const { roles, sector, unit, region } = seat
  const same =
    sameRoles(roles, now.roles) && sector === now.sector && unit === now.unit && region === now.region && !renamed
  if (same) return accept()
  const suspended = seat.suspended ? { suspended: true as const } : {}
  return onSeat(
    state,
    person.account,
    seat,
    { accounts: [{ ...accountOf(person), ...suspended }] },
    { type: 'account.changed', data: { ...fact, ...(renamed ? { renamed } : {}) } },
  )
}

export function suspend(state: CommitteeState, data: Data<'account.suspend'>, context: Context): Answer {
  const { account, reason, confirm } = data
  const seat = seatOf(state, context, account)
  const known = context.directory.account(account)
  if (!seat || !known) return unknown()
  const doubt = unsure(context, confirm, known.name)
  if (doubt) return doubt
  if (seat.suspended) return accept()
  if (isLast(state, context, account, seat)) return lastOne()
  return onSeat(
    state,
    account,
    seat,
    { accounts: [{ ...known, suspended: true }] },
    { type: 'account.suspended', data: { account, reason } },
  )
}

export function restore(state: CommitteeState, data: Data<'account.restore'>, context: Context): Answer {
  const seat = seatOf(state, context, data.account)
  const known = context.directory.account(data.account)
  if (!seat || !known) return unknown()
  if (!seat.suspended) return accept()
  const { suspended: _suspended, ...account } = known
  return onSeat(state, data.account, seat, { accounts: [account] }, { type: 'account.restored', data })
}

export function invite(state: CommitteeState, data: Data<'account.invite'>, context: Context): Answer {
  const { account, code, until, confirm } = data
  const seat = seatOf(state, context, account)
  const known = context.directory.account(account)
  if (!seat || !known) return unknown()
  if (seat.suspended) return reject('conflict', 'suspended', 'the account is suspended', { rule: 'AD9' })
  if (until <= context.at) return reject('invalid', 'in-the-past', 'the end lies in the past', { rule: 'AD9' })
  if (until > context.at + LONGEST_INVITATION_MS)
    return reject('invalid', 'too-long', 'an invitation holds for thirty days at most', { rule: 'AD9' })
  // whoever has a password already would lose it: as grave as taking their place
  const doubt = seat.joined ? unsure(context, confirm, known.name) : undefined
  if (doubt) return doubt
  const event: CommitteeEvent = { type: 'account.invited', data: { account, until } }
  return onSeat(state, account, seat, { invitations: [{ account, code, until }] }, event)
}

export function importRows(state: CommitteeState, data: Data<'roster.import'>, context: Context): Answer {
  const doubt = unsure(context, data.confirm, String(data.rows.length))
  if (doubt) return doubt
  const known = places(state, context)
  const names = new Map<string, number>()
  const ids = new Set<string>()
  const faults = data.rows.flatMap((row, i) => {
    const found = personFaults(row, known).map(({ field, fault }) => ({ row: i, field, fault }))
    if (names.has(row.username)) found.push({ row: i, field: 'username', fault: 'twice' })
    names.set(row.username, i)
    return found
  })
  if (faults.length > 0)
    return reject('conflict', 'import-faults', 'some rows do not fit; nothing was taken', {
      faults: faults.slice(0, 50),
      rule: 'AD11',
    })
  for (const { account } of data.rows) {
    if (ids.has(account) || seatOf(state, context, account))
      return reject('conflict', 'account-exists', 'there is such an account already', { rule: 'AD11' })
    ids.add(account)
  }
  return acceptRoster(
    { accounts: data.rows.map(accountOf) },
    { type: 'roster.imported', data: { seats: data.rows.map(seatFact) } },
  )
}

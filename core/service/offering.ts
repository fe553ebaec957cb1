import { attach } from '../matter/attach.ts'
import { accept, acceptWith, reject, type Context } from '../matter/decision.ts'
import { REGION_LEVELS, hasRole, type Account, type Directory } from '../people/roles.ts'
import { unknownUnit } from '../people/units.ts'
import type { Data, ServiceAnswer as Answer } from './decide-types.ts'
import { isOffered } from './relations.ts'
import type { Attachment } from '../wire/attachments.ts'
import type { ServiceState } from './state.ts'

/** What is held beside the record until somebody has claimed it. */
export interface HeldDetails {
  details: string
  attachments?: Attachment[]
}

/** Posts a request and offers it to the members whose expertise and region fit. The details are held. */
export function post(data: Data<'service.post'>, context: Context): Answer {
  const { directory, actor } = context
  const { details, attachments, sectors = [], ...said } = data
  if (!directory.region(data.region))
    return reject('invalid', 'unknown-region', 'no such region', { region: data.region })
  const attached = attach(attachments, context)
  if (!attached.ok) return attached
  const path = upwards(data.region, directory).map(({ id, level }) => ({ region: id, level }))
  const offered = reached(sectors, data.region, actor.id, directory)
  const held: HeldDetails = { details, ...attached.files }
  return acceptWith({ type: 'service.posted', data: { ...said, sectors, path, offered } }, { hold: held })
}

/**
 * Offers a request to others instead. Once somebody has claimed it there is a dialogue in the record, which the next one
 * reads: then it is offered to one member by name.
 */
export function offer(state: ServiceState, data: Data<'service.offer'>, { directory }: Context): Answer {
  const { accounts, sectors = state.sectors, region = state.region } = data
  if (!directory.region(region)) return reject('invalid', 'unknown-region', 'no such region', { region })
  if (state.details !== undefined && accounts?.length !== 1)
    return reject('conflict', 'by-name-only', 'what has a dialogue is offered to one member by name', { rule: 'HP4' })
  for (const id of accounts ?? []) {
    const account = directory.account(id)
    if (!account) return reject('not-found', 'unknown-account', 'no such account', { account: id })
    if (!hasRole(account, 'member') || id === state.author)
      return reject('conflict', 'cannot-help', 'not a member who could help', { account: id, rule: 'HP4' })
  }
  const offered = accounts ?? reached(sectors, region, state.author, directory)
  if (offered.length === 0) return reject('conflict', 'reaches-nobody', 'no member fits', { rule: 'HP4' })
  return accept({ type: 'service.offered', data: { offered } })
}

/** Sends it to a unit: from now on it alone can claim it. */
export function send(state: ServiceState, { unit }: Data<'service.send'>, { directory }: Context): Answer {
  const unknown = unknownUnit([unit], directory)
  if (unknown) return unknown
  return state.sent?.unit === unit ? accept() : accept({ type: 'service.sent', data: { unit } })
}

/** Claims it, as a member for oneself or for the unit that it was sent to; brings the held details into the record. */
export function claim(state: ServiceState, { actor, held }: Context): Answer {
  const unit = state.offered.includes(actor.id) ? undefined : state.sent?.unit
  const kept = state.details === undefined ? (held as HeldDetails | undefined) : undefined
  if (state.details === undefined && !kept)
    return reject('unavailable', 'details-held', 'the details lie with the server', { rule: 'HP3' })
  return acceptWith(
    {
      type: 'service.claimed',
      data: { ...(unit === undefined ? {} : { unit }), ...kept },
    },
    { hold: null },
  )
}

/** Says no: for the unit that it was sent to, or as one of those it is offered to. */
export function refuse(state: ServiceState, { reason }: Data<'service.refuse'>, { actor }: Context): Answer {
  if (!isOffered(state, actor)) return accept()
  const unit = state.offered.includes(actor.id) ? undefined : state.sent?.unit
  return accept({
    type: 'service.refused',
    data: unit === undefined ? { by: 'member', reason } : { by: 'unit', unit, reason },
  })
}

/** A region and those above it, as far as there are. */
function upwards(region: string, directory: Directory) {
  const path = []
  // a tree is no deeper than its levels; a roster with a ring must not hang us
  for (let at = directory.region(region); at && path.length < REGION_LEVELS.length;) {
    path.push(at)
    at = at.parent === undefined ? undefined : directory.region(at.parent)
  }
  return path
}

/** Ids of the members of these sectors, or of any, whose region has this one in it or lies in it; not of `author`. */
export function reached(sectors: readonly string[], region: string, author: string, directory: Directory): string[] {
  const above = (id: string | undefined) => (id === undefined ? [] : upwards(id, directory).map((one) => one.id))
  const path = above(region)
  const near = ({ region: home }: Account) => home === undefined || path.includes(home) || above(home).includes(region)
  const expert = ({ sector }: Account) => sectors.length === 0 || (sector !== undefined && sectors.includes(sector))
  return directory
    .accounts()
    .filter((account) => account.id !== author && hasRole(account, 'member') && expert(account) && near(account))
    .map(({ id }) => id)
}

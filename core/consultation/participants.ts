import type { Relation } from '../people/permission.ts'
import { hasRole, type Account, type Directory, type Role } from '../people/roles.ts'
import type { ParticipantRule } from './commands.ts'
import { present, type ConsultationState } from './state.ts'

/** Who takes part by a rule that names sectors or regions and no roles. */
const USUAL: readonly Role[] = ['member', 'representative']
/** Who can come to an open session, and who can speak in it. */
const VOICES: readonly Role[] = ['representative', 'member', 'unit', 'moderator']
/** Who has a vote; staff and units that only report have none. */
const VOTERS: readonly Role[] = ['member', 'representative']

/** Ids of everyone whom a rule reaches now: those it names, and those who fit all that it asks for. */
export function reached(rule: ParticipantRule, directory: Directory): string[] {
  const named = new Set(rule.accounts)
  const asks = Boolean(rule.roles?.length || rule.sectors?.length || rule.regions?.length)
  if (asks) for (const account of directory.accounts()) if (fits(rule, account, directory)) named.add(account.id)
  return [...named]
}

function fits({ roles, sectors, regions }: ParticipantRule, account: Account, directory: Directory): boolean {
  if (!(roles?.length ? roles : USUAL).some((role) => hasRole(account, role))) return false
  if (sectors?.length && (account.sector === undefined || !sectors.includes(account.sector))) return false
  return !regions?.length || regionsAbove(account.region, directory).some((region) => regions.includes(region))
}

function regionsAbove(region: string | undefined, directory: Directory): string[] {
  const path: string[] = []
  // a roster with a ring in it must not hold anybody up
  for (let at = region; at !== undefined && !path.includes(at); at = directory.region(at)?.parent) path.push(at)
  return path
}

/** Whether an account takes part: it is one of those reached, or the session is open to it. */
export function isParticipant(state: ConsultationState, account: Account): boolean {
  if (state.participants.open && VOICES.some((role) => hasRole(account, role))) return true
  return state.accounts.includes(account.id)
}

/** Ids of those who have a vote now: members and representatives among those reached and those in the room. */
export function voters(state: ConsultationState, directory: Directory): string[] {
  const candidates = new Set([...state.accounts, ...present(state)])
  return [...candidates].filter((id) => {
    const account = directory.account(id)
    return account !== undefined && VOTERS.some((role) => hasRole(account, role))
  })
}

/** What an account is to a consultation. */
export function consultationRelations(state: ConsultationState, account: Account): Set<Relation> {
  const relations = new Set<Relation>()
  if (state.author === account.id) relations.add('author')
  if (isParticipant(state, account)) relations.add('participant')
  const owner = state.published?.owner
  if (owner !== undefined && (owner === account.id || (hasRole(account, 'unit') && owner === account.unit)))
    relations.add('outcome-owner')
  return relations
}

/** Everyone signed in may read a session that the committee may see, or that anyone may come to. */
export function isOpenConsultation({ visibility, participants }: ConsultationState): boolean {
  return visibility === 'committee' || participants.open === true
}

/** Whether an account may read a consultation. */
export function maySeeConsultation(state: ConsultationState, account: Account): boolean {
  if (isOpenConsultation(state) || hasRole(account, 'moderator')) return true
  const { accounts, units } = concerned(state)
  return accounts.includes(account.id) || (hasRole(account, 'unit') && units.includes(account.unit ?? ''))
}

/** Accounts and units that a session concerns by name. */
export function concerned(state: ConsultationState): { accounts: string[]; units: string[] } {
  const owners = [state.published?.owner, ...(state.published?.followUps ?? []).map(({ owner }) => owner)]
  // an owner is an account or a unit; as what it is not, it reaches nobody
  const named = owners.filter((owner) => owner !== undefined)
  return { accounts: [...new Set([state.author, ...state.accounts, ...named])], units: [...new Set(named)] }
}

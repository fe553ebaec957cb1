import { CONSULTATION_STATUSES } from '../../core/consultation/state.ts'
import type { MatterKind } from '../../core/matter/state.ts'
import { PROPOSAL_STATUSES } from '../../core/proposal/state.ts'
import { SYSTEM_ACTOR } from '../../core/record/event.ts'
import { ANSWER_STATUSES } from '../../core/answer/state.ts'
import { SERVICE_STATUSES } from '../../core/service/state.ts'
import { SUGGESTION_STATUSES } from '../../core/suggestion/state.ts'
import { SUPERVISION_STATUSES } from '../../core/supervision/state.ts'
import { inject, type InjectionKey } from 'vue'
import { t } from '../i18n/i18n.ts'
import { useRoster } from '../stores/roster.ts'
import { categoryName } from './categories.ts'

/** The name of a status, of a proposal unless another kind is given; an unknown one stays as it is. */
export function statusName(status: string, kind: MatterKind = 'proposal'): string {
  if (kind === 'suggestion') {
    const known = SUGGESTION_STATUSES.find((candidate) => candidate === status)
    return known ? t(`suggestion.status.${known}`) : status
  }
  if (kind === 'consultation') {
    const known = CONSULTATION_STATUSES.find((candidate) => candidate === status)
    return known ? t(`consultation.status.${known}`) : status
  }
  if (kind === 'supervision') {
    const known = SUPERVISION_STATUSES.find((candidate) => candidate === status)
    return known ? t(`supervision.status.${known}`) : status
  }
  if (kind === 'service') {
    const known = SERVICE_STATUSES.find((candidate) => candidate === status)
    return known ? t(`service.status.${known}`) : status
  }
  if (kind === 'committee') return ''
  if (kind === 'answer') {
    const known = ANSWER_STATUSES.find((candidate) => candidate === status)
    return known ? t(`answer.status.${known}`) : status
  }
  const known = PROPOSAL_STATUSES.find((candidate) => candidate === status)
  return known ? t(`words.status.${known}`) : status
}

/** Names that a copy of a record brings along: id → name. They go before the roster, which may be of another server. */
export const TOLD_NAMES: InjectionKey<() => Readonly<Record<string, string>>> = Symbol('names that a copy tells')

/** Names of people and places as the roster has them, or the copy that is shown. Call it in set-up. */
export function useNames() {
  const roster = useRoster()
  const names = inject(TOLD_NAMES, undefined)
  const told = (id: string): string | undefined => {
    const all = names?.()
    return all && Object.hasOwn(all, id) ? all[id] : undefined
  }
  /** A person's name; the scheduler is 系统. */
  const person = (account: string): string => {
    if (account === SYSTEM_ACTOR) return t('common.system')
    return told(account) ?? roster.accounts.get(account)?.name ?? t('common.unknownPerson')
  }
  /** What a person is: the sector or unit, else the roles. */
  const standing = (account: string): string => {
    const known = roster.accounts.get(account)
    if (!known) return ''
    const of = known.sector ? roster.sector(known.sector)?.name : known.unit ? roster.unit(known.unit)?.name : undefined
    const roles = known.roles.map((role) => t(`words.role.${role}`)).join(t('common.and'))
    return [roles, of].filter(Boolean).join(' · ')
  }
  const unit = (id: string): string => told(id) ?? roster.unit(id)?.name ?? t('common.unknownUnit')
  const units = (ids: readonly string[]): string => ids.map(unit).join(t('common.and'))
  const people = (accounts: readonly string[]): string => accounts.map(person).join(t('common.and'))
  /** The last two steps of a place's path: enough to know it by. */
  const place = (region: string | undefined): string => {
    if (region === undefined) return ''
    const path = roster.regionPath(region)
    return path.length === 0
      ? (told(region) ?? t('common.unknownPlace'))
      : path
          .slice(-2)
          .map(({ name }) => name)
          .join('')
  }
  const sector = (id: string): string => told(id) ?? roster.sector(id)?.name ?? id
  return { person, standing, people, place, unit, units, sector, category: categoryName }
}

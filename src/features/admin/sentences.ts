import { CLOCK_RULES } from '../../../core/clock/rules.ts'
import type { Span } from '../../../core/clock/span.ts'
import type { CommitteeEventData } from '../../../core/committee/events.ts'
import type { Seat } from '../../../core/committee/state.ts'
import { t } from '../../i18n/i18n.ts'
import { fullMoment } from '../../i18n/time.ts'
import { reason, said, type Names, type Sentence } from '../matter/sentence.ts'

type Wording = {
  [T in keyof CommitteeEventData]: (data: CommitteeEventData[T], who: string, names: Names) => string | Sentence
}

/** A length of time as committees say it. */
export function spanText(length: Span): string {
  if ('workdays' in length) return t('admin.span.workdays', { n: length.workdays })
  return 'days' in length ? t('admin.span.days', { n: length.days }) : t('admin.span.months', { n: length.months })
}

/** The name of a rule of a clock; one that this edition does not know keeps its id. */
export function ruleName(id: string): string {
  return Object.values(CLOCK_RULES).find((rule) => rule.id === id)?.name ?? id
}

const seat = ({ roles, unit }: Seat, names: Names) =>
  [roles.map((role) => t(`words.role.${role}`)).join(t('common.and')), unit === undefined ? '' : names.unit(unit)]
    .filter(Boolean)
    .join(' · ')

const about = (account: string, names: Names) => ({ person: names.person(account) })

/** One wording for each event of the administrative record. */
export const COMMITTEE_WORDING: Wording = {
  'committee.begun': ({ seats, units }) => t('events.committee.begun', { people: seats.length, units: units.length }),
  'committee.rule-set': ({ rule, length, text, reason: why }, who) =>
    said(t('events.committee.rule-set', { who, rule: ruleName(rule), length: spanText(length) }), text, ...reason(why)),
  'committee.day-set': ({ day, work, name, reason: why }, who) =>
    said(t(work ? 'events.committee.day-work' : 'events.committee.day-off', { who, day, name }), ...reason(why)),
  'account.noted': (data, _who, names) =>
    t('events.account.noted', { ...about(data.account, names), seat: seat(data, names) }),
  'account.added': (data, who, names) =>
    t('events.account.added', { who, ...about(data.account, names), seat: seat(data, names) }),
  'account.changed': (data, who, names) =>
    t(data.renamed ? 'events.account.renamed' : 'events.account.changed', {
      who,
      ...about(data.account, names),
      seat: seat(data, names),
    }),
  'account.suspended': (data, who, names) =>
    said(t('events.account.suspended', { who, ...about(data.account, names) }), ...reason(data.reason)),
  'account.restored': (data, who, names) =>
    said(t('events.account.restored', { who, ...about(data.account, names) }), ...reason(data.reason)),
  'account.invited': ({ account, until }, who, names) =>
    t('events.account.invited', { who, ...about(account, names), until: fullMoment(until) }),
  'account.joined': ({ account }, _who, names) => t('events.account.joined', about(account, names)),
  'roster.imported': ({ seats }, who, names) =>
    t('events.roster.imported', { who, n: seats.length, people: names.people(seats.map(({ account }) => account)) }),
  'unit.listed': ({ name }, who) => t('events.unit.listed', { who, name }),
  'unit.retired': ({ unit, reason: why }, who, names) =>
    said(t('events.unit.retired', { who, name: names.unit(unit) }), ...reason(why)),
  'region.listed': ({ name }, who) => t('events.region.listed', { who, name }),
  'region.retired': ({ region, reason: why }, who, names) =>
    said(t('events.region.retired', { who, name: names.place(region) }), ...reason(why)),
  'sector.listed': ({ name }, who) => t('events.sector.listed', { who, name }),
  'sector.retired': ({ sector, reason: why }, who, names) =>
    said(t('events.sector.retired', { who, name: names.sector(sector) }), ...reason(why)),
  'category.listed': ({ name }, who) => t('events.category.listed', { who, name }),
  'category.retired': ({ category, reason: why }, who, names) =>
    said(t('events.category.retired', { who, name: names.category(category) }), ...reason(why)),
  'template.kept': ({ name, text }, who) => said(t('events.template.kept', { who, name }), text),
  'template.removed': (_, who) => t('events.template.removed', { who }),
}

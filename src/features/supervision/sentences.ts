import type { CommitmentEventData, ThreadEventData } from '../../../core/supervision/events.ts'
import { t } from '../../i18n/i18n.ts'
import { wholeDate } from '../../i18n/time.ts'
import { reason, said, type Names, type Sentence } from '../matter/sentence.ts'

export type SupervisionEventData = ThreadEventData & CommitmentEventData
type Wording = {
  [T in keyof SupervisionEventData]: (data: SupervisionEventData[T], who: string, names: Names) => string | Sentence
}

const dueBy = (due: number) => t('events.detail.dueBy', { at: wholeDate(due) })

/** One wording for each event of a micro-supervision. */
export const SUPERVISION_WORDING: Wording = {
  'supervision.opened': ({ title, unit, subject }, who, names) =>
    said(
      t('events.supervision.opened', { who, unit: names.unit(unit) }),
      t('events.detail.title', { text: title }),
      subject,
    ),
  'supervision.appointed': ({ supervisors }, who, { people }) =>
    t('events.supervision.appointed', { who, people: people(supervisors) }),
  'supervision.accepted': ({ unit, text }, who, names) =>
    said(t('events.supervision.accepted', { who, unit: names.unit(unit) }), text),
  'supervision.reminded': ({ text }, who) => said(t('events.supervision.reminded', { who }), text),
  'supervision.escalated': ({ to, reason: why }, who) =>
    said(t('events.supervision.escalated', { who, level: t(`words.level.${to}`) }), ...reason(why)),
  'supervision.rated': ({ response, effect, text }, who) =>
    said(
      t('events.supervision.rated', { who, response, effect }),
      text === undefined ? undefined : t('events.detail.ratedOf', { text }),
    ),
  'supervision.closed': ({ summary, kept, unkept }, who) =>
    said(t('events.supervision.closed', { who, kept: kept.length, unkept: unkept.length }), summary),
  'supervision.reopened': ({ reason: why, commitments }, who) =>
    said(t('events.supervision.reopened', { who, n: commitments.length }), ...reason(why)),
  'supervision.looked-back': ({ verdict, evidence, after }, who) =>
    said(
      t(after === undefined ? 'events.supervision.looked-back' : 'events.supervision.looked-back-after', {
        who,
        days: after ?? 0,
        verdict: t(`words.verdict.${verdict}`),
      }),
      t('events.detail.evidence', { text: evidence }),
    ),
  'supervision.followed': (_, who) => t('events.supervision.followed', { who }),
  'supervision.unfollowed': (_, who) => t('events.supervision.unfollowed', { who }),
  'supervision.observed': ({ text }, who) => said(t('events.supervision.observed', { who }), text),
  'observation.hidden': (data, who) => said(t('events.observation.hidden', { who }), ...reason(data.reason)),
  'observation.unhidden': (_, who) => t('events.observation.unhidden', { who }),
  'commitment.added': ({ text, unit, due }, who, names) =>
    said(t('events.commitment.added', { who, unit: names.unit(unit) }), text, dueBy(due)),
  'commitment.amended': ({ unit, due, reason: why }, who, names) =>
    said(t('events.commitment.amended', { who, unit: names.unit(unit) }), dueBy(due), ...reason(why)),
  'commitment.reworded': ({ text, reason: why }, who) =>
    said(t('events.commitment.reworded', { who }), text, ...reason(why)),
  'commitment.dropped': (data, who) => said(t('events.commitment.dropped', { who }), ...reason(data.reason)),
  'commitment.claimed-done': ({ unit, text }, who, names) =>
    said(t('events.commitment.claimed-done', { who, unit: names.unit(unit) }), text),
  'commitment.verified': ({ verdict, text }, who) =>
    said(t('events.commitment.verified', { who, verdict: t(`words.verdict.${verdict}`) }), text),
  'progress.reported': ({ unit, percent, text }, who, names) =>
    said(
      percent === undefined
        ? t('events.progress.reported', { who, unit: names.unit(unit) })
        : t('events.progress.percent', { who, unit: names.unit(unit), percent }),
      text,
    ),
  'extension.requested': ({ unit, due, reason: why }, who, names) =>
    said(t('events.extension.requested', { who, unit: names.unit(unit), at: wholeDate(due) }), ...reason(why)),
  'extension.granted': ({ due, text }, who) => said(t('events.extension.granted', { who, at: wholeDate(due) }), text),
  'extension.denied': ({ text }, who) => said(t('events.extension.denied', { who }), text),
}

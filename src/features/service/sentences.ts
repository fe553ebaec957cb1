import type { AnswerEventData } from '../../../core/answer/events.ts'
import type { ServiceEventData } from '../../../core/service/events.ts'
import { t } from '../../i18n/i18n.ts'
import { fullDay } from '../../i18n/time.ts'
import { reason, said, type Names, type Sentence } from '../matter/sentence.ts'

export type ServiceWordingData = ServiceEventData & AnswerEventData
type Wording = {
  [T in keyof ServiceWordingData]: (data: ServiceWordingData[T], who: string, names: Names) => string | Sentence
}

const title = (text: string) => t('events.detail.title', { text })
const question = (text: string) => t('events.detail.question', { text })
const reply = (text: string) => t('events.detail.reply', { text })

/** One wording for each event of a micro-service, and of what is published of it. */
export const SERVICE_WORDING: Wording = {
  'service.posted': (data, who) => said(t('events.service.posted', { who }), title(data.title)),
  'service.offered': ({ offered }, who) => t('events.service.offered', { who, n: offered.length }),
  'service.sent': ({ unit }, who, names) => t('events.service.sent', { who, unit: names.unit(unit) }),
  'service.refused': ({ unit, reason: why }, who, names) =>
    said(
      unit === undefined
        ? t('events.service.refused', { who })
        : t('events.service.refusedFor', { who, unit: names.unit(unit) }),
      ...reason(why),
    ),
  'service.claimed': ({ unit, details }, who, names) =>
    said(
      unit === undefined
        ? t('events.service.claimed', { who })
        : t('events.service.claimedFor', { who, unit: names.unit(unit) }),
      details,
    ),
  'service.handed-back': (data, who) => said(t('events.service.handed-back', { who }), ...reason(data.reason)),
  'service.resolved': ({ answer }, who) => said(t('events.service.resolved', { who }), answer),
  'service.reopened': (data, who) => said(t('events.service.reopened', { who }), ...reason(data.reason)),
  'service.rated': ({ score, text }, who) => said(t('events.service.rated', { who, score }), text),
  'service.withdrawn': (data, who) => said(t('events.service.withdrawn', { who }), ...reason(data.reason)),
  'service.closed': (data, who) => said(t('events.service.closed', { who }), ...reason(data.reason)),
  'appointment.proposed': ({ instead, startsAt, minutes, place, note }, who) =>
    said(
      t(instead === undefined ? 'events.appointment.proposed' : 'events.appointment.moved', {
        who,
        at: fullDay(startsAt),
        minutes,
      }),
      t('events.detail.meetAt', { place }),
      note === undefined ? undefined : t('events.detail.note', { text: note }),
    ),
  'appointment.accepted': (_, who) => t('events.appointment.accepted', { who }),
  'appointment.cancelled': (data, who) => said(t('events.appointment.cancelled', { who }), ...reason(data.reason)),
  'publication.drafted': (data, who) =>
    said(t('events.publication.drafted', { who }), title(data.title), question(data.question), reply(data.answer)),
  'publication.consented': (_, who) => t('events.publication.consented', { who }),
  'publication.declined': (data, who) => said(t('events.publication.declined', { who }), ...reason(data.reason)),
  'publication.published': () => t('events.publication.published'),
  'answer.published': (data, who) =>
    said(t('events.answer.published', { who }), title(data.title), question(data.question), reply(data.answer)),
  'answer.withdrawn': (data, who) => said(t('events.answer.withdrawn', { who }), ...reason(data.reason)),
}

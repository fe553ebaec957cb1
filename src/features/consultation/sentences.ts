import type {
  OutcomeEventData,
  RoomEventData,
  SessionEventData,
  VotingEventData,
} from '../../../core/consultation/events.ts'
import { t } from '../../i18n/i18n.ts'
import { fullMoment, wholeDate } from '../../i18n/time.ts'
import { reason, type Names, type Sentence } from '../matter/sentence.ts'

export type ConsultationEventData = SessionEventData & RoomEventData & VotingEventData & OutcomeEventData
type Wording = {
  [T in keyof ConsultationEventData]: (data: ConsultationEventData[T], who: string, names: Names) => string | Sentence
}

const said = (text: string, ...details: (string | undefined)[]): Sentence => ({
  text,
  details: details.filter((detail) => detail !== undefined),
})

/** One wording for each event of a micro-consultation. */
export const CONSULTATION_WORDING: Wording = {
  'consultation.created': ({ title, question }, who) =>
    said(t('events.consultation.created', { who }), t('events.detail.title', { text: title }), question),
  'consultation.revised': ({ title, question }, who) =>
    said(t('events.consultation.revised', { who }), t('events.detail.title', { text: title }), question),
  'consultation.invited': ({ accounts }, who) => t('events.consultation.invited', { who, n: accounts.length }),
  'consultation.postponed': (data, who) =>
    said(t('events.consultation.postponed', { who, at: fullMoment(data.startsAt) }), ...reason(data.reason)),
  'consultation.cancelled': (data, who) => said(t('events.consultation.cancelled', { who }), ...reason(data.reason)),
  'consultation.opened': (_, who) => t('events.consultation.opened', { who }),
  'consultation.paused': (data, who) => said(t('events.consultation.paused', { who }), ...reason(data.reason)),
  'consultation.resumed': (_, who) => t('events.consultation.resumed', { who }),
  'consultation.announced': ({ text }, who) => said(t('events.consultation.announced', { who }), text),
  'consultation.concluded': (_, who) => t('events.consultation.concluded', { who }),
  'consultation.published': ({ outcome, consensus, owner, reviewOn }, who, names) =>
    said(
      t('events.consultation.published', { who, owner: ownerName(owner, names), at: wholeDate(reviewOn) }),
      outcome,
      ...consensus,
    ),
  'consultation.reviewed': ({ text }, who) => said(t('events.consultation.reviewed', { who }), text),
  'agenda.started': (_, who) => t('events.agenda.started', { who }),
  'agenda.finished': (_, who) => t('events.agenda.finished', { who }),
  'agenda.extended': ({ minutes }, who) => t('events.agenda.extended', { who, n: minutes }),
  'agenda.added': ({ item }, who) => t('events.agenda.added', { who, title: item.title }),
  'agenda.reordered': (_, who) => t('events.agenda.reordered', { who }),
  'attendance.accepted': (_, who) => t('events.attendance.accepted', { who }),
  'attendance.excused': (data, who) => said(t('events.attendance.excused', { who }), ...reason(data.reason)),
  'attendance.leave-decided': ({ account, granted, reason: why }, who, { person }) =>
    said(
      t(granted ? 'events.attendance.leave-granted' : 'events.attendance.leave-denied', {
        who,
        person: person(account),
      }),
      ...reason(why),
    ),
  'attendance.checked-in': (_, who) => t('events.attendance.checked-in', { who }),
  'attendance.left': (_, who) => t('events.attendance.left', { who }),
  'floor.requested': (_, who) => t('events.floor.requested', { who }),
  'floor.withdrawn': (_, who) => t('events.floor.withdrawn', { who }),
  'floor.granted': ({ account, called }, who, { person }) =>
    t(called ? 'events.floor.called' : 'events.floor.granted', { who, person: person(account) }),
  'floor.finished': ({ account }, _, { person }) => t('events.floor.finished', { person: person(account) }),
  'question.collected': (_, who) => t('events.question.collected', { who }),
  'question.settled': (_, who) => t('events.question.settled', { who }),
  'moderation.appealed': ({ text }, who) => said(t('events.moderation.appealed', { who }), text),
  'moderation.appeal-answered': ({ upheld, text }, who) =>
    said(t(upheld ? 'events.moderation.upheld' : 'events.moderation.dismissed', { who }), text),
  'poll.opened': ({ question, named, options }, who) =>
    said(t(named ? 'events.poll.opened' : 'events.poll.openedSecret', { who, question }), ...options),
  'poll.closed': ({ tally: { cast, eligible } }) => t('events.poll.closed', { cast, eligible }),
  'poll.cancelled': (data, who) => said(t('events.poll.cancelled', { who }), ...reason(data.reason)),
  'statement.submitted': ({ text }, who) => said(t('events.statement.submitted', { who }), text),
  'statement.approved': (_, who) => t('events.statement.approved', { who }),
  'statement.rejected': (data, who) => said(t('events.statement.rejected', { who }), ...reason(data.reason)),
  'statement.responded': ({ text }, who) => said(t('events.statement.responded', { who }), text),
  'statements.closed': ({ participants }, who) => t('events.statements.closed', { who, n: participants }),
  'outcome.drafted': ({ consensus, differences }, who) =>
    said(t('events.outcome.drafted', { who }), ...consensus, ...differences),
  'outcome.linked': ({ title }, who) => t('events.outcome.linked', { who, title }),
  'minutes.proposed': (_, who) => t('events.minutes.proposed', { who }),
  'minutes.confirmed': (_, who) => t('events.minutes.confirmed', { who }),
  'minutes.objected': ({ text }, who) => said(t('events.minutes.objected', { who }), text),
  'minutes.settled': (_, who) => t('events.minutes.settled', { who }),
}

/** An owner is an account or a unit. */
function ownerName(owner: string, { person, unit }: Names): string {
  const unknown = t('common.unknownPerson')
  return person(owner) === unknown ? unit(owner) : person(owner)
}

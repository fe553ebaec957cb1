import type { ClockEventData } from '../../../core/clock/events.ts'
import type { CommonEventData } from '../../../core/matter/events.ts'
import type { FilingEventData, HandlingEventData } from '../../../core/proposal/events.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { REDACTED, type Redaction } from '../../../core/record/redact.ts'
import type { SuggestionEventData } from '../../../core/suggestion/events.ts'
import { t } from '../../i18n/i18n.ts'
import { fullMoment, span } from '../../i18n/time.ts'
import { useNames } from '../../ui/names.ts'
import { CLOCK_WORDING } from './clock-sentences.ts'
import type { CommitteeEventData } from '../../../core/committee/events.ts'
import { COMMITTEE_WORDING } from '../admin/sentences.ts'
import { CONSULTATION_WORDING, type ConsultationEventData } from '../consultation/sentences.ts'
import { HANDLING_WORDING } from '../proposal/handling/sentences.ts'
import { SERVICE_WORDING, type ServiceWordingData } from '../service/sentences.ts'
import { SUPERVISION_WORDING, type SupervisionEventData } from '../supervision/sentences.ts'
import { reason, type Names, type Sentence } from './sentence.ts'
import { SUGGESTION_WORDING } from '../suggestion/sentences.ts'

export type EventData = CommonEventData &
  ClockEventData &
  FilingEventData &
  HandlingEventData &
  SuggestionEventData &
  ConsultationEventData &
  SupervisionEventData &
  ServiceWordingData &
  CommitteeEventData & { [REDACTED]: Redaction }
type Wording = { [T in keyof EventData]: (data: EventData[T], who: string, names: Names) => string | Sentence }

const seconds = (count: number) => span(count * 1000)

/** One wording for each type of event; the compiler misses none. */
export const WORDING: Wording = {
  ...CLOCK_WORDING,
  ...HANDLING_WORDING,
  ...SUGGESTION_WORDING,
  ...CONSULTATION_WORDING,
  ...SUPERVISION_WORDING,
  ...SERVICE_WORDING,
  ...COMMITTEE_WORDING,
  'proposal.submitted': ({ title }, who) => ({
    text: t('events.proposal.submitted', { who }),
    details: [t('events.detail.title', { text: title })],
  }),
  'proposal.revised': ({ resubmitted }, who) =>
    t(resubmitted ? 'events.proposal.resubmitted' : 'events.proposal.revised', { who }),
  'proposal.cosigner-invited': ({ accounts, expiresAt }, who, { people }) => ({
    text: t('events.proposal.cosigner-invited', { who, people: people(accounts) }),
    details: [t('events.detail.until', { at: fullMoment(expiresAt) })],
  }),
  'proposal.cosigned': ({ opinion }, who) => ({
    text: t('events.proposal.cosigned', { who }),
    details: opinion ? [t('events.detail.opinion', { text: opinion })] : [],
  }),
  'proposal.cosign-declined': (data, who) => ({
    text: t('events.proposal.cosign-declined', { who }),
    details: reason(data.reason),
  }),
  'proposal.cosign-left': (data, who) => ({
    text: t('events.proposal.cosign-left', { who }),
    details: reason(data.reason),
  }),
  'proposal.supported': (_, who) => t('events.proposal.supported', { who }),
  'proposal.unsupported': (_, who) => t('events.proposal.unsupported', { who }),
  'proposal.withdrawn': (data, who) => ({
    text: t('events.proposal.withdrawn', { who }),
    details: reason(data.reason),
  }),
  'proposal.returned': (data, who) => ({ text: t('events.proposal.returned', { who }), details: reason(data.reason) }),
  'proposal.declined': ({ reason: code, text, channel }, who) => ({
    text: t('events.proposal.declined', { who }),
    details: [
      t('events.detail.reason', { text: t(`words.decline.${code}`) }),
      t('events.detail.explanation', { text }),
      t('events.detail.channel', { text: t(`words.channel.${channel}`) }),
    ],
  }),
  'proposal.filed': ({ number, weight }, who) =>
    t(weight === 'key' ? 'events.proposal.filedKey' : 'events.proposal.filed', { who, number }),
  'message.posted': ({ text, replyTo }, who) => ({
    text: t(replyTo === undefined ? 'events.message.posted' : 'events.message.replied', { who }),
    details: [text],
  }),
  'message.edited': ({ text }, who) => ({ text: t('events.message.edited', { who }), details: [text] }),
  'message.retracted': (_, who) => t('events.message.retracted', { who }),
  'message.hidden': (data, who) => ({ text: t('events.message.hidden', { who }), details: reason(data.reason) }),
  'message.unhidden': (_, who) => t('events.message.unhidden', { who }),
  'message.pinned': (_, who) => t('events.message.pinned', { who }),
  'message.unpinned': (_, who) => t('events.message.unpinned', { who }),
  'message.endorsed': (_, who) => t('events.message.endorsed', { who }),
  'message.unendorsed': (_, who) => t('events.message.unendorsed', { who }),
  'participant.muted': ({ account, until, reason: why }, who, { person }) => ({
    text:
      until === undefined
        ? t('events.participant.muted', { who, person: person(account) })
        : t('events.participant.mutedUntil', { who, person: person(account), until: fullMoment(until) }),
    details: reason(why),
  }),
  'participant.unmuted': ({ account }, who, { person }) =>
    t('events.participant.unmuted', { who, person: person(account) }),
  'matter.locked': (data, who) => ({ text: t('events.matter.locked', { who }), details: reason(data.reason) }),
  'matter.unlocked': (_, who) => t('events.matter.unlocked', { who }),
  'matter.slowed': ({ seconds: wait, until, reason: why }, who) => ({
    text:
      wait === 0
        ? t('events.matter.slowEnded', { who })
        : until === undefined
          ? t('events.matter.slowed', { who, span: seconds(wait) })
          : t('events.matter.slowedUntil', { who, span: seconds(wait), until: fullMoment(until) }),
    details: reason(why),
  }),
  [REDACTED]: ({ events, reason: why }, who) => ({
    text: t('events.matter.redacted', { who, seqs: events.join(t('common.and')) }),
    details: reason(why),
  }),
}

/** An event of any record in words, also one of a type that this edition does not know, or without its content. */
export function sentenceOf(event: RecordEvent, names: Names): Sentence {
  const who = names.person(event.actor)
  if (!Object.hasOwn(WORDING, event.type)) return { text: t('events.unknown', { who, type: event.type }), details: [] }
  if (event.data === undefined) return { text: t('events.unknown', { who, type: t('events.gone') }), details: [] }
  const word = WORDING[event.type as keyof EventData] as (data: unknown, who: string, names: Names) => string | Sentence
  const said = word(event.data, who, names)
  return typeof said === 'string' ? { text: said, details: [] } : said
}

/** `sentenceOf` with the names of the roster. Call it in set-up. */
export function useSentences(): (event: RecordEvent) => Sentence {
  const names = useNames()
  return (event) => sentenceOf(event, names)
}

import type { AnswerItem } from '../../../../core/proposal/commands.ts'
import type { HandlingEventData } from '../../../../core/proposal/events.ts'
import { t } from '../../../i18n/i18n.ts'
import { wholeDate } from '../../../i18n/time.ts'
import { reason, type Names, type Sentence } from '../../matter/sentence.ts'

type Wording = {
  [T in keyof HandlingEventData]: (data: HandlingEventData[T], who: string, names: Names) => string | Sentence
}

/** Each item of an answer in one line: which suggestion, its class and, for class B, who does it by when. */
function itemLines(items: readonly AnswerItem[], { unit }: Names): string[] {
  return items.map(({ suggestion, class: grade, promise }) => {
    const named = { n: suggestion + 1, class: t(`words.class.${grade}`) }
    return promise
      ? t('events.detail.promise', { ...named, unit: unit(promise.owner), at: wholeDate(promise.due) })
      : t('events.detail.item', named)
  })
}

/** One wording for each event from merging and assigning to the last look-back. */
export const HANDLING_WORDING: Wording = {
  'proposal.merged': ({ title }, who) => t('events.proposal.merged', { who, title }),
  'proposal.unmerged': (data, who) => ({ text: t('events.proposal.unmerged', { who }), details: reason(data.reason) }),
  'proposal.absorbed': ({ title, author, suggestions, by }, _, { person }) => ({
    text: t('events.proposal.absorbed', { who: person(by), title }),
    details: [t('events.detail.absorbed', { who: person(author), n: suggestions.length })],
  }),
  'proposal.released-absorbed': ({ by }, _, { person }) => t('events.proposal.released-absorbed', { who: person(by) }),
  'proposal.assigned': ({ lead, assisting, due }, who, { unit, units }) => ({
    text: t('events.proposal.assigned', { who, unit: unit(lead) }),
    details: [
      ...(assisting.length > 0 ? [t('events.detail.assisting', { units: units(assisting) })] : []),
      t('events.detail.answerBy', { at: wholeDate(due) }),
    ],
  }),
  'proposal.assignment-accepted': ({ unit }, who, names) =>
    t('events.proposal.assignment-accepted', { who, unit: names.unit(unit) }),
  'proposal.assignment-refused': ({ unit, reason: why }, who, names) => ({
    text: t('events.proposal.assignment-refused', { who, unit: names.unit(unit) }),
    details: reason(why),
  }),
  'proposal.assisted': ({ unit, text }, who, names) => ({
    text: t('events.proposal.assisted', { who, unit: names.unit(unit) }),
    details: [text],
  }),
  'proposal.answer-submitted': ({ unit, covered }, who, names) => ({
    text: t('events.proposal.answer-submitted', { who, unit: names.unit(unit) }),
    details: [t('events.detail.covered', { n: covered.length })],
  }),
  'proposal.answer-returned': (data, who) => ({
    text: t('events.proposal.answer-returned', { who }),
    details: reason(data.reason),
  }),
  'proposal.answer-released': ({ unit, items }, who, names) => ({
    text: t('events.proposal.answer-released', { who, unit: names.unit(unit) }),
    details: itemLines(items, names),
  }),
  'proposal.answer-passed-on': ({ unit, items }, _, names) => ({
    text: t('events.proposal.answer-passed-on', { unit: names.unit(unit) }),
    details: itemLines(items, names),
  }),
  'proposal.evaluated': ({ attitude, result, text }, who) => ({
    text: t('events.proposal.evaluated', {
      who,
      attitude: t(`words.evaluation.attitude.${attitude}`),
      result: t(`words.evaluation.result.${result}`),
    }),
    details: text ? [t('events.detail.opinion', { text })] : [],
  }),
  'proposal.rehandled': ({ reason: why, due }, who) => ({
    text: t('events.proposal.rehandled', { who }),
    details: [...reason(why), ...(due === undefined ? [] : [t('events.detail.answerBy', { at: wholeDate(due) })])],
  }),
  'proposal.closed': (_, who) => t('events.proposal.closed', { who }),
  'proposal.looked-back': ({ suggestion, verdict, evidence, after }, who) => ({
    text: t(after === undefined ? 'events.proposal.looked-back' : 'events.proposal.looked-back-after', {
      who,
      i: suggestion + 1,
      days: after ?? 0,
      verdict: t(`words.verdict.${verdict}`),
    }),
    details: [t('events.detail.evidence', { text: evidence })],
  }),
  'proposal.supervised': ({ suggestion, title, by }, _, { person }) =>
    title === undefined
      ? t('events.proposal.supervised', { who: person(by), i: suggestion + 1 })
      : t('events.proposal.supervisedAs', { who: person(by), i: suggestion + 1, title }),
  'proposal.verdict-passed-on': ({ suggestion, verdict, evidence }) => ({
    text: t('events.proposal.verdict-passed-on', { i: suggestion + 1, verdict: t(`words.verdict.${verdict}`) }),
    details: [t('events.detail.evidence', { text: evidence })],
  }),
}

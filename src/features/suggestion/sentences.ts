import type { SuggestionEventData } from '../../../core/suggestion/events.ts'
import { t } from '../../i18n/i18n.ts'
import { wholeDate } from '../../i18n/time.ts'
import type { Names, Sentence } from '../matter/sentence.ts'

type Wording = {
  [T in keyof SuggestionEventData]: (data: SuggestionEventData[T], who: string, names: Names) => string | Sentence
}

/** One wording for each event of a micro-suggestion. */
export const SUGGESTION_WORDING: Wording = {
  'suggestion.submitted': ({ text }, who) => ({ text: t('events.suggestion.submitted', { who }), details: [text] }),
  'suggestion.forwarded': ({ unit, due }, who, names) => ({
    text: t('events.suggestion.forwarded', { who, unit: names.unit(unit) }),
    details: [t('events.detail.answerBy', { at: wholeDate(due) })],
  }),
  'suggestion.declined': ({ reason, text, channel }, who) => ({
    text: t('events.suggestion.declined', { who }),
    details: [
      t('events.detail.reason', { text: t(`words.decline.${reason}`) }),
      t('events.detail.explanation', { text }),
      t('events.detail.channel', { text: t(`words.channel.${channel}`) }),
    ],
  }),
  'suggestion.answered': ({ text, unit }, who, names) => ({
    text: t('events.suggestion.answered', { who, unit: names.unit(unit) }),
    details: [text],
  }),
  'suggestion.rated': ({ score, text }, who) => ({
    text: t('events.suggestion.rated', { who, score }),
    details: text ? [t('events.detail.opinion', { text })] : [],
  }),
  'suggestion.taken-up': ({ title }, who) => ({
    text: t('events.suggestion.taken-up', { who }),
    details: title === undefined ? [] : [t('events.detail.title', { text: title })],
  }),
}

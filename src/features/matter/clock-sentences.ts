import type { ClockEventData, ClockFact } from '../../../core/clock/events.ts'
import { t } from '../../i18n/i18n.ts'
import { wholeDate } from '../../i18n/time.ts'
import type { Names, Sentence } from './sentence.ts'

type Wording = { [T in keyof ClockEventData]: (data: ClockFact, who: string, names: Names) => Sentence }

const onClock = ({ unit }: ClockFact, names: Names) =>
  unit === undefined ? [] : [t('events.detail.onClock', { unit: names.unit(unit) })]

/** What clocks put on the record, under the name that the rule had then. */
export const CLOCK_WORDING: Wording = {
  'clock.warned': (data, _, names) => ({
    text: t('events.clock.warned', { rule: data.name, at: wholeDate(data.due) }),
    details: onClock(data, names),
  }),
  'clock.breached': (data, _, names) => ({
    text: t('events.clock.breached', { rule: data.name, at: wholeDate(data.due) }),
    details: onClock(data, names),
  }),
}

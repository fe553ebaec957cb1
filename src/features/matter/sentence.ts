import { t } from '../../i18n/i18n.ts'
import type { useNames } from '../../ui/names.ts'

/** An event in words: what happened, and under it what was said. */
export interface Sentence {
  text: string
  details: string[]
}

export type Names = Pick<
  ReturnType<typeof useNames>,
  'person' | 'people' | 'unit' | 'units' | 'sector' | 'place' | 'category'
>

/** The line that gives a reason; none where none was given. */
export const reason = (text: string | undefined): string[] => (text ? [t('events.detail.reason', { text })] : [])

/** A sentence with what was said under it, without what is not there. */
export const said = (text: string, ...details: (string | undefined)[]): Sentence => ({
  text,
  details: details.filter((detail) => detail !== undefined),
})

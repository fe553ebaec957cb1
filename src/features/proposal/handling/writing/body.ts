import { z } from 'zod'
import type { Draft } from '../../../../../core/desktop/contract.ts'
import { ANSWER_CLASSES } from '../../../../../core/proposal/commands.ts'
import type { AnswerText } from '../../../../../core/proposal/events.ts'
import type { NumberedSuggestion } from '../../../../../core/proposal/state.ts'

const itemSchema = z.object({
  text: z.string().catch(''),
  class: z.enum([...ANSWER_CLASSES, '']).catch(''),
  owner: z.string().catch(''),
  due: z.number().nullable().catch(null),
})

/** The form of an answer as it stands, complete or not. Items go by where their suggestion comes from (`keyOf`). */
const bodySchema = z.object({
  text: z.string().catch(''),
  items: z.record(z.string(), itemSchema).catch({}),
})
export type AnswerBody = z.output<typeof bodySchema>
export type ItemBody = z.output<typeof itemSchema>

/** What names a suggestion whatever its number is: a merge or its undoing moves numbers, never the replies. */
export function keyOf({ from }: NumberedSuggestion, index: number): string {
  return from ? `${from.matter}:${from.index}` : `own:${index}`
}

const emptyItem = (): ItemBody => ({ text: '', class: '', owner: '', due: null })

/** The form that a draft holds, else that a submitted answer fills, else an empty one; with an item a suggestion. */
export function bodyOf(
  draft: Pick<Draft, 'body'> | undefined,
  submitted: AnswerText | undefined,
  numbered: readonly NumberedSuggestion[],
): AnswerBody {
  const kept = draft ? bodySchema.parse(draft.body) : filled(submitted, numbered)
  const items = numbered.map((one, index) => {
    const key = keyOf(one, index)
    return [key, kept.items[key] ?? emptyItem()] as const
  })
  return { text: kept.text, items: Object.fromEntries(items) }
}

function filled(submitted: AnswerText | undefined, numbered: readonly NumberedSuggestion[]): AnswerBody {
  const items = (submitted?.items ?? []).flatMap(({ suggestion, text, class: grade, promise }) => {
    const about = numbered[suggestion]
    if (!about) return []
    const item: ItemBody = { text, class: grade, owner: promise?.owner ?? '', due: promise?.due ?? null }
    return [[keyOf(about, suggestion), item] as const]
  })
  return { text: submitted?.text ?? '', items: Object.fromEntries(items) }
}

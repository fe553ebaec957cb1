import { PROPOSAL_LIMITS, proposalCommands, type ProposalCommand } from '../../../../../core/proposal/commands.ts'
import type { NumberedSuggestion } from '../../../../../core/proposal/state.ts'
import { codePoints, tidy } from '../../../../../core/text/hygiene.ts'
import { t } from '../../../../i18n/i18n.ts'
import { keyOf, type AnswerBody, type ItemBody } from './body.ts'

/** What is wrong in a form: the name of the field (`opening`, `item-0-text`, `-class`, `-owner`, `-due`) and a sentence. */
export interface AnswerFault {
  field: string
  text: string
}

export type AnswerData = Extract<ProposalCommand, { type: 'proposal.answer' }>['data']

/** `gaps`: indexes of suggestions without a reply; it may be sent with them, but not released. */
export type AnswerCheck = { ok: true; data: AnswerData; gaps: number[] } | { ok: false; faults: AnswerFault[] }

const untouched = ({ text, class: grade }: ItemBody) => tidy(text) === '' && grade === ''

/** Indexes of the suggestions whose reply is whole: text, class and, for class B, who and when. */
export function covered(body: AnswerBody, numbered: readonly NumberedSuggestion[]): number[] {
  return numbered.flatMap((one, index) => {
    const item = body.items[keyOf(one, index)]
    if (!item || tidy(item.text) === '' || item.class === '') return []
    return item.class === 'B' && (item.owner === '' || item.due === null) ? [] : [index]
  })
}

/** The command's data that a form stands for, or everything that is still wrong, in its order. `now` in ms UTC. */
export function checkAnswer(body: AnswerBody, numbered: readonly NumberedSuggestion[], now: number): AnswerCheck {
  const faults: AnswerFault[] = []
  const over = (text: string, most: number) => codePoints(tidy(text)) - most
  const excess = over(body.text, PROPOSAL_LIMITS.answerText)
  if (tidy(body.text) === '') faults.push({ field: 'opening', text: t('handling.write.faults.opening') })
  else if (excess > 0) faults.push({ field: 'opening', text: t('handling.write.faults.openingLong', { n: excess }) })

  const begun = numbered.flatMap((one, index) => {
    const item = body.items[keyOf(one, index)]
    return item && !untouched(item) ? [{ index, item }] : []
  })
  for (const { index, item } of begun) faults.push(...itemFaults(item, index, now))
  if (begun.length === 0) faults.push({ field: 'item-0-text', text: t('handling.write.faults.none') })
  if (faults.length > 0) return { ok: false, faults }

  const data = {
    text: body.text,
    items: begun.map(({ index, item: { text, class: grade, owner, due } }) => ({
      suggestion: index,
      text,
      class: grade,
      ...(grade === 'B' ? { promise: { owner, due } } : {}),
    })),
  }
  const parsed = proposalCommands['proposal.answer'].safeParse(data)
  const answered = new Set(begun.map(({ index }) => index))
  const gaps = numbered.flatMap((_, index) => (answered.has(index) ? [] : [index]))
  if (parsed.success) return { ok: true, data: parsed.data, gaps }
  // Lengths have been looked at: what is left are characters that a record does not take.
  const [, at] = parsed.error.issues[0]?.path ?? []
  const index = typeof at === 'number' ? begun[at]?.index : undefined
  return {
    ok: false,
    faults: [
      index === undefined
        ? { field: 'opening', text: t('handling.write.faults.openingShape') }
        : { field: `item-${index}-text`, text: t('handling.write.faults.shape', { i: index + 1 }) },
    ],
  }
}

function itemFaults(item: ItemBody, index: number, now: number): AnswerFault[] {
  const faults: AnswerFault[] = []
  const i = index + 1
  const add = (part: string, text: string) => faults.push({ field: `item-${index}-${part}`, text })
  const excess = codePoints(tidy(item.text)) - PROPOSAL_LIMITS.answer
  if (tidy(item.text) === '') add('text', t('handling.write.faults.text', { i }))
  else if (excess > 0) add('text', t('handling.write.faults.textLong', { i, n: excess }))
  if (item.class === '') add('class', t('handling.write.faults.class', { i }))
  if (item.class !== 'B') return faults
  if (item.owner === '') add('owner', t('handling.write.faults.owner', { i }))
  if (item.due === null) add('due', t('handling.write.faults.due', { i }))
  else if (item.due <= now) add('due', t('handling.write.faults.duePast', { i }))
  return faults
}

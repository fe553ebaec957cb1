import {
  SUPERVISION_LIMITS as LIMITS,
  supervisionCommands,
  type SupervisionCommand,
} from '../../../../core/supervision/commands.ts'
import { codePoints, tidy } from '../../../../core/text/hygiene.ts'
import { t } from '../../../i18n/i18n.ts'
import type { Fault } from '../../writing/validation.ts'
import type { ThreadBody } from './draft.ts'

export type ThreadContent = Extract<SupervisionCommand, { type: 'supervision.open' }>['data']

/**
 * The command's data that a form stands for, or everything that is still wrong, in the order of the form. Fields of a
 * commitment are named `words-KEY`, `unit-KEY`, `due-KEY`. `now` in ms UTC: what is due lies after it.
 */
export function check(
  body: ThreadBody,
  now: number,
): { ok: true; data: ThreadContent } | { ok: false; faults: Fault[] } {
  const faults: Fault[] = []
  const add = (field: string, text: string) => faults.push({ field, text })
  const bounded = (field: string, text: string, label: string, most: number, need: string) => {
    const n = codePoints(tidy(text)) - most
    if (tidy(text) === '') add(field, need)
    else if (n > 0) add(field, t('thread.need.long', { field: label, most, n }))
  }
  bounded('title', body.title, t('thread.write.title'), LIMITS.title, t('thread.need.title'))
  bounded('subject', body.subject, t('thread.write.subject'), LIMITS.subject, t('thread.need.subject'))
  if (body.unit === '') add('unit', t('thread.need.unit'))
  if (body.supervisors.length === 0) add('supervisors', t('thread.need.supervisors'))
  else if (body.supervisors.length > LIMITS.supervisors)
    add('supervisors', t('thread.need.supervisorsMost', { most: LIMITS.supervisors }))
  if (body.commitments.length === 0) add('commitments', t('thread.need.commitments'))
  for (const { key, text, unit, due } of body.commitments) {
    bounded(`words-${key}`, text, t('thread.fields.words'), LIMITS.commitment, t('thread.need.words'))
    if (unit === '') add(`unit-${key}`, t('thread.need.unit'))
    if (due === null) add(`due-${key}`, t('thread.need.due'))
    else if (due <= now) add(`due-${key}`, t('thread.need.ahead'))
  }
  if (faults.length > 0) return { ok: false, faults }

  const parsed = supervisionCommands['supervision.open'].safeParse(dataOf(body))
  if (parsed.success) return { ok: true, data: parsed.data }
  // Lengths have been looked at: what is left are characters that a record does not take.
  for (const { path } of parsed.error.issues) {
    const [name, index] = path
    const key = name === 'commitments' && typeof index === 'number' ? body.commitments[index]?.key : undefined
    const field = key === undefined ? String(name) : `words-${key}`
    if (!faults.some((fault) => fault.field === field)) add(field, t('thread.need.shape'))
  }
  return { ok: false, faults }
}

function dataOf({ title, subject, unit, supervisors, commitments, open, origin, item }: ThreadBody) {
  return {
    ...{ title, subject, unit, supervisors, open },
    commitments: commitments.map(({ key, ...promised }) => ({ id: key, ...promised })),
    ...(origin === undefined ? {} : { origin, ...(item === undefined ? {} : { item }) }),
  }
}

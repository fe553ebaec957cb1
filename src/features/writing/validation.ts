import { PROPOSAL_LIMITS, proposalCommands, type ProposalCommand } from '../../../core/proposal/commands.ts'
import { codePoints, tidy } from '../../../core/text/hygiene.ts'
import { t } from '../../i18n/i18n.ts'
import type { WritingBody } from './draft.ts'

/** What is wrong in a form: the name of the field and a sentence. Suggestions are named `suggestion-KEY`. */
export interface Fault {
  field: string
  text: string
}

export type Submission = Extract<ProposalCommand, { type: 'proposal.submit' }>['data']

/** The command's data that a form stands for, or everything that is still wrong, in the order of the form. */
export function check(body: WritingBody): { ok: true; data: Submission } | { ok: false; faults: Fault[] } {
  const faults: Fault[] = []
  const add = (field: string, text: string) => faults.push({ field, text })
  const over = (text: string, most: number) => codePoints(tidy(text)) - most

  if (tidy(body.title) === '') add('title', t('writing.faults.title'))
  else if (over(body.title, PROPOSAL_LIMITS.title) > 0)
    add(
      'title',
      t('writing.faults.titleLong', { most: PROPOSAL_LIMITS.title, n: over(body.title, PROPOSAL_LIMITS.title) }),
    )

  if (tidy(body.situation) === '') add('situation', t('writing.faults.situation'))
  for (const part of ['situation', 'analysis'] as const) {
    const n = over(body[part], PROPOSAL_LIMITS[part])
    if (n > 0) add(part, t(`writing.faults.${part}Long`, { most: PROPOSAL_LIMITS[part], n }))
  }
  body.suggestions.forEach(({ key, text }, index) => {
    const n = over(text, PROPOSAL_LIMITS.suggestion)
    if (tidy(text) === '') add(`suggestion-${key}`, t('writing.faults.suggestion', { i: index + 1 }))
    else if (n > 0)
      add(
        `suggestion-${key}`,
        t('writing.faults.suggestionLong', { i: index + 1, most: PROPOSAL_LIMITS.suggestion, n }),
      )
  })
  if (body.category === '') add('category', t('writing.faults.category'))
  if (body.region === '') add('region', t('writing.faults.region'))
  if (body.form === 'joint' && body.cosigners.length === 0) add('cosigners', t('writing.faults.cosigners'))
  if (faults.length > 0) return { ok: false, faults }

  const parsed = proposalCommands['proposal.submit'].safeParse(dataOf(body))
  if (parsed.success) return { ok: true, data: parsed.data }
  // Lengths have been looked at: what is left are characters that a record does not take.
  for (const { path } of parsed.error.issues) {
    const field = fieldAt(path, body)
    if (!faults.some((fault) => fault.field === field)) add(field, shapeFault(field))
  }
  return { ok: false, faults }
}

function dataOf(body: WritingBody) {
  const { suggestions, analysis, cosigners, attachments, wishLead, wishAssisting, origin, ...rest } = body
  const wish = {
    ...(wishLead === '' ? {} : { lead: wishLead }),
    ...(wishAssisting.length === 0 ? {} : { assisting: wishAssisting }),
  }
  return {
    ...rest,
    suggestions: suggestions.map(({ text }) => text),
    ...(tidy(analysis) === '' ? {} : { analysis }),
    ...(cosigners.length === 0 ? {} : { cosigners }),
    ...(attachments.length === 0 ? {} : { attachments: attachments.map(({ sha256 }) => sha256) }),
    ...(Object.keys(wish).length === 0 ? {} : { wish }),
    ...(origin === undefined ? {} : { origin }),
  }
}

function fieldAt(path: readonly PropertyKey[], body: WritingBody): string {
  const [name, index] = path
  const suggestion = name === 'suggestions' && typeof index === 'number' ? body.suggestions[index] : undefined
  return suggestion ? `suggestion-${suggestion.key}` : String(name)
}

function shapeFault(field: string): string {
  if (field === 'title') return t('writing.faults.titleShape')
  const name =
    field === 'analysis'
      ? t('writing.analysis')
      : field === 'situation'
        ? t('writing.situation')
        : t('writing.suggestions')
  return t('writing.faults.shape', { field: name })
}

import { z } from 'zod'
import type { Draft } from '../../../core/desktop/contract.ts'
import { PROPOSAL_FORMS } from '../../../core/proposal/commands.ts'
import type { ProposalText } from '../../../core/proposal/events.ts'
import type { ProposalState } from '../../../core/proposal/state.ts'
import type { SuggestionState } from '../../../core/suggestion/state.ts'
import { attachmentSchema } from '../../../core/wire/attachments.ts'
import { t } from '../../i18n/i18n.ts'

/** The form as it stands, complete or not. Suggestions have keys of their own, so that moving one keeps its field. */
const bodySchema = z.object({
  title: z.string().catch(''),
  situation: z.string().catch(''),
  analysis: z.string().catch(''),
  suggestions: z
    .array(z.object({ key: z.number(), text: z.string() }))
    .min(1)
    .catch([{ key: 1, text: '' }]),
  category: z.string().catch(''),
  region: z.string().catch(''),
  form: z.enum(PROPOSAL_FORMS).catch('individual'),
  cosigners: z.array(z.string()).catch([]),
  open: z.boolean().catch(true),
  attachments: z.array(attachmentSchema).catch([]),
  /** Which units the author would have it handled by; empty for no wish. */
  wishLead: z.string().catch(''),
  wishAssisting: z.array(z.string()).catch([]),
  /** The suggestion it grew from. */
  origin: z.string().optional().catch(undefined),
})
export type WritingBody = z.output<typeof bodySchema>

/** `new` becomes a proposal, `revision` another version of one. */
export type DraftKind = 'new' | 'revision'

/** The form in a draft; what is missing or damaged starts empty. */
export function bodyOf(draft: Pick<Draft, 'body'> | undefined): WritingBody {
  return bodySchema.parse(draft?.body ?? {})
}

/** A draft that begins a proposal. `matter` is the id the proposal will have. */
export function freshDraft(id: string, matter: string, body: WritingBody): Omit<Draft, 'updatedAt'> {
  return { id, kind: 'new', matter, title: body.title.slice(0, 200), body }
}

/** A draft that begins with the standing version of a proposal. */
export function revisionDraft(
  id: string,
  matter: string,
  text: ProposalText,
  { form, open }: Pick<ProposalState, 'form' | 'open'>,
): Omit<Draft, 'updatedAt'> {
  const body: WritingBody = {
    title: text.title,
    situation: text.situation,
    analysis: text.analysis ?? '',
    suggestions: text.suggestions.map((suggestion, index) => ({ key: index + 1, text: suggestion })),
    category: text.category,
    region: text.region,
    form,
    cosigners: [],
    open,
    attachments: text.attachments ?? [],
    wishLead: '',
    wishAssisting: [],
  }
  return { id, kind: 'revision', matter, title: text.title, body }
}

/** A draft that begins with what a suggestion says; the member researches, and writes the rest. */
export function originDraft(
  id: string,
  matter: string,
  { id: origin, text, category, region }: SuggestionState,
): Omit<Draft, 'updatedAt'> {
  const body = bodyOf({
    body: { situation: t('writing.originQuote', { text }), category: category ?? '', region, origin },
  })
  return freshDraft(id, matter, body)
}

/** True while nothing has been written that would be a loss. */
export function isEmpty(body: WritingBody): boolean {
  const texts = [body.title, body.situation, body.analysis, ...body.suggestions.map(({ text }) => text)]
  return texts.every((text) => text.trim() === '')
}

import { z } from 'zod'
import type { Draft } from '../../../core/desktop/contract.ts'
import { PROPOSAL_FORMS } from '../../../core/proposal/commands.ts'
import type { ProposalText } from '../../../core/proposal/events.ts'
import type { ProposalState } from '../../../core/proposal/state.ts'

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
  }
  return { id, kind: 'revision', matter, title: text.title, body }
}

/** True while nothing has been written that would be a loss. */
export function isEmpty(body: WritingBody): boolean {
  const texts = [body.title, body.situation, body.analysis, ...body.suggestions.map(({ text }) => text)]
  return texts.every((text) => text.trim() === '')
}

import { z } from 'zod'
import type { Draft } from '../../../../core/desktop/contract.ts'
import type { ServiceCommand } from '../../../../core/service/commands.ts'
import { attachmentSchema, type Attachment } from '../../../../core/wire/attachments.ts'
import { plain } from '../../../stores/plain.ts'

/** A request that is not posted yet. */
export const SERVICE_DRAFT = 'service'

/** The form as it stands, complete or not; empty texts are what is not chosen. */
const bodySchema = z.object({
  title: z.string().catch(''),
  details: z.string().catch(''),
  category: z.string().catch(''),
  region: z.string().catch(''),
  sectors: z.array(z.string()).catch([]),
  files: z.array(attachmentSchema).catch([]),
})
export type AskBody = z.output<typeof bodySchema>

/** The form in a draft; what is missing or damaged starts empty, and without a draft it begins at `home`. */
export function bodyOf(draft: Pick<Draft, 'body'> | undefined, home = ''): AskBody {
  return bodySchema.parse(draft?.body ?? { region: home })
}

/** A draft of a request that begins with this. */
export function askDraft(id: string, matter: string, body: AskBody): Omit<Draft, 'updatedAt'> {
  return { id, kind: SERVICE_DRAFT, matter, title: body.title, body: plain(body) }
}

/** The form that a command about to post a request stands for, so that it can be mended; `files` are its files by name. */
export function bodyAgain(
  data: Extract<ServiceCommand, { type: 'service.post' }>['data'],
  files: Attachment[],
): AskBody {
  return bodyOf({ body: { ...data, files } })
}

/** True while nothing has been written that would be a loss. */
export function isEmpty({ title, details, files }: AskBody): boolean {
  return [title, details].every((text) => text.trim() === '') && files.length === 0
}

import { z } from 'zod'
import { AGENDA_KINDS, VISIBILITIES, type ConsultationCommand } from '../../../../core/consultation/commands.ts'
import type { ClockDays } from '../../../../core/consultation/clock-days.ts'
import type { ConsultationState } from '../../../../core/consultation/state.ts'
import type { Draft } from '../../../../core/desktop/contract.ts'
import { ROLES } from '../../../../core/people/roles.ts'
import { attachmentSchema, type Attachment } from '../../../../core/wire/attachments.ts'
import { plain } from '../../../stores/plain.ts'

type Content = Extract<ConsultationCommand, { type: 'consultation.create' }>['data']

/** A session that is not made yet, and another version of one that is being prepared. */
export const SESSION_DRAFT = 'session'
export const SESSION_REVISION = 'session-revision'

const item = z.object({
  id: z.string(),
  kind: z.enum(AGENDA_KINDS),
  title: z.string(),
  minutes: z.number().nullable(),
})
export type ItemBody = z.output<typeof item>

/** The form as it stands, complete or not. Times in ms UTC; `startsAt` is null until it is chosen. */
const bodySchema = ({ notice, papers, minutes }: ClockDays) =>
  z.object({
    title: z.string().catch(''),
    question: z.string().catch(''),
    background: z.string().catch(''),
    agenda: z.array(item).catch([]),
    accounts: z.array(z.string()).catch([]),
    roles: z.array(z.enum(ROLES)).catch([]),
    sectors: z.array(z.string()).catch([]),
    regions: z.array(z.string()).catch([]),
    open: z.boolean().catch(false),
    startsAt: z.number().nullable().catch(null),
    files: z.array(attachmentSchema).catch([]),
    linked: z.array(z.object({ matter: z.string(), title: z.string() })).catch([]),
    visibility: z.enum(VISIBILITIES).catch('committee'),
    notice: z.number().catch(notice),
    papers: z.number().catch(papers),
    minutes: z.number().catch(minutes),
  })
export type SessionBody = z.output<ReturnType<typeof bodySchema>>

/** The form in a draft; what is missing or damaged starts empty, the clocks as they usually are. */
export function bodyOf(draft: Pick<Draft, 'body'> | undefined, usual: ClockDays): SessionBody {
  return bodySchema(usual).parse(draft?.body ?? {})
}

/** A draft that begins with what a session says of itself now. */
export function revisionDraft(id: string, state: ConsultationState): Omit<Draft, 'updatedAt'> {
  const { title, question, background = '', agenda, participants, startsAt, materials, linked, visibility } = state
  const body: SessionBody = {
    title,
    question,
    background,
    agenda: agenda.map(({ id: of, kind, title: name, minutes }) => ({ id: of, kind, title: name, minutes })),
    accounts: participants.accounts ?? [],
    roles: participants.roles ?? [],
    sectors: participants.sectors ?? [],
    regions: participants.regions ?? [],
    open: participants.open ?? false,
    startsAt,
    files: materials,
    linked,
    visibility,
    ...state.clocks,
  }
  return { id, kind: SESSION_REVISION, matter: state.id, title, body: plain(body) }
}

/** A draft that begins with what a command about to make or change a session says; `files` are its papers by name. */
export function contentDraft(
  id: string,
  kind: typeof SESSION_DRAFT | typeof SESSION_REVISION,
  matter: string,
  data: Content,
  files: Attachment[],
  usual: ClockDays,
): Omit<Draft, 'updatedAt'> {
  const { title, question, background = '', agenda, participants, startsAt, linked = [], visibility, clocks } = data
  const body = bodyOf(
    {
      body: {
        ...{ title, question, background, agenda, startsAt, visibility, files },
        ...participants,
        ...clocks,
        // Their titles come with the proposals themselves.
        linked: linked.map((other) => ({ matter: other, title: other })),
      },
    },
    usual,
  )
  return { id, kind, matter, title, body: plain(body) }
}

/** True while nothing has been written that would be a loss. */
export function isEmpty({ title, question, background, agenda, files }: SessionBody): boolean {
  return [title, question, background].every((text) => text.trim() === '') && agenda.length + files.length === 0
}

import { z } from 'zod'
import type { Draft } from '../../../../core/desktop/contract.ts'
import { SUPERVISION_LIMITS as LIMITS, type SupervisionCommand } from '../../../../core/supervision/commands.ts'
import { plain } from '../../../stores/plain.ts'

/** A thread that is not opened yet. */
export const THREAD_DRAFT = 'supervision'

/** `key` tells rows apart and becomes the commitment's id. */
const row = z.object({
  key: z.string(),
  text: z.string().catch(''),
  unit: z.string().catch(''),
  due: z.number().nullable().catch(null),
})
export type RowBody = z.output<typeof row>

/** The form as it stands, complete or not. `due` in ms UTC, null until it is chosen. */
const bodySchema = z.object({
  title: z.string().catch(''),
  subject: z.string().catch(''),
  unit: z.string().catch(''),
  supervisors: z.array(z.string()).catch([]),
  commitments: z.array(row).catch([]),
  open: z.boolean().catch(true),
  origin: z.string().optional().catch(undefined),
  originTitle: z.string().catch(''),
  item: z.number().optional().catch(undefined),
})
export type ThreadBody = z.output<typeof bodySchema>

/** The form in a draft; what is missing or damaged starts empty, with one commitment to write. */
export function bodyOf(draft: Pick<Draft, 'body'> | undefined): ThreadBody {
  const body = bodySchema.parse(draft?.body ?? {})
  return body.commitments.length > 0 ? body : { ...body, commitments: [freshRow(body.commitments)] }
}

/** An empty commitment with a key that no other row has. */
export function freshRow(rows: readonly { key: string }[]): RowBody {
  const used = new Set(rows.map(({ key }) => key))
  let n = rows.length + 1
  while (used.has(`c${n}`)) n++
  return { key: `c${n}`, text: '', unit: '', due: null }
}

/** A draft of a thread that begins with this. */
export function threadDraft(id: string, matter: string, body: ThreadBody): Omit<Draft, 'updatedAt'> {
  return { id, kind: THREAD_DRAFT, matter, title: body.title, body: plain(body) }
}

/** What another matter promised, from which a thread grows: which promise, in its words. Times in ms UTC. */
export interface Promised {
  origin: string
  originTitle: string
  item: number
  text: string
  unit: string
  due: number
  open: boolean
}

/** The form that a promise begins: its words, unit and date, where they can stand. `now` in ms UTC. */
export function bodyFrom(promised: Promised, now: number): ThreadBody {
  const { origin, originTitle, item, text, unit, due, open } = promised
  const first = (words: string, most: number) => [...words].slice(0, most).join('')
  return {
    title: first(originTitle, LIMITS.title),
    subject: first(text, LIMITS.subject),
    unit,
    supervisors: [],
    commitments: [{ ...freshRow([]), text: first(text, LIMITS.commitment), unit, due: due > now ? due : null }],
    open,
    origin,
    originTitle,
    item,
  }
}

/** The form that a command about to open a thread stands for, so that it can be mended. */
export function bodyAgain(data: Extract<SupervisionCommand, { type: 'supervision.open' }>['data']): ThreadBody {
  const commitments = data.commitments.map(({ id, ...promised }) => ({ key: id, ...promised }))
  return bodyOf({ body: { ...data, commitments } })
}

/** True while nothing has been written that would be a loss. */
export function isEmpty({ title, subject, unit, supervisors, commitments }: ThreadBody): boolean {
  const words = [title, subject, unit, ...commitments.flatMap((one) => [one.text, one.unit])]
  return words.every((text) => text.trim() === '') && supervisors.length === 0
}

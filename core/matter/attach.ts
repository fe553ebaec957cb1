import type { Attachment } from '../wire/attachments.ts'
import { reject, type Context } from './decision.ts'

/** The files that a command names, as its event tells of them, or the refusal when the actor has not uploaded one. */
export type Attached = { ok: true; files: { attachments?: Attachment[] } } | ReturnType<typeof reject>

/** Looks up the files of a command by their hashes; no files is no member at all. */
export function attach(hashes: readonly string[] | undefined, { attachment }: Context): Attached {
  const attachments: Attachment[] = []
  for (const sha256 of hashes ?? []) {
    const found = attachment(sha256)
    if (!found) return reject('not-found', 'unknown-attachment', 'this file was not uploaded by you', { sha256 })
    attachments.push(found)
  }
  return { ok: true, files: attachments.length > 0 ? { attachments } : {} }
}

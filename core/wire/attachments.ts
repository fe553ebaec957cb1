import { z } from 'zod'
import { title } from '../text/hygiene.ts'
import { hex64 } from './scalars.ts'

/** What may be attached, by its media type: pictures, PDF, Word, Excel. */
export const ATTACHMENT_TYPES = {
  'image/jpeg': { ending: 'jpg', picture: true },
  'image/png': { ending: 'png', picture: true },
  'image/webp': { ending: 'webp', picture: true },
  'image/gif': { ending: 'gif', picture: true },
  'application/pdf': { ending: 'pdf', picture: false },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { ending: 'docx', picture: false },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { ending: 'xlsx', picture: false },
  'application/msword': { ending: 'doc', picture: false },
  'application/vnd.ms-excel': { ending: 'xls', picture: false },
} as const
export type AttachmentType = keyof typeof ATTACHMENT_TYPES
export const ATTACHMENT_TYPE_NAMES = Object.keys(ATTACHMENT_TYPES) as [AttachmentType, ...AttachmentType[]]

/** A file as an event names it: by the SHA-256 of its bytes. `size` in bytes. */
export const attachmentSchema = z.strictObject({
  sha256: hex64,
  name: title(120),
  type: z.enum(ATTACHMENT_TYPE_NAMES),
  size: z.int().min(1),
})
export type Attachment = z.output<typeof attachmentSchema>

/** Hashes of files that the sender has uploaded, in the order in which they are shown; at most 10, none twice. */
export const attachmentHashes = z
  .array(hex64)
  .max(10)
  .refine((hashes) => new Set(hashes).size === hashes.length, { error: 'repeated' })

/** Why a file is not taken; the screen has a sentence for each. */
export const FILE_REFUSALS = [
  'empty-file',
  'file-type',
  'broken-file',
  'too-many-pixels',
  'mixed-file',
  'macros',
  'active-content',
  'zip-bomb',
  'zip-names',
  'file-name',
] as const
export type FileRefusal = (typeof FILE_REFUSALS)[number]

import { z } from 'zod'
import { LIMITS } from '../wire/limits.ts'

/**
 * What is kept without being asked: `mine`: what concerns the reader by name; `followed`: that, and what was opened;
 * `all`: everything the reader may see; `hand`: nothing. What is kept already goes on being kept up.
 */
export const KEEPING_SCOPES = ['mine', 'followed', 'all', 'hand'] as const
export type KeepingScope = (typeof KEEPING_SCOPES)[number]

const MB = 1024 * 1024
/** Files up to so many bytes are kept too; 0: none. */
export const KEEPING_FILES = [0, 1 * MB, 5 * MB, LIMITS.attachmentBytes] as const

export const keepingSchema = z.strictObject({
  scope: z.enum(KEEPING_SCOPES),
  files: z.literal(KEEPING_FILES),
  /** Pauses between one request and the next. */
  sparing: z.boolean(),
  /** Nothing is fetched in the background. */
  paused: z.boolean(),
})
export type Keeping = z.output<typeof keepingSchema>

export const DEFAULT_KEEPING: Keeping = { scope: 'followed', files: 5 * MB, sparing: false, paused: false }

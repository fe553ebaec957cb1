import { z } from 'zod'
import type { MatterKind } from '../matter/state.ts'

/** What a person can be told of apart: tasks, clocks, words in discussions, and the turns of each kind of matter. */
export const NOTICE_KINDS = [
  'task',
  'clock',
  'message',
  'proposal',
  'suggestion',
  'consultation',
  'supervision',
  'service',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** At once, gathered once a day, or never. */
export const TELLING = ['now', 'daily', 'never'] as const
export type Telling = (typeof TELLING)[number]

/** Minutes since midnight in China. */
const minute = z
  .int()
  .min(0)
  .max(24 * 60 - 1)

/** What an account is told of and when, the same on all its devices. */
export const preferencesSchema = z.strictObject({
  tell: z.strictObject(
    Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, z.enum(TELLING)])) as Record<
      NoticeKind,
      z.ZodEnum<{ [way in Telling]: way }>
    >,
  ),
  /** From when until when nothing is announced; over midnight where `until` is the earlier; `null` for no such hours. */
  quiet: z
    .strictObject({ from: minute, until: minute })
    .refine(({ from, until }) => from !== until, { error: 'quiet-hours-empty' })
    .nullable(),
  /** When what is gathered for once a day is told. */
  dailyAt: minute,
})
export type Preferences = z.output<typeof preferencesSchema>

export const DEFAULT_PREFERENCES: Preferences = {
  tell: {
    task: 'now',
    clock: 'now',
    message: 'daily',
    proposal: 'now',
    suggestion: 'now',
    consultation: 'now',
    supervision: 'now',
    service: 'now',
  },
  quiet: { from: 22 * 60, until: 7 * 60 },
  dailyAt: 8 * 60,
}

const OF_MATTER: Record<MatterKind, NoticeKind> = {
  proposal: 'proposal',
  suggestion: 'suggestion',
  consultation: 'consultation',
  supervision: 'supervision',
  service: 'service',
  answer: 'service',
  committee: 'task',
}

/** How the types of events begin that are told of apart from the turns of their matter. */
export const APART = ['clock.', 'message.'] as const

/** Of which kind a notice is: by how its event's type begins, else by the kind of its matter. */
export function noticeKind(type: string, matter: MatterKind): NoticeKind {
  if (type.startsWith('clock.')) return 'clock'
  return type.startsWith('message.') ? 'message' : OF_MATTER[matter]
}

/** How a store leaves notices out: by the beginnings of their types, and by the kinds of matters for all other types. */
export interface Untold {
  types: string[]
  matters: MatterKind[]
}

/** Notices that a person never wants to be told of; they are listed, and do not count as unread. */
export function untold({ tell }: Preferences): Untold {
  const never = (kind: NoticeKind) => tell[kind] === 'never'
  return {
    types: APART.filter((start) => never(noticeKind(start, 'proposal'))),
    matters: (Object.keys(OF_MATTER) as MatterKind[]).filter((kind) => never(OF_MATTER[kind])),
  }
}

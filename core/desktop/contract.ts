import { z } from 'zod'
import { checkpointSchema, eventSchema, summarySchema } from '../wire/records.ts'
import { id, moment, place } from '../wire/scalars.ts'
import { bagsArguments } from './bags.ts'
import { encryptionArguments } from './encryption.ts'
import { filesArguments } from './files.ts'
import { inUseArguments } from './in-use.ts'
import { keepingSchema } from './keeping.ts'
import { ownerSchema } from './owner.ts'
import { divergedSchema, standingSchema } from './standing.ts'
import { shelfArguments } from './shelf.ts'

export { ownerSchema, type Owner } from './owner.ts'

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
/** 标准 16 px · 大 20 px · 长辈版 24 px · 特大 30 px */
export const TEXT_SIZES = ['standard', 'large', 'elder', 'extra'] as const
export const LANGUAGES = ['zh-CN', 'en'] as const

/** Minutes without a touch after which the screen is locked; 0: never. */
export const LOCK_AFTER = [0, 5, 15, 30, 60] as const
export const DEFAULT_LOCK_AFTER: (typeof LOCK_AFTER)[number] = 30
/** What becomes of what this machine keeps for somebody who signs out; `lock`: it is sealed under the password. */
export const ON_SIGN_OUT = ['keep', 'lock', 'erase'] as const

export const settingsSchema = z.strictObject({
  /** Address of the server last used, such as `http://127.0.0.1:4170`; empty until the first sign-in. */
  server: z.string().max(300),
  username: z.string().max(64),
  theme: z.enum(THEMES),
  size: z.enum(TEXT_SIZES),
  language: z.enum(LANGUAGES),
  notifications: z.boolean(),
  /** Public keys of servers as first seen: address → base64 SPKI. */
  pinnedKeys: z.record(z.string().max(300), z.string().max(200)),
  /** When something was last announced: server and account → ms UTC. */
  announced: z.record(z.string().max(400), moment).optional(),
  keeping: keepingSchema.optional(),
  lockAfter: z.literal(LOCK_AFTER).optional(),
  onSignOut: z.enum(ON_SIGN_OUT).optional(),
})
export type Settings = z.output<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = {
  server: '',
  username: '',
  theme: 'system',
  size: 'standard',
  language: 'zh-CN',
  notifications: true,
  pinnedKeys: {},
}

/** By what a password is known again without the server: scrypt of it under a salt, both in hex. */
export const passwordCheckSchema = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
export type PasswordCheck = z.output<typeof passwordCheckSchema>

export const savedSessionSchema = z.strictObject({
  server: z.string().max(300),
  token: z.string().max(500),
  expiresAt: moment,
  check: passwordCheckSchema.optional(),
})
export type SavedSession = z.output<typeof savedSessionSchema>

/** A piece of writing that has not been sent. `body` is the form as it stands. */
export const draftSchema = z.strictObject({
  id,
  kind: z.string().max(32),
  matter: id.optional(),
  title: z.string().max(200),
  body: z.record(z.string(), z.unknown()),
  updatedAt: moment,
})
export type Draft = z.output<typeof draftSchema>

/** A command that waits for the server's answer, as it is sent in `matter:command`. `at` = when it was given. */
export const outboxEntrySchema = z.strictObject({
  id,
  matter: id,
  type: z.string().max(64),
  data: z.unknown(),
  at: moment,
})
export type OutboxEntry = z.output<typeof outboxEntrySchema>

/** `damaged`: something on disk was torn or altered and what follows `seq` must come from the server again. */
export const archiveEntrySchema = z.strictObject({
  summary: summarySchema,
  /** The last event kept, without gaps from 1; 0 when none is. */
  seq: place,
  keptAt: moment,
  signedUpTo: place,
  condition: z.enum(['whole', 'behind', 'damaged']),
  note: z.string().max(300).optional(),
  ...standingSchema,
})
export type ArchiveEntry = z.output<typeof archiveEntrySchema>

export const archiveAppendSchema = z.strictObject({
  summary: summarySchema,
  events: z.array(eventSchema).max(1000),
})

/** `kept`: the record is now held up to `seq`. `gap`: nothing taken, send from `seq` + 1. `diverged`: the kept event at `seq` differs. */
export type AppendResult = { result: 'kept' | 'gap' | 'diverged'; seq: number }

/** A place in the archive where a search text was found. */
export interface ArchiveHit {
  matter: string
  title: string
  seq: number
  at: number
  actor: string
  /** The text around the hit, at most 120 characters. */
  excerpt: string
}

export const noticeSchema = z.strictObject({
  title: z.string().max(100),
  body: z.string().max(300),
  /** Where a click leads: a route of the client, such as `/proposals/ID`. */
  route: z.string().max(300).regex(/^\//),
})

/** Arguments of every bridge method, checked in the main process. The key is the IPC channel. */
export const bridgeArguments = {
  'settings:get': z.tuple([]),
  'settings:set': z.tuple([settingsSchema.partial()]),
  'session:load': z.tuple([]),
  'session:save': z.tuple([savedSessionSchema]),
  'session:clear': z.tuple([]),
  'local:erase': z.tuple([ownerSchema]),
  ...encryptionArguments,
  ...inUseArguments,
  'drafts:list': z.tuple([ownerSchema]),
  'drafts:put': z.tuple([ownerSchema, draftSchema]),
  'drafts:remove': z.tuple([ownerSchema, id]),
  'outbox:list': z.tuple([ownerSchema]),
  'outbox:put': z.tuple([ownerSchema, outboxEntrySchema]),
  'outbox:remove': z.tuple([ownerSchema, id]),
  'archive:catalogue': z.tuple([ownerSchema]),
  'archive:append': z.tuple([ownerSchema, archiveAppendSchema]),
  'archive:checkpoint': z.tuple([ownerSchema, checkpointSchema]),
  'archive:read': z.tuple([ownerSchema, id]),
  'archive:search': z.tuple([ownerSchema, z.string().max(100)]),
  'archive:verify': z.tuple([ownerSchema, id]),
  'archive:diverged': z.tuple([ownerSchema, id, divergedSchema.nullable()]),
  'archive:remove': z.tuple([ownerSchema, id]),
  ...bagsArguments,
  ...shelfArguments,
  ...filesArguments,
  'desktop:notify': z.tuple([noticeSchema]),
  'desktop:badge': z.tuple([z.int().min(0).max(9999)]),
} as const

export type BridgeChannel = keyof typeof bridgeArguments
export const BRIDGE_CHANNELS = Object.keys(bridgeArguments) as BridgeChannel[]

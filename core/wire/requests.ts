import { z } from 'zod'
import { explanationSchema } from '../clock/explanation.ts'
import { settingsSchema } from '../committee/settings.ts'
import { MATTER_KINDS } from '../matter/state.ts'
import { preferencesSchema } from '../notices/preferences.ts'
import { FIGURE_NAMES } from '../proposal/figures.ts'
import { STATISTICS_GROUPS, statisticsRow } from '../proposal/statistics.ts'
import { board } from '../supervision/board.ts'
import { passage, title } from '../text/hygiene.ts'
import { LIMITS } from './limits.ts'
import {
  accountSchema,
  checkpointSchema,
  dueTaskSchema,
  eventSchema,
  noticeSchema,
  regionSchema,
  sectorSchema,
  stateSchema,
  summarySchema,
  taskSchema,
  unitSchema,
} from './records.ts'
import { code, id, moment, place } from './scalars.ts'

const events = z.array(eventSchema)
const cursor = z.string().max(200)
const limit = (most: number) => z.int().min(1).max(most)

/** Every Socket.IO request: what comes in, and the value of the reply that goes out. */
export const requests = {
  'matters:list': {
    in: z.strictObject({
      kind: z.enum(MATTER_KINDS).optional(),
      status: z.array(code).max(20).optional(),
      category: title(32).optional(),
      region: code.optional(),
      /** Only this region, without those below it. */
      exactRegion: z.boolean().optional(),
      unit: code.optional(),
      /** Authors of this sector. */
      sector: code.optional(),
      /** Begun at `from` or later and before `to`. */
      from: moment.optional(),
      to: moment.optional(),
      /** Proposals behind a number of the statistics. */
      figure: z.enum(FIGURE_NAMES).optional(),
      /** What is due next has this light now. */
      light: z.enum(['green', 'amber', 'red']).optional(),
      mine: z.boolean().optional(),
      needsMe: z.boolean().optional(),
      text: passage(0, 100).optional(),
      cursor: cursor.optional(),
      limit: limit(LIMITS.listPage).optional(),
    }),
    out: z.strictObject({ items: z.array(summarySchema), next: cursor.optional(), total: z.int() }),
  },
  'matter:open': {
    in: z.strictObject({ matter: id, since: place.optional() }),
    out: z.strictObject({ state: stateSchema, seq: place, events }),
  },
  'matters:similar': {
    in: z.strictObject({
      title: passage(0, 200),
      text: passage(0, 20_000),
      kind: z.enum(MATTER_KINDS).optional(),
      limit: limit(20).optional(),
    }),
    out: z.strictObject({
      items: z.array(
        z.strictObject({ summary: summarySchema, score: z.number().min(0).max(1), shared: z.array(z.string()) }),
      ),
    }),
  },
  'proposals:statistics': {
    in: z.strictObject({ from: moment.optional(), to: moment.optional() }),
    out: z.strictObject({
      all: statisticsRow,
      groups: z.record(z.enum(STATISTICS_GROUPS), z.array(statisticsRow)),
    }),
  },
  /** Of one unit where one is named; a unit's own people see their own whatever they name. */
  'supervision:board': { in: z.strictObject({ unit: code.optional() }), out: board },
  'matter:leave': { in: z.strictObject({ matter: id }), out: z.strictObject({}) },
  'matter:history': {
    in: z.strictObject({
      matter: id,
      after: place.optional(),
      before: place.optional(),
      limit: limit(LIMITS.historyPage).optional(),
    }),
    out: z.strictObject({ events }),
  },
  'matter:command': {
    in: z.strictObject({
      id,
      matter: id,
      type: z.string().max(64),
      data: z.unknown(),
      expectedSeq: place.optional(),
    }),
    out: z.strictObject({ matter: id, seq: place, events }),
  },
  'matter:checkpoint': { in: z.strictObject({ matter: id }), out: checkpointSchema },
  /** Why the lights of a matter are as they are: its clocks that run or stand still, the one that ends first before. */
  'matter:clocks': {
    in: z.strictObject({ matter: id }),
    out: z.strictObject({ clocks: z.array(explanationSchema) }),
  },
  /** What is due before `to`, and at `from` or later where it is given; `own`: only in one's own matters. */
  'due:list': {
    in: z.strictObject({
      from: moment.optional(),
      to: moment,
      own: z.boolean().optional(),
      limit: limit(LIMITS.duePage).optional(),
    }),
    out: z.strictObject({ items: z.array(dueTaskSchema), total: z.int() }),
  },
  /** What the committee has set for everybody. */
  'committee:settings': {
    in: z.strictObject({}),
    out: z.strictObject({ settings: settingsSchema }),
  },
  'inbox:list': {
    in: z.strictObject({ cursor: cursor.optional(), limit: limit(LIMITS.listPage).optional() }),
    out: z.strictObject({
      tasks: z.array(taskSchema),
      notices: z.array(noticeSchema),
      unread: z.int(),
      next: cursor.optional(),
    }),
  },
  'inbox:read': { in: z.strictObject({ upTo: place }), out: z.strictObject({}) },
  'preferences:get': { in: z.strictObject({}), out: z.strictObject({ preferences: preferencesSchema }) },
  'preferences:set': { in: z.strictObject({ preferences: preferencesSchema }), out: z.strictObject({}) },
  'roster:list': {
    in: z.strictObject({ since: place.optional() }),
    out: z.strictObject({
      accounts: z.array(accountSchema),
      units: z.array(unitSchema),
      regions: z.array(regionSchema),
      sectors: z.array(sectorSchema),
      version: z.int(),
    }),
  },
  'presence:set': { in: z.strictObject({ matter: id, typing: z.boolean().optional() }), out: z.strictObject({}) },
} as const

export type RequestName = keyof typeof requests
export type RequestIn<N extends RequestName> = z.input<(typeof requests)[N]['in']>
export type ParsedRequest<N extends RequestName> = z.output<(typeof requests)[N]['in']>
export type RequestValue<N extends RequestName> = z.output<(typeof requests)[N]['out']>

/** `POST /api/session`: what is sent and what comes back; `expiresAt` in ms UTC. */
export const signIn = {
  in: z.strictObject({ username: z.string().min(1).max(64), password: z.string().min(1).max(1024) }),
  out: z.strictObject({ token: z.string(), account: accountSchema, expiresAt: moment }),
}
const password = z.string().min(1).max(1024)

/** `POST /api/session/confirm`: the password once more; `until` (ms UTC) it need not be given again. */
export const confirmPassword = {
  in: z.strictObject({ password }),
  out: z.strictObject({ until: moment }),
}

/** `POST /api/invitations`: the code of an invitation and a first password; answers with the name to sign in with. */
export const acceptInvitation = {
  in: z.strictObject({ code: z.string().regex(/^[A-Za-z0-9_-]{43}$/), password }),
  out: z.strictObject({ username: z.string() }),
}
export type SignedIn = z.output<(typeof signIn)['out']>

import type { Preferences } from '../../../core/notices/preferences.ts'
import type { Region, Sector, Unit } from '../../../core/people/roles.ts'
import type { Summary } from '../../../core/wire/records.ts'
import type { Append, CommandResult, StoredFollowUp, Upload } from '../contract.ts'
import type { StoredAccount, StoredInvitation, StoredSession } from '../people-contract.ts'

type Views = NonNullable<Append['views']>

/** One matter with its record. Events and snapshot as JSON text, so that nobody outside can change what is kept. */
export interface MatterRow {
  events: string[]
  hash: string
  snapshot?: { seq: number; state: string }
  summary: Summary
  open: boolean
  participants: Set<string>
  waiting: Views['waiting']
  terms: Set<string>
  /** As JSON text. */
  held?: string
  features?: [string, number][]
  figures?: NonNullable<Views['figures']>
  thread?: NonNullable<Views['thread']>
  wakesAt?: number
  /** Until when somebody has taken it. */
  takenUntil?: number
}

export interface NoticeRow {
  n: number
  matter: string
  seq: number
  type: string
  actor: string
  at: number
  /** Addresses. */
  for: Set<string>
}

/** Everything the twin keeps. Maps keep the order in which things were first put, as the roster promises. */
export interface Tables {
  matters: Map<string, MatterRow>
  commands: Map<string, CommandResult & { at: number }>
  numbers: Map<string, Set<number>>
  /** In order of `n`, which counts from 1; the last is never taken out, so that no number comes again. */
  notices: NoticeRow[]
  readMarks: Map<string, number>
  preferences: Map<string, Preferences>
  accounts: Map<string, StoredAccount>
  units: Map<string, Unit>
  regions: Map<string, Region>
  sectors: Map<string, Sector>
  rosterVersion: number
  sessions: Map<string, StoredSession>
  /** By the hash of their code. */
  invitations: Map<string, StoredInvitation>
  kept: Map<string, string>
  followUps: Map<string, StoredFollowUp>
  /** By hash: uploads by account, and ids of matters that tell of the file. */
  uploads: Map<string, Map<string, Upload>>
  references: Map<string, Set<string>>
  /** Hashes of files whose bytes are to go. */
  thrown: Set<string>
}

export function emptyTables(): Tables {
  return {
    matters: new Map(),
    commands: new Map(),
    numbers: new Map(),
    notices: [],
    readMarks: new Map(),
    preferences: new Map(),
    accounts: new Map(),
    units: new Map(),
    regions: new Map(),
    sectors: new Map(),
    rosterVersion: 0,
    sessions: new Map(),
    invitations: new Map(),
    kept: new Map(),
    followUps: new Map(),
    uploads: new Map(),
    references: new Map(),
    thrown: new Set(),
  }
}

/** A copy as JSON carries it: what goes in or comes out is never the thing that is kept. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}

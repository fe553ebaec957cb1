import type { Checkpoint } from '../checkpoint.ts'
import type { RecordEvent } from '../event.ts'
import type { Fault, Finding } from '../verify.ts'
import type { Redacted } from './redactions.ts'

/**
 * The four tests that Chinese electronic-records practice puts an archive to (四性检测, DA/T 70—2018): 真实性 · 完整性 ·
 * 可用性 · 安全性; each with the checks of ours that answer its items. docs/rules.md says which item each stands for.
 */
export const TESTS = {
  authenticity: ['signatures', 'key', 'signed', 'chain', 'content', 'votes', 'statements'],
  integrity: ['numbering', 'total', 'redactions', 'attachments'],
  usability: ['readable', 'known', 'folds'],
  safety: ['file-types', 'file-names', 'characters', 'strays', 'viruses', 'medium'],
} as const
export type TestName = keyof typeof TESTS
export type CheckName = (typeof TESTS)[TestName][number]
export const TEST_NAMES = Object.keys(TESTS) as TestName[]

/** What a report can find beyond what is wrong with the record itself. */
export type ReportFault =
  | Fault
  | 'lost'
  | 'poll'
  | 'statements'
  | 'attachment-missing'
  | 'attachment-differs'
  | 'attachment-size'
  | 'unknown-type'
  | 'unknown-version'
  | 'does-not-fold'
  | 'file-type'
  | 'file-name'
  | 'active-content'
  | 'forbidden-character'
  | 'stray-file'

/**
 * One fault at its place. `since`: what differs lies somewhere from there up to `seq`, because the signature before still
 * holds. `file`: the name of a file or the SHA-256 of an attachment. `poll` and `at`: which poll or round, and where in it.
 */
export interface ReportFinding extends Omit<Finding, 'fault'> {
  fault: ReportFault
  since?: number
  file?: string
  poll?: string
  at?: string
}

export type Result = 'held' | 'failed' | 'not-checked'

/**
 * One check. `n`: how many things it looked at; `left`: how many it could not look at, because they are not in the copy;
 * `finding`: the first that is wrong, of `wrong`.
 */
export interface Check {
  check: CheckName
  result: Result
  n: number
  left?: number
  wrong?: number
  finding?: ReportFinding
}

export interface TestResult {
  test: TestName
  result: Result
  checks: Check[]
}

/**
 * The report on one copy. `findings`: everything that tells of an alteration or a loss: of the record itself
 * first, then of what it tells of, each in the order of the places; a copy that is
 * merely not complete yet, or that a newer edition wrote, has none. `verdict`: `failed` with a finding, `partly` when
 * something could not be checked or read that a whole copy would hold, else `held`.
 */
export interface Report {
  matter: string
  verdict: 'held' | 'partly' | 'failed'
  events: number
  /** Places whose content was removed, explained or not. */
  redacted: number[]
  /** Those that the record explains: by whom, when and why. */
  redactions: Redacted[]
  signedUpTo: number
  /** The last event of the copy. */
  head?: { seq: number; hash: string; at: number }
  /** The key that the last good signature was made with. */
  key?: string
  /** How many events the server counted that the copy does not have yet. */
  behind: number
  findings: ReportFinding[]
  tests: TestResult[]
}

/**
 * An attachment as the keeper of a copy finds it. `good`: there, and its bytes have this hash; `differs`: there, but they
 * have not; `missing`: it should be there and is not; `absent`: it is not kept here, by choice. `size` in bytes as found.
 * `looks`: what the bytes begin like, where that is not what the record calls them.
 */
export interface AttachmentOnHand {
  sha256: string
  size: number
  found: 'good' | 'differs' | 'missing' | 'absent'
  looks?: 'other' | 'active'
}

/**
 * What a report is made from. Every part but the record may be missing: its checks are then not made, and say so.
 * `pinnedKey`: the server's key as first seen. `attachments`: every file that the keeper knows of. `kept`: how many events
 * the keeper's list counts; `of`: how many the server was last heard to have. `strays`: files that belong to nothing.
 * `unread`: what could not be read from a file at all, as places.
 */
export interface Subject {
  matter: string
  events: readonly RecordEvent[]
  checkpoints?: readonly Checkpoint[]
  pinnedKey?: string | undefined
  attachments?: readonly AttachmentOnHand[]
  kept?: number
  of?: number
  strays?: readonly string[]
  unread?: readonly ReportFinding[]
}

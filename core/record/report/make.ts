import type { Checkpoint } from '../checkpoint.ts'
import { verifyRecord, type Fault } from '../verify.ts'
import { filesNamed, filesOnHand, nameFaults, typeFaults } from './files.ts'
import { forbiddenIn, readThrough, unknownIn } from './reading.ts'
import { redactionsIn } from './redactions.ts'
import {
  TEST_NAMES,
  TESTS,
  type Check,
  type CheckName,
  type Report,
  type ReportFinding,
  type Result,
  type Subject,
  type TestResult,
} from './report.ts'
import { pollsAgain } from './votes.ts'

// what tells of an alteration or a loss; the others only say that this edition, or this copy, cannot show everything
const HARMLESS: readonly CheckName[] = ['known', 'folds']

const OF_RECORD: Record<Fault, CheckName> = {
  shape: 'readable',
  matter: 'chain',
  sequence: 'numbering',
  link: 'chain',
  hash: 'chain',
  data: 'content',
  'unexplained-redaction': 'redactions',
  'checkpoint-signature': 'signatures',
  'checkpoint-key': 'key',
  'checkpoint-mismatch': 'signed',
  shortened: 'total',
}

const OF_ITSELF = new Set<CheckName>(Object.values(OF_RECORD))

/**
 * Puts a copy of one record to the four tests. Pure and without a server: what it says rests on the copy, the checkpoints
 * and the pinned key alone. Never throws on bad input. What was altered and hashed anew behind the last signed place
 * cannot be told from the copy: `signedUpTo` says how far the server's word goes.
 */
export function reportOn(subject: Subject): Report {
  const { matter, events, checkpoints = [], pinnedKey, attachments, strays, kept, of, unread = [] } = subject
  const verified = verifyRecord(matter, events, checkpoints, pinnedKey)
  const checks = new Map<CheckName, Check>()
  const found = new Map<CheckName, ReportFinding[]>()
  const add = (check: CheckName, ...more: ReportFinding[]) => found.set(check, [...(found.get(check) ?? []), ...more])
  const put = (check: CheckName, n: number, left = 0) => {
    const wrong = (found.get(check) ?? []).sort((a, b) => a.seq - b.seq)
    const result: Result = wrong.length > 0 ? 'failed' : left > 0 ? 'not-checked' : 'held'
    checks.set(check, {
      check,
      result,
      n,
      ...(left > 0 ? { left } : {}),
      ...(wrong[0] ? { wrong: wrong.length, finding: wrong[0] } : {}),
    })
  }

  for (const finding of [...verified.findings, ...unread]) {
    const check =
      finding.fault === 'matter' && finding.checkpoint !== undefined
        ? 'signatures'
        : (OF_RECORD[finding.fault as Fault] ?? 'readable')
    add(check, narrowed(finding, checkpoints, verified.findings))
  }
  const whole = events.length - verified.redacted.length
  const seen = events.length
  const unseen = Math.max(0, (of ?? 0) - seen)
  put('signatures', checkpoints.length, checkpoints.length === 0 ? 1 : 0)
  put('key', checkpoints.length, pinnedKey === undefined || checkpoints.length === 0 ? 1 : 0)
  put('signed', verified.signedUpTo, Math.max(0, seen - verified.signedUpTo))
  put('chain', seen)
  put('content', whole)
  const polls = pollsAgain(events)
  add('votes', ...polls.findings)
  put('votes', polls.n, polls.left)
  const read = readThrough(events)
  add('statements', ...read.rounds.findings)
  put('statements', read.rounds.n, read.rounds.left)

  put('numbering', seen)
  if (kept !== undefined && kept > seen) add('total', { fault: 'lost', seq: seen + 1, expected: kept, found: seen })
  put('total', seen, unseen)
  put('redactions', verified.redacted.length)
  const named = filesNamed(events)
  const files = filesOnHand(named, attachments ?? [])
  add('attachments', ...files.findings)
  put('attachments', named.length - files.left, files.left)

  put('readable', seen)
  add('known', ...unknownIn(events))
  put('known', seen)
  if (read.fold) add('folds', read.fold)
  put('folds', seen, read.unfolded ? 1 : 0)

  add('file-types', ...typeFaults(named, attachments ?? []))
  put('file-types', named.length)
  add('file-names', ...nameFaults(named))
  put('file-names', named.length)
  add('characters', ...forbiddenIn(events))
  put('characters', whole)
  add('strays', ...(strays ?? []).map((file): ReportFinding => ({ fault: 'stray-file', seq: 0, file })))
  put('strays', strays?.length ?? 0, strays ? 0 : 1)
  // neither can be told from inside a program that only reads
  put('viruses', 0, 1)
  put('medium', 0, 1)

  const tests = TEST_NAMES.map((test): TestResult => {
    const own = TESTS[test].map((name) => checks.get(name)!)
    return { test, result: own.some(({ result }) => result === 'failed') ? 'failed' : 'held', checks: own }
  })
  // what is wrong with the record itself goes before what follows from it, such as a poll that no longer adds up, or an
  // end that is missing because a file cannot be read
  const cut: readonly string[] = unread.length > 0 ? ['shortened', 'lost'] : []
  const follows = ({ check, finding }: { check: CheckName; finding: ReportFinding }) =>
    Number(!OF_ITSELF.has(check) || cut.includes(finding.fault))
  const findings = [...found]
    .flatMap(([check, wrong]) => (HARMLESS.includes(check) ? [] : wrong.map((finding) => ({ check, finding }))))
    .sort((a, b) => follows(a) - follows(b) || a.finding.seq - b.finding.seq)
    .map(({ finding }) => finding)
  const last = events.at(-1)
  const key = signedBy(checkpoints, verified.signedUpTo, pinnedKey)
  const short = tests.some(({ result }) => result === 'failed') || unseen > 0 || files.left + polls.left > 0
  return {
    matter,
    verdict: findings.length > 0 ? 'failed' : short || verified.signedUpTo < seen ? 'partly' : 'held',
    events: seen,
    redacted: verified.redacted,
    redactions: redactionsIn(events),
    signedUpTo: verified.signedUpTo,
    ...(last ? { head: { seq: last.seq, hash: last.hash, at: last.at } } : {}),
    ...(key === undefined ? {} : { key }),
    behind: unseen,
    findings,
    tests,
  }
}

/** A place where the record and a signature differ, narrowed by the last signature before it that holds. */
function narrowed(
  finding: ReportFinding,
  checkpoints: readonly Checkpoint[],
  findings: readonly { checkpoint?: number }[],
): ReportFinding {
  if (finding.fault !== 'checkpoint-mismatch') return finding
  const wrong = new Set(findings.map(({ checkpoint }) => checkpoint))
  const before = checkpoints.filter(({ seq }, index) => !wrong.has(index) && seq < finding.seq).map(({ seq }) => seq)
  return { ...finding, since: Math.max(0, ...before) + 1 }
}

function signedBy(checkpoints: readonly Checkpoint[], upTo: number, pinned: string | undefined): string | undefined {
  return upTo === 0 ? undefined : checkpoints.find(({ seq, key }) => seq === upTo && (!pinned || key === pinned))?.key
}

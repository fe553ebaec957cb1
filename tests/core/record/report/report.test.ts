import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../../../core/record/event.ts'
import { redact, REDACTED } from '../../../../core/record/redact.ts'
import { looksLike } from '../../../../core/record/report/files.ts'
import { reportOn } from '../../../../core/record/report/make.ts'
import type { CheckName, Report, Subject } from '../../../../core/record/report/report.ts'
import { papers, sha256, shortSession } from '../../../support/report/session.ts'
import { publicKey, sealAll, serverKey, signCheckpoint } from '../../../support/record.ts'
import { sealed } from '../../../support/sealed.ts'
import { wholeSession } from '../../../support/whole-session.ts'

const play = shortSession()
const events = sealed(play.events)
const { matter } = play
const good = [...papers.values()].map((bytes) => ({
  sha256: sha256(bytes),
  size: bytes.length,
  found: 'good' as const,
}))
const end = signCheckpoint(events.at(-1)!)
const subject: Subject = { matter, events, checkpoints: [end], pinnedKey: publicKey(serverKey), attachments: good }
const check = (report: Report, name: CheckName) =>
  report.tests.flatMap(({ checks }) => checks).find((one) => one.check === name)!
/** The session with further events, sealed behind it. */
const with_ = (...more: { type: string; data: unknown }[]) =>
  sealed([
    ...play.events,
    ...more.map((draft, i) => ({ ...play.events.at(-1)!, ...draft, seq: events.length + 1 + i, id: `${i}` })),
  ] as typeof play.events)

describe('a report in four tests', () => {
  it('[PF1] says of every check whether it held, failed or was not made, and of how many things', () => {
    const report = reportOn(subject)
    expect(report.tests.map(({ test, result }) => [test, result])).toEqual(
      ['authenticity', 'integrity', 'usability', 'safety'].map((test) => [test, 'held']),
    )
    const results = report.tests.flatMap(({ checks }) => checks.map(({ check: name, result, n }) => [name, result, n]))
    expect(results).toEqual([
      ['signatures', 'held', 1],
      ['key', 'held', 1],
      ['signed', 'held', events.length],
      ['chain', 'held', events.length],
      ['content', 'held', events.length],
      ['votes', 'held', 2],
      ['statements', 'held', 1],
      ['numbering', 'held', events.length],
      ['total', 'held', events.length],
      ['redactions', 'held', 0],
      ['attachments', 'held', 2],
      ['readable', 'held', events.length],
      ['known', 'held', events.length],
      ['folds', 'held', events.length],
      ['file-types', 'held', 2],
      ['file-names', 'held', 2],
      ['characters', 'held', events.length],
      ['strays', 'not-checked', 0],
      ['viruses', 'not-checked', 0],
      ['medium', 'not-checked', 0],
    ])
    expect(report).toMatchObject({ verdict: 'held', head: { seq: events.length }, key: publicKey(serverKey) })
  })

  it('[PF1] of a copy that is not whole or not signed says what could not be checked, not that it is wrong', () => {
    const bare = reportOn({ matter, events, of: events.length + 3 })
    expect(bare).toMatchObject({ verdict: 'partly', findings: [], behind: 3, signedUpTo: 0 })
    expect(check(bare, 'signatures').result).toBe('not-checked')
    expect(check(bare, 'attachments')).toMatchObject({ result: 'not-checked', n: 0, left: 2 })
    expect(check(bare, 'total')).toMatchObject({ result: 'not-checked', left: 3 })
    const lost = reportOn({ ...subject, kept: events.length + 2 })
    expect(check(lost, 'total')).toMatchObject({ result: 'failed', finding: { fault: 'lost', seq: events.length + 1 } })
  })

  it('[PF3] what was hashed anew behind the last signed place cannot be told, and the report says how far the word goes', () => {
    const signed = signCheckpoint(events[9]!)
    const forged = sealed(
      play.events.map((event, i) => (i === 20 ? { ...event, data: { ...event.data, added: 1 } } : event)) as never,
    )
    const report = reportOn({ ...subject, events: forged, checkpoints: [signed] })
    expect(report.findings.filter(({ fault }) => fault !== 'poll')).toEqual([])
    expect(report).toMatchObject({ signedUpTo: 10 })
    expect(check(report, 'signed')).toMatchObject({ result: 'not-checked', left: events.length - 10 })
    expect(reportOn({ ...subject, events: forged }).findings[0]).toMatchObject({
      fault: 'checkpoint-mismatch',
      since: 1,
      seq: events.length,
    })
  })

  it('[PF4] tells an attachment that is not kept by choice from one that is missing, altered or of another size', () => {
    const [paper, picture] = good
    const found = (change: object) =>
      check(reportOn({ ...subject, attachments: [{ ...paper!, ...change }, picture!] }), 'attachments')
    expect(found({ found: 'absent' })).toMatchObject({ result: 'not-checked', n: 1, left: 1 })
    const place = { seq: 1, file: paper!.sha256 }
    expect(found({ found: 'missing' }).finding).toEqual({ fault: 'attachment-missing', ...place })
    expect(found({ found: 'differs' }).finding).toEqual({ fault: 'attachment-differs', ...place })
    expect(found({ size: 1 }).finding).toMatchObject({ fault: 'attachment-size', ...place, found: 1 })
  })

  it('[PF5] counts a whole session again, and names the poll that the record itself has wrong', () => {
    const session = wholeSession()
    const record = sealed(session.events)
    const report = reportOn({ matter: session.matter, events: record, checkpoints: [signCheckpoint(record.at(-1)!)] })
    expect(report.findings).toEqual([])
    expect([check(report, 'votes').n, check(report, 'statements').n]).toEqual([2, 1])
    const at = session.events.findIndex(({ type }) => type === 'poll.closed')
    const wrong = structuredClone(session.events)
    ;(wrong[at]!.data as { tally: { cast: number } }).tally.cast--
    const told = sealed(wrong)
    const lied = reportOn({ matter: session.matter, events: told, checkpoints: [signCheckpoint(told.at(-1)!)] })
    expect(lied.findings).toMatchObject([{ fault: 'poll', seq: at + 1, poll: 'named', at: 'tally.cast' }])
  })

  it('[PF6] lists what was removed by rule: which, by whom, when, why; without a reason in the record it is a finding', () => {
    const record = with_({ type: REDACTED, data: { events: [14], reason: '含个人电话' } })
    const cut = record.with(13, redact(record[13]!))
    const said = record.at(-1)!
    const report = reportOn({ matter, events: cut })
    expect(report.findings).toEqual([])
    expect(report.redactions).toEqual([{ seq: 14, by: said.actor, at: said.at, reason: '含个人电话', said: said.seq }])
    const silent = reportOn({ matter, events: events.with(13, redact(events[13]!)) })
    expect(silent.redactions).toEqual([])
    expect(silent.findings).toMatchObject([{ fault: 'unexplained-redaction', seq: 14 }])
  })

  it('[PF7] says which event this edition cannot read, without calling it altered', () => {
    const newer = reportOn({ matter, events: with_({ type: 'poll.moved', data: {} }) })
    expect(newer.findings).toEqual([])
    expect(newer.verdict).toBe('partly')
    expect(check(newer, 'known').finding).toMatchObject({
      fault: 'unknown-type',
      seq: events.length + 1,
      found: 'poll.moved',
    })
    expect(check(newer, 'folds').result).toBe('held')
    const headless = sealAll(matter, [{ type: 'message.posted', data: { text: '无头' } }])
    expect(check(reportOn({ matter, events: headless }), 'folds').finding).toMatchObject({
      fault: 'does-not-fold',
      seq: 1,
    })
    const begun = with_({ type: REDACTED, data: { events: [1], reason: '依规' } })
    expect(check(reportOn({ matter, events: begun.with(0, redact(begun[0]!)) }), 'folds').result).toBe('not-checked')
  })

  it('[PF8] names files and texts that could do or hide something, and never claims to have looked for viruses', () => {
    const file = { sha256: 'a'.repeat(64), name: '说明.pdf', type: 'application/pdf', size: 3 }
    const posted = (text: string, change: object = {}) =>
      reportOn({
        matter,
        events: with_({ type: 'message.posted', data: { text, attachments: [{ ...file, ...change }] } }),
        attachments: [...good, { sha256: file.sha256, size: 3, found: 'good', ...('looks' in change ? change : {}) }],
      }).findings.map(({ fault }) => fault)
    expect(posted('附件如下')).toEqual([])
    expect(posted('附件如下', { type: 'text/html' })).toEqual(['file-type'])
    expect(posted('附件如下', { looks: 'active' })).toEqual(['active-content'])
    expect(posted('附件如下', { name: '../说明.pdf' })).toEqual(['file-name'])
    expect(posted('附件如下', { name: '说明\u202efdp.exe' })).toEqual(['file-name', 'forbidden-character'])
    expect(posted('附\u202e件')).toEqual(['forbidden-character'])
    expect(reportOn({ ...subject, strays: ['run.exe'] }).findings).toMatchObject([
      { fault: 'stray-file', file: 'run.exe' },
    ])
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
    expect(looksLike(bytes('%PDF-1.7'), 'application/pdf')).toBeUndefined()
    expect(looksLike(bytes('<svg onload='), 'image/png')).toBe('active')
    expect(looksLike(bytes('\xef\xbb\xbf<html>'), 'application/pdf')).toBe('active')
    expect(looksLike(bytes('MZ\x90'), 'application/pdf')).toBe('active')
    expect(looksLike(bytes('GIF89a'), 'image/png')).toBe('other')
  })

  it('[PF1] never throws, whatever stands in the place of events', () => {
    const strange = [
      null,
      1,
      'x',
      {},
      { data: { sha256: 1, name: 2, size: {} } },
      { type: 'poll.closed', data: { poll: 1 } },
    ]
    const report = reportOn({ matter, events: strange as unknown as RecordEvent[] })
    expect(report.verdict).toBe('failed')
    expect(report.findings[0]).toMatchObject({ fault: 'shape', seq: 1 })
  })
})

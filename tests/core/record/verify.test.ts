import { createHash, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../../core/record/canonical.ts'
import { emptyHead, sealEvent } from '../../../core/record/chain.ts'
import { rawPublicKey, verifyCheckpoint } from '../../../core/record/checkpoint.ts'
import { GENESIS, type RecordEvent } from '../../../core/record/event.ts'
import { redact, REDACTED } from '../../../core/record/redact.ts'
import { verifyRecord } from '../../../core/record/verify.ts'
import { publicKey, rfc8032, sealAll, serverKey, signCheckpoint, uuid } from '../../support/record.ts'

const matter = uuid(7)
const drafts = Array.from({ length: 12 }, (_, i) => ({ type: 'message.posted', data: { text: `第${i}条：路灯坏了` } }))
const record = sealAll(matter, drafts)
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

describe('the chain', () => {
  it('[RC2] one event, by the published formula and nothing of ours', () => {
    const salt = '00112233445566778899aabbccddeeff'
    const stamp = { matter, at: 1_790_000_000_000, actor: 'u1', command: uuid(2) }
    const event = sealEvent({ type: 'message.posted', data: { text: '停车难' } }, stamp, emptyHead, uuid(3), salt)
    const dataHash = sha256(`${salt}{"text":"停车难"}`)
    const body =
      `{"actor":"u1","at":1790000000000,"command":"${uuid(2)}","dataHash":"${dataHash}","id":"${uuid(3)}",` +
      `"matter":"${matter}","prev":"${GENESIS}","seq":1,"type":"message.posted","v":1}`
    expect(event.dataHash).toBe(dataHash)
    expect(event.hash).toBe(sha256(body))
    expect(event.prev).toBe('0'.repeat(64))
  })

  it('[RC3] a whole record verifies, each event naming the one before', () => {
    expect(verifyRecord(matter, record)).toEqual({ events: 12, redacted: [], signedUpTo: 0, findings: [] })
    record.slice(1).forEach((event, i) => expect(event.prev).toBe(record[i]?.hash))
  })

  it('[RC4] every single changed character of a copied-out record is found', () => {
    const lines = record.slice(0, 4).map((event) => canonical(event))
    let missed = 0
    for (const [at, line] of lines.entries())
      for (let i = 0; i < line.length; i++) {
        const changed = lines.with(at, line.slice(0, i) + (line[i] === '0' ? '1' : '0') + line.slice(i + 1))
        const copy = readLines(changed)
        if (copy && verifyRecord(matter, copy).findings.length === 0) missed++
      }
    expect(missed, 'changes that nobody noticed').toBe(0)
  })

  it('[RC4] the first wrong event is named', () => {
    const copy = structuredClone(record)
    copy[4]!.data = { text: '路灯亮着' }
    const [first, ...rest] = verifyRecord(matter, copy).findings
    expect(first).toMatchObject({ fault: 'data', seq: 5, event: record[4]!.id })
    expect(rest).toEqual([])
  })

  it('[RC4] dropped, repeated, swapped and foreign events are found at their place', () => {
    expect(verifyRecord(matter, record.toSpliced(3, 1)).findings[0]).toMatchObject({ fault: 'sequence', seq: 4 })
    expect(verifyRecord(matter, record.toSpliced(3, 0, record[3]!)).findings[0]).toMatchObject({ seq: 5 })
    expect(verifyRecord(matter, record.with(2, record[3]!).with(3, record[2]!)).findings[0]).toMatchObject({ seq: 3 })
    expect(verifyRecord(uuid(8), record).findings[0]).toMatchObject({ fault: 'matter', seq: 1 })
  })

  it('[RC4] a field that no hash covers is found', () => {
    const copy = record.with(2, { ...record[2]!, note: '后加的话' } as RecordEvent)
    expect(verifyRecord(matter, copy).findings).toMatchObject([{ fault: 'shape', seq: 3 }])
  })

  it('[RC4] what is no event at all is a finding, not an exception', () => {
    const foreign = [null, 1, 'x', {}, [], { seq: 1 }] as unknown as RecordEvent[]
    expect(verifyRecord(matter, foreign).findings.map(({ fault }) => fault)).toEqual(Array(6).fill('shape'))
  })
})

describe('redaction', () => {
  const redaction = { type: REDACTED, data: { events: [3], reason: '含个人电话' } }
  const whole = sealAll(matter, [...drafts.slice(0, 5), redaction])

  it('[RC5] a redacted event keeps its hashes and the chain still verifies', () => {
    const copy = whole.with(2, redact(whole[2]!))
    expect(canonical(copy)).not.toContain('第2条')
    expect(verifyRecord(matter, copy)).toMatchObject({ redacted: [3], findings: [] })
  })
  it('[RC5] data that is gone without a redaction event is found', () => {
    const copy = whole.with(1, redact(whole[1]!))
    expect(verifyRecord(matter, copy).findings).toEqual([{ fault: 'unexplained-redaction', seq: 2 }])
  })
})

describe('checkpoints', () => {
  it("[RC6] a signature by Node's Ed25519 is accepted, and reaches up to its event", () => {
    expect(verifyRecord(matter, record, [signCheckpoint(record[9]!)], publicKey(serverKey))).toMatchObject({
      signedUpTo: 10,
      findings: [],
    })
  })
  it('[RC6] the key is SPKI of RFC 8410, and RFC 8032 key pair 2 is read right', () => {
    expect(Buffer.from(rawPublicKey(publicKey(rfc8032))!).toString('hex')).toBe(
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    )
    expect(verifyCheckpoint(signCheckpoint(record[0]!, rfc8032))).toBe(true)
  })
  it('[RC6] any changed field breaks the signature', () => {
    const good = signCheckpoint(record[9]!)
    const changes = [
      { seq: 9 },
      { hash: 'a'.repeat(64) },
      { at: good.at + 1 },
      { matter: uuid(9) },
      { signature: good.signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) },
      { signature: '' },
      { key: 'AAAA' },
      { alg: 'rsa' as 'ed25519' },
    ]
    for (const change of changes) expect(verifyCheckpoint({ ...good, ...change }), JSON.stringify(change)).toBe(false)
  })
  it('[RC7] another key than the pinned one, a shortened record and a rewritten one are found', () => {
    const other = generateKeyPairSync('ed25519').privateKey
    const faults = (events: RecordEvent[], checkpoint = signCheckpoint(record[9]!)) =>
      verifyRecord(matter, events, [checkpoint], publicKey(serverKey)).findings.map(({ fault }) => fault)
    expect(faults(record, signCheckpoint(record[9]!, other))).toEqual(['checkpoint-key'])
    expect(faults(record.slice(0, 5))).toEqual(['shortened'])
    expect(faults(sealAll(matter, drafts, uuid(99)))).toEqual(['checkpoint-mismatch'])
  })
})

function readLines(lines: string[]): RecordEvent[] | undefined {
  try {
    return lines.map((line) => JSON.parse(line) as RecordEvent)
  } catch {
    return undefined
  }
}

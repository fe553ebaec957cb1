import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { emptyHead, sealEvent } from '../../core/record/chain.ts'
import { checkpointText, type Checkpoint } from '../../core/record/checkpoint.ts'
import type { EventDraft, RecordEvent } from '../../core/record/event.ts'

/** A UUID of version 7 made from a number: the same number gives the same id. */
export function uuid(n: number): string {
  const hex = createHash('sha256').update(String(n)).digest('hex')
  return `0192${hex.slice(0, 4)}-${hex.slice(4, 8)}-7${hex.slice(8, 11)}-8${hex.slice(11, 14)}-${hex.slice(14, 26)}`
}

/** Drafts placed in a record one behind the other; ids and salts follow from the places. */
export function sealAll(matter: string, drafts: readonly EventDraft[], actor = uuid(1)): RecordEvent[] {
  const events: RecordEvent[] = []
  for (const draft of drafts) {
    const head = events.at(-1) ?? emptyHead
    const n = head.seq + 1
    const salt = createHash('sha256').update(`salt ${n}`).digest('hex').slice(0, 32)
    const stamp = { matter, at: 1_790_000_000_000 + n, actor, command: uuid(10_000 + n) }
    events.push(sealEvent(draft, stamp, head, uuid(20_000 + n), salt))
  }
  return events
}

export const serverKey = generateKeyPairSync('ed25519').privateKey

/** The public half as checkpoints carry it: base64 of SPKI DER. */
export function publicKey(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
}

/** A checkpoint signed by Node's own Ed25519. */
export function signCheckpoint(event: RecordEvent, key: KeyObject = serverKey): Checkpoint {
  const open = {
    matter: event.matter,
    seq: event.seq,
    hash: event.hash,
    at: event.at + 5,
    alg: 'ed25519' as const,
    key: publicKey(key),
  }
  return { ...open, signature: sign(null, Buffer.from(checkpointText(open)), key).toString('base64') }
}

/** The key pair of RFC 8032 section 7.1, test 2. */
export const rfc8032 = createPrivateKey({
  key: Buffer.from(
    '302e020100300506032b6570042204204ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    'hex',
  ),
  format: 'der',
  type: 'pkcs8',
})

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import type { Head } from '../../core/record/chain.ts'
import { checkpointText, type Checkpoint } from '../../core/record/checkpoint.ts'
import type { Store } from '../store/contract.ts'

const MOST = 1000

export interface Checkpoints {
  /** The server's public key: base64 of its SPKI DER form. */
  readonly key: string
  /** The signed word that this record stands at this head. */
  make(matter: string, head: Head): Checkpoint
  /** The same with a time in ms UTC that is given: what is signed twice is then the same to the byte. */
  dated(matter: string, head: Head, at: number): Checkpoint
}

/** Reads the server's Ed25519 key from the store, where the first start made it. `now` answers ms UTC. */
export async function loadCheckpoints(store: Store, now: () => number): Promise<Checkpoints> {
  const pem = await store.keep('checkpoint-key', () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  const privateKey = createPrivateKey(pem)
  const key = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
  const latest = new Map<string, Checkpoint>()

  function dated(matter: string, { seq, hash }: Head, at: number): Checkpoint {
    const open = { matter, seq, hash, at, alg: 'ed25519' as const, key }
    return { ...open, signature: sign(null, Buffer.from(checkpointText(open)), privateKey).toString('base64') }
  }

  return {
    key,
    dated,
    make(matter, { seq, hash }) {
      const known = latest.get(matter)
      if (known?.seq === seq && known.hash === hash) return known
      const checkpoint = dated(matter, { seq, hash }, now())
      latest.delete(matter)
      latest.set(matter, checkpoint)
      const [oldest] = latest.keys()
      if (latest.size > MOST && oldest !== undefined) latest.delete(oldest)
      return checkpoint
    },
  }
}

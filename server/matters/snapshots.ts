import type { Logger } from '../log.ts'
import type { Store } from '../store/contract.ts'
import type { Live } from './live.ts'

const EVERY = 500

/** Stores the durable state when the record has grown enough since the last time; after the answers have gone out. */
export function keepSnapshot(live: Live, store: Store, log: Logger): void {
  const { state, head } = live.durable
  if (!state || head.seq - live.snapshotSeq < EVERY) return
  live.snapshotSeq = head.seq
  setImmediate(() => {
    store
      .saveSnapshot(live.id, { seq: head.seq, state })
      .catch((error: unknown) => log.warn({ matter: live.id, err: error }, 'a snapshot could not be kept'))
  })
}

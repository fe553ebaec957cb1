import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const pool = Buffer.alloc(16 * 256)
let at = pool.length

/** 16 random bytes, good until the next call; fetched many at a time, since each fetch costs more than an event. */
function random16(): Buffer {
  if (at === pool.length) {
    randomFillSync(pool)
    at = 0
  }
  at += 16
  return pool.subarray(at - 16, at)
}

/** Ids and salts for new events. */
export const randomIds = {
  id: (): string => v7({ random: random16() }),
  salt: (): string => random16().toString('hex'),
}

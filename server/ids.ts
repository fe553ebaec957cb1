import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const pool = Buffer.alloc(4096)
let at = pool.length

/** 32 random hex digits; random bytes are fetched many at a time. */
function salt(): string {
  if (at === pool.length) {
    randomFillSync(pool)
    at = 0
  }
  at += 16
  return pool.toString('hex', at - 16, at)
}

/** Ids and salts for new events. */
export const randomIds = { id: (): string => v7(), salt }

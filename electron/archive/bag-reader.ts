import { BagRefused } from '../../core/bag/read/refusal.ts'
import { workOnBag, type BagWork, type BagWorked, type Stretch } from './bag-work.ts'
import { inThread } from './in-thread.ts'

/**
 * A thread that reads one bag, so that the window stays alive meanwhile. It opens no file: it asks for the bytes it
 * needs, one after the other, and so never learns the key under which they may lie.
 */
const { given, ask, end } = inThread<{ size: number; work: BagWork }, Stretch, Uint8Array, BagWorked>()
const { size, work } = given

// Reading goes on where it stopped, mostly, and each question costs time: more is asked for than is needed just now.
const AHEAD = 512 * 1024
let held: { at: number; bytes: Uint8Array } = { at: 0, bytes: new Uint8Array() }

async function read(at: number, length: number): Promise<Uint8Array> {
  const last = at + length
  if (at < held.at || last > held.at + held.bytes.length)
    held = { at, bytes: await ask({ at, length: Math.min(Math.max(length, AHEAD), size - at) }) }
  return held.bytes.subarray(at - held.at, last - held.at)
}

try {
  end({ done: await workOnBag({ size, read }, work) })
} catch (error) {
  if (!(error instanceof BagRefused)) throw error
  const { reason, where } = error
  end({ refused: { reason, ...(where === undefined ? {} : { where }) } })
}

import { parentPort, workerData } from 'node:worker_threads'
import { BagRefused } from '../../core/bag/read/refusal.ts'
import { workOnBag, type BagWork, type FromReader } from './bag-work.ts'

/**
 * A thread that reads one bag, so that the window stays alive meanwhile. It opens no file: it asks for the bytes it
 * needs, one after the other, and so never learns the key under which they may lie.
 */
const { size, work } = workerData as { size: number; work: BagWork }
const waiting: ((bytes: Uint8Array) => void)[] = []
const say = (word: FromReader) => parentPort?.postMessage(word)
parentPort?.on('message', (bytes: Uint8Array) => waiting.shift()?.(bytes))

const ask = (at: number, length: number) => {
  say({ need: { at, length } })
  return new Promise<Uint8Array>((resolve) => waiting.push(resolve))
}

// Reading goes on where it stopped, mostly, and each question costs time: more is asked for than is needed just now.
const AHEAD = 512 * 1024
let held: { at: number; bytes: Uint8Array } = { at: 0, bytes: new Uint8Array() }

async function read(at: number, length: number): Promise<Uint8Array> {
  const end = at + length
  if (at < held.at || end > held.at + held.bytes.length)
    held = { at, bytes: await ask(at, Math.min(Math.max(length, AHEAD), size - at)) }
  return held.bytes.subarray(at - held.at, end - held.at)
}

try {
  say({ done: await workOnBag({ size, read }, work) })
} catch (error) {
  if (!(error instanceof BagRefused)) throw error
  const { reason, where } = error
  say({ refused: { reason, ...(where === undefined ? {} : { where }) } })
} finally {
  parentPort?.close()
}

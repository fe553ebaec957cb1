import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ByteSource } from '../../core/bag/read/bytes.ts'
import { BagRefused } from '../../core/bag/read/refusal.ts'
import { workOnBag, type BagWork, type BagWorkDone, type FromReader } from './bag-work.ts'

/** Bags up to this size are read in a moment; for larger ones the window would have to wait. In bytes. */
const SMALL = 32 * 1024

/** As `workOnBag`, without holding up whatever else this process does. */
export function workAside<Want extends keyof BagWorkDone>(
  source: ByteSource,
  work: BagWork<Want>,
): Promise<BagWorkDone[Want]> {
  return source.size <= SMALL ? workOnBag(source, work) : inThread(source, work)
}

function inThread<Want extends keyof BagWorkDone>(source: ByteSource, work: BagWork<Want>): Promise<BagWorkDone[Want]> {
  // the thread's file stands beside this one, in the sources as in what is built of them
  const reader = path.join(import.meta.dirname, `bag-reader${path.extname(import.meta.filename)}`)
  const worker = new Worker(reader, { workerData: { size: source.size, work }, execArgv: [] })
  const done = new Promise<BagWorkDone[Want]>((resolve, reject) => {
    worker.on('message', (word: FromReader) => {
      if ('done' in word) resolve(word.done as BagWorkDone[Want])
      else if ('refused' in word) reject(new BagRefused(word.refused.reason, 'read in a thread', word.refused.where))
      else
        source.read(word.need.at, word.need.length).then((bytes) => {
          // of its own, for what is given away is gone here
          const given = new Uint8Array(bytes)
          worker.postMessage(given, [given.buffer])
        }, reject)
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('reading a bag ended without a word')))
  })
  return done.finally(() => worker.terminate())
}

import path from 'node:path'
import { Worker } from 'node:worker_threads'

/** What a thread says: that it needs an answer, or what its work came to. */
export type FromThread<Question, Done> = { ask: Question } | { done: Done }

/**
 * Runs the file of this name beside this one in a thread of its own, so that whatever else this process does goes on
 * meanwhile. What the thread needs from outside it asks for, one question after the other. Throws what answering
 * throws, and when the thread ends badly.
 */
export function runAside<Question, Done>(
  name: string,
  workerData: unknown,
  answer: (question: Question) => Promise<unknown>,
): Promise<Done> {
  // in the sources as in what is built of them
  const file = path.join(import.meta.dirname, `${name}${path.extname(import.meta.filename)}`)
  const worker = new Worker(file, { workerData, execArgv: [] })
  const done = new Promise<Done>((resolve, reject) => {
    worker.on('message', (word: FromThread<Question, Done>) => {
      if ('done' in word) resolve(word.done)
      else answer(word.ask).then((told) => give(worker, told), reject)
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error(`${name} ended without a word`)))
  })
  return done.finally(() => worker.terminate())
}

function give(worker: Worker, told: unknown): void {
  if (!(told instanceof Uint8Array)) return worker.postMessage(told)
  // a copy of its own, for what is given away is gone here
  const own = new Uint8Array(told)
  worker.postMessage(own, [own.buffer])
}

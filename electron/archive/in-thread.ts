import { parentPort, workerData } from 'node:worker_threads'
import type { FromThread } from './aside.ts'

/** The side of the thread to `runAside`: what it was given, a way to ask, and the word that ends it. */
export function inThread<Given, Question, Answer, Done>() {
  const waiting: ((answer: Answer) => void)[] = []
  const say = (word: FromThread<Question, Done>) => parentPort?.postMessage(word)
  parentPort?.on('message', (answer: Answer) => waiting.shift()?.(answer))
  return {
    given: workerData as Given,
    ask(question: Question): Promise<Answer> {
      say({ ask: question })
      return new Promise((resolve) => waiting.push(resolve))
    },
    end(done: Done): void {
      say({ done })
      parentPort?.close()
    },
  }
}

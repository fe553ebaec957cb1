import { parentPort, workerData } from 'node:worker_threads'
import { layOut } from '../../core/bag/bag.ts'
import { BagError, type Bytes } from '../../core/bag/source.ts'
import type { Laid, LaidFile, LayingOrder, Unlaid } from './bag-laying.ts'

/** Lays one bag out in a thread of its own, and says what it came to without the files that stay outside. */
const { present, ...source } = workerData as LayingOrder
const outside: Bytes = () => {
  throw new Error('files are read by whoever asked')
}

function lay(): Laid | Unlaid {
  try {
    const { payload, ...bag } = layOut({ ...source, files: new Map(present.map((sha256) => [sha256, outside])) })
    const laid = payload.map((file): LaidFile =>
      'bytes' in file ? file : { path: file.path, size: file.size, sha256: file.sha256 },
    )
    return { ...bag, payload: laid }
  } catch (error) {
    // an error leaves its class and its reason behind when it goes from thread to thread
    if (error instanceof BagError) return { refused: error.reason, message: error.message }
    throw error
  }
}

parentPort?.postMessage(lay())

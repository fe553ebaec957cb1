import { Worker } from 'node:worker_threads'
import { layOut, type Bag } from '../../core/bag/bag.ts'
import { BagError, type BagFile, type BagSource } from '../../core/bag/source.ts'

/** What goes to the thread: everything but the bytes of files, of which it learns only that they are there. */
export type LayingOrder = Omit<BagSource, 'files'> & { present: string[] }
/** A file as it comes back: with its bytes, or the hash of one that stayed outside. */
export type LaidFile = Extract<BagFile, { bytes: Uint8Array }> | { path: string; size: number; sha256: string }

/** Records up to so many events are laid out in a few ms; for longer ones the sockets would have to wait. */
const SHORT = 200

/** Lays a bag out without holding up whoever else is served. Rejects with what `layOut` throws. */
export async function layOutAside(source: BagSource): Promise<Bag> {
  if (source.events.length <= SHORT) return layOut(source)
  const { files, ...rest } = source
  const order: LayingOrder = { ...rest, present: [...files.keys()] }
  const { payload, ...bag } = await inThread(order)
  return {
    ...bag,
    payload: payload.map((file): BagFile => {
      if ('bytes' in file) return file
      const read = files.get(file.sha256)
      if (!read) throw new Error(`nobody gave the file ${file.sha256}`)
      return { ...file, read }
    }),
  }
}

/** What comes back of a bag, or why there is none. */
export type Laid = Omit<Bag, 'payload'> & { payload: LaidFile[] }
export type Unlaid = { refused: BagError['reason']; message: string }

function inThread(order: LayingOrder): Promise<Laid> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('bag-worker.ts', import.meta.url), { workerData: order })
    worker.once('message', (laid: Laid | Unlaid) =>
      'refused' in laid ? reject(new BagError(laid.refused, laid.message)) : resolve(laid),
    )
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('laying a bag out ended without a word')))
  })
}

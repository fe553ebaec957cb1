import type { ByteSource } from '../../core/bag/read/bytes.ts'
import { BagRefused } from '../../core/bag/read/refusal.ts'
import { runAside } from './aside.ts'
import { workOnBag, type BagWork, type BagWorkDone, type BagWorked, type Stretch } from './bag-work.ts'

/** Bags up to this size are read in a moment; for larger ones the window would have to wait. In bytes. */
const SMALL = 32 * 1024

/** As `workOnBag`, without holding up whatever else this process does. */
export async function workAside<Want extends keyof BagWorkDone>(
  source: ByteSource,
  work: BagWork<Want>,
): Promise<BagWorkDone[Want]> {
  if (source.size <= SMALL) return workOnBag(source, work)
  const worked = await runAside<Stretch, BagWorked>('bag-reader', { size: source.size, work }, ({ at, length }) =>
    source.read(at, length),
  )
  if ('done' in worked) return worked.done as BagWorkDone[Want]
  throw new BagRefused(worked.refused.reason, 'read in a thread', worked.refused.where)
}

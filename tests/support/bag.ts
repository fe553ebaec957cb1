import { createHash } from 'node:crypto'
import { layOut, type Bag } from '../../core/bag/bag.ts'
import type { BagSource } from '../../core/bag/source.ts'
import { foldersOf, writeZip, type ZipOptions } from '../../core/bag/write-zip.ts'
import { emptyHead, sealEvent } from '../../core/record/chain.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Play } from './matter.ts'
import { signCheckpoint } from './record.ts'

/** The events of a play as a server would have placed them. */
export function recordOf({ matter, events }: Pick<Play, 'matter' | 'events'>): RecordEvent[] {
  const record: RecordEvent[] = []
  for (const { id, at, actor, command, type, data } of events) {
    const salt = createHash('sha256').update(`salt ${id}`).digest('hex').slice(0, 32)
    record.push(sealEvent({ type, data }, { matter, at, actor, command }, record.at(-1) ?? emptyHead, id, salt))
  }
  return record
}

/** What the bag of a play is made from: everybody named, signed at its head, no files. */
export function sourceOf(
  play: Pick<Play, 'matter' | 'events' | 'directory' | 'state'>,
  change: Partial<BagSource> = {},
): BagSource {
  const events = recordOf(play)
  const head = events.at(-1)
  const names = Object.fromEntries(play.directory.accounts().map(({ id, name }) => [id, name]))
  return {
    matter: play.matter,
    events,
    checkpoints: head ? [signCheckpoint(head)] : [],
    names,
    files: new Map(),
    ...change,
  }
}

/** One zip of these bags, whole. */
export async function zipOf(sources: readonly BagSource[], options?: ZipOptions): Promise<Uint8Array> {
  const bags: Bag[] = sources.map(layOut)
  const pieces: Uint8Array[] = []
  const lay = (index: number) => Promise.resolve(bags[index] as Bag)
  for await (const piece of writeZip(foldersOf(bags), lay, options)) pieces.push(piece)
  return Buffer.concat(pieces)
}

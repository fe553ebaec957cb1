import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Box, BoxChange } from '../../core/matter/box.ts'
import { replaceDurably, syncFolder } from '../durable-files.ts'
import { slotOf, type BoxText, type Outcome, type Slot } from './slot.ts'

/**
 * The boxes of all matters, outside of every record and of the store: one file a box, which always holds sorted lists and
 * nothing else. It is replaced as a whole, so that nothing on the disk tells in which order or with which key a slip came.
 */
export interface Boxes {
  /** What is durably in a box; an empty one when there is none. */
  look(matter: string, box: string): Box
  /** Changes a box; durable when it resolves. Changes that arrive together are written together. */
  change(matter: string, change: BoxChange): Promise<Outcome>
  /** Resolves when nothing is on its way into the boxes of a matter; `undefined` when nothing is. */
  idle(matter: string): Promise<void> | undefined
  /** Resolves when nothing is on its way into any box. */
  settled(): Promise<void>
  /** Names of the boxes in which something lies. */
  all(): { matter: string; box: string }[]
}

interface Waiting {
  change: BoxChange
  done: (outcome: Outcome) => void
  failed: (error: unknown) => void
}

/** A box, what waits to be written into it together, and the write that is under way. */
interface Place {
  matter: string
  box: string
  file: string
  slot: Slot
  waiting: Waiting[]
  writing: Promise<void> | undefined
}

/** Opens the folder and reads what is in it; what an interrupted write left is cleared away. Rejects on a torn file. */
export async function openBoxes(folder: string): Promise<Boxes> {
  const arriving = path.join(folder, 'arriving')
  await mkdir(arriving, { recursive: true, mode: 0o700 })
  for (const left of await readdir(arriving)) await rm(path.join(arriving, left), { force: true })

  const places = new Map<string, Place>()
  const keyOf = (matter: string, box: string) => createHash('sha256').update(`${matter} ${box}`).digest('hex')

  function place(matter: string, box: string, text?: BoxText): Place {
    const key = keyOf(matter, box)
    const known = places.get(key)
    if (known) return known
    const slot = slotOf(text ?? { matter, box, entries: [], marks: [], slips: [] })
    const made = { matter, box, file: path.join(folder, key), slot, waiting: [], writing: undefined }
    places.set(key, made)
    return made
  }

  /** Writes all that waits as one, until nothing waits. */
  async function write(to: Place): Promise<void> {
    while (to.waiting.length > 0) {
      const batch = to.waiting.splice(0)
      const next = to.slot.copy()
      const outcomes = batch.map(({ change }) => next.change(change))
      try {
        const text = next.text()
        const empty = text.entries.length + text.marks.length === 0
        if (empty) await remove(to.file)
        else await replaceDurably(to.file, arriving, JSON.stringify(text))
        to.slot = next
        if (empty && to.waiting.length === 0) places.delete(path.basename(to.file))
      } catch (error) {
        for (const { failed } of batch) failed(error)
        continue
      }
      for (const [i, { done }] of batch.entries()) done(outcomes[i] ?? 'done')
    }
    to.writing = undefined
  }

  async function remove(file: string): Promise<void> {
    await rm(file, { force: true })
    await syncFolder(folder)
  }

  for (const name of await readdir(folder)) {
    if (name === path.basename(arriving)) continue
    const text = JSON.parse(await readFile(path.join(folder, name), 'utf8')) as BoxText
    place(text.matter, text.box, text)
  }

  return {
    look: (matter, box) =>
      places.get(keyOf(matter, box))?.slot ?? slotOf({ matter, box, entries: [], marks: [], slips: [] }),
    change(matter, change) {
      const to = place(matter, change.box)
      return new Promise((done, failed) => {
        to.waiting.push({ change, done, failed })
        to.writing ??= Promise.resolve().then(() => write(to))
      })
    },
    idle(matter) {
      const busy = [...places.values()].filter((one) => one.matter === matter).flatMap(({ writing }) => writing ?? [])
      return busy.length > 0 ? Promise.all(busy).then(() => undefined) : undefined
    },
    async settled() {
      await Promise.all([...places.values()].map(({ writing }) => writing))
    },
    all: () => [...places.values()].map(({ matter, box }) => ({ matter, box })),
  }
}

import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Ballot } from '../../core/voting/ballot.ts'
import { replaceDurably, syncFolder } from '../durable-files.ts'
import { createBox, type Box, type BoxText } from './box.ts'

/**
 * The ballots of polls that are open, outside of every record and of the store: one file a poll, which always holds
 * those who voted and what was voted as two sorted lists and nothing else. It is replaced as a whole, so that no file
 * tells in which order or with which name a ballot came.
 */
export interface Boxes {
  /**
   * Puts a ballot in; durable when it resolves. A named one replaces the voter's last. `already` when the voter has
   * another anonymous one in the box; the same once more is `counted`, as it was.
   */
  put(poll: string, voter: string, ballot: Ballot): Promise<'counted' | 'already'>
  /** What is durably in the box: who voted, and the ballots in an order that tells nothing. */
  look(poll: string): Promise<{ voters: ReadonlySet<string>; ballots: Ballot[] }>
  /** Empties the box for good, once the record has its ballots. */
  drop(poll: string): Promise<void>
}

interface Waiting {
  voter: string
  ballot: Ballot
  done: (outcome: 'counted' | 'already') => void
  failed: (error: unknown) => void
}

/** One poll's box and the ballots that wait to be written together. */
interface Slot {
  box: Box
  waiting: Waiting[]
  writing: Promise<void> | undefined
}

/** Opens the folder; what an interrupted write left there is cleared away. */
export async function openBoxes(folder: string): Promise<Boxes> {
  const arriving = path.join(folder, 'arriving')
  await mkdir(arriving, { recursive: true, mode: 0o700 })
  for (const left of await readdir(arriving)) await rm(path.join(arriving, left), { force: true })

  const slots = new Map<string, Promise<Slot>>()
  const fileOf = (poll: string) => path.join(folder, createHash('sha256').update(poll).digest('hex'))

  async function read(poll: string): Promise<Slot> {
    const text = await readFile(fileOf(poll), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    const box = createBox(text === undefined ? undefined : (JSON.parse(text) as BoxText))
    return { box, waiting: [], writing: undefined }
  }

  function slotOf(poll: string): Promise<Slot> {
    const known = slots.get(poll)
    if (known) return known
    const slot = read(poll)
    slots.set(poll, slot)
    slot.catch(() => slots.delete(poll))
    return slot
  }

  /** Writes all that waits as one, until nothing waits. */
  async function write(poll: string, slot: Slot): Promise<void> {
    while (slot.waiting.length > 0) {
      const batch = slot.waiting.splice(0)
      const next = slot.box.copy()
      const outcomes = batch.map(({ voter, ballot }) => next.put(voter, ballot))
      try {
        await replaceDurably(fileOf(poll), arriving, JSON.stringify(next.text()))
      } catch (error) {
        for (const { failed } of batch) failed(error)
        continue
      }
      slot.box = next
      for (const [i, { done }] of batch.entries()) done(outcomes[i] ?? 'already')
    }
    slot.writing = undefined
  }

  return {
    async put(poll, voter, ballot) {
      const slot = await slotOf(poll)
      return new Promise((done, failed) => {
        slot.waiting.push({ voter, ballot, done, failed })
        slot.writing ??= Promise.resolve().then(() => write(poll, slot))
      })
    },
    async look(poll) {
      const { box } = await slotOf(poll)
      return { voters: box.voters, ballots: box.text().ballots }
    },
    async drop(poll) {
      const slot = await slots.get(poll)
      await slot?.writing
      slots.delete(poll)
      await rm(fileOf(poll), { force: true })
      await syncFolder(folder)
    },
  }
}

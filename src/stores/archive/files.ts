import { watch } from 'vue'
import type { ArchiveEntry, Owner } from '../../../core/desktop/contract.ts'
import type { Platform } from '../../platform/contract.ts'
import type { useKeeping } from '../keeping.ts'
import type { EntryChange } from './list.ts'

interface FileParts {
  owner: () => Owner | null
  entries: () => readonly ArchiveEntry[]
  put: (matter: string, change: EntryChange) => void
  /** True while nothing is to be fetched. */
  idle: () => boolean
  keeping: ReturnType<typeof useKeeping>
  failed: (error: unknown) => void
}

/** Fetches the files of kept records in the background, one matter after the other, up to the size that is wanted. */
export function createFileKeeping(files: NonNullable<Platform['files']>, parts: FileParts) {
  const { owner, entries, put, idle, keeping, failed } = parts
  const wanted = new Set<string>()
  let working = false

  async function work(): Promise<void> {
    if (working) return
    working = true
    try {
      for (let whose = owner(); whose && wanted.size > 0; whose = owner()) {
        await keeping.turn()
        const [matter = ''] = wanted
        wanted.delete(matter)
        if (keeping.rule.files === 0 || owner() !== whose) continue
        const most = keeping.rule.files
        const { seq, later } = await keeping.timed(files.keep({ ...whose }, matter, most))
        if (!later) put(matter, (found) => found && { ...found, fetched: { seq, most } })
        if (!later) continue
        // the server cannot be asked now: the link wakes this up again
        wanted.add(matter)
        return
      }
    } catch (error) {
      failed(error)
    } finally {
      working = false
    }
  }

  /** Goes on with whole copies whose files were not all fetched, or only smaller ones than are wanted now. */
  function resume(): void {
    if (idle()) return
    for (const { summary, condition, seq, fetched } of entries())
      if (condition === 'whole' && ((fetched?.seq ?? 0) < seq || (fetched?.most ?? 0) < keeping.rule.files))
        wanted.add(summary.id)
    void work()
  }

  watch(() => keeping.rule.files, resume)

  return {
    /** The record is whole: its files are wanted too. */
    want(matter: string): void {
      wanted.add(matter)
      void work()
    },
    drop: (matter: string) => void wanted.delete(matter),
    resume,
    clear: () => wanted.clear(),
  }
}

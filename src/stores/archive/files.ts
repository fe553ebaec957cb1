import type { Owner } from '../../../core/desktop/contract.ts'
import type { Platform } from '../../platform/contract.ts'
import type { useKeeping } from '../keeping.ts'

interface FileParts {
  owner: () => Owner | null
  keeping: ReturnType<typeof useKeeping>
  failed: (error: unknown) => void
}

/** Fetches the files of kept records in the background, one matter after the other, up to the size that is wanted. */
export function createFileKeeping(files: NonNullable<Platform['files']>, { owner, keeping, failed }: FileParts) {
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
        const found = await keeping.timed(files.keep({ ...whose }, matter, keeping.rule.files))
        if (!found.later) continue
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

  return {
    /** The record is whole: its files are wanted too. */
    want(matter: string): void {
      wanted.add(matter)
      void work()
    },
    drop: (matter: string) => void wanted.delete(matter),
    /** The server can be asked again. */
    resume: () => void work(),
    clear: () => wanted.clear(),
  }
}

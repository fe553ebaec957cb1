import { ref } from 'vue'
import { reasonOf } from '../reason-of.ts'

/** What can be named of what keeps this machine from writing; each has a sentence. */
const TROUBLES = ['disk', 'locked'] as const
export type WriteTrouble = (typeof TROUBLES)[number] | 'other'

/** What went wrong when something could not be written to this machine's disk; null when all is well. */
export function createWriteError() {
  const writeError = ref<WriteTrouble | null>(null)

  /** That another process writes here is said on every page, and is no trouble of the disk. */
  function failed(error: unknown): void {
    if (!reasonOf(error, ['read-only'])) writeError.value = reasonOf(error, TROUBLES) ?? 'other'
  }

  return { writeError, failed }
}

import { ref } from 'vue'
import { reasonOf } from '../reason-of.ts'

/** What went wrong when something could not be written to this machine's disk; null when all is well. */
export function createWriteError() {
  const writeError = ref<string | null>(null)

  /** That another process writes here is said on every page, and is no trouble of the disk. */
  function failed(error: unknown): void {
    if (!reasonOf(error, ['read-only'])) writeError.value = error instanceof Error ? error.message : String(error)
  }

  return { writeError, failed }
}

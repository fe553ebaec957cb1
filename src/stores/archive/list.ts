import { computed, shallowRef } from 'vue'
import type { ArchiveEntry } from '../../../core/desktop/contract.ts'

/** Makes of an entry, if there is one, what it is now; `undefined`: nothing changes. */
export type EntryChange = (found: ArchiveEntry | undefined) => ArchiveEntry | undefined

/** What is kept on this machine, as the screens list it. */
export function createList() {
  /** The matter that changed last first. */
  const entries = shallowRef<readonly ArchiveEntry[]>([])
  const byMatter = computed(() => new Map(entries.value.map((entry) => [entry.summary.id, entry])))
  const whole = computed(() => entries.value.filter(({ condition }) => condition === 'whole').length)

  const entry = (matter: string): ArchiveEntry | undefined => byMatter.value.get(matter)
  const others = (matter: string) => entries.value.filter(({ summary }) => summary.id !== matter)

  function put(matter: string, change: EntryChange): void {
    const changed = change(entry(matter))
    if (!changed) return
    entries.value = [...others(matter), changed].sort((a, b) => b.summary.updatedAt - a.summary.updatedAt)
  }

  const forget = (matter: string) => void (entries.value = others(matter))

  return { entries, whole, entry, put, forget }
}

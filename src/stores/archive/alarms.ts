import { computed, shallowRef } from 'vue'
import type { ArchiveEntry, Owner } from '../../../core/desktop/contract.ts'
import type { Diverged } from '../../../core/desktop/standing.ts'
import type { Platform } from '../../platform/contract.ts'
import { plain } from '../plain.ts'
import type { EntryChange } from './list.ts'

/** The server's record and the kept or shown one disagree from a place on: one of them was altered. */
export interface Divergence extends Diverged {
  matter: string
  title: string
}

interface AlarmParts {
  archive: Platform['archive']
  owner: () => Owner | null
  entries: () => readonly ArchiveEntry[]
  put: (matter: string, change: EntryChange) => void
  failed: (error: unknown) => void
}

/** Differences between copies and their server. Those of kept copies are remembered with them until they are gone. */
export function createAlarms({ archive, owner, entries, put, failed }: AlarmParts) {
  /** Of matters of which nothing is kept here: remembered as long as the program runs. */
  const loose = shallowRef<readonly Divergence[]>([])
  const divergences = computed<readonly Divergence[]>(() => [
    ...entries().flatMap(({ summary, diverged }) =>
      diverged ? [{ ...diverged, matter: summary.id, title: summary.title }] : [],
    ),
    ...loose.value.filter(({ matter }) => !entries().some(({ summary }) => summary.id === matter)),
  ])
  const of = (matter: string) => divergences.value.find((found) => found.matter === matter)

  function remember(matter: string, diverged: Diverged | null): void {
    const whose = owner()
    if (!archive || !whose) return
    put(matter, (found) => {
      if (!found) return undefined
      const { diverged: _before, ...entry } = found
      return diverged ? { ...entry, diverged } : entry
    })
    archive.diverged(plain(whose), matter, plain(diverged)).catch(failed)
  }

  return {
    divergences,
    of,
    /** Says loudly that a record was altered somewhere; `sure`: both sides were laid beside each other just now. */
    alarm({ matter, title, ...found }: Omit<Divergence, 'at'>, sure = false): void {
      const known = of(matter)
      if (known && known.seq <= found.seq && !sure) return
      const diverged = { ...found, at: known?.at ?? Date.now() }
      if (entries().some(({ summary }) => summary.id === matter)) remember(matter, diverged)
      else loose.value = [...loose.value.filter((one) => one.matter !== matter), { ...diverged, matter, title }]
    },
    /** Both sides agree again. */
    settle(matter: string): void {
      loose.value = loose.value.filter((one) => one.matter !== matter)
      if (of(matter)) remember(matter, null)
    },
    clear: () => void (loose.value = []),
  }
}

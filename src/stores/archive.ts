import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ArchiveEntry, ArchiveHit } from '../../core/desktop/contract.ts'
import type { AnyState } from '../../core/kinds.ts'
import type { Checkpoint } from '../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Verification } from '../../core/record/verify.ts'
import { platform } from '../platform/platform.ts'

/** A record as it is kept on this machine. `state` is null when nothing could be read. */
export interface KeptRecord {
  state: AnyState | null
  events: RecordEvent[]
  checkpoints: Checkpoint[]
}

/** The server's record and the kept one disagree at `seq`: one of them was altered. */
export interface Divergence {
  matter: string
  title: string
  seq: number
  /** When it was noticed, ms UTC. */
  at: number
}

/** The local, verifiable copies. */
export const useArchive = defineStore('archive', () => {
  const archive = platform().archive
  /** False in a browser, which keeps no archive. */
  const available = archive !== undefined
  const phase = ref<'loading' | 'ready' | 'error'>(available ? 'loading' : 'ready')
  const entries = shallowRef<readonly ArchiveEntry[]>([])
  /** Matters whose copies are being filled from the server: how far, of how much. */
  const filling = shallowRef<ReadonlyMap<string, { seq: number; of: number }>>(new Map())
  const divergences = shallowRef<readonly Divergence[]>([])
  const entry = computed(() => (matter: string) => entries.value.find(({ summary }) => summary.id === matter))

  async function refresh(): Promise<void> {}
  async function search(_text: string): Promise<ArchiveHit[]> {
    return []
  }
  async function read(_matter: string): Promise<KeptRecord> {
    return { state: null, events: [], checkpoints: [] }
  }
  async function verify(_matter: string): Promise<Verification> {
    return { events: 0, redacted: [], signedUpTo: 0, findings: [] }
  }
  async function remove(_matter: string): Promise<void> {}

  return { available, phase, entries, entry, filling, divergences, refresh, search, read, verify, remove }
})

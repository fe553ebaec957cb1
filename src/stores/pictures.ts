import { defineStore } from 'pinia'
import { shallowReactive, watch } from 'vue'
import type { Refusal } from '../../core/wire/refusal.ts'
import { fetchFile } from '../realtime/attachments-api.ts'
import { unavailable } from '../realtime/incoming.ts'
import { useKeptFiles } from './kept-files.ts'
import { useSession } from './session.ts'

/** A file of the record here: on its way, as an address of this page (`blob:`), or refused. */
export type Held = { phase: 'loading' } | { phase: 'ready'; url: string } | { phase: 'failed'; refusal: Refusal }

/** Bytes that no screen shows are let go beyond this many. */
const MOST_IDLE = 40

/**
 * Pictures of the record: the kept copy where this machine has one, else fetched with the reader's token and shown from
 * memory, for an address of the server alone would carry no token, and one that did would lie in the history.
 */
export const usePictures = defineStore('pictures', () => {
  const session = useSession()
  const keptAddress = useKeptFiles()
  const held = shallowReactive(new Map<string, Held>())
  const users = new Map<string, number>()

  async function load(sha256: string): Promise<void> {
    held.set(sha256, { phase: 'loading' })
    const { owner } = session
    const kept = await keptAddress(sha256)
    const still = () => session.owner === owner && held.get(sha256)?.phase === 'loading'
    if (kept !== null) {
      if (still()) held.set(sha256, { phase: 'ready', url: kept })
      return
    }
    const token = session.bearer()
    const reply =
      token === undefined ? unavailable('offline') : await fetchFile({ server: session.server, token }, sha256)
    if (!still()) return
    held.set(
      sha256,
      reply.ok
        ? { phase: 'ready', url: URL.createObjectURL(reply.value) }
        : { phase: 'failed', refusal: reply.refusal },
    )
  }

  /** Asks for a picture; `held` tells how it stands. The answer ends the use. */
  function use(sha256: string): () => void {
    users.set(sha256, (users.get(sha256) ?? 0) + 1)
    const now = held.get(sha256)
    if (!now || now.phase === 'failed') void load(sha256)
    let used = true
    return () => {
      if (!used) return
      used = false
      users.set(sha256, (users.get(sha256) ?? 1) - 1)
      trim()
    }
  }

  /** Lets go of what was shown longest ago. */
  function trim(): void {
    const idle = [...held.keys()].filter((sha256) => (users.get(sha256) ?? 0) === 0)
    for (const sha256 of idle.slice(0, Math.max(0, idle.length - MOST_IDLE))) forget(sha256)
  }

  function forget(sha256: string): void {
    const now = held.get(sha256)
    if (now?.phase === 'ready') URL.revokeObjectURL(now.url)
    held.delete(sha256)
    users.delete(sha256)
  }

  watch(
    () => session.owner,
    () => [...held.keys()].forEach(forget),
    { flush: 'sync' },
  )

  return { held, use, reload: load }
})

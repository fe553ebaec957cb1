import { defineStore } from 'pinia'
import { shallowReactive, watch } from 'vue'
import type { Refusal, Reply } from '../../core/wire/refusal.ts'
import { fetchFile } from '../realtime/attachments-api.ts'
import { unavailable } from '../realtime/incoming.ts'
import { useKeptFiles } from './kept-files.ts'
import { useSession } from './session.ts'
import { useShelvedFiles } from './shelved-files.ts'

/** A file of the record here: on its way, as an address of this page (`blob:`), or refused. */
export type Held = { phase: 'loading' } | { phase: 'ready'; url: string } | { phase: 'failed'; refusal: Refusal }

/** Bytes that no screen shows are let go beyond this many. */
const MOST_IDLE = 40

/** Under what a picture is held: that of a bag, by its id, is not that of the archive or the server. */
export const heldAs = (sha256: string, bag?: string): string => (bag === undefined ? sha256 : `${bag}/${sha256}`)

/**
 * Pictures of the record: those of a bag out of it; else the kept copy where this machine has one, else fetched with the reader's token and shown from
 * memory, for an address of the server alone would carry no token, and one that did would lie in the history.
 */
export const usePictures = defineStore('pictures', () => {
  const session = useSession()
  const keptAddress = useKeptFiles()
  const shelvedAddress = useShelvedFiles()
  const held = shallowReactive(new Map<string, Held>())
  const users = new Map<string, number>()

  async function load(sha256: string, bag?: string): Promise<void> {
    const key = heldAs(sha256, bag)
    release(key)
    held.set(key, { phase: 'loading' })
    const { owner } = session
    const found = await (bag === undefined ? addressOf(sha256) : shelvedAddress(bag, sha256))
    if (session.owner !== owner || held.get(key)?.phase !== 'loading') {
      if (found.ok) URL.revokeObjectURL(found.value)
      return
    }
    held.set(key, found.ok ? { phase: 'ready', url: found.value } : { phase: 'failed', refusal: found.refusal })
  }

  async function addressOf(sha256: string): Promise<Reply<string>> {
    const kept = await keptAddress(sha256)
    if (kept !== null) return { ok: true, value: kept }
    const token = session.bearer()
    if (token === undefined) return unavailable('offline')
    const reply = await fetchFile({ server: session.server, token }, sha256)
    return reply.ok ? { ok: true, value: URL.createObjectURL(reply.value) } : reply
  }

  /** Asks for a picture; `held` tells how it stands, under `heldAs`. The answer ends the use. */
  function use(sha256: string, bag?: string): () => void {
    const key = heldAs(sha256, bag)
    users.set(key, (users.get(key) ?? 0) + 1)
    const now = held.get(key)
    if (!now || now.phase === 'failed') void load(sha256, bag)
    let used = true
    return () => {
      if (!used) return
      used = false
      users.set(key, (users.get(key) ?? 1) - 1)
      trim()
    }
  }

  /** Lets go of what was shown longest ago. */
  function trim(): void {
    const idle = [...held.keys()].filter((key) => (users.get(key) ?? 0) === 0)
    for (const key of idle.slice(0, Math.max(0, idle.length - MOST_IDLE))) forget(key)
  }

  function forget(key: string): void {
    release(key)
    held.delete(key)
    users.delete(key)
  }

  function release(key: string): void {
    const now = held.get(key)
    if (now?.phase === 'ready') URL.revokeObjectURL(now.url)
  }

  watch(
    () => session.owner,
    () => [...held.keys()].forEach(forget),
    { flush: 'sync' },
  )

  return { held, use, reload: load }
})

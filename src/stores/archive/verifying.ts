import { ref, shallowRef } from 'vue'
import type { ArchiveEntry, Owner } from '../../../core/desktop/contract.ts'
import type { Report } from '../../../core/record/report/report.ts'
import type { Platform } from '../../platform/contract.ts'
import type { useLink } from '../link.ts'
import { plain } from '../plain.ts'
import type { createAlarms, Divergence } from './alarms.ts'
import { compare } from './compare.ts'

interface VerifyingParts {
  archive: Platform['archive']
  link: ReturnType<typeof useLink>
  /** Throws where there is no archive. */
  owner: () => Owner
  entries: () => readonly ArchiveEntry[]
  alarms: ReturnType<typeof createAlarms>
  /** Has a copy signed as far as it goes, where the server can be asked. */
  sign: (matter: string) => Promise<void>
  refresh: () => Promise<unknown>
}

/** How verifying every copy goes: `done` of `of`, and what it came to so far. `failed`: the matters with findings. */
export interface Round {
  done: number
  of: number
  now: string
  held: number
  partly: number
  failed: { matter: string; title: string }[]
  /** Copies that could not be read at all. */
  unread: number
  over: 'running' | 'done' | 'cancelled'
}

/** Verifying one copy, or all, and laying copies beside what the server says. */
export function createVerifying({ archive, link, owner, entries, alarms, sign, refresh }: VerifyingParts) {
  const round = shallowRef<Round | null>(null)
  const cancelled = ref(false)
  const entry = (matter: string) => entries().find(({ summary }) => summary.id === matter)

  async function report(matter: string): Promise<Report> {
    if (!archive) throw new Error('there is no archive here')
    if (link.state === 'online') await sign(matter)
    const found = await archive.verify(plain(owner()), matter)
    const differs = found.findings.some(({ fault }) => fault === 'checkpoint-mismatch' || fault === 'shortened')
    if (differs) await recheck(matter)
    return found
  }

  /** Reports on the copy on disk, against the pinned key of its server; the catalogue remembers what it came to. */
  async function verify(matter: string): Promise<Report> {
    const found = await report(matter)
    await refresh()
    return found
  }

  /** Verifies every copy, one after the other, until all are done or `cancelAll` is called. */
  async function verifyAll(): Promise<void> {
    if (round.value?.over === 'running') return
    cancelled.value = false
    const all = entries().map(({ summary }) => summary)
    let state: Round = { done: 0, of: all.length, now: '', held: 0, partly: 0, failed: [], unread: 0, over: 'running' }
    for (const { id: matter, title } of all) {
      if (cancelled.value) break
      round.value = state = { ...state, now: title }
      const verdict = await report(matter).then(
        (found) => found.verdict,
        () => 'unread' as const,
      )
      const more =
        verdict === 'failed' ? { failed: [...state.failed, { matter, title }] } : { [verdict]: state[verdict] + 1 }
      round.value = state = { ...state, ...more, done: state.done + 1 }
    }
    round.value = { ...state, now: '', over: cancelled.value ? 'cancelled' : 'done' }
    await refresh()
  }

  /**
   * Lays the kept copy beside the server's record: do they agree now? `unknown` when the server cannot be asked, `short`
   * when so little can be read of the copy that it says nothing of the place that the alarm is about.
   */
  async function recheck(matter: string): Promise<'same' | 'differs' | 'short' | 'unknown'> {
    const known = entry(matter)
    if (!archive || link.state !== 'online' || !known) return 'unknown'
    try {
      const { events } = await archive.read(plain(owner()), matter)
      const found = await compare(link, matter, events)
      if (!found && events.length < (known.diverged?.seq ?? 1)) return 'short'
      if (!found) {
        alarms.settle(matter)
        return 'same'
      }
      const { theirs, checkpoint, seq } = found
      const said: Omit<Divergence, 'at'> = { matter, title: known.summary.title, seq }
      if (theirs) {
        const { id, at, actor, type, hash } = theirs
        said.theirs = { id, at, actor, type, hash }
      }
      if (checkpoint) said.checkpoint = checkpoint
      alarms.alarm(said, true)
      return 'differs'
    } catch {
      return 'unknown'
    }
  }

  return { round, verify, verifyAll, recheck, cancelAll: () => void (cancelled.value = true) }
}

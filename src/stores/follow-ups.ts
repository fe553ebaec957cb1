import { defineStore } from 'pinia'
import { z } from 'zod'
import { platform } from '../platform/platform.ts'
import { useOutbox } from './outbox.ts'

const expected = z.object({ session: z.string(), followUp: z.int().min(0) })
/** A follow-up of a session's outcome, by its index. */
export type FollowUpOf = z.output<typeof expected>

const at = (matter: string) => `follow-up:${matter}`

/**
 * Ties a matter that the reader writes from a follow-up to that follow-up, as soon as the server has it: also when it
 * was written offline and sent long after, or by the next start.
 */
export const useFollowUps = defineStore('follow-ups', () => {
  const { cache } = platform()
  const outbox = useOutbox()

  /** Remembers which follow-up a matter is being written from. */
  function expect(matter: string, from: FollowUpOf): void {
    cache.save(at(matter), from)
  }

  /** True for a matter that is being written from a follow-up. */
  const expects = (matter: string): boolean => expected.safeParse(cache.load(at(matter))).success

  outbox.onAcknowledged(({ matter, events }) => {
    if (events[0]?.seq !== 1) return
    const from = expected.safeParse(cache.load(at(matter)))
    if (!from.success) return
    const { session, followUp } = from.data
    const sent = outbox.send({ matter: session, type: 'outcome.link', data: { followUp, matter } })
    void sent.then(() => cache.remove(at(matter)))
  })

  return { expect, expects }
})

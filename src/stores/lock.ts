import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { z } from 'zod'
import { DEFAULT_LOCK_AFTER, type Owner } from '../../core/desktop/contract.ts'
import { platform } from '../platform/platform.ts'
import { confirmPassword } from '../realtime/account-api.ts'
import { useLink } from './link.ts'
import { useSession } from './session.ts'
import { useSettings } from './settings.ts'

/** `unknown`: neither this machine nor the server could tell whether the password is right. */
export type Unlocking =
  { ok: true } | { ok: false; why: 'wrong' | 'unknown' } | { ok: false; why: 'wait'; until: number }

const MINUTE = 60_000
// How often the time of the last touch is noted for other windows and the next start, ms.
const NOTE_MS = 10_000
/** So many wrong passwords in a row are taken at once; each further one waits twice as long as the one before. */
const FREE_TRIES = 5
const MOST_WAIT = 15 * MINUTE

const notedSchema = z.object({ locked: z.boolean(), touched: z.number(), wrong: z.number(), waitUntil: z.number() })
type Noted = z.output<typeof notedSchema>

/** The locked screen: after a while without a touch, or when asked for; only the password opens it. Nothing is put away. */
export const useLock = defineStore('lock', () => {
  const { cache } = platform()
  const session = useSession()
  const settings = useSettings()
  const link = useLink()

  const noted = ref<Noted>(fresh())
  const locked = computed(() => session.status === 'signed-in' && noted.value.locked)
  let writtenAt = 0

  function fresh(): Noted {
    return { locked: false, touched: Date.now(), wrong: 0, waitUntil: 0 }
  }

  const keyOf = ({ server, account }: Owner) => `lock:${server}:${account}`

  /** What this or another window of the same account has noted last. */
  function read(owner: Owner): Noted | undefined {
    const found = notedSchema.safeParse(cache.load(keyOf(owner)))
    return found.success ? found.data : undefined
  }

  function note(change: Partial<Noted>): void {
    noted.value = { ...noted.value, ...change }
    writtenAt = Date.now()
    if (session.owner) cache.save(keyOf(session.owner), noted.value)
  }

  /** Somebody is at the machine. */
  function touch(): void {
    if (noted.value.locked) return
    noted.value.touched = Date.now()
    if (Math.abs(Date.now() - writtenAt) >= NOTE_MS) note({})
  }

  /** A clock that was put back since: what lies ahead of it was just now, and nobody waits longer than the longest wait. */
  function keepToClock(): void {
    const [now, { touched, waitUntil }] = [Date.now(), noted.value]
    if (touched > now || waitUntil > now + MOST_WAIT)
      note({ touched: Math.min(touched, now), waitUntil: Math.min(waitUntil, now + MOST_WAIT) })
  }

  const minutes = () => settings.settings.lockAfter ?? DEFAULT_LOCK_AFTER

  /** Takes in what other windows have noted, and locks when nobody has touched any of them for long enough. */
  function look(): void {
    if (!session.owner) return
    const found = read(session.owner)
    if (found) noted.value = { ...found, touched: Math.max(found.touched, noted.value.touched) }
    keepToClock()
    const idle = Date.now() - noted.value.touched
    if (!noted.value.locked && minutes() > 0 && idle >= minutes() * MINUTE) note({ locked: true })
  }

  const lock = (): void => note({ locked: true })

  async function unlock(password: string): Promise<Unlocking> {
    keepToClock()
    if (Date.now() < noted.value.waitUntil) return { ok: false, why: 'wait', until: noted.value.waitUntil }
    const known = await session.knows(password)
    const right = known === true ? true : ((await ask(password)) ?? known)
    if (right) note(fresh())
    if (right) return { ok: true }
    if (right === undefined) return { ok: false, why: 'unknown' }
    const wrong = noted.value.wrong + 1
    const wait = wrong < FREE_TRIES ? 0 : Math.min(MOST_WAIT, MINUTE * 2 ** (wrong - FREE_TRIES))
    note({ wrong, waitUntil: wait === 0 ? 0 : Date.now() + wait })
    return wait === 0 ? { ok: false, why: 'wrong' } : { ok: false, why: 'wait', until: noted.value.waitUntil }
  }

  /** The server knows a password that was changed elsewhere. `undefined` when it cannot be asked. */
  async function ask(password: string): Promise<boolean | undefined> {
    const token = session.bearer()
    if (link.state !== 'online' || token === undefined) return undefined
    const refusal = await confirmPassword(session.server, token, password)
    if (!refusal) {
      void session.relearn(password)
      return true
    }
    return refusal.details?.reason === 'wrong-password' ? false : undefined
  }

  watch(
    () => session.owner,
    (owner, before) => {
      if (before && !owner) cache.remove(keyOf(before))
      noted.value = fresh()
      // where the last touch was long ago, the start finds the screen locked
      const found = owner && session.resumed ? read(owner) : undefined
      if (found) noted.value = found
      look()
    },
    { immediate: true, flush: 'sync' },
  )

  return { locked, touch, look, lock, unlock }
})

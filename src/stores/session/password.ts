import type { SavedSession } from '../../../core/desktop/contract.ts'

/** The password of a session, known again without the server. `change` keeps the session that is held, if one is. */
export function sessionPassword(held: () => SavedSession | undefined, change: (next: SavedSession) => Promise<void>) {
  /** Keeps, beside the session, by what its password is known again. */
  async function learn(password: string): Promise<void> {
    const token = held()?.token
    const { checkFor } = await import('../lock/password-check.ts')
    const check = await checkFor(password)
    const now = held()
    if (now && now.token === token) await change({ ...now, check })
  }

  /** Whether it is the password of this session; `undefined` when this machine cannot tell. */
  async function knows(password: string): Promise<boolean | undefined> {
    const check = held()?.check
    if (!check) return undefined
    const { fits } = await import('../lock/password-check.ts')
    return fits(password, check)
  }

  return { learn, knows }
}

import type { Owner, SavedSession } from '../../../core/desktop/contract.ts'
import type { Platform } from '../../platform/contract.ts'
import { takeOut } from './tucked.ts'

/** Somebody whom the server has let in, before what is kept for them here is opened. */
export interface Coming {
  session: SavedSession
  account: string
  password: string
}

/** `enter` goes on signing in; `stop` says that what is kept is sealed, and whether a `wrong` password was tried on it. */
interface Doors {
  enter(who: Coming): Promise<boolean>
  stop(wrong: boolean): void
}

/** Whose data they are. */
export const ownerOf = ({ session, account }: Coming): Owner => ({ server: session.server, account })

/** What was sealed here when somebody's last session ended, on their way in again. */
export function sealedData(parts: Pick<Platform, 'encryption' | 'local' | 'cache' | 'drafts'>, doors: Doors) {
  const { encryption, local } = parts
  const { stop } = doors
  /** Whoever is on the way in and not there yet. */
  let waiting: Coming | undefined

  /** Goes on once what was sealed with the rest is where it was before. What cannot be told, the screens find out. */
  async function enter(who: Coming): Promise<boolean> {
    waiting = who
    if (encryption) await takeOut(parts, ownerOf(who)).catch(() => undefined)
    const came = await doors.enter(who)
    if (came) waiting = undefined
    return came
  }

  /** Makes of the password what is sealed under when the session ends. */
  const remember = async (password: string): Promise<void> => encryption?.remember(password).catch(() => undefined)

  /** Lets somebody in whose data this password opens. What cannot be told, the screens find out. */
  async function comeIn(who: Coming): Promise<boolean> {
    await remember(who.password)
    const open = await encryption?.unseal(ownerOf(who), who.password).catch(() => true)
    if (open !== false) return enter(who)
    waiting = who
    stop(false)
    return false
  }

  /** Lets in once more whoever waits; undefined where nobody does. */
  const again = async (): Promise<boolean | undefined> => (waiting ? comeIn(waiting) : undefined)

  /** Opens what is kept with the password it was sealed under, and goes on signing in; as `comeIn` where that fails. */
  async function openSealed(password: string): Promise<boolean> {
    const who = waiting
    const open = who && (await encryption?.unseal(ownerOf(who), password).catch(() => true))
    if (who && open) return enter(who)
    stop(true)
    return false
  }

  /** Deletes what is kept, and goes on signing in. Rejects when it could not be deleted. */
  async function eraseSealed(): Promise<boolean> {
    if (!waiting) return false
    await local.erase(ownerOf(waiting))
    return enter(waiting)
  }

  /** Signs in no further: what is sealed stays so. Answers with the session that is not needed. */
  function leaveSealed(): SavedSession | undefined {
    const who = waiting
    waiting = undefined
    return who?.session
  }

  return { remember, comeIn, again, openSealed, eraseSealed, leaveSealed }
}

import { useArchive } from '../../stores/archive.ts'
import { useInbox } from '../../stores/inbox.ts'
import { useLeaving } from '../../stores/leaving.ts'
import { useOutbox } from '../../stores/outbox.ts'
import { useRoster } from '../../stores/roster.ts'
import { useSession } from '../../stores/session.ts'
import { useTakeUps } from '../../stores/take-up.ts'

/** Wakes the stores that work whatever is on the screen, then takes up the kept session. */
export async function start(): Promise<void> {
  useRoster()
  useOutbox()
  useArchive()
  useInbox()
  useLeaving()
  useTakeUps()
  await useSession().resume()
}

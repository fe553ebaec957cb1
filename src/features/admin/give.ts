import { COMMITTEE_ID } from '../../../core/committee/state.ts'
import type { Command } from '../../../core/kinds.ts'
import { refuse, type Refusal } from '../../../core/wire/refusal.ts'
import { confirmPassword } from '../../realtime/account-api.ts'
import { useLink } from '../../stores/link.ts'
import { useOutbox } from '../../stores/outbox.ts'
import { useSession } from '../../stores/session.ts'

const offline = () => refuse('unavailable', 'offline', 'there is no connection')

/**
 * Gives commands of the administrative record, or of another matter, that are decided face to face. What is refused is told to who asked, in the place where it was asked:
 * nothing of it waits. Call it in set-up.
 */
export function useGive(matter: string = COMMITTEE_ID) {
  const outbox = useOutbox()
  const link = useLink()
  const session = useSession()

  return {
    /** The refusal, or nothing when it was done. Not without a connection: this is decided face to face. */
    async give(command: Command): Promise<Refusal | undefined> {
      if (link.state !== 'online') return offline()
      const reply = await outbox.send({ ...command, matter })
      if (reply.ok) return undefined
      for (const { id, ...problem } of outbox.problems)
        if (problem.matter === matter && problem.command.type === command.type) await outbox.dismiss(id)
      return reply.refusal
    },
    /** Gives the password once more; the refusal, or nothing. */
    async sure(password: string): Promise<Refusal | undefined> {
      const token = session.bearer()
      return token === undefined ? offline() : confirmPassword(session.server, token, password)
    },
  }
}

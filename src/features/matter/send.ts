import type { Command } from '../../../core/kinds.ts'
import { t, type TextKey } from '../../i18n/i18n.ts'
import { useLink } from '../../stores/link.ts'
import { useOutbox } from '../../stores/outbox.ts'
import { toast } from '../../ui/say.ts'

/**
 * Gives commands about one matter. What is done is said when the server has answered; a refusal is not said here, it
 * stays in the matter until the person has dealt with it. Call it in set-up.
 */
export function useSend(matter: string): (command: Command, done?: TextKey) => void {
  const outbox = useOutbox()
  const link = useLink()
  return (command, done) => {
    // A message says itself that it waits.
    if (link.state !== 'online' && !command.type.startsWith('message.')) toast(t('actions.done.queued'))
    void outbox.send({ ...command, matter }).then((reply) => {
      if (reply.ok && done) toast(t(done), 'good')
    })
  }
}

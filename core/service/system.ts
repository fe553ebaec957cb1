import { z } from 'zod'
import { accept, acceptWith, type Decision } from '../matter/decision.ts'
import type { ServiceEvent } from './events.ts'
import { takeBack } from './publishing.ts'
import { latestDraft, type ServiceState } from './state.ts'

/** Commands that only the server gives: it notes where the answer is published. */
export const serviceSystemCommand = z.object({
  type: z.literal('service.note-publication'),
  data: z.object({ matter: z.string(), draft: z.int() }),
})

/**
 * Notes a publication; one that is noted already is nothing to do. When its asker has changed their mind while it was
 * published, it is taken back at once.
 */
export function decideServiceSystem(
  state: ServiceState,
  { data }: z.output<typeof serviceSystemCommand>,
): Decision<ServiceEvent> {
  if (state.publications[data.draft]?.published) return accept()
  const last = latestDraft(state)
  const stands = last?.number === data.draft && last.consented !== undefined && !last.declined
  return acceptWith({ type: 'publication.published', data }, { followUps: stands ? [] : [takeBack(data.matter)] })
}

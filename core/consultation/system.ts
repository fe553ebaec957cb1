import { z } from 'zod'
import { accept, type Decision, type SystemContext } from '../matter/decision.ts'
import type { CommonEvent } from '../matter/events.ts'
import type { ConsultationEvent } from './events.ts'
import { closePoll } from './polls.ts'
import type { ConsultationState } from './state.ts'

/** Commands that only the server gives: it closes a poll whose time is over. */
export const consultationSystemCommand = z.object({
  type: z.literal('poll.close-due'),
  data: z.object({ poll: z.string() }),
})

/** Closes a poll whose end has come, by the server's clock; nothing to do when it is closed or not due. */
export function decideConsultationSystem(
  state: ConsultationState,
  { data }: z.output<typeof consultationSystemCommand>,
  context: SystemContext,
): Decision<ConsultationEvent | CommonEvent> {
  const poll = state.polls.find((candidate) => candidate.poll === data.poll)
  const due = poll?.status === 'open' && poll.closesAt !== undefined && (context.at ?? 0) >= poll.closesAt
  return due ? closePoll(state, data, context) : accept()
}

/** When the server should next give a system command, in ms UTC: the earliest end of an open poll. */
export function nextDue({ polls }: ConsultationState): { at: number; poll: string } | undefined {
  const ends = polls.flatMap(({ poll, status, closesAt }) =>
    status === 'open' && closesAt !== undefined ? [{ at: closesAt, poll }] : [],
  )
  return ends.sort((a, b) => a.at - b.at)[0]
}

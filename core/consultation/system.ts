import { z } from 'zod'
import { accept, type Decision, type SystemContext } from '../matter/decision.ts'
import type { TimedCommand } from '../matter/wake.ts'
import type { CommonEvent } from '../matter/events.ts'
import type { ConsultationEvent } from './events.ts'
import { closePoll } from './polls.ts'
import type { ConsultationState } from './state.ts'

/**
 * Commands that only the server gives: it closes a poll whose time is over, and ties a follow-up to the thread that has
 * been opened from it.
 */
export const consultationSystemCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('poll.close-due'), data: z.object({ poll: z.string() }) }),
  z.object({
    type: z.literal('outcome.link-supervision'),
    data: z.object({ followUp: z.int(), matter: z.string(), kind: z.literal('supervision'), title: z.string() }),
  }),
])

/** Carries out what time or another matter brings; what has been done, or is not due, is nothing to do. */
export function decideConsultationSystem(
  state: ConsultationState,
  command: z.output<typeof consultationSystemCommand>,
  context: SystemContext,
): Decision<ConsultationEvent | CommonEvent> {
  if (command.type === 'outcome.link-supervision') {
    const { data } = command
    const known = state.links.some(({ matter, followUp }) => matter === data.matter && followUp === data.followUp)
    return known ? accept() : accept({ type: 'outcome.linked', data })
  }
  const { data } = command
  const poll = state.polls.find((candidate) => candidate.poll === data.poll)
  const due = poll?.status === 'open' && poll.closesAt !== undefined && (context.at ?? 0) >= poll.closesAt
  return due ? closePoll(state, data, context) : accept()
}

/** When an open poll ends next after a time, both in ms UTC. */
export function nextEnd({ polls }: ConsultationState, at: number): number | undefined {
  const ends = open(polls).filter(({ closesAt }) => closesAt > at)
  return ends.length > 0 ? Math.min(...ends.map(({ closesAt }) => closesAt)) : undefined
}

/** The commands that are due by time alone: the closing of polls whose end has come. */
export function timedConsultation({ polls }: ConsultationState, at: number): TimedCommand[] {
  return open(polls)
    .filter(({ closesAt }) => closesAt <= at)
    .map(({ poll, closesAt }) => ({ type: 'poll.close-due', data: { poll }, cause: `poll ${poll}`, due: closesAt }))
}

const open = (polls: ConsultationState['polls']) =>
  polls.flatMap(({ poll, status, closesAt }) =>
    status === 'open' && closesAt !== undefined ? [{ poll, closesAt }] : [],
  )

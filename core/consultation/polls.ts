import type { Box } from '../matter/box.ts'
import { accept, acceptInBox, reject, type Context, type SystemContext } from '../matter/decision.ts'
import { choiceFault, leafOf, type Ballot, type NamedBallot } from '../voting/ballot.ts'
import type { Choice } from '../voting/methods.ts'
import { freeze } from '../voting/poll.ts'
import { ballotByLeaf, close } from '../voting/tally.ts'
import type { ConsultationAnswer as Answer, Data } from './decide-types.ts'
import { voters } from './participants.ts'
import { present, runningItem, type ConsultationState, type Poll } from './state.ts'

/** The box in which the ballots of a poll lie until it closes. */
export const pollBox = (poll: string) => `poll:${poll}`

/** Opens a poll: definition, roll and presence are frozen under one hash. */
export function openPoll(state: ConsultationState, data: Data<'poll.open'>, { directory, at }: Context): Answer {
  const wrong = (reason: string, note: string) => reject('invalid', reason, note, { rule: 'MC10' })
  const { points, options, eligible, ...rest } = data
  if (state.polls.some(({ poll }) => poll === data.poll))
    return reject('conflict', 'poll-exists', 'a poll with this id exists', { rule: 'MC10' })
  if (data.method !== 'stance' && options.length < 2) return wrong('needs-options', 'at least two options')
  if (data.method === 'dots' && points === undefined) return wrong('needs-points', 'how many points to give away')
  if (data.closesAt !== undefined && data.closesAt <= at) return wrong('in-the-past', 'the end lies in the past')
  const franchised = voters(state, directory)
  const stranger = eligible?.find((account) => !franchised.includes(account))
  if (stranger !== undefined)
    return reject('conflict', 'no-vote', 'this person has no vote here', { account: stranger, rule: 'MC11' })
  const roll = eligible ?? franchised
  if (roll.length === 0) return reject('conflict', 'no-voters', 'nobody here has a vote', { rule: 'MC11' })
  const here = new Set(present(state))
  const item = runningItem(state)?.id
  const definition = {
    ...rest,
    // a running count of anonymous ballots would tell whose came last
    results: data.named ? data.results : ('at-close' as const),
    options: data.method === 'stance' ? [] : options,
    ...(data.method === 'dots' && points !== undefined ? { points } : {}),
    ...(item === undefined ? {} : { item }),
  }
  return accept({
    type: 'poll.opened',
    data: freeze(definition, roll, roll.filter((account) => here.has(account)).length),
  })
}

/** Puts a ballot into the box. Named: the last one counts. Anonymous: final, and apart from who cast it. */
export function castBallot(state: ConsultationState, data: Data<'ballot.cast'>, { actor, at, box }: Context): Answer {
  return onOpen(state, data.poll, (poll) => {
    if (poll.closesAt !== undefined && at >= poll.closesAt) return over()
    if (!poll.roll?.includes(actor.id))
      return reject('forbidden', 'not-on-roll', 'not on the roll of this poll', { rule: 'MC12' })
    const fault = choiceFault(poll, data.choice)
    if (fault) return reject('invalid', 'choice', 'this ballot cannot be counted', { fault, rule: 'MC12' })
    if (!box) return noBox()
    const choice = data.choice as Choice
    const name = pollBox(poll.poll)
    if (poll.named) {
      const value = { choice, ...(data.reason === undefined ? {} : { reason: data.reason }) }
      return acceptInBox({ box: name, put: actor.id, value })
    }
    if (data.reason !== undefined)
      return reject('invalid', 'anonymous-reason', 'a reason would tell who wrote it', { rule: 'MC13' })
    if (data.nonce === undefined) return reject('invalid', 'needs-nonce', 'a nonce of your own', { rule: 'MC13' })
    const leaf = leafOf(poll.poll, choice, data.nonce)
    if (!box(name).has(actor.id)) return acceptInBox({ box: name, mark: actor.id, slip: { leaf, choice } })
    // the same ballot again is one whose answer was lost
    const same = ballotByLeaf(ballotsIn(box(name), false), leaf)
    return same ? accept() : reject('conflict', 'already-cast', 'an anonymous ballot is final', { rule: 'MC13' })
  })
}

/** Closes a poll: one event brings in all ballots and the tally, and the box is emptied. */
export function closePoll(state: ConsultationState, data: Data<'poll.close'>, { box }: SystemContext): Answer {
  return onOpen(state, data.poll, (poll) => {
    if (!box) return noBox()
    const closing = close({ ...poll, roll: poll.roll ?? [] }, ballotsIn(box(pollBox(poll.poll)), poll.named))
    return acceptInBox({ box: pollBox(poll.poll), empty: true }, { type: 'poll.closed', data: closing })
  })
}

/** The ballots in a box. */
export function ballotsIn(box: Box, named: boolean): Ballot[] {
  if (!named) return [...box.slips()] as Ballot[]
  return [...box.entries()].map(([voter, value]) => ({ voter, ...(value as Omit<NamedBallot, 'voter'>) }))
}

/** Calls a poll off, with a reason; its ballots are never seen. */
export function cancelPoll(state: ConsultationState, data: Data<'poll.cancel'>): Answer {
  return onOpen(state, data.poll, () =>
    acceptInBox({ box: pollBox(data.poll), empty: true }, { type: 'poll.cancelled', data }),
  )
}

function onOpen({ polls }: ConsultationState, id: string, then: (poll: Poll) => Answer): Answer {
  const poll = polls.find((candidate) => candidate.poll === id)
  if (!poll) return reject('not-found', 'unknown-poll', 'no such poll', { rule: 'MC10' })
  return poll.status === 'open' ? then(poll) : over()
}

const over = () => reject('conflict', 'poll-over', 'this poll is over', { rule: 'MC12' })
const noBox = () => reject('unavailable', 'no-box', 'ballots can only be cast with the server', { rule: 'MC12' })

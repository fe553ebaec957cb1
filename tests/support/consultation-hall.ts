import type { Command } from '../../core/kinds.ts'
import type { Account } from '../../core/people/roles.ts'
import { createData } from './consultation-samples.ts'
import { Play } from './matter.ts'
import { directoryOf, person } from './people.ts'
import { cast } from './stages.ts'

/** Eight members besides the people of the stages: enough for what is only shown from five on. */
export const MEMBERS: Account[] = Array.from({ length: 8 }, (_, n) => person(40 + n, 'member'))

/** A session of eight members that is open, all of them present. */
export function openHallPlay(): Play {
  const play = new Play(directoryOf([...Object.values(cast), ...MEMBERS]))
  const accounts = MEMBERS.map(({ id }) => id)
  play.do(cast.moderator, {
    type: 'consultation.create',
    data: { ...createData(play.at), participants: { accounts } },
  } as Command)
  play.do(cast.moderator, { type: 'consultation.open', data: {} })
  for (const member of MEMBERS) play.do(member, { type: 'attendance.check-in', data: {} })
  return play
}

/** One round of two statements, closed unless told otherwise: all agree with the first, the second divides them in halves. */
export function withRound(play: Play, closed = true): Play {
  for (const [id, text] of [
    ['st-one', '补助应向困难家庭倾斜'],
    ['st-two', '一楼住户应得补偿'],
  ] as const) {
    play.do(MEMBERS[0]!, { type: 'statement.submit', data: { statement: id, text } })
    play.do(cast.moderator, { type: 'statement.approve', data: { statement: id } })
  }
  MEMBERS.forEach((member, n) => {
    play.do(member, { type: 'statement.vote', data: { statement: 'st-one', vote: 'agree' } })
    play.do(member, { type: 'statement.vote', data: { statement: 'st-two', vote: n % 2 ? 'agree' : 'disagree' } })
  })
  return closed ? play.do(cast.moderator, { type: 'statements.close', data: {} }) : play
}

/** A poll of two options, closed, in which all but one chose the first; anonymous ones with the nonces `nonceOf`. */
export function withPoll(play: Play, named: boolean, poll = named ? 'named' : 'secret'): Play {
  const data = { poll, question: '是否先行试点？', method: 'single' as const, options: ['是', '否'], named }
  play.do(cast.moderator, { type: 'poll.open', data: { ...data, results: 'at-close' } })
  MEMBERS.forEach((member, n) => {
    const choice = n === 0 ? 1 : 0
    play.do(member, { type: 'ballot.cast', data: { poll, choice, ...(named ? {} : { nonce: nonceOf(n) }) } })
  })
  return play.do(cast.moderator, { type: 'poll.close', data: { poll } })
}

export const nonceOf = (member: number) => `nonce-of-member-number-${member}`

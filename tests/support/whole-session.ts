import type { Command } from '../../core/kinds.ts'
import type { Account } from '../../core/people/roles.ts'
import { createData } from './consultation-samples.ts'
import { consultation, Play, submitCommand } from './matter.ts'
import { directoryOf, person } from './people.ts'
import { uuid } from './record.ts'

export const moderator = person(2, 'moderator')
export const representative = { ...person(3, 'representative'), region: 'street' }
export const unit = person(4, 'unit')
export const members = Array.from({ length: 8 }, (_, i) => ({
  ...person(20 + i, 'member'),
  sector: ['jy', 'wh', 'kj'][i % 3]!,
}))
const room: Account[] = [representative, unit, ...members]

/** A session from its invitation to its review, through all six kinds of agenda items. */
export function wholeSession(): Play {
  const play = new Play(directoryOf([moderator, ...room]))
  const lead = (type: Command['type'], data: unknown = {}) => play.do(moderator, { type, data } as Command)
  const by = (who: Account, type: Command['type'], data: unknown = {}) => play.do(who, { type, data } as Command)
  const minutes = (n: number) => (play.at += n * 60_000)

  lead('consultation.create', { ...createData(play.at), participants: { accounts: room.map(({ id }) => id) } })
  lead('consultation.invite')
  for (const who of room.slice(0, -1)) by(who, 'attendance.accept')
  by(members[7]!, 'attendance.excuse', { reason: '出差' })
  lead('attendance.decide-leave', { account: members[7]!.id, granted: true })
  lead('consultation.open')
  for (const who of room.slice(0, -2)) by(who, 'attendance.check-in')

  lead('agenda.start', { item: 'a1' })
  lead('floor.grant', { account: unit.id })
  minutes(10)
  by(unit, 'floor.finish')
  lead('agenda.start', { item: 'a2' })
  by(representative, 'message.post', { text: '一楼住户怎么补偿？' })
  const question = play.events.at(-1)!.id
  by(representative, 'question.collect', { message: question })
  lead('agenda.start', { item: 'a3' })
  by(unit, 'message.post', { text: '每户补偿一万元', replyTo: question })
  lead('question.settle', { message: question, answer: play.events.at(-1)!.id })

  lead('agenda.start', { item: 'a4' })
  for (const who of members.slice(0, 4)) by(who, 'floor.request')
  for (let n = 0; n < 4; n++) {
    lead('floor.grant', { account: consultation(play).floor.hands[0]!.account })
    minutes(2)
  }
  lead('agenda.start', { item: 'a5' })
  const threshold = { of: 'roll', share: 2 / 3 }
  lead('poll.open', {
    poll: 'named',
    question: '是否先行试点？',
    method: 'stance',
    options: [],
    named: true,
    results: 'live',
    threshold,
  })
  for (const who of members.slice(0, 7)) by(who, 'ballot.cast', { poll: 'named', choice: 'agree' })
  by(representative, 'ballot.cast', { poll: 'named', choice: 'disagree', reason: '补偿未定' })
  lead('poll.close', { poll: 'named' })
  lead('poll.open', {
    poll: 'secret',
    question: '先试哪里？',
    method: 'ranking',
    options: ['翠苑', '文新', '古荡'],
    named: false,
    results: 'at-close',
    quorum: { of: 'present', share: 0.5 },
  })
  members
    .slice(0, 6)
    .forEach((who, n) =>
      by(who, 'ballot.cast', { poll: 'secret', choice: [[1], [0, 2]], nonce: `my-own-random-nonce-${n}` }),
    )
  lead('poll.close', { poll: 'secret' })

  lead('agenda.start', { item: 'a6' })
  by(members[0]!, 'statement.submit', { statement: 's1', text: '应先装后补' })
  by(members[1]!, 'statement.submit', { statement: 's2', text: '应由街道代建' })
  lead('statement.approve', { statement: 's1' })
  lead('statement.reject', { statement: 's2', reason: '与上一条重复' })
  for (const who of room.slice(0, 9)) by(who, 'statement.vote', { statement: 's1', vote: 'agree' })
  lead('statements.close')

  const followUps = [{ text: '出台试点方案', owner: 'unit-1', due: play.at + 60 * 24 * 3_600_000 }]
  lead('outcome.draft', { consensus: ['先行试点'], differences: ['补偿标准'], followUps })
  lead('consultation.conclude')
  lead('minutes.propose')
  for (const who of room.slice(0, -2)) by(who, 'minutes.confirm')
  lead('minutes.settle')
  lead('consultation.publish', {
    outcome: '先行试点三个小区。',
    owner: 'unit-1',
    reviewOn: play.at + 90 * 24 * 3_600_000,
  })
  const grown = uuid(60)
  play.beside(grown).do(members[0]!, { ...submitCommand, data: { ...submitCommand.data, origin: play.matter } })
  by(members[0]!, 'outcome.link', { followUp: 0, matter: grown })
  play.at += 91 * 24 * 3_600_000
  by(unit, 'consultation.review', { text: '三个小区均已完工' })
  return play
}

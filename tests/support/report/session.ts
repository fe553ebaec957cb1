import { createHash } from 'node:crypto'
import type { Command } from '../../../core/kinds.ts'
import type { Attachment } from '../../../core/wire/attachments.ts'
import { createData } from '../consultation-samples.ts'
import { Play } from '../matter.ts'
import { directoryOf, person } from '../people.ts'
import { uuid } from '../record.ts'

const moderator = person(2, 'moderator')
const members = Array.from({ length: 8 }, (_, i) => person(20 + i, 'member'))

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Two small files of types that are taken, by their names in the record. */
export const papers = new Map(
  ['试点方案.pdf', '现场照片.png'].map((name, n) => {
    const bytes = new Uint8Array([
      ...(n === 0 ? [0x25, 0x50, 0x44, 0x46] : [0x89, 0x50, 0x4e, 0x47]),
      ...Buffer.from(name),
    ])
    return [name, bytes] as const
  }),
)

/** A short session with a paper, a named poll, an anonymous one, a round of statements and some talk with a picture. */
export function shortSession(n = 7): Play {
  const play = new Play(directoryOf([moderator, ...members]), uuid(n))
  for (const [name, bytes] of papers) {
    const type = name.endsWith('pdf') ? 'application/pdf' : 'image/png'
    play.files.set(sha256(bytes), { sha256: sha256(bytes), name, type, size: bytes.length } satisfies Attachment)
  }
  const [paper, picture] = [...play.files.keys()]
  const lead = (type: Command['type'], data: unknown = {}) => play.do(moderator, { type, data } as Command)
  const by = (who: (typeof members)[number], type: Command['type'], data: unknown = {}) =>
    play.do(who, { type, data } as Command)
  lead('consultation.create', {
    ...createData(play.at),
    participants: { accounts: members.map(({ id }) => id) },
    materials: [paper],
  })
  lead('consultation.invite')
  lead('consultation.open')
  for (const who of members.slice(0, 3)) by(who, 'attendance.check-in')
  for (const item of ['a1', 'a2', 'a3', 'a4']) lead('agenda.start', { item })
  by(members[0]!, 'message.post', { text: '翠苑 34 幢楼上下楼困难', attachments: [picture] })
  by(members[1]!, 'message.post', { text: '一楼住户怎么补偿？' })
  lead('agenda.start', { item: 'a5' })
  lead('poll.open', {
    poll: 'named',
    question: '先在哪里试点？',
    method: 'single',
    options: ['翠苑', '文新'],
    named: true,
    results: 'live',
  })
  members.forEach((who, i) => by(who, 'ballot.cast', { poll: 'named', choice: i % 3 === 0 ? 1 : 0 }))
  lead('poll.close', { poll: 'named' })
  const secret = { method: 'ranking', options: ['翠苑', '文新', '古荡'], named: false, results: 'at-close' }
  lead('poll.open', { poll: 'secret', question: '次序如何？', ...secret })
  members.slice(0, 6).forEach((who, i) =>
    by(who, 'ballot.cast', {
      poll: 'secret',
      choice: i % 2 ? [[1], [0, 2]] : [[0], [2]],
      nonce: `my-own-random-nonce-${i}`,
    }),
  )
  lead('poll.close', { poll: 'secret' })
  lead('agenda.start', { item: 'a6' })
  by(members[0]!, 'statement.submit', { statement: 's1', text: '应先装后补' })
  by(members[1]!, 'statement.submit', { statement: 's2', text: '应由街道代建' })
  lead('statement.approve', { statement: 's1' })
  lead('statement.approve', { statement: 's2' })
  members
    .slice(0, 6)
    .forEach((who, i) => by(who, 'statement.vote', { statement: 's1', vote: i < 4 ? 'agree' : 'disagree' }))
  members.slice(0, 5).forEach((who) => by(who, 'statement.vote', { statement: 's2', vote: 'pass' }))
  lead('statements.close')
  by(members[2]!, 'message.post', { text: '下周一现场看点位' })
  return play
}

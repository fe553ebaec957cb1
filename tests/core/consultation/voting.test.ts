import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import type { ConsultationEvent } from '../../../core/consultation/events.ts'
import { decide, decideSystem } from '../../../core/deciding.ts'
import { needs, timedCommands, wakesAt, type Command } from '../../../core/kinds.ts'
import { withPending } from '../../../core/optimistic.ts'
import type { Account } from '../../../core/people/roles.ts'
import type { EventFact } from '../../../core/record/event.ts'
import { leafOf } from '../../../core/voting/ballot.ts'
import type { FrozenPoll } from '../../../core/voting/poll.ts'
import { digestOf } from '../../../core/voting/poll.ts'
import { recount } from '../../../core/voting/recount.ts'
import type { Closing } from '../../../core/voting/tally.ts'
import { pollProgress, statementsProgress } from '../../../core/consultation/progress.ts'
import { facts } from '../../../core/wire/facts.ts'
import { createData } from '../../support/consultation-samples.ts'
import { consultation, Play } from '../../support/matter.ts'
import { directoryOf, person } from '../../support/people.ts'

const moderator = person(2, 'moderator')
const unit = person(3, 'unit')
const members = Array.from({ length: 12 }, (_, i) => person(20 + i, i === 0 ? 'representative' : 'member'))
const all = [moderator, unit, ...members]

/** An open session of twelve voters and a unit, three of them in the room. */
function session(): Play {
  const play = new Play(directoryOf(all))
  const data = { ...createData(play.at), participants: { accounts: all.slice(1).map(({ id }) => id) } }
  play.do(moderator, { type: 'consultation.create', data }).do(moderator, { type: 'consultation.open', data: {} })
  for (const member of members.slice(0, 3)) play.do(member, { type: 'attendance.check-in', data: {} })
  return play.do(unit, { type: 'attendance.check-in', data: {} })
}
const poll = (more: object = {}): Command =>
  ({
    type: 'poll.open',
    data: {
      poll: 'p',
      question: '先试点哪里？',
      method: 'single',
      options: ['甲', '乙'],
      named: true,
      results: 'at-close',
      ...more,
    },
  }) as Command
const cast = (choice: unknown, more: object = {}): Command =>
  ({ type: 'ballot.cast', data: { poll: 'p', choice, ...more } }) as Command
const nonce = (n: number) => `nonce-of-member-${String(n).padStart(4, '0')}`
const reason = (play: Play, actor: Account, command: Command) => play.try(actor, command)?.details?.reason
const dataOf = <T extends ConsultationEvent['type']>(play: Play, type: T) =>
  play.events.findLast((event) => event.type === type)?.data as Extract<
    EventFact<ConsultationEvent>,
    { type: T }
  >['data']

describe('a poll', () => {
  it('[MC10] needs options, points for dots and an end ahead; an anonymous one shows results at the close', () => {
    const play = session()
    const refused: [object, string][] = [
      [{ options: ['甲'] }, 'needs-options'],
      [{ method: 'dots' }, 'needs-points'],
      [{ closesAt: play.at }, 'in-the-past'],
    ]
    for (const [more, expected] of refused) expect(reason(play, moderator, poll(more)), expected).toBe(expected)
    play.do(moderator, poll({ method: 'stance', options: [] }))
    expect(reason(play, moderator, poll())).toBe('poll-exists')
    play.do(moderator, poll({ poll: 'q', named: false, results: 'live' }))
    expect(consultation(play).polls.at(-1)?.results).toBe('at-close')
  })

  it('[MC11] freezes who may vote: members and representatives who take part, and how many of them are here', () => {
    const play = session().do(moderator, poll())
    const opened = dataOf(play, 'poll.opened') as FrozenPoll
    expect(opened.roll).toEqual(members.map(({ id }) => id).sort())
    expect(opened.present).toBe(3)
    expect(opened.digest).toBe(digestOf(opened))
    play.do(members[5]!, { type: 'attendance.check-in', data: {} })
    expect(consultation(play).polls[0]).toMatchObject({ eligible: 12, present: 3, digest: opened.digest })
  })

  it('[MC11] with nobody on the roll nothing opens', () => {
    const none = new Play(directoryOf([moderator]))
    none.do(moderator, { type: 'consultation.create', data: { ...createData(none.at), participants: { open: true } } })
    none.do(moderator, { type: 'consultation.open', data: {} })
    expect(reason(none, moderator, poll())).toBe('no-voters')
  })

  it('[MC11] can be for some of those who have a vote, and for nobody else', () => {
    const play = session()
    const eligible = members.slice(0, 2).map(({ id }) => id)
    expect(reason(play, moderator, poll({ eligible: [...eligible, unit.id] }))).toBe('no-vote')
    play.do(moderator, poll({ eligible }))
    expect((dataOf(play, 'poll.opened') as FrozenPoll).roll).toEqual([...eligible].sort())
    expect(reason(play, members[2]!, cast(0))).toBe('not-on-roll')
  })

  it('[MC26] while it is open the number of ballots is told, and the tally where a named poll shows it live', () => {
    const progress = (more: object) => {
      const play = session().do(moderator, poll(more))
      members.slice(0, 6).forEach((member, n) => play.do(member, cast(n % 2, { nonce: nonce(n) })))
      const told = pollProgress(consultation(play).polls[0]!, play.box('poll:p'))
      expect(facts['poll:progress'].parse({ matter: play.matter, ...told })).toMatchObject(told)
      return told
    }
    expect(progress({ named: true, results: 'live' })).toMatchObject({ poll: 'p', cast: 6, tally: { counts: [3, 3] } })
    expect(progress({ named: true })).toEqual({ poll: 'p', cast: 6 })
    expect(progress({ named: false })).toEqual({ poll: 'p', cast: 6 })
  })

  it('[MC12] ballots make no event; of a named voter the last one counts; only who is on the roll has one', () => {
    const play = session().do(moderator, poll())
    const before = play.events.length
    play
      .do(members[0]!, cast(0))
      .do(members[0]!, cast(1, { reason: '更急' }))
      .do(members[1]!, cast(1))
    expect(play.events.length).toBe(before)
    expect(reason(play, unit, cast(0))).toBe('not-on-roll')
    expect(reason(play, members[2]!, cast(2))).toBe('choice')
    expect(reason(play, members[2]!, cast('x'))).toBe('choice')
    play.do(moderator, { type: 'poll.close', data: { poll: 'p' } })
    const closed = dataOf(play, 'poll.closed')
    expect(closed.ballots).toHaveLength(2)
    expect(closed.ballots).toContainEqual({ voter: members[0]!.id, choice: 1, reason: '更急' })
    expect(closed.tally).toMatchObject({ cast: 2, eligible: 12, counts: [0, 2], winner: 1 })
    expect(reason(play, members[2]!, cast(0))).toBe('poll-over')
    expect(play.boxes.size).toBe(0)
  })

  it('[MC12] an open poll waits for those on its roll who have not voted, when the box is at hand', () => {
    const play = session().do(moderator, poll()).do(members[0]!, cast(0))
    const waits = (who: Account) =>
      needs(play.now, who, play.at, STANDARD_BOOK, (name) => play.box(name)).map(({ kind }) => kind)
    expect([members[0]!, members[1]!, unit].map(waits)).toEqual([[], ['vote'], []])
    play.do(moderator, { type: 'poll.close', data: { poll: 'p' } })
    expect(waits(members[1]!)).toEqual([])
  })

  it('[MC12] without a box, as on a client, no ballot is taken for cast', () => {
    const play = session().do(moderator, poll())
    const context = {
      at: play.at,
      book: STANDARD_BOOK,
      directory: play.directory,
      related: () => undefined,
      attachment: () => undefined,
    }
    const refused = decide(play.now, cast(0), { ...context, actor: members[0]! })
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'unavailable', details: { reason: 'no-box' } } })
    const pending = { id: 'c', matter: play.matter, command: cast(0), at: play.at }
    expect(withPending(play.now, [pending], { ...context, actor: members[0]! })).toBe(play.now)
  })

  it("[MC13] an anonymous ballot is final, needs the voter's own nonce, and carries no reason", () => {
    const play = session().do(moderator, poll({ named: false }))
    expect(reason(play, members[0]!, cast(0))).toBe('needs-nonce')
    expect(reason(play, members[0]!, cast(0, { nonce: nonce(0), reason: '因为' }))).toBe('anonymous-reason')
    members.slice(0, 6).forEach((member, n) => play.do(member, cast(n % 2, { nonce: nonce(n) })))
    expect(reason(play, members[0]!, cast(1, { nonce: nonce(0) }))).toBe('already-cast')
    play.do(moderator, { type: 'poll.close', data: { poll: 'p' } })
    const { ballots, tally } = dataOf(play, 'poll.closed')
    expect(tally.counts).toEqual([3, 3])
    expect(ballots.map((ballot) => Object.keys(ballot).sort())).toEqual(Array(6).fill(['choice', 'leaf']))
    const leaves = ballots.map((ballot) => ('leaf' in ballot ? ballot.leaf : ''))
    expect(leaves).toEqual([...leaves].sort())
    expect(leaves).toContain(leafOf('p', 1, nonce(3)))
  })

  it('[MC13] nothing that voters have in common with their ballots is in record or state', () => {
    const play = session().do(moderator, poll({ named: false }))
    const before = JSON.stringify(play.now)
    members.forEach((member, n) => play.do(member, cast(n % 2, { nonce: nonce(n) })))
    expect(JSON.stringify(play.now)).toBe(before)
    play.do(moderator, { type: 'poll.close', data: { poll: 'p' } })
    const closed = JSON.stringify(dataOf(play, 'poll.closed'))
    for (const [n, { id }] of members.entries()) {
      expect(closed).not.toContain(id)
      expect(closed).not.toContain(nonce(n))
    }
  })

  it('[VO15] under five anonymous ballots the closing event withholds them, and says how many', () => {
    const play = session().do(moderator, poll({ named: false }))
    members.slice(0, 4).forEach((member, n) => play.do(member, cast(0, { nonce: nonce(n) })))
    play.do(moderator, { type: 'poll.close', data: { poll: 'p' } })
    expect(dataOf(play, 'poll.closed')).toMatchObject({ ballots: [], withheld: true, tally: { cast: 4, counts: [] } })
    expect(consultation(play).polls[0]).toMatchObject({ withheld: true, status: 'closed' })
  })

  it.each([
    ['single', ['甲', '乙'], 1],
    ['approval', ['甲', '乙'], [0, 1]],
    ['stance', [], 'agree'],
    ['score', ['甲', '乙'], [10, null]],
    ['ranking', ['甲', '乙'], [[1], [0]]],
    ['dots', ['甲', '乙'], [2, 1]],
  ])('[VO16] by %s, anyone recounts from the two events that the state points to', (method, options, choice) => {
    const play = session().do(moderator, poll({ method, options, points: 3, quorum: { of: 'present', share: 0.5 } }))
    members.forEach((member) => play.do(member, cast(choice)))
    play.do(moderator, { type: 'poll.close', data: { poll: 'p' } })
    const { openedSeq, closedSeq, tally, roll } = consultation(play).polls[0]!
    expect(roll).toBeUndefined()
    const at = (seq: number) => play.events.find((event) => event.seq === seq)!.data
    const result = recount(at(openedSeq) as FrozenPoll, at(closedSeq!) as Closing)
    expect(result).toEqual({ equal: true })
    expect(tally).toMatchObject({ cast: 12, quorate: true })
  })

  it('[VO16] also one that was opened during an item of the agenda', () => {
    const play = session()
      .do(moderator, { type: 'agenda.start', data: { item: 'a5' } })
      .do(moderator, poll())
    play.do(members[0]!, cast(0)).do(moderator, { type: 'poll.close', data: { poll: 'p' } })
    expect(consultation(play).polls[0]?.item).toBe('a5')
    expect(recount(dataOf(play, 'poll.opened') as FrozenPoll, dataOf(play, 'poll.closed'))).toEqual({ equal: true })
  })

  it('[MC10] one that is called off shows nothing of its ballots', () => {
    const play = session().do(moderator, poll())
    play.do(members[0]!, cast(0)).do(moderator, { type: 'poll.cancel', data: { poll: 'p', reason: '选项有误' } })
    expect(dataOf(play, 'poll.cancelled')).toEqual({ poll: 'p', reason: '选项有误' })
    expect(play.boxes.size).toBe(0)
    expect(consultation(play).polls[0]?.tally).toBeUndefined()
  })

  it('[MC25] from its end on takes no ballot, and the server closes it once, by its own clock', () => {
    const play = session()
    const closesAt = play.at + 60_000
    play.do(moderator, poll({ closesAt })).do(members[0]!, cast(0))
    expect(wakesAt(play.now, closesAt - 1, STANDARD_BOOK)).toBe(closesAt)
    expect(timedCommands(play.now, closesAt - 1, STANDARD_BOOK)).toEqual([])
    expect(timedCommands(play.now, closesAt, STANDARD_BOOK)).toMatchObject([
      { type: 'poll.close-due', data: { poll: 'p' } },
    ])
    const early = decideSystem(
      play.now,
      { type: 'poll.close-due', data: { poll: 'p' } },
      { at: closesAt - 1, book: STANDARD_BOOK },
    )
    expect(early).toEqual({ ok: true, events: [] })
    play.at = closesAt
    expect(reason(play, members[1]!, cast(0))).toBe('poll-over')
    play.system('poll.close-due', { poll: 'p' }).system('poll.close-due', { poll: 'p' })
    expect(play.events.filter(({ type }) => type === 'poll.closed')).toHaveLength(1)
    expect(dataOf(play, 'poll.closed').tally.cast).toBe(1)
  })
})

describe('statements', () => {
  const submit = (play: Play, n: number, by = members[0]!) =>
    play.do(by, { type: 'statement.submit', data: { statement: `s${n}`, text: `意见 ${n}` } })
  const approve = (play: Play, n: number) =>
    play.do(moderator, { type: 'statement.approve', data: { statement: `s${n}` } })
  const vote = (n: number, said: string): Command =>
    ({ type: 'statement.vote', data: { statement: `s${n}`, vote: said } }) as Command

  it('[MC15] come from the floor and are approved, or rejected with a reason, once', () => {
    const play = session()
    submit(play, 1)
    expect(reason(play, members[1]!, { type: 'statement.submit', data: { statement: 's9', text: '意见 1' } })).toBe(
      'same-statement',
    )
    expect(reason(play, members[1]!, { type: 'statement.submit', data: { statement: 's1', text: '别的' } })).toBe(
      'statement-exists',
    )
    expect(reason(play, members[1]!, vote(1, 'agree'))).toBe('statement-not-approved')
    approve(submit(play, 2), 1)
    play.do(moderator, { type: 'statement.reject', data: { statement: 's2', reason: '离题' } })
    expect(reason(play, moderator, { type: 'statement.approve', data: { statement: 's2' } })).toBe('statement-decided')
    play.do(unit, { type: 'statement.respond', data: { statement: 's1', text: '正在研究' } })
    expect(consultation(play).statements).toMatchObject([
      { status: 'approved', responses: [{ by: unit.id }] },
      { status: 'rejected', decided: { reason: '离题' } },
    ])
  })

  it('[MC16] votes can be changed until the round closes; then they are in the record without names', () => {
    const play = session()
    approve(submit(play, 1), 1)
    approve(submit(play, 2), 2)
    submit(play, 3)
    const before = play.events.length
    members.slice(0, 6).forEach((member) => play.do(member, vote(1, 'agree')).do(member, vote(2, 'pass')))
    play.do(members[0]!, vote(1, 'disagree'))
    expect(play.events.length).toBe(before)
    play.do(moderator, { type: 'statements.close', data: {} })
    expect(dataOf(play, 'statements.closed')).toEqual({
      round: 0,
      statements: ['s1', 's2'],
      participants: 6,
      rows: ['ap', 'ap', 'ap', 'ap', 'ap', 'dp'],
    })
    const [first, second, third] = consultation(play).statements
    expect([first?.result, second?.result]).toEqual([
      { agree: 5, disagree: 1, pass: 0 },
      { agree: 0, disagree: 0, pass: 6 },
    ])
    expect(reason(play, members[0]!, vote(1, 'agree'))).toBe('round-over')
    expect(third).toMatchObject({ round: 1, status: 'waiting' })
    approve(play, 3).do(members[0]!, vote(3, 'agree'))
  })

  it('[MC26] the bars of a round are told once five take part', () => {
    const play = session()
    approve(submit(play, 1), 1)
    const told = () => {
      const progress = statementsProgress(consultation(play), play.box('statements:0'))
      return facts['statements:progress'].parse({ matter: play.matter, ...progress })
    }
    members.slice(0, 4).forEach((member) => play.do(member, vote(1, 'agree')))
    expect(told()).toEqual({ matter: play.matter, round: 0, participants: 4 })
    play.do(members[4]!, vote(1, 'disagree'))
    expect(told()).toMatchObject({ participants: 5, counts: [{ statement: 's1', agree: 4, disagree: 1, pass: 0 }] })
  })

  it('[MC16] of fewer than five who took part nothing is shown but how many they were', () => {
    const play = session()
    approve(submit(play, 1), 1)
    members.slice(0, 4).forEach((member) => play.do(member, vote(1, 'agree')))
    play.do(moderator, { type: 'statements.close', data: {} })
    expect(dataOf(play, 'statements.closed')).toMatchObject({ participants: 4, rows: [], withheld: true })
    expect(consultation(play).statements[0]?.result).toBeUndefined()
    expect(reason(play, moderator, { type: 'statements.close', data: {} })).toBe('no-statements')
  })
})

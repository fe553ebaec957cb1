import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leafOf, type AnonymousBallot } from '../../../core/voting/ballot.ts'
import type { FrozenPoll } from '../../../core/voting/poll.ts'
import { recount } from '../../../core/voting/recount.ts'
import type { Closing } from '../../../core/voting/tally.ts'
import type { Desk } from '../../support/server/desk.ts'
import { openHall, type Hall } from '../../support/server/hall.ts'
import { openSession, pollData, voters } from '../../support/server/session.ts'
import { until } from '../../support/server/until.ts'

const COUNT = 12
const nonce = () => randomBytes(16).toString('hex')
const eventOf = <T>(events: { type: string; data?: unknown }[], type: string) =>
  events.find((event) => event.type === type)?.data as T

describe.each(['memory', 'sqlite'] as const)('voting in a session (%s)', (store) => {
  const people = voters(COUNT)
  let hall: Hall
  let moderator: Desk
  let members: Desk[]
  let matter: string
  let dataDir: string
  beforeAll(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'zx-voting-'))
    hall = await openHall(people, { store, dataDir })
    moderator = await hall.desk('moderator')
    members = await Promise.all(people.map(({ username }) => hall.desk(username)))
    matter = await openSession(
      moderator,
      people.map(({ id }) => id),
      hall.now,
    )
    for (const desk of [moderator, ...members]) await desk.ask('matter:open', { matter })
  })
  afterAll(async () => {
    await hall.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const boxes = () => readdirSync(path.join(dataDir, 'boxes')).filter((name) => name !== 'arriving')

  it('[MC12, WR18] named: the last ballot counts, each voter is done at once, everybody hears how far it is, all can recount', async () => {
    await hall.must(moderator, matter, 'poll.open', pollData({ results: 'live' }))
    expect(await hall.tasks(members[0]!, matter)).toContain('vote 0')
    const [first] = members
    const changed = { poll: 'p1', choice: 2, reason: '离学校近' }
    for (const member of members.slice(0, 8))
      expect(await hall.must(member, matter, 'ballot.cast', { poll: 'p1', choice: 0 })).toEqual([])
    await hall.must(first!, matter, 'ballot.cast', changed)
    expect(await hall.tasks(first!, matter), 'voted').not.toContain('vote 0')
    expect(await hall.tasks(members[9]!, matter)).toContain('vote 0')
    await until(
      () => moderator.heard('poll:progress').some(({ cast, tally }) => cast === 8 && tally?.counts.join() === '7,0,1'),
      'the moderator hears how far it is',
    )
    const { state } = await first!.ask('matter:open', { matter })
    expect(state.beside).toMatchObject({
      polls: [{ poll: 'p1', cast: 8 }],
      own: { ballots: [{ poll: 'p1', choice: 2, reason: '离学校近' }] },
    })
    expect(boxes()).toHaveLength(1)
    const closed = await hall.must(moderator, matter, 'poll.close', { poll: 'p1' })
    const closing = eventOf<Closing>(closed, 'poll.closed')
    expect(closing.tally).toMatchObject({ cast: 8, eligible: COUNT, counts: [7, 0, 1], winner: 0 })
    const record = await hall.record(members[3]!, matter)
    expect(recount(eventOf<FrozenPoll>(record, 'poll.opened'), closing)).toEqual({ equal: true })
    expect(await hall.tasks(members[9]!, matter), 'nothing to vote on any more').not.toContain('vote 0')
    await until(() => boxes().length === 0, 'the box is empty')
    expect(await hall.refused(members[9]!, matter, 'ballot.cast', { poll: 'p1', choice: 0 })).toBe('poll-over')
  })

  it('[MC13] anonymous: final, the same sent again is one, the own ballot is found by its nonce', async () => {
    await hall.must(moderator, matter, 'poll.open', pollData({ poll: 'p2', named: false }))
    const nonces = members.map(nonce)
    const cast = (n: number) => ({ poll: 'p2', choice: n % 3, nonce: nonces[n] })
    const ids = members.map(() => v7())
    await Promise.all(
      members.map(async (member, n) => {
        const replies = await Promise.all([
          member.command(matter, 'ballot.cast', cast(n), { id: ids[n]! }),
          member.command(matter, 'ballot.cast', cast(n), { id: ids[n]! }),
        ])
        expect(replies.map(({ ok }) => ok)).toEqual([true, true])
      }),
    )
    const again = await members[0]!.command(matter, 'ballot.cast', cast(0), { id: ids[0]! })
    expect(again.ok, 'the answer was lost').toBe(true)
    expect(await hall.refused(members[0]!, matter, 'ballot.cast', { poll: 'p2', choice: 1, nonce: nonce() })).toBe(
      'already-cast',
    )
    const { state } = await members[0]!.ask('matter:open', { matter })
    expect((state.beside as { own: { ballots: unknown } }).own.ballots).toEqual([{ poll: 'p2' }])
    expect(JSON.stringify(state.beside), 'no tally before the close').not.toContain('tally')
    const closing = eventOf<Closing>(await hall.must(moderator, matter, 'poll.close', { poll: 'p2' }), 'poll.closed')
    expect(closing.tally).toMatchObject({ cast: COUNT, counts: [4, 4, 4] })
    const leaves = new Set(closing.ballots.map((ballot) => (ballot as AnonymousBallot).leaf))
    for (const [n, own] of nonces.entries()) expect(leaves.has(leafOf('p2', n % 3, own)), `ballot ${n}`).toBe(true)
  })

  it('[MC12, BX1] whoever votes while the poll is being closed is counted, or told that it is over', async () => {
    for (let round = 0; round < 5; round++) {
      const poll = `r${round}`
      await hall.must(moderator, matter, 'poll.open', pollData({ poll, named: false }))
      const casts = members.map(async (member, n) => {
        await new Promise((resolve) => setTimeout(resolve, n * 2))
        return member.command(matter, 'ballot.cast', { poll, choice: 0, nonce: nonce() })
      })
      await new Promise((resolve) => setTimeout(resolve, 10))
      const closing = eventOf<Closing>(await hall.must(moderator, matter, 'poll.close', { poll }), 'poll.closed')
      const replies = await Promise.all(casts)
      const counted = replies.filter(({ ok }) => ok).length
      expect(closing.tally.cast, `ballots acknowledged in round ${round}`).toBe(counted)
      for (const reply of replies) if (!reply.ok) expect(reply.refusal.details?.['reason']).toBe('poll-over')
    }
    await until(() => boxes().length === 0, 'the boxes are empty')
  })

  it('[MC16, WR18] statements: votes change until the round is closed, bars move from five participants on', async () => {
    const [one, two] = ['s1', 's2']
    for (const statement of [one, two]) {
      await hall.must(members[0]!, matter, 'statement.submit', { statement, text: `意见${statement}` })
      await hall.must(moderator, matter, 'statement.approve', { statement })
    }
    for (const [n, member] of members.slice(0, 6).entries())
      await hall.must(member, matter, 'statement.vote', { statement: one, vote: n % 2 ? 'agree' : 'disagree' })
    await hall.must(members[0]!, matter, 'statement.vote', { statement: one, vote: 'agree' })
    await until(
      () =>
        moderator
          .heard('statements:progress')
          .some(({ counts }) => counts?.some(({ statement, agree }) => statement === one && agree === 4)),
      'the bars are told',
    )
    expect(
      moderator.heard('statements:progress').every(({ participants, counts }) => participants >= 5 || !counts),
    ).toBe(true)
    const [closed] = await hall.must(moderator, matter, 'statements.close')
    expect(closed?.data).toMatchObject({ participants: 6, statements: [one, two] })
    expect((closed?.data as { rows: string[] }).rows.filter((row) => row.startsWith('a'))).toHaveLength(4)
    await until(() => boxes().length === 0, 'the box is empty')
  })
})

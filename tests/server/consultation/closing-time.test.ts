import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Desk } from '../../support/server/desk.ts'
import { openHall, type Hall } from '../../support/server/hall.ts'
import { openSession, pollData, voters } from '../../support/server/session.ts'

describe.each(['memory', 'sqlite'] as const)('a poll with an end (%s)', (store) => {
  const people = voters(6)
  let hall: Hall
  let moderator: Desk
  let member: Desk
  let matter: string
  beforeAll(async () => {
    hall = await openHall(people, { store })
    moderator = await hall.desk('moderator')
    member = await hall.desk('voter0')
    matter = await openSession(
      moderator,
      people.map(({ id }) => id),
      hall.now,
    )
  })
  afterAll(() => hall.stop())

  it('[MC25, SC1] is closed by the server when its time is over, once, with the ballots of those who voted', async () => {
    const closesAt = hall.now + 60_000
    await hall.must(moderator, matter, 'poll.open', pollData({ closesAt }))
    await hall.must(member, matter, 'ballot.cast', { poll: 'p1', choice: 1 })
    await hall.server.app.scheduler.tick()
    const closings = async () =>
      (await hall.record(moderator, matter)).filter(({ type }) => type === 'poll.closed').map(({ data }) => data)
    expect(await closings(), 'before its end').toEqual([])
    hall.now = closesAt
    expect(await hall.refused(member, matter, 'ballot.cast', { poll: 'p1', choice: 0 })).toBe('poll-over')
    await hall.server.app.scheduler.tick()
    await hall.server.app.scheduler.tick()
    expect(await closings()).toMatchObject([{ poll: 'p1', tally: { cast: 1, counts: [0, 1, 0] } }])
  })
})

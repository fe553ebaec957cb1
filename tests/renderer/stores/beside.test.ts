// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leafOf } from '../../../core/voting/ballot.ts'
import { useBeside } from '../../../src/stores/beside.ts'
import { newNonce, useNonces } from '../../../src/stores/nonces.ts'
import { newClient } from '../../support/client/client.ts'
import { enter } from '../../support/client/people.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { person, type Desk } from '../../support/server/desk.ts'
import { openSession, pollData, voters } from '../../support/server/session.ts'
import { until } from '../../support/until.ts'

const PEOPLE = voters(8)
let server: BootedServer
let moderator: Desk
beforeAll(async () => {
  server = await bootServer({ accounts: PEOPLE, parts: { rateLimits: false } })
  moderator = await person(server, 'moderator')
})
afterAll(() => server.stop())

async function sessionWith(more: object) {
  const matter = await openSession(
    moderator,
    PEOPLE.map(({ id }) => id),
  )
  await must(moderator, matter, 'poll.open', pollData(more))
  return matter
}

async function must(desk: Desk, matter: string, type: string, data: object) {
  const reply = await desk.command(matter, type, data)
  if (!reply.ok) throw new Error(`${type}: ${JSON.stringify(reply.refusal)}`)
  return reply.value
}

async function voter(username: string, matter: string) {
  const client = await newClient()
  await enter(client, server, username)
  const store = client.matter(matter)
  await until(`${username} has the session open`, () => store.phase === 'ready')
  return { client, store, beside: client.within(() => useBeside(store)) }
}

describe('what lies beside a session', () => {
  it('[CS50] follows an open poll live, from before and after it is opened here, and forgets it when it closes', async () => {
    const matter = await sessionWith({ results: 'live' })
    const early = await person(server, 'voter1')
    await must(early, matter, 'ballot.cast', { poll: 'p1', choice: 1 })
    const { beside } = await voter('voter0', matter)
    expect(beside.polls.value.get('p1')).toMatchObject({ poll: 'p1', cast: 1, tally: { counts: [0, 1, 0] } })
    await must(early, matter, 'ballot.cast', { poll: 'p1', choice: 2 })
    await until('the tally has moved', () => beside.polls.value.get('p1')?.tally?.counts.join() === '0,0,1')
    await must(moderator, matter, 'poll.close', { poll: 'p1' })
    await until('the poll is gone', () => beside.polls.value.size === 0)
    early.close()
  })

  it('[CS51] knows the own ballot only when the server has acknowledged it, and again after the link was lost', async () => {
    const matter = await sessionWith({ named: true })
    const { client, store, beside } = await voter('voter2', matter)
    expect(beside.own.value.ballots.size).toBe(0)
    const sent = client.outbox.send({ matter, type: 'ballot.cast', data: { poll: 'p1', choice: 2 } })
    expect(beside.own.value.ballots.size).toBe(0)
    await sent
    expect(beside.own.value.ballots.get('p1')).toEqual({ poll: 'p1', choice: 2 })

    const other = await person(server, 'voter2')
    await must(other, matter, 'ballot.cast', { poll: 'p1', choice: 0 })
    other.close()
    client.link.reconnect()
    await store.reload()
    expect(beside.own.value.ballots.get('p1')).toEqual({ poll: 'p1', choice: 0 })
    expect(beside.polls.value.get('p1')?.cast).toBe(1)
  })

  it('[CS51] an anonymous ballot is known without what it says; the nonce is on disk before and finds it after', async () => {
    const matter = await sessionWith({ named: false })
    const { client, beside } = await voter('voter0', matter)
    const nonces = client.within(useNonces)
    const nonce = newNonce()
    expect(nonce).toMatch(/^[0-9a-f]{48}$/)
    await nonces.keep(matter, 'p1', 1, nonce)
    expect(client.drafts.drafts).toEqual([])
    await client.outbox.send({ matter, type: 'ballot.cast', data: { poll: 'p1', choice: 1, nonce } })
    expect(beside.own.value.ballots.get('p1')).toEqual({ poll: 'p1' })
    for (const n of [1, 2, 3, 4]) {
      const desk = await person(server, `voter${n}`)
      await must(desk, matter, 'ballot.cast', { poll: 'p1', choice: n % 3, nonce: newNonce() })
      desk.close()
    }
    const { events } = await must(moderator, matter, 'poll.close', { poll: 'p1' })
    const again = await client.restart()
    const found = again.within(useNonces)
    await until('the kept ballots are read', () => found.find(matter, 'p1').length > 0)
    const [kept] = found.find(matter, 'p1')
    const { ballots } = events[0]?.data as { ballots: { leaf: string; choice: unknown }[] }
    expect(ballots).toHaveLength(5)
    expect(ballots.find(({ leaf }) => leaf === leafOf('p1', kept!.choice, kept!.nonce))?.choice).toBe(1)
    expect(again.drafts.drafts).toEqual([])
  })

  it('[CS51] keeps nothing and says so when the disk is full', async () => {
    const matter = await sessionWith({ named: false })
    const { client } = await voter('voter3', matter)
    const nonces = client.within(useNonces)
    client.machine.fail = 'drafts'
    await expect(nonces.keep(matter, 'p1', 1, newNonce())).rejects.toThrow('no space left')
    expect(nonces.find(matter, 'p1')).toEqual([])
  })

  it('[CS52] follows the open round of statements and the own votes on it', async () => {
    const matter = await sessionWith({})
    const { client, beside } = await voter('voter0', matter)
    await client.outbox.send({ matter, type: 'statement.submit', data: { statement: 's1', text: '先装后补' } })
    await must(moderator, matter, 'statement.approve', { statement: 's1' })
    await client.outbox.send({ matter, type: 'statement.vote', data: { statement: 's1', vote: 'pass' } })
    await client.outbox.send({ matter, type: 'statement.vote', data: { statement: 's1', vote: 'agree' } })
    expect([...beside.own.value.votes]).toEqual([['s1', 'agree']])
    for (const n of [1, 2, 3, 4]) {
      const desk = await person(server, `voter${n}`)
      await must(desk, matter, 'statement.vote', { statement: 's1', vote: n < 3 ? 'agree' : 'disagree' })
      desk.close()
    }
    await until('five take part', () => beside.statements.value.participants === 5)
    expect(beside.statements.value.counts).toEqual([{ statement: 's1', agree: 3, disagree: 2, pass: 0 }])
    await must(moderator, matter, 'statements.close', {})
    await until('the round is over', () => beside.statements.value.round === 1)
    expect(beside.statements.value.participants).toBe(0)
    expect(beside.own.value.votes.size).toBe(0)
  })
})

// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useFollowUps } from '../../../src/stores/follow-ups.ts'
import { newClient } from '../../support/client/client.ts'
import { enter, proposal } from '../../support/client/people.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { person, type Desk } from '../../support/server/desk.ts'
import { openSession } from '../../support/server/session.ts'
import { until } from '../../support/until.ts'

const DAY = 24 * 60 * 60_000
let server: BootedServer
let moderator: Desk
beforeAll(async () => {
  server = await bootServer({ parts: { rateLimits: false } })
  moderator = await person(server, 'moderator')
})
afterAll(() => server.stop())

/** A published session of one member, with one follow-up; answers with its id. */
async function published(account: string): Promise<string> {
  const matter = await openSession(moderator, [account])
  const must = async (type: string, data: object) => {
    const reply = await moderator.command(matter, type, data)
    if (!reply.ok) throw new Error(`${type}: ${JSON.stringify(reply.refusal)}`)
  }
  const followUps = [{ text: '出台试点方案', owner: account, due: Date.now() + 30 * DAY }]
  await must('consultation.conclude', {})
  await must('consultation.publish', {
    outcome: { consensus: [], differences: [], followUps },
    owner: account,
    reviewOn: Date.now() + 90 * DAY,
  })
  return matter
}

async function member() {
  const client = await newClient()
  await enter(client, server, 'member')
  return client
}

describe('a proposal written from a follow-up', () => {
  it('[CS10] is tied to it by itself when the server has the proposal, and takes up no suggestion', async () => {
    const client = await member()
    const session = await published(client.session.account!.id)
    const command = proposal()
    client.within(() => useFollowUps()).expect(command.matter, { session, followUp: 0 })
    const sent = await client.outbox.send({ ...command, data: { ...command.data, origin: session } })
    if (!sent.ok) throw new Error(JSON.stringify(sent.refusal))
    const store = client.matter(session)
    const links = () => (store.confirmed?.kind === 'consultation' ? store.confirmed.links : [])
    await until('it is tied', () => links().length === 1)
    expect(links()[0]).toMatchObject({ followUp: 0, matter: command.matter, kind: 'proposal' })
    await until('nothing waits', () => client.outbox.entries.every(({ status }) => status === 'refused'))
    expect(client.outbox.entries, 'no command was refused').toEqual([])
  })

  it('[CS10] is tied to it also when it is sent by the next start of the program', async () => {
    const client = await member()
    const session = await published(client.session.account!.id)
    const command = proposal()
    client.within(() => useFollowUps()).expect(command.matter, { session, followUp: 0 })
    client.link.stop()
    void client.outbox.send({ ...command, data: { ...command.data, origin: session } })
    await until('it is kept', async () => (await client.machine.kept('outbox')).length === 1)
    const again = await client.restart()
    const store = again.matter(session)
    await until('it is tied', () => store.confirmed?.kind === 'consultation' && store.confirmed.links.length === 1)
  })
})

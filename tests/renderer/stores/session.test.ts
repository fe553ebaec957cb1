// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PASSWORD, bootServer, type BootedServer } from '../../support/server/boot.ts'
import { newClient } from '../../support/client/client.ts'
import { enter, submit } from '../../support/client/people.ts'
import { lossyLink } from '../../support/lossy-link.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer()))
afterAll(() => server.stop())

describe('signing in', () => {
  it('[CL7] knows the person, pins the key of the server and remembers both', async () => {
    const client = await newClient()
    expect(client.session.status).toBe('signed-out')
    await enter(client, server, 'member')
    expect(client.session.status).toBe('signed-in')
    expect(client.session.account?.name).toBe('陈立平')
    expect(client.session.has('member')).toBe(true)
    expect(client.session.has('moderator')).toBe(false)
    expect(client.session.owner).toEqual({ server: server.url, account: client.session.account?.id })
    expect(client.link.state).toBe('online')
    expect(client.settings.settings).toMatchObject({ server: server.url, username: 'member' })
    expect(client.settings.settings.pinnedKeys[server.url]).toMatch(/^[A-Za-z0-9+/]+=*$/)
  })

  it('[CL2] says that the password is wrong', async () => {
    const client = await newClient()
    const went = await client.session.signIn({ server: server.url, username: 'member2', password: 'wrong' })
    expect(went).toBe(false)
    expect(client.session.problem).toEqual({ kind: 'wrong-password' })
    expect(client.session.status).toBe('signed-out')
  })

  it('[CL2] says how long to wait after too many failures', async () => {
    const client = await newClient()
    for (let i = 0; i < 5; i++)
      await client.session.signIn({ server: server.url, username: 'member9', password: `wrong ${i}` })
    await client.session.signIn({ server: server.url, username: 'member9', password: PASSWORD })
    expect(client.session.problem).toMatchObject({ kind: 'rate-limited' })
    const { problem } = client.session
    expect(problem?.kind === 'rate-limited' && problem.retryAfterMs).toBeGreaterThan(60_000)
  })

  it('[CL2] says that there is no server, and what is no address', async () => {
    const client = await newClient()
    await client.session.signIn({ server: '127.0.0.1:9', username: 'member', password: PASSWORD })
    expect(client.session.problem).toEqual({ kind: 'no-server', server: 'http://127.0.0.1:9' })
    await client.session.signIn({ server: 'ht tp://', username: 'member', password: PASSWORD })
    expect(client.session.problem).toEqual({ kind: 'no-server', server: 'ht tp://' })
  })

  it('[CL3] goes no further when the key of the server has changed, until it is accepted', async () => {
    const first = await lossyLink(server.url)
    const client = await newClient()
    await enter(client, first.address, 'member')
    const pinned = client.settings.settings.pinnedKeys[first.address]
    await client.session.signOut()
    await client.settings.update({ pinnedKeys: { [first.address]: 'AAAA' } })

    expect(await client.session.signIn({ server: first.address, username: 'member', password: PASSWORD })).toBe(false)
    expect(client.session.problem).toEqual({
      kind: 'key-changed',
      server: first.address,
      pinned: 'AAAA',
      offered: pinned,
    })
    expect(client.session.status).toBe('signed-out')
    expect(client.link.state).toBe('offline')
    expect((await client.link.request('roster:list', {})).ok).toBe(false)

    expect(await client.session.acceptKey()).toBe(true)
    expect(client.session.status).toBe('signed-in')
    expect(client.settings.settings.pinnedKeys[first.address]).toBe(pinned)
    client.stop()
    await first.close()
  })

  it('[CL3] leaves when the key changes while signed in', async () => {
    const link = await lossyLink(server.url)
    const client = await newClient()
    await enter(client, link.address, 'member')
    await client.settings.update({ pinnedKeys: { [link.address]: 'AAAA' } })
    link.cut()
    await until('the client has left', () => client.session.problem?.kind === 'key-changed')
    expect(client.session.status).toBe('signed-out')
    client.stop()
    await link.close()
  })

  it('[CL4] takes the session up again after a restart', async () => {
    const client = await newClient()
    await enter(client, server, 'member')
    const again = await client.restart()
    expect(again.session.status).toBe('signed-in')
    await until('online', () => again.link.state === 'online')
    expect(again.session.account?.username).toBe('member')
  })

  it('[CL4] starts offline with the name of the reader, the roster and what was kept', async () => {
    const link = await lossyLink(server.url)
    const client = await newClient()
    await enter(client, link.address, 'member')
    const matter = await submit(client)
    await until('the roster', () => client.roster.phase === 'ready')
    await until('the archive has it', () => client.archive.entry(matter)?.condition === 'whole')
    link.down()
    const again = await client.restart()
    expect(again.session.status).toBe('signed-in')
    expect(again.roster.phase).toBe('ready')
    expect(again.roster.name(again.session.account?.id ?? '')).toBe('陈立平')
    const store = again.matter(matter)
    await until('it is read from the archive', () => store.phase === 'ready')
    expect(store.source).toBe('archive')
    expect(store.state?.title).toBe('关于老旧小区加装电梯的建议')
    link.mend()
    again.link.reconnect()
    await until('it is live', () => store.source === 'live')
    again.stop()
    await link.close()
  })

  it('[CL5] ends when the server ends it, keeps the local data and says why', async () => {
    const client = await newClient()
    const other = await newClient()
    await enter(client, server, 'member4')
    await enter(other, server, 'member4')
    await other.session.signOut({ everywhere: true })
    await until('the first is out', () => client.session.status === 'signed-out')
    expect(client.session.problem).toEqual({ kind: 'expired', reason: 'signed-out' })
    expect(other.session.problem).toBeNull()
    const again = await client.restart()
    expect(again.session.status).toBe('signed-out')
  })

  it('[CL5] a session that ended meanwhile is not taken up', async () => {
    const client = await newClient()
    await enter(client, server, 'member5')
    const account = client.session.account?.id ?? ''
    client.stop()
    await server.store.removeSessions(account)
    const again = await client.restart()
    await until('it is out', () => again.session.status === 'signed-out')
    expect(again.session.problem).toEqual({ kind: 'expired', reason: 'expired' })
  })

  it('[CL6] signing out ends the session on the server too', async () => {
    const client = await newClient()
    await enter(client, server, 'member6')
    await client.session.signOut()
    expect(client.session.status).toBe('signed-out')
    expect(client.session.owner).toBeNull()
    const again = await client.restart()
    expect(again.session.status).toBe('signed-out')
    expect(again.settings.settings.username).toBe('member6')
  })
})

// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newClient } from '../../support/client/client.ts'
import { enter, post, submit } from '../../support/client/people.ts'
import { freshFolder } from '../../support/folder.ts'
import { lossyLink } from '../../support/lossy-link.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer()))
afterAll(() => server.stop())

describe('the link', () => {
  it('[CL60] answers every request, also when nobody else does', async () => {
    const link = await lossyLink(server.url)
    const client = await newClient()
    const offline = { ok: false, refusal: { code: 'unavailable', details: { reason: 'offline' } } }
    expect(await client.link.request('roster:list', {})).toMatchObject(offline)
    await enter(client, link.address, 'member')
    link.freeze()
    const timeout = { ok: false, refusal: { code: 'unavailable', details: { reason: 'timeout' } } }
    expect(await client.link.request('roster:list', {}, { timeoutMs: 50 })).toMatchObject(timeout)
    const cutOff = client.link.request('roster:list', {})
    link.cut()
    expect(await cutOff).toMatchObject(offline)
    link.thaw()
    await until('it is back', () => client.link.state === 'online')
    expect(await client.link.request('roster:list', {})).toMatchObject({ ok: true })
    const malformed = { matter: 'not an id' }
    expect(await client.link.request('matter:open', malformed)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid' },
    })
    client.stop()
    await link.close()
  })

  it('[CL61] says how it stands, and tries again by itself with growing waits', async () => {
    const link = await lossyLink(server.url)
    const client = await newClient()
    await enter(client, link.address, 'member')
    const online = client.link.since
    link.down()
    await until('it is lost', () => client.link.state !== 'online')
    await until('it is given up for now', () => client.link.state === 'offline')
    expect(client.link.since).toBeGreaterThanOrEqual(online)
    await until('another attempt is planned', () => client.link.retryAt !== null)
    const before = link.counts.connections
    client.link.reconnect()
    await until('it tried at once', () => link.counts.connections > before)
    link.mend()
    client.link.reconnect()
    await until('it is back', () => client.link.state === 'online')
    expect(client.link.retryAt).toBeNull()
    client.stop()
    await link.close()
  })

  it('[CL62] tells the time of the server, whatever this machine believes', async () => {
    const ahead = 3 * 60 * 60_000
    const other = await bootServer({ parts: { clock: () => Date.now() + ahead } })
    const client = await newClient()
    await enter(client, other, 'member')
    expect(Math.abs(client.link.serverNow() - Date.now() - ahead)).toBeLessThan(2000)
    const matter = await submit(client)
    const [event] = await other.store.events(matter, { after: 0, limit: 1 })
    expect(Math.abs((event?.at ?? 0) - client.link.serverNow())).toBeLessThan(2000)
    client.stop()
    await other.stop()
  })

  it('[CL66] whoever waits for something that only the server has is told that there is no connection', async () => {
    const link = await lossyLink(server.url)
    const client = await newClient()
    await enter(client, link.address, 'member')
    const matter = await submit(client)
    const owner = client.session.owner
    if (!owner) throw new Error('nobody is signed in')
    await until('it is kept', () => client.archive.entry(matter) !== undefined)
    await client.archive.remove(matter)
    link.down()
    const again = await client.restart()
    const [store, list] = [again.matter(matter), again.list('all')]
    await until('it is said', () => store.phase === 'error' && list.phase === 'error' && again.inbox.phase === 'error')
    for (const refusal of [store.refusal, list.refusal, again.inbox.refusal])
      expect(refusal?.details?.reason).toBe('offline')
    link.mend()
    again.link.reconnect()
    await until(
      'all is there',
      () => store.phase === 'ready' && list.phase === 'ready' && again.inbox.phase === 'ready',
    )
    expect(list.items.map(({ id }) => id)).toContain(matter)
    again.stop()
    await link.close()
  })

  it('[CL63] goes on with the same session when the server was restarted', async () => {
    const dataDir = await freshFolder()
    const first = await bootServer({ store: 'sqlite', dataDir })
    const link = await lossyLink(first.url)
    const client = await newClient()
    await enter(client, link.address, 'member')
    const matter = await submit(client)
    const store = client.matter(matter)
    await until('it is open', () => store.phase === 'ready')
    await first.stop()
    await until('it is lost', () => client.link.state !== 'online')
    const sent = client.outbox.send(post(matter, '在重启之间'))
    const second = await bootServer({ store: 'sqlite', dataDir })
    link.aim(second.url)
    client.link.reconnect()
    expect(await sent).toMatchObject({ ok: true })
    await until('it is there', () => store.confirmed?.messageCount === 1)
    expect(client.session.status).toBe('signed-in')
    client.stop()
    await link.close()
    await second.stop()
  })
})

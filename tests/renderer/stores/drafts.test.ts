// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../src/realtime/new-id.ts'
import { newClient } from '../../support/client/client.ts'
import { enter } from '../../support/client/people.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer()))
afterAll(() => server.stop())

async function writer(username = 'representative') {
  const client = await newClient()
  await enter(client, server, username)
  await until('the drafts', () => client.drafts.phase === 'ready')
  return client
}

const draft = (id: string, title: string) => ({ id, kind: 'proposal', title, body: { situation: `about ${title}` } })

describe('drafts', () => {
  it('[CL50] are saved by themselves a moment after the last key, and survive a restart', async () => {
    const client = await writer()
    const id = newId()
    for (const title of ['电', '电梯', '电梯加装']) client.drafts.save(draft(id, title))
    expect(client.drafts.get(id)?.title).toBe('电梯加装')
    expect(client.drafts.saving).toBe('pending')
    await until('saved', () => client.drafts.saving === 'saved')
    const again = await client.restart()
    await until('the drafts', () => again.drafts.phase === 'ready')
    expect(again.drafts.get(id)).toMatchObject({ title: '电梯加装', body: { situation: 'about 电梯加装' } })
  })

  it('[CL50] are written at once when the page is left', async () => {
    const client = await writer()
    const id = newId()
    client.drafts.save(draft(id, 'in a hurry'))
    await client.drafts.flush()
    expect(await client.machine.kept('drafts')).toMatchObject([{ id }])
  })

  it('[CL51] say when the disk takes nothing, and are tried again', async () => {
    const client = await writer()
    const id = newId()
    client.machine.fail = 'drafts'
    client.drafts.save(draft(id, 'no room'))
    await until('it failed', () => client.drafts.saving === 'failed')
    expect(client.drafts.get(id)?.title).toBe('no room')
    client.machine.fail = undefined
    await until('it is saved after all', () => client.drafts.saving === 'saved')
    expect(await client.machine.kept('drafts')).toMatchObject([{ id, title: 'no room' }])
  })

  it('[CL52] belong to the account that wrote them, and are gone when removed', async () => {
    const client = await writer()
    const [kept, gone] = [newId(), newId()]
    client.drafts.save(draft(kept, 'kept'))
    client.drafts.save(draft(gone, 'gone'))
    await client.drafts.remove(gone)
    await until('saved', () => client.drafts.saving === 'saved')
    expect(client.drafts.drafts.map(({ title }) => title)).toEqual(['kept'])
    await client.session.signOut()
    await until('none', () => client.drafts.drafts.length === 0)
    await enter(client, server, 'member')
    await until('the drafts', () => client.drafts.phase === 'ready')
    expect(client.drafts.drafts).toEqual([])
    await client.session.signOut()
    await enter(client, server, 'representative')
    await until('back', () => client.drafts.drafts.length === 1)
    expect(client.drafts.get(gone)).toBeUndefined()
  })
})

// @vitest-environment node
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { useLeaving } from '../../../src/stores/leaving.ts'
import { useLock } from '../../../src/stores/lock.ts'
import { newId } from '../../../src/realtime/new-id.ts'
import { newClient } from '../../support/client/client.ts'
import { enter, submit } from '../../support/client/people.ts'
import { bootServer, PASSWORD, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

const MINUTE = 60_000
let server: BootedServer
beforeAll(async () => void (server = await bootServer()))
afterAll(() => server.stop())
afterEach(() => void vi.useRealTimers())

/** Time goes by on this machine, and nobody touches it. */
function pass(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

async function somebody(username = 'member') {
  const client = await newClient()
  await enter(client, server, username)
  const lock = client.within(useLock)
  const keepsCheck = async () => (await client.session.knows(PASSWORD)) === true
  await until('the machine knows the password', keepsCheck)
  return { client, lock }
}

describe('the locked screen', () => {
  it('[LK1] comes when nobody touched the machine for the time that was chosen, and not before', async () => {
    const { client, lock } = await somebody()
    pass(29 * MINUTE)
    lock.look()
    expect(lock.locked, 'after 29 minutes').toBe(false)
    lock.touch()
    pass(29 * MINUTE)
    lock.look()
    expect(lock.locked, '29 minutes after a touch').toBe(false)
    pass(MINUTE)
    lock.look()
    expect(lock.locked, '30 minutes after it').toBe(true)
    lock.touch()
    expect(lock.locked, 'a touch opens nothing').toBe(true)

    expect(await lock.unlock(PASSWORD)).toEqual({ ok: true })
    await client.settings.update({ lockAfter: 0 })
    pass(24 * 60 * MINUTE)
    lock.look()
    expect(lock.locked, 'never').toBe(false)
    client.stop()
  })

  it('[LK2] opens with the password, offline too, and after a wrong one stays', async () => {
    const { client, lock } = await somebody('member2')
    client.link.stop()
    lock.lock()
    expect(await lock.unlock('not it')).toEqual({ ok: false, why: 'wrong' })
    expect(lock.locked).toBe(true)
    expect(await lock.unlock(PASSWORD)).toEqual({ ok: true })
    expect(lock.locked).toBe(false)
    client.stop()
  })

  it('[LK2] makes who guesses wait longer and longer, over a restart too', async () => {
    const { client, lock } = await somebody('member3')
    client.link.stop()
    lock.lock()
    for (let n = 1; n < 5; n++) expect(await lock.unlock(`guess ${n}`)).toEqual({ ok: false, why: 'wrong' })
    const fifth = await lock.unlock('guess 5')
    expect(fifth).toMatchObject({ ok: false, why: 'wait' })
    expect(await lock.unlock(PASSWORD), 'the right one has to wait as well').toEqual(fifth)

    client.stop()
    const again = await client.restart()
    const locked = again.within(useLock)
    expect(locked.locked, 'locked after a restart').toBe(true)
    expect(await locked.unlock(PASSWORD)).toEqual(fifth)
    pass(MINUTE + 1000)
    expect(await locked.unlock(PASSWORD)).toEqual({ ok: true })
    again.stop()
  })

  it('[LK3] finds the screen locked when the program starts again after a long time', async () => {
    const { client, lock } = await somebody('member4')
    lock.touch()
    client.stop()
    pass(31 * MINUTE)
    const again = await client.restart()
    expect(again.session.status).toBe('signed-in')
    expect(again.within(useLock).locked).toBe(true)
    again.stop()
  })

  it('[LK4] puts nothing away: drafts and what waits to be sent are there as before', async () => {
    const { client, lock } = await somebody('member5')
    const id = newId()
    client.drafts.save({ id, kind: 'new', title: 'half written', body: { title: 'half written' } })
    lock.lock()
    await lock.unlock(PASSWORD)
    expect(client.drafts.get(id)?.title).toBe('half written')
    client.stop()
  })
})

describe('signing out', () => {
  const folders = async (folder: string) => readdir(path.join(folder, 'owners')).catch(() => [])

  it('[LK5] keeps what is on this machine unless the reader chose otherwise', async () => {
    const { client } = await somebody('representative')
    const matter = await submit(client)
    await until('the matter is kept', () => client.archive.entry(matter)?.condition === 'whole')
    await client.within(useLeaving).signOut()
    expect(await folders(client.machine.folder)).toHaveLength(1)
    client.stop()
  })

  it('[LK6] deletes everything of the account where that was chosen, and only its own', async () => {
    const { client } = await somebody('representative')
    const matter = await submit(client)
    await until('the matter is kept', () => client.archive.entry(matter)?.condition === 'whole')
    const draft = { id: newId(), kind: 'new', title: 'half written', body: {} }
    client.drafts.save(draft)
    await client.within(useLeaving).signOut()

    await enter(client, server, 'member6')
    const other = client.session.owner
    client.drafts.save({ ...draft, id: newId() })
    await client.settings.update({ onSignOut: 'erase' })
    await client.within(useLeaving).signOut()
    expect(await folders(client.machine.folder), 'one account of two is left').toHaveLength(1)

    await enter(client, server, 'representative')
    await until('drafts are read', () => client.drafts.phase === 'ready')
    expect(client.drafts.get(draft.id)?.title, 'the other account’s draft').toBe('half written')
    await client.within(useLeaving).signOut()
    expect(await folders(client.machine.folder)).toEqual([])
    expect(other).not.toBeNull()
    client.stop()
  })

  it('[LK6] says when it could not be deleted, and then it is all still there', async () => {
    const { client } = await somebody('member7')
    const draft = { id: newId(), kind: 'new', title: 'half written', body: {} }
    client.drafts.save(draft)
    await client.settings.update({ onSignOut: 'erase' })
    client.machine.fail = 'archive'
    await expect(client.within(useLeaving).signOut()).rejects.toThrow('no space left')
    client.machine.fail = undefined
    expect(client.session.status).toBe('signed-out')
    await enter(client, server, 'member7')
    await until('drafts are read', () => client.drafts.phase === 'ready')
    expect(client.drafts.get(draft.id)?.title).toBe('half written')
    client.stop()
  })
})

// @vitest-environment node
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LocalDataError } from '../../../electron/archive/local-data-error.ts'
import { unsentSuggestion } from '../../../src/features/suggestion/unsent.ts'
import { useLeaving } from '../../../src/stores/leaving.ts'
import { useLock } from '../../../src/stores/lock.ts'
import { newId } from '../../../src/realtime/new-id.ts'
import { aes } from '../../support/cipher.ts'
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

/** Nobody touches the machine for half an hour, with one touch before: then it is locked, and not before. */
function locksInTime(lock: ReturnType<typeof useLock>): void {
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
}

describe('the locked screen', () => {
  it('[LK1] comes when nobody touched the machine for the time that was chosen, and not before', async () => {
    const { client, lock } = await somebody()
    locksInTime(lock)
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

  it('[LK1 LK2] a clock that was put back neither keeps the screen open nor makes anybody wait for longer', async () => {
    const { client, lock } = await somebody('member6')
    const HOURS = 60 * MINUTE
    client.link.stop()
    pass(8 * HOURS)
    lock.touch()
    pass(-8 * HOURS)
    lock.look()
    locksInTime(lock)

    pass(8 * HOURS)
    for (let n = 1; n <= 5; n++) await lock.unlock(`guess ${n}`)
    pass(-8 * HOURS)
    expect(await lock.unlock(PASSWORD), 'not at once').toMatchObject({ why: 'wait' })
    pass(15 * MINUTE)
    expect(await lock.unlock(PASSWORD)).toEqual({ ok: true })
    client.stop()
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

  /** Somebody on a machine with a keychain who has chosen to leave everything locked, and has a draft there. */
  async function careful(username: string) {
    const client = await newClient(aes())
    await enter(client, server, username)
    await client.settings.update({ onSignOut: 'lock' })
    const draft = { id: newId(), kind: 'new', title: 'half written', body: {} }
    client.drafts.save(draft)
    const owner = client.session.owner!
    const isLocked = async () =>
      client.machine
        .platform()
        .drafts.list(owner)
        .then(() => false)
        .catch((error: LocalDataError) => error.reason === 'sealed')
    const findsDraft = async () => {
      await until('drafts are read', () => client.drafts.phase === 'ready')
      expect(client.drafts.get(draft.id)?.title).toBe('half written')
    }
    return { client, owner, isLocked, findsDraft }
  }

  it('[LK8] locks everything of the account where that was chosen, and its password opens it again', async () => {
    const { client, isLocked, findsDraft } = await careful('member8')
    await client.within(useLeaving).signOut()
    expect(await isLocked()).toBe(true)
    await enter(client, server, 'representative')
    expect(await isLocked(), 'another account opens nothing').toBe(true)
    await client.within(useLeaving).signOut()
    await enter(client, server, 'member8')
    await findsDraft()
    client.stop()
  })

  it('[LK8] locks it too when the server ends the session, with what was typed until then', async () => {
    const { client, isLocked, findsDraft } = await careful('member9')
    const elsewhere = await newClient()
    await enter(elsewhere, server, 'member9')
    await elsewhere.session.signOut({ everywhere: true })
    await until('the session has ended here', () => client.session.problem?.kind === 'expired')
    await until('it is locked', isLocked)
    await enter(client, server, 'member9')
    await findsDraft()
    client.stop()
    elsewhere.stop()
  })

  it('[LK11] words begun and kept beside the archive are locked with it, and are back when it is opened', async () => {
    const { client, owner } = await careful('member5')
    const { cache } = client.machine.platform()
    const begun = { text: '湖心亭修缮', category: '', region: '', files: [] }
    unsentSuggestion(cache, owner).save(begun)
    cache.save('roster:of-the-server', 'everybody')
    await client.within(useLeaving).signOut()
    expect(cache.of(owner.account), 'nothing of the account is left outside').toEqual({})
    expect(cache.load('roster:of-the-server')).toBe('everybody')
    await enter(client, server, 'member5')
    expect(unsentSuggestion(cache, owner).load()).toEqual(begun)
    await until('drafts are read', () => client.drafts.phase === 'ready')
    expect(
      client.drafts.drafts.map(({ kind }) => kind),
      'no draft that nobody wrote',
    ).toEqual(['new'])
    expect((await client.machine.kept('drafts')).length).toBe(1)
    client.stop()
  })

  it('[LK10] who signs in at once comes in when it is locked, keeps the session, and it is all there', async () => {
    const { client, findsDraft } = await careful('member9')
    const left = client.within(useLeaving).signOut()
    expect(client.session.status).toBe('signed-out')
    await enter(client, server, 'member9')
    await left
    await findsDraft()
    expect(await client.machine.platform().session.load(), 'the new session is kept').not.toBeNull()
    client.stop()
  })

  it('[LK6] what is to be deleted is deleted before the server is told, however long that takes', async () => {
    const { client } = await somebody('member4')
    await client.settings.update({ onSignOut: 'erase' })
    client.drafts.save({ id: newId(), kind: 'new', title: 'half written', body: {} })
    let there: string[] | undefined
    const telling = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
      there = await folders(client.machine.folder)
      throw new TypeError('no line')
    })
    await client.within(useLeaving).signOut()
    expect(there, 'while the server is told').toEqual([])
    telling.mockRestore()
    client.stop()
  })

  it('[LK9] asks for the password from before where it has been changed since', async () => {
    const { client, isLocked, findsDraft } = await careful('member2')
    await client.machine.platform().encryption?.remember('the one from before')
    await client.within(useLeaving).signOut()
    const signIn = () => client.session.signIn({ server: server.url, username: 'member2', password: PASSWORD })
    expect(await signIn()).toBe(false)
    expect(client.session.problem).toEqual({ kind: 'sealed', wrong: false })
    expect(client.session.owner).toBeNull()
    expect(await client.session.openSealed('a guess')).toBe(false)
    expect(client.session.problem).toEqual({ kind: 'sealed', wrong: true })
    await client.session.leaveSealed()
    expect(client.session.problem).toBeNull()
    expect(await isLocked()).toBe(true)

    await signIn()
    expect(await client.session.openSealed('the one from before')).toBe(true)
    expect(client.session.status).toBe('signed-in')
    await findsDraft()
    await client.within(useLeaving).signOut()
    await enter(client, server, 'member2')
    await findsDraft()
    client.stop()
  })

  it('[LK9] deletes what nobody can open any more only when asked to, and signs in', async () => {
    const { client } = await careful('member3')
    await client.machine.platform().encryption?.remember('forgotten')
    await client.within(useLeaving).signOut()
    expect(await client.session.signIn({ server: server.url, username: 'member3', password: PASSWORD })).toBe(false)
    client.machine.fail = 'archive'
    await expect(client.session.eraseSealed()).rejects.toThrow('no space left')
    client.machine.fail = undefined
    expect(client.session.problem?.kind, 'still asked').toBe('sealed')
    expect(await client.session.eraseSealed()).toBe(true)
    await until('drafts are read', () => client.drafts.phase === 'ready')
    expect(client.drafts.drafts).toEqual([])
    client.stop()
  })

  it('[LK9] says when it could not be locked, and then it is all as it was', async () => {
    const { client, isLocked, findsDraft } = await careful('member4')
    client.machine.fail = 'archive'
    await expect(client.within(useLeaving).signOut()).rejects.toThrow('no space left')
    client.machine.fail = undefined
    expect(client.session.status).toBe('signed-out')
    expect(await isLocked()).toBe(false)
    await enter(client, server, 'member4')
    await findsDraft()
    client.stop()
  })
})

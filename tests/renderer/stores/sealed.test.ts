// @vitest-environment node
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LocalDataError } from '../../../electron/archive/local-data-error.ts'
import { unsentSuggestion } from '../../../src/features/suggestion/unsent.ts'
import { useLeaving } from '../../../src/stores/leaving.ts'
import { aes } from '../../support/cipher.ts'
import { newClient } from '../../support/client/client.ts'
import { enter } from '../../support/client/people.ts'
import { bootServer, PASSWORD, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer()))
afterAll(() => server.stop())
afterEach(() => void vi.restoreAllMocks())

const begun = { text: '湖心亭修缮', category: '', region: '', files: [] }

/** Somebody who has left with something begun, and everything locked; `under` another password where one is given. */
async function left(username: string, under?: string) {
  const client = await newClient(aes())
  await enter(client, server, username)
  await client.settings.update({ onSignOut: 'lock' })
  const owner = client.session.owner!
  const platform = client.machine.platform()
  unsentSuggestion(platform.cache, owner).save(begun)
  if (under !== undefined) await platform.encryption?.remember(under)
  await client.within(useLeaving).signOut()
  const isLocked = () =>
    platform.drafts.list(owner).then(
      () => false,
      (error: LocalDataError) => error.reason === 'sealed',
    )
  expect(await isLocked()).toBe(true)
  const signIn = () => client.session.signIn({ server: server.url, username, password: PASSWORD })
  return { client, owner, platform, isLocked, signIn, begun: () => unsentSuggestion(platform.cache, owner).load() }
}

describe('what was locked, on the way in again', () => {
  it('[LK8] is locked again when the server that let somebody in turns out to be none of ours', async () => {
    const { client, isLocked, signIn, begun: found } = await left('member')
    const { start } = client.link
    client.link.start = ({ foreign }) => foreign('another protocol')
    expect(await signIn()).toBe(false)
    expect(client.session.problem?.kind).toBe('protocol')
    await until('it is locked again', isLocked)
    client.link.start = start
    expect(await signIn()).toBe(true)
    expect(found()).toEqual(begun)
    client.stop()
  })

  it('[LK8] is locked while a changed key is in question, and open to whoever trusts it', async () => {
    const { client, isLocked, signIn, begun: found } = await left('member2')
    const { pinnedKeys } = client.settings.settings
    await client.settings.update({ pinnedKeys: { ...pinnedKeys, [server.url]: 'another key' } })
    expect(await signIn()).toBe(false)
    expect(client.session.problem?.kind).toBe('key-changed')
    await until('it is locked again', isLocked)
    expect(await client.session.acceptKey()).toBe(true)
    expect(client.session.status).toBe('signed-in')
    expect(found()).toEqual(begun)
    await until('the password is known', async () => (await client.session.knows(PASSWORD)) === true)
    expect(await client.machine.platform().session.load()).not.toBeNull()
    client.stop()
  })

  it('[LK9] a right password is never called wrong when something else goes wrong', async () => {
    const { client, platform, signIn } = await left('member3', 'the one from before')
    expect(await signIn()).toBe(false)
    const { unseal } = platform.encryption!
    vi.spyOn(platform.encryption!, 'unseal').mockImplementation(async (owner, password) => {
      await unseal(owner, password)
      throw new Error('disk: no space left on device')
    })
    expect(await client.session.openSealed('the one from before')).toBe(true)
    expect(client.session.problem).toBeNull()
    expect(client.session.status).toBe('signed-in')
    client.stop()
  })

  it('[LK11] words that the cache does not take back stay where they were locked', async () => {
    const { client, platform, owner, signIn, begun: found } = await left('member4')
    const full = vi.spyOn(platform.cache, 'save').mockImplementation((key) => {
      platform.cache.remove(key)
      return false
    })
    expect(await signIn()).toBe(true)
    full.mockRestore()
    await client.within(useLeaving).signOut()
    expect(await signIn()).toBe(true)
    expect(found()).toEqual(begun)
    expect(await platform.drafts.list(owner)).toEqual([])
    client.stop()
  })
})

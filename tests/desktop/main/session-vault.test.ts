import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import type { Cipher } from '../../../electron/archive/cipher.ts'
import { SessionVault } from '../../../electron/main/session-vault.ts'
import { aes } from '../../support/cipher.ts'
import { filesWith } from '../../support/desktop-shelf.ts'
import { freshFolder } from '../../support/folder.ts'

const session = { server: 'http://127.0.0.1:4170', token: 'aVeryTellingToken', expiresAt: 2_000 }

async function vaults(cipher: Cipher) {
  const directory = await freshFolder()
  let now = 1_000
  const data = openLocalData({ directory, now: () => now })
  return {
    directory,
    fresh: () => new SessionVault(path.join(directory, 'session.json'), data.around, cipher),
    at: (time: number) => (now = time),
  }
}

describe('the session token', () => {
  it('[DS11] comes back after a restart and lies encrypted on the disk', async () => {
    const { fresh, directory } = await vaults(aes())
    expect(await fresh().load()).toBeNull()
    expect(await fresh().save(session)).toEqual({ kept: true })
    expect(await fresh().load()).toEqual(session)
    expect(await filesWith(directory, session.token)).toEqual([])
  })
  it('[DS11] stays in memory only where the system keeps no secrets, and what was kept before is gone', async () => {
    const cipher = aes()
    const { fresh, directory } = await vaults(cipher)
    await fresh().save(session)
    cipher.on = false
    const vault = fresh()
    expect(await vault.save({ ...session, token: 'another' })).toEqual({ kept: false })
    expect(await vault.load()).toEqual({ ...session, token: 'another' })
    cipher.on = true
    expect(await fresh().load()).toBeNull()
    expect(await filesWith(directory, 'another')).toEqual([])
  })
  it('[DS11] is gone after signing out, from the last good copy too', async () => {
    const { fresh, directory } = await vaults(aes())
    const vault = fresh()
    await vault.save(session)
    await vault.clear()
    expect(await vault.load()).toBeNull()
    expect(await fresh().load()).toBeNull()
    expect(await filesWith(directory, '"sealed":{')).toEqual([])
  })
  it('[DS11] is not given once it has run out, nor when the keychain is another', async () => {
    const key = aes()
    const { fresh, at, directory } = await vaults(key)
    await fresh().save(session)
    at(2_000)
    expect(await fresh().load()).toBeNull()
    at(1_500)
    expect(await fresh().load()).toEqual(session)
    const data = openLocalData({ directory, now: () => 1_500 })
    const other = new SessionVault(path.join(directory, 'session.json'), data.around, aes())
    expect(await other.load()).toBeNull()
  })

  it('[LK8] what the password was made into comes back with the session, encrypted, and goes with it', async () => {
    const { fresh, directory } = await vaults(aes())
    const sealing = { header: 'aGVhZA==', key: 'dmVyeVNlY3JldEtleQ==', prefix: 'cHJl' }
    const vault = fresh()
    await vault.remember(sealing)
    await vault.save(session)
    expect(await fresh().sealing()).toEqual(sealing)
    expect(await fresh().load(), 'no page is told of it').toEqual(session)
    expect(await filesWith(directory, sealing.key)).toEqual([])
    const again = fresh()
    await again.load()
    await again.save({ ...session, expiresAt: 3_000 })
    expect(await fresh().sealing(), 'saved again it is still there').toEqual(sealing)
    await again.clear()
    expect(await again.sealing()).toBeUndefined()
    expect(await fresh().sealing()).toBeUndefined()
  })

  it('[DS11 LK8] is gone after signing out while it was being saved, and so is what the password was made into', async () => {
    const cipher = aes()
    const { fresh, directory } = await vaults({
      ...cipher,
      encrypt: (text) => new Promise((resolve) => setTimeout(() => resolve(cipher.encrypt(text)), 20)),
    })
    const vault = fresh()
    await vault.remember({ header: 'aGVhZA==', key: 'dmVyeVNlY3JldEtleQ==', prefix: 'cHJl' })
    const owner = { server: session.server, account: '019a0000-0000-7000-8000-000000000001' }
    const saved = [vault.save(session)]
    await vault.clear()
    await Promise.all(saved)
    expect(await fresh().load(), 'cleared').toBeNull()
    await vault.remember({ header: 'aGVhZA==', key: 'dmVyeVNlY3JldEtleQ==', prefix: 'cHJl' })
    saved.push(vault.save(session))
    await vault.leave(owner)
    await Promise.all(saved)
    await vault.left(owner)
    expect(await fresh().load(), 'left').toBeNull()
    expect(await fresh().sealing()).toBeUndefined()
    expect(await filesWith(directory, '"sealed":{')).toEqual([])
  })
})

import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { encryptionHandlers } from '../../../electron/main/encryption-handlers.ts'
import { SessionVault } from '../../../electron/main/session-vault.ts'
import { aes } from '../../support/cipher.ts'
import { filesWith } from '../../support/desktop-shelf.ts'
import { longDiscussion, summaryOf } from '../../support/discussion.ts'
import { freshFolder } from '../../support/folder.ts'
import { uuid } from '../../support/record.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const PASSWORD = '旧密码 2026'
const SECRET = '湖心亭修缮'
const session = { server: owner.server, token: 'aTellingToken', expiresAt: Date.now() + 1e9 }
const MATTERS = 25

/** A desktop with a session and plain data, to be left. */
async function desk() {
  const directory = await freshFolder()
  const cipher = aes()
  const start = () => {
    const data = openLocalData({ directory, cipher })
    const vault = new SessionVault(path.join(directory, 'session.json'), data.around, cipher)
    return { data, vault, handlers: encryptionHandlers(data, vault) }
  }
  const now = start()
  const { archive, drafts } = now.data.owner(owner)
  const draft = { id: uuid(40), kind: 'proposal', title: SECRET, body: {}, updatedAt: 1 }
  await drafts.put(draft)
  for (let n = 0; n < MATTERS; n++) {
    const events = longDiscussion(uuid(100 + n), 3)
    await archive.append({ summary: { ...summaryOf(events), title: SECRET }, events })
  }
  await now.vault.save(session)
  await now.handlers['local:remember'](PASSWORD)
  return { start, now, draft, owners: path.join(directory, 'owners') }
}

describe('leaving what is kept locked', () => {
  it('[LK10] the session has ended before anything is locked, and what quitting cut short is finished at the next start', async () => {
    const { start, now, owners, draft } = await desk()
    const { vault } = now
    const { 'local:seal': seal } = encryptionHandlers(now.data, {
      remember: (sealing) => vault.remember(sealing),
      leaving: () => vault.leaving(),
      left: (whose) => vault.left(whose),
      leave: async (whose) => {
        await vault.leave(whose)
        throw new Error('the program ends here')
      },
    })
    await expect(seal(owner)).rejects.toThrow('ends here')
    await now.data.close()
    expect((await filesWith(owners, SECRET)).length, 'it was cut short').toBeGreaterThan(0)

    const next = start()
    expect(await next.vault.load(), 'nobody is signed in').toBeNull()
    expect(await next.handlers['local:unseal'](owner, 'another'), 'who opens it waits until it is locked').toBe(false)
    expect(await filesWith(owners, SECRET)).toEqual([])
    expect(await next.handlers['local:unseal'](owner, PASSWORD)).toBe(true)
    expect(await next.data.owner(owner).drafts.list()).toEqual([draft])
    await next.vault.save(session)
    await next.data.close()

    const third = start()
    expect(await third.vault.load(), 'the new session lasts').toEqual(session)
    expect(await third.vault.leaving()).toBeUndefined()
    expect(await third.data.owner(owner).drafts.list()).toEqual([draft])
    await third.data.close()
  })

  it('[LK10] who signs in again at once waits until it is locked, and finds it open afterwards', async () => {
    const { now, draft } = await desk()
    const order: string[] = []
    const sealed = now.handlers['local:seal'](owner).then(() => order.push('locked'))
    expect(await now.handlers['local:unseal'](owner, PASSWORD).finally(() => order.push('opened'))).toBe(true)
    await sealed
    expect(order).toEqual(['locked', 'opened'])
    expect(await now.data.owner(owner).drafts.list()).toEqual([draft])
    await now.data.close()
  })
})

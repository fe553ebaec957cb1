import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openLocalData } from '../../electron/archive/local-data.ts'
import { encryptionHandlers } from '../../electron/main/encryption-handlers.ts'
import { SessionVault } from '../../electron/main/session-vault.ts'
import { aes } from '../support/cipher.ts'
import { filesWith } from '../support/desktop-shelf.ts'
import { longDiscussion, summaryOf } from '../support/discussion.ts'
import { freshFolder } from '../support/folder.ts'
import { seeded } from '../support/random.ts'
import { uuid } from '../support/record.ts'
import { until } from '../support/until.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const PASSWORD = '旧密码 2026'
const SECRET = '湖心亭修缮'
const KILLS = 8
const MATTERS = 30

/** Lets a process seal, and kills it a while after it began; answers whether it had said that all was done. */
async function sealAndKill(directory: string, key: Buffer, afterMs: number): Promise<boolean> {
  const args = [path.join(import.meta.dirname, 'sealing-writer.ts'), directory, key.toString('hex')]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let done = false
  const begun = new Promise<void>((resolve) =>
    createInterface({ input: child.stdout }).on('line', (line) => {
      done ||= line === 'sealed'
      resolve()
    }),
  )
  const ended = once(child, 'close')
  await Promise.race([begun, ended])
  await wait(afterMs)
  child.kill('SIGKILL')
  await ended
  return done
}

describe('killed while it is locked', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const random = seeded(seed)

  it(`[LK10] it is locked by the next start, the session stays ended and nothing is lost (seed ${seed})`, async () => {
    const directory = await freshFolder()
    const key = randomBytes(32)
    const open = () => {
      const cipher = aes(key)
      const data = openLocalData({ directory, cipher })
      expect(data.readOnly).toBeUndefined()
      const vault = new SessionVault(path.join(directory, 'session.json'), data.around, cipher)
      return { data, vault, handlers: encryptionHandlers(data, vault) }
    }
    const records = Array.from({ length: MATTERS }, (_, n) => longDiscussion(uuid(100 + n), 260))
    let between = 0
    for (let round = 0; round < KILLS; round++) {
      const first = open()
      expect(await first.handlers['local:unseal'](owner, PASSWORD)).toBe(true)
      const mine = first.data.owner(owner)
      if (round === 0) {
        for (const events of records)
          await mine.archive.append({ summary: { ...summaryOf(events), title: SECRET }, events })
        await mine.drafts.put({ id: uuid(40), kind: 'proposal', title: SECRET, body: {}, updatedAt: 1 })
      }
      await mine.setEncryption(false)
      await until('all is plain', async () => (await mine.encryption()).state === 'plain')
      await first.vault.save({ server: owner.server, token: 'aTellingToken', expiresAt: Date.now() + 1e9 })
      await first.handlers['local:remember'](PASSWORD)
      await first.data.close()

      const done = await sealAndKill(directory, key, random() * (round % 2 === 0 ? 150 : 700))
      if (!done && (await filesWith(path.join(directory, 'owners'), SECRET)).length > 0) between++
      const second = open()
      // killed before it was asked for, it goes on as if it had not been
      if ((await second.vault.load()) !== null) expect(done).toBe(false)
      else {
        const sealed = () =>
          second.data
            .owner(owner)
            .drafts.list()
            .then(() => false)
            .catch((error: { reason?: string }) => error.reason === 'sealed')
        await until(`round ${round}: it is locked`, sealed)
        await until('nobody is leaving any more', async () => (await second.vault.leaving()) === undefined)
        expect(await filesWith(path.join(directory, 'owners'), SECRET), `round ${round}`).toEqual([])
        expect(await filesWith(path.join(directory, 'owners'), '"wrapped"'), 'its key under the keychain').toEqual([])
        expect(await second.handlers['local:unseal'](owner, 'another'), `round ${round}`).toBe(false)
        expect(await second.handlers['local:unseal'](owner, PASSWORD), `round ${round}`).toBe(true)
      }
      const { archive, drafts } = second.data.owner(owner)
      expect(await drafts.list()).toMatchObject([{ title: SECRET }])
      expect(await archive.catalogue()).toHaveLength(MATTERS)
      for (const n of [0, round, MATTERS - 1]) expect((await archive.read(uuid(100 + n))).events).toEqual(records[n])
      await second.vault.clear()
      await second.data.close()
    }
    console.log(`killed ${KILLS} times, ${between} of them with part of it still plain`)
    expect(between, 'some were killed in the middle').toBeGreaterThan(1)
  }, 240_000)
})

import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { inMemory, type ByteSource } from '../../../core/bag/read/bytes.ts'
import { workOnBag } from '../../../electron/archive/bag-work.ts'
import { Altered } from '../../../electron/archive/cover.ts'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { workAside } from '../../../electron/archive/read-aside.ts'
import { matterBag, zipped } from '../../support/bags/bag.ts'
import { bagWithFiles } from '../../support/bags/samples.ts'
import { aes } from '../../support/cipher.ts'
import { longDiscussion } from '../../support/discussion.ts'
import { filesBelow, freshFolder } from '../../support/folder.ts'
import { namedFile } from '../../support/named-file.ts'
import { publicKey, serverKey, signCheckpoint, uuid } from '../../support/record.ts'
import { until } from '../../support/until.ts'

const events = longDiscussion(uuid(7), 3000)
const large = zipped(matterBag({ events, checkpoints: [signCheckpoint(events.at(-1)!)] }))

describe('a large bag', () => {
  it('[SH13] is read and reported on aside with the same answer', async () => {
    expect(large.length).toBeGreaterThan(32 * 1024)
    for (const want of ['bag', 'report'] as const) {
      const work = { want, pinnedKey: publicKey(serverKey) }
      expect(await workAside(inMemory(large), work)).toEqual(await workOnBag(inMemory(large), work))
    }
  })

  it('[SH13] takes little of the time of the thread that the window depends on', async () => {
    const whole = process.cpuUsage()
    const own = process.threadCpuUsage()
    await workAside(inMemory(large), { want: 'report' })
    const { user, system } = process.threadCpuUsage(own)
    const all = process.cpuUsage(whole)
    const share = (user + system) / (all.user + all.system)
    expect(share, 'part of the work that was done here').toBeLessThan(0.4)
  })

  it('[SH13] is refused with the same word and place, and what the disk says is told', async () => {
    const { named, bytes } = namedFile('住户意见'.repeat(20_000))
    const zip = bagWithFiles([named], new Map([[named.sha256, Buffer.from(bytes).fill('x', 9, 12)]]))
    const said = { reason: 'attachments', where: `data/attachments/${named.sha256}` }
    await expect(workOnBag(inMemory(zip), { want: 'bag' })).rejects.toMatchObject(said)
    await expect(workAside(inMemory(zip), { want: 'bag' })).rejects.toMatchObject(said)
    const short = () => Promise.reject(new Altered('the file ends early'))
    const source: ByteSource = { size: large.length, read: short }
    await expect(workAside(source, { want: 'bag' })).rejects.toThrow('the file ends early')
  })

  it('[SH13 SH9] under encryption is read the same, and damage to it is told', async () => {
    const directory = await freshFolder()
    const data = openLocalData({ directory, cipher: aes() })
    const { shelf, setEncryption, encryption } = data.owner({ server: 'http://127.0.0.1:4170', account: uuid(1) })
    await setEncryption(true)
    await until('everything is encrypted', async () => (await encryption()).state === 'encrypted')
    const file = path.join(await freshFolder(), 'a.zip')
    await writeFile(file, large)
    const taken = await shelf.takeIn(file, undefined, async () => [])
    if (!taken.ok) throw new Error(taken.reason)
    const { id } = taken.bags[0]!.entry
    expect(await shelf.verify(id)).toMatchObject({ ok: true, report: { findings: [] } })
    const bag = path.join(
      directory,
      (await filesBelow(directory)).find((name) => name.endsWith('bag.zip'))!,
    )
    const lying = await readFile(bag)
    expect(lying.includes('bagit.txt')).toBe(false)
    lying[lying.length >> 1]! ^= 1
    await writeFile(bag, lying)
    expect(await shelf.verify(id)).toEqual({ ok: false, reason: 'zip-damaged' })
    expect(await shelf.read(id, async () => [])).toEqual({ ok: false, reason: 'zip-damaged' })
    await data.close()
  })
})

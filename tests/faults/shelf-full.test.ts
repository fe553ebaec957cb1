import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Attachment } from '../../core/wire/attachments.ts'
import type { Damage } from '../../electron/archive/durable-file.ts'
import { openLocalData } from '../../electron/archive/local-data.ts'
import { sealFile } from '../../electron/archive/sealed-file.ts'
import { hashOf } from '../support/bags/bag.ts'
import { bagWithFiles, sampleZip } from '../support/bags/samples.ts'
import { aes } from '../support/cipher.ts'
import { filesBelow, freshFolder } from '../support/folder.ts'
import { uuid } from '../support/record.ts'
import { fillUp, smallDisk } from '../support/small-disk.ts'
import { until } from '../support/until.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const nothing = async () => []
const photo = randomBytes(1_500_000)
const named: Attachment = {
  sha256: hashOf('sha256', photo),
  name: '现场.png',
  type: 'image/png',
  size: photo.length,
}

/** How much room is left when the bag of 1.5 MB comes: it does not fit, or fits once but not as it is rewritten. */
const CASES = [
  { name: 'as it is', spare: 300_000 },
  { name: 'under a passphrase', spare: 300_000, passphrase: '正阳门' },
  { name: 'with room for one copy but not for encrypting it', spare: 2_000_000, encrypted: true },
]

describe('a bag that a full disk has no room for', () => {
  for (const { name, spare, passphrase, encrypted } of CASES)
    it(`[SH6] ${name}: is refused \`disk\`, the shelf is as before with nothing left behind, and it goes in when there is room`, async ({
      skip,
    }) => {
      const disk = await smallDisk()
      if ('why' in disk) return skip(disk.why)
      const outside = await freshFolder()
      const damages: Damage[] = []
      const cipher = aes()
      const directory = path.join(disk.directory, 'local')
      const open = () => openLocalData({ directory, cipher, onDamage: (damage) => void damages.push(damage) })
      let data = open()
      const own = data.owner(owner)
      if (encrypted) {
        await own.setEncryption(true)
        await until('everything is encrypted', async () => (await own.encryption()).state === 'encrypted')
      }
      const [small, plain, sealed] = ['小.zip', '大.zip', '大.zxbag'].map((file) => path.join(outside, file)) as [
        string,
        string,
        string,
      ]
      await writeFile(small, sampleZip(uuid(8)))
      await writeFile(plain, bagWithFiles([named], new Map([[named.sha256, photo]])))
      await sealFile(plain, sealed, '正阳门', { logN: 8, r: 8, p: 1 })
      const large = passphrase === undefined ? plain : sealed
      expect(await own.shelf.takeIn(small, undefined, nothing)).toMatchObject({ ok: true })
      const before = await own.shelf.list()
      const files = await filesBelow(directory)

      const makeRoom = fillUp(disk.directory, spare)
      for (let n = 0; n < 2; n++)
        await expect(own.shelf.takeIn(large, passphrase, nothing)).rejects.toMatchObject({
          reason: 'disk',
          message: expect.stringContaining('ENOSPC') as string,
        })
      expect(await filesBelow(directory)).toEqual(files)
      expect(await own.shelf.list()).toEqual(before)
      expect(await own.shelf.verify(before[0]!.id)).toMatchObject({ ok: true, report: { findings: [] } })
      await data.close()
      data = open()
      const { shelf } = data.owner(owner)
      expect(await shelf.list()).toEqual(before)

      makeRoom()
      const taken = await shelf.takeIn(large, passphrase, nothing)
      expect(taken).toMatchObject({ ok: true, bags: [{ already: false }] })
      if (!taken.ok) return
      expect(await shelf.verify(taken.bags[0]!.entry.id)).toMatchObject({ ok: true, report: { findings: [] } })
      expect(await shelf.list()).toHaveLength(2)
      expect(damages).toEqual([])
      await data.close()
    })
})

import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Damage } from '../../../electron/archive/durable-file.ts'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { discussion, summaryOf } from '../../support/discussion.ts'
import { filesBelow, freshFolder } from '../../support/folder.ts'
import { namedFile as file } from '../../support/named-file.ts'
import { uuid } from '../../support/record.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }

async function shelf() {
  const directory = await freshFolder()
  const damages: Damage[] = []
  const open = () => openLocalData({ directory, onDamage: (damage) => void damages.push(damage) })
  let data = open()
  return {
    directory,
    damages,
    files: () => data.owner(owner).files,
    archive: () => data.owner(owner).archive,
    async reopen() {
      await data.close()
      data = open()
      return data.owner(owner).files
    },
    second: open,
    close: () => data.close(),
  }
}

describe('the files of kept records', () => {
  it('[KP1] are kept by hash and given back, also after a restart', async () => {
    const { files, reopen, close } = await shelf()
    const { named, bytes } = file('现场照片')
    await files().keep(uuid(7), named, bytes)
    const again = await reopen()
    expect(await again.read(named.sha256)).toEqual(bytes)
    expect(await again.list()).toMatchObject([{ ...named, matters: [uuid(7)] }])
    expect(await again.read('0'.repeat(64))).toBeUndefined()
    await close()
  })

  it('[KP1] bytes that the record does not name are refused', async () => {
    const { files, directory, close } = await shelf()
    const { named } = file('现场照片')
    await expect(files().keep(uuid(7), named, Buffer.from('另外照片'))).rejects.toMatchObject({ reason: 'invalid' })
    await expect(files().keep(uuid(7), { ...named, size: 3 }, file('现场照片').bytes)).rejects.toMatchObject({
      reason: 'invalid',
    })
    expect((await filesBelow(directory)).filter((name) => name.includes(named.sha256))).toEqual([])
    await close()
  })

  it('[KP2] altered bytes are set aside, told of, and kept no longer; looking alone changes nothing', async () => {
    const { files, directory, damages, close } = await shelf()
    const { named, bytes } = file('现场照片')
    await files().keep(uuid(7), named, bytes)
    const [name = ''] = (await filesBelow(directory)).filter((found) => found.endsWith(named.sha256))
    await writeFile(path.join(directory, name), '换掉的照片')
    expect((await files().raw(named.sha256))?.toString()).toBe('换掉的照片')
    expect(damages).toEqual([])
    expect(await files().read(named.sha256)).toBeUndefined()
    expect(damages).toMatchObject([{ file: path.join(directory, name), recovered: false }])
    expect(await readFile(damages[0]?.aside ?? '', 'utf8')).toBe('换掉的照片')
    expect(await files().list()).toEqual([])
    await files().keep(uuid(7), named, bytes)
    expect(await files().read(named.sha256)).toEqual(bytes)
    await close()
  })

  it('[KP3] one copy serves every matter that names it, and goes with the last of them', async () => {
    const { files, archive, directory, close } = await shelf()
    const { named, bytes } = file('共同的附件')
    for (const matter of [uuid(7), uuid(8)]) {
      const events = discussion(matter, ['好'])
      await archive().append({ summary: summaryOf(events), events })
    }
    await files().keep(uuid(7), named, bytes)
    expect(await files().share(uuid(8), [named, file('别的').named])).toEqual([file('别的').named])
    await archive().remove(uuid(7))
    expect(await files().read(named.sha256)).toEqual(bytes)
    await archive().remove(uuid(8))
    expect(await files().list()).toEqual([])
    expect((await filesBelow(directory)).filter((name) => name.includes(named.sha256))).toEqual([])
    await close()
  })

  it('[KP10] one that the disk did not let go is let go when it is asked for again', async () => {
    const { files, directory, close } = await shelf()
    const { named, bytes } = file('依规删除的照片')
    await files().keep(uuid(7), named, bytes)
    const [name = ''] = (await filesBelow(directory)).filter((found) => found.endsWith(named.sha256))
    const place = path.join(directory, name)
    await rm(place)
    await mkdir(place)
    await expect(files().release(uuid(7))).rejects.toMatchObject({ reason: 'disk' })
    await rmdir(place)
    await writeFile(place, bytes)
    await files().release(uuid(7))
    expect((await filesBelow(directory)).filter((found) => found.includes(named.sha256))).toEqual([])
    expect(await files().list()).toEqual([])
    await close()
  })

  it('[KP10] one that is let go takes with it what was set aside of it as damaged', async () => {
    const { files, directory, close } = await shelf()
    const { named, bytes } = file('依规删除的照片')
    const left = async () => (await filesBelow(directory)).filter((found) => found.includes(named.sha256))
    await files().keep(uuid(7), named, bytes)
    const [name = ''] = await left()
    await writeFile(path.join(directory, name), Buffer.concat([bytes, Buffer.from('x')]))
    await files().read(named.sha256)
    await files().keep(uuid(7), named, bytes)
    expect(await left()).toHaveLength(2)
    await files().release(uuid(7))
    expect(await left()).toEqual([])
    await close()
  })

  it('[AR4] a second process reads them and is refused writing', async () => {
    const { files, second, close } = await shelf()
    const { named, bytes } = file('现场照片')
    await files().keep(uuid(7), named, bytes)
    const other = second()
    expect(await other.owner(owner).files.read(named.sha256)).toEqual(bytes)
    await expect(other.owner(owner).files.keep(uuid(8), named, bytes)).rejects.toMatchObject({ reason: 'read-only' })
    await other.close()
    await close()
  })
})

import { open, readFile, writeFile, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PLAIN, type Cover } from '../../../electron/archive/cover.ts'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { ShelvedFiles } from '../../../electron/archive/shelved-files.ts'
import { KeptDoor } from '../../../electron/main/kept-door.ts'
import { shelfHandlers } from '../../../electron/main/shelf-handlers.ts'
import { bagWithFiles } from '../../support/bags/samples.ts'
import { aes } from '../../support/cipher.ts'
import { filesWith } from '../../support/desktop-shelf.ts'
import { filesBelow, freshFolder } from '../../support/folder.ts'
import { namedFile } from '../../support/named-file.ts'
import { uuid } from '../../support/record.ts'
import { until } from '../../support/until.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
// no two places in it are alike
const photo = namedFile(Array.from({ length: 60_000 }, (_, n) => n).join(), '电梯井（现场）.png', 'image/png')
const letter = namedFile('住户意见'.repeat(300), '意见.pdf')
const left = namedFile('没有放进来的', '图纸.pdf')
const NAMED = [photo, letter, left].map(({ named }) => named)
const bagOf = (photoBytes: Uint8Array, letterBytes: Uint8Array) => {
  const files = new Map([
    [photo.named.sha256, photoBytes],
    [letter.named.sha256, letterBytes],
  ])
  return bagWithFiles(NAMED, files)
}

/** A machine with one bag on its shelf: two attachments in it, and one that was left out. */
async function shelved({ encrypted = false } = {}) {
  const directory = await freshFolder()
  const outside = await freshFolder()
  const data = openLocalData({ directory, cipher: aes() })
  const own = data.owner(owner)
  if (encrypted) {
    await own.setEncryption(true)
    await until('everything is encrypted', async () => (await own.encryption()).state === 'encrypted')
  }
  const file = path.join(outside, '档案.zip')
  await writeFile(file, bagOf(photo.bytes, letter.bytes))
  const door = new KeptDoor()
  const handlers = shelfHandlers(data, async () => file, door)
  const taken = await handlers['shelf:takeIn'](owner, { file: (await handlers['shelf:choose']())!.file })
  if (!taken.ok) throw new Error(taken.reason)
  const { id } = taken.bags[0]!.entry
  const bag = (await filesBelow(directory)).find((name) => name.endsWith('bag.zip'))!
  return {
    directory,
    data,
    door,
    id,
    bag: path.join(directory, bag),
    handlers,
    address: (sha256: string, of = id) => handlers['shelf:address'](owner, of, sha256),
    async placeOf(sha256: string) {
      const found = await handlers['shelf:address'](owner, id, sha256)
      if (!found.ok) throw new Error(found.reason)
      return found.address
    },
    get: async (address: string) => (await door.answer(new Request(`app://zx${address}`)))!,
  }
}

/** Changes one byte of a file where these bytes lie in it. */
async function spoil(file: string, within: Uint8Array | undefined): Promise<void> {
  const bytes = await readFile(file)
  const at = within ? bytes.indexOf(within) : bytes.length >> 1
  expect(at, 'they lie there as they are').toBeGreaterThan(0)
  const opened = await open(file, 'r+')
  await opened.write(Buffer.of(bytes[at + 5]! ^ 1), 0, 1, at + 5)
  await opened.close()
}

describe('attachments of a bag on the shelf', () => {
  for (const encrypted of [false, true])
    it(`[SH12] are had with name and type out of the bag${encrypted ? ', which lies encrypted' : ''}; nothing is unpacked`, async () => {
      const { directory, data, placeOf, address, get } = await shelved({ encrypted })
      const before = await filesBelow(directory)
      for (const [{ named, bytes }, shown] of [
        [photo, 'inline'],
        [letter, 'attachment'],
      ] as const) {
        const answer = await get(await placeOf(named.sha256))
        expect(answer.status).toBe(200)
        expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
        expect(answer.headers.get('content-type')).toBe(named.type)
        expect(answer.headers.get('content-disposition')).toMatch(new RegExp(`^${shown};`))
        expect(answer.headers.get('content-security-policy')).toContain('sandbox')
        expect(answer.headers.get('cache-control'), 'no cache writes it to the disk').toBe('no-store')
      }
      expect(await address(left.named.sha256), 'left out').toEqual({ ok: false, reason: 'absent' })
      expect(await address('0'.repeat(64)), 'never named').toEqual({ ok: false, reason: 'absent' })
      expect(await filesBelow(directory)).toEqual(before)
      if (encrypted) expect(await filesWith(directory, '住户意见住户意见')).toEqual([])
      expect(await data.owner(owner).files.list(), 'the own archive has nothing of it').toEqual([])
      await data.close()
    })

  for (const encrypted of [false, true])
    it(`[SH12] that were altered${encrypted ? ' under encryption' : ''} are not given, not even where the address was had before`, async () => {
      const { bag, placeOf, address, get } = await shelved({ encrypted })
      const place = await placeOf(photo.named.sha256)
      await spoil(bag, encrypted ? undefined : photo.bytes.subarray(0, 64))
      expect((await get(place)).status).toBe(404)
      expect(await address(photo.named.sha256)).toEqual({ ok: false, reason: 'damaged' })
      if (encrypted) return
      expect(await address(letter.named.sha256), 'the other is as it was').toMatchObject({ ok: true })
      await writeFile(bag, 'torn')
      expect(await address(letter.named.sha256)).toEqual({ ok: false, reason: 'damaged' })
    })

  it('[SH12] are not those of another hash, though every checksum of the zip fits', async () => {
    const { bag, placeOf, address, get } = await shelved()
    const place = await placeOf(letter.named.sha256)
    const other = Buffer.from(letter.bytes)
    other[7]! ^= 1
    await writeFile(bag, bagOf(photo.bytes, other))
    expect((await get(place)).status).toBe(404)
    expect(await address(letter.named.sha256)).toEqual({ ok: false, reason: 'damaged' })
  })

  it('[SH12] are given piece by piece, and end in an error when they change meanwhile', async () => {
    const { bag, placeOf, get } = await shelved()
    const place = await placeOf(photo.named.sha256)
    const given = await get(place)
    expect(given.status).toBe(200)
    await spoil(bag, photo.bytes.subarray(-64))
    await expect(given.arrayBuffer()).rejects.toThrow()
    await spoil(bag, photo.bytes.subarray(-32))
    expect((await get(place)).status).toBe(404)
  })

  it('[SH12] are not given when another file takes the place of the bag between the look and the reading', async () => {
    const { bag } = await shelved()
    const other = Buffer.from(letter.bytes)
    other[7]! ^= 1
    let opened = 0
    const source: Cover['source'] = async (file, handle) => {
      if (++opened === 2) await writeFile(bag, bagOf(photo.bytes, other))
      return PLAIN.source(file, handle)
    }
    const given = await new ShelvedFiles(bag, { ...PLAIN, source }).read(letter.named.sha256)
    await expect(new Response(given).arrayBuffer()).rejects.toThrow()
    expect(opened).toBe(2)
  })

  it('[SH12] that nobody reads to the end are not read to the end, and leave no file open', async () => {
    const { bag } = await shelved()
    const handles: FileHandle[] = []
    let read = 0
    const source: Cover['source'] = async (file, handle) => {
      handles.push(handle)
      read = 0
      const plain = await PLAIN.source(file, handle)
      return { size: plain.size, read: (at, length) => plain.read(at, length).finally(() => (read += length)) }
    }
    const given = await new ShelvedFiles(bag, { ...PLAIN, source }).read(photo.named.sha256)
    const reader = given!.getReader()
    expect((await reader.read()).value!.length).toBeLessThanOrEqual(64 * 1024)
    await reader.cancel()
    await until('it is closed', () => handles.length === 2 && handles.every(({ fd }) => fd === -1))
    expect(read, 'bytes read').toBeLessThan(photo.bytes.length / 2)
  })

  it('[SH12] go with the bag, and their addresses with the session', async () => {
    const { handlers, id, door, placeOf, address, get } = await shelved()
    const place = await placeOf(photo.named.sha256)
    door.shut()
    expect((await get(place)).status).toBe(404)
    const again = await placeOf(photo.named.sha256)
    expect(again).not.toBe(place)
    await handlers['shelf:remove'](owner, id)
    expect((await get(again)).status).toBe(404)
    expect(await address(photo.named.sha256)).toEqual({ ok: false, reason: 'gone' })
    expect(await address(photo.named.sha256, 'f'.repeat(32))).toEqual({ ok: false, reason: 'gone' })
  })
})

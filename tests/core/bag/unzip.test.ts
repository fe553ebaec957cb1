import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { inMemory } from '../../../core/bag/read/bytes.ts'
import { bytesOf, type Folder } from '../../../core/bag/read/folder.ts'
import { BagRefused, ZIP_REASONS, type ZipReason } from '../../../core/bag/read/refusal.ts'
import { unzip, unzipSome } from '../../../core/bag/read/unzip.ts'
import { ZIP_LIMITS } from '../../../core/bag/read/zip-directory.ts'
import { u16, u32, u64, zipOf, type Around, type Entry } from '../../support/bags/zip.ts'
import { freshFolder } from '../../support/folder.ts'

const SMALL = {
  ...ZIP_LIMITS,
  ...{ entries: 50, entry: 4_000_000, total: 6_000_000, archive: 20_000_000, ratioFrom: 1_000_000 },
}

/** Every file read to its end, or the word with which the zip is refused. */
async function outcome(zip: Uint8Array, limits = SMALL): Promise<Record<string, string> | string> {
  try {
    const folder: Folder = await unzip(inMemory(zip), limits)
    const found: Record<string, string> = {}
    for (const name of folder.files.keys()) found[name] = Buffer.from(await bytesOf(folder, name)).toString()
    return found
  } catch (error) {
    if (error instanceof BagRefused) return error.reason
    throw error
  }
}

const one: Entry = { name: 'a/b.txt', bytes: 'hello' }
const two: Entry = { name: 'a/c.txt', bytes: 'world' }
const named = (name: string | Uint8Array, more: Partial<Entry> = {}) => zipOf([{ ...one, name, ...more }])
const around = (more: Around) => zipOf([one, two], more)
const descriptor = (crc: number, packed: number, size: number) =>
  Buffer.concat([u32(0x08074b50), u32(crc, packed, size)])
const HELLO_CRC = 0x3610a686

const REFUSED: [what: string, reason: ZipReason, zip: Uint8Array][] = [
  ['nothing', 'not-a-zip', new Uint8Array()],
  ['text', 'not-a-zip', Buffer.from('this is not a zip at all, only text that is long enough')],
  ['a cut zip', 'zip-damaged', zipOf([one, two]).subarray(0, 120)],
  ['cut by one byte', 'zip-damaged', zipOf([one, two]).subarray(0, -1)],
  ['bytes behind it', 'zip-damaged', around({ after: Buffer.from('x') })],
  ['bytes before it', 'zip-damaged', around({ before: Buffer.from('MZ and a program') })],
  ['bytes between entries and directory', 'zip-damaged', around({ beforeDirectory: Buffer.from('hidden') })],
  ['bytes between directory and end', 'zip-damaged', around({ beforeEnd: Buffer.from('hidden') })],
  ['bytes behind an entry', 'zip-damaged', zipOf([{ ...one, behind: Buffer.from('hidden') }, two])],
  ['a comment', 'zip-damaged', around({ comment: Buffer.from('hello') })],
  ['a second archive in the comment', 'zip-damaged', around({ comment: zipOf([{ ...one, bytes: 'other' }]) })],
  ['a directory that is elsewhere', 'zip-damaged', around({ directoryAt: 3 })],
  ['a directory of another size', 'zip-damaged', around({ directorySize: 10 })],
  ['fewer entries than there are', 'zip-damaged', around({ count: 1 })],
  ['more entries than there are', 'zip-damaged', around({ count: 3 })],
  ['two parts up', 'zip-path', named('../../a.txt')],
  ['a part up in the middle', 'zip-path', named('a/../../b.txt')],
  ['here', 'zip-path', named('a/./b.txt')],
  ['an absolute path', 'zip-path', named('/etc/passwd')],
  ['a drive', 'zip-path', named('C:/Windows/x')],
  ['a drive without a slash', 'zip-path', named('c:x')],
  ['backslashes', 'zip-path', named('a\\..\\b.txt')],
  ['a share', 'zip-path', named('//server/share/x')],
  ['a home', 'zip-path', named('~/x')],
  ['an empty step', 'zip-path', named('a//b.txt')],
  ['a link', 'zip-link', named('a/link', { bytes: '/etc/passwd', attributes: 0o120777 * 65536 })],
  ['a device', 'zip-link', named('a/null', { attributes: 0o020666 * 65536 })],
  ['a pipe', 'zip-link', named('a/pipe', { attributes: 0o010666 * 65536 })],
  ['CON', 'zip-reserved', named('a/CON')],
  ['aux.txt', 'zip-reserved', named('a/aux.txt')],
  ['COM1.tar.gz', 'zip-reserved', named('COM1.tar.gz')],
  ['LPT²', 'zip-reserved', named('a/LPT²')],
  ['a stream of NTFS', 'zip-reserved', named('a/b.txt:hidden')],
  ['a dot at the end', 'zip-reserved', named('a/b.txt.')],
  ['a space at the end', 'zip-reserved', named('a /b.txt')],
  ['a question mark', 'zip-reserved', named('a/b?.txt')],
  ['NUL', 'zip-name', named('a/b.txt\0.png')],
  ['a line end', 'zip-name', named('a/b\n.txt')],
  ['a name turned round', 'zip-name', named('a/b\u202etxt.exe')],
  ['an invisible character', 'zip-name', named('a/b\u200b.txt')],
  ['GBK', 'zip-name', named(Buffer.from([0xc4, 0xe3, 0xba, 0xc3]), { flags: 0 })],
  ['UTF-8 that does not say so', 'zip-name', named('a/你好.txt', { flags: 0 })],
  ['half a character', 'zip-name', named(Buffer.from([0x61, 0xe4, 0xbd]))],
  ['too long', 'zip-name', named('a'.repeat(1025))],
  ['too deep', 'zip-name', named('a/'.repeat(20) + 'b')],
  [
    'a second name in an extra field',
    'zip-name',
    named('a/b.txt', { extra: Buffer.concat([u16(0x7075, 5), Buffer.alloc(5)]) }),
  ],
  ['twice', 'zip-twice', zipOf([one, { ...one, bytes: 'other' }])],
  ['another case', 'zip-twice', zipOf([one, { ...one, name: 'a/B.TXT' }])],
  ['a folder of another case', 'zip-twice', zipOf([one, { ...two, name: 'A/c.txt' }])],
  [
    'composed and not',
    'zip-twice',
    zipOf([
      { ...one, name: 'caf\u00e9' },
      { ...two, name: 'cafe\u0301' },
    ]),
  ],
  [
    'ß and ss',
    'zip-twice',
    zipOf([
      { ...one, name: 'stra\u00dfe' },
      { ...two, name: 'STRASSE' },
    ]),
  ],
  ['a file that is a folder', 'zip-twice', zipOf([{ ...one, name: 'a' }, two])],
  ['a folder that is a file', 'zip-twice', zipOf([two, { ...one, name: 'a' }])],
  [
    'a folder twice',
    'zip-twice',
    zipOf([
      { name: 'a/', method: 0, attributes: 0 },
      { name: 'a/', method: 0, attributes: 0 },
    ]),
  ],
  ['a bomb', 'zip-bomb', named('a', { bytes: Buffer.alloc(3_000_000) })],
  ['a bomb that says it is small', 'zip-bomb', named('a', { bytes: Buffer.alloc(3_000_000), size: 100 })],
  ['more than it says', 'zip-bomb', named('a', { size: 4 })],
  ['entries that share their bytes', 'zip-bomb', zipOf([one, { ...one, name: 'a/z.txt', at: 0 }])],
  ['an entry that reaches into the directory', 'zip-bomb', named('a', { packedSize: 60 })],
  ['too many entries', 'zip-too-large', zipOf(Array.from({ length: 51 }, (_, n) => ({ ...one, name: `a/${n}` })))],
  ['an entry too large', 'zip-too-large', named('a', { size: 4_000_001 })],
  [
    'too much in all',
    'zip-too-large',
    zipOf([1, 2].map((n) => ({ name: `${n}`, size: 3_500_000, packed: Buffer.alloc(20_000) }))),
  ],
  ['under a password', 'zip-encrypted', named('a', { flags: 0x801 })],
  ['strongly under a password', 'zip-encrypted', named('a', { flags: 0x841 })],
  ['a directory under a password', 'zip-encrypted', named('a', { flags: 0x2801 })],
  ['bzip2', 'zip-method', named('a', { method: 12 })],
  ['a method of its own', 'zip-method', named('a', { method: 99 })],
  ['a patch', 'zip-method', named('a', { flags: 0x820 })],
  ['a version to come', 'zip-method', named('a', { needs: 90 })],
  ['another checksum', 'zip-damaged', named('a', { crc: 1 })],
  ['less than it says', 'zip-damaged', named('a', { size: 6 })],
  ['another name at its place', 'zip-damaged', named('a.txt', { localName: 'b.txt' })],
  ['another size at its place', 'zip-damaged', named('a', { localSize: 6 })],
  ['another packed size at its place', 'zip-damaged', named('a', { localPackedSize: 6 })],
  ['another checksum at its place', 'zip-damaged', named('a', { localCrc: 6 })],
  ['another method at its place', 'zip-damaged', named('a', { localMethod: 0 })],
  ['another flag at its place', 'zip-damaged', named('a', { localFlags: 0 })],
  ['no entry at its place', 'zip-damaged', named('a', { at: 3 })],
  ['a place beyond the end', 'zip-damaged', named('a', { at: 9999 })],
  ['a stored entry of two sizes', 'zip-damaged', named('a', { method: 0, size: 4 })],
  ['bytes that do not unpack', 'zip-damaged', named('a', { packed: Buffer.from([7, 1, 2, 3]) })],
  ['packed bytes that end early', 'zip-damaged', named('a', { packed: deflateRawSync('hello').subarray(0, -2) })],
  ['no packed bytes', 'zip-damaged', named('a', { packed: Buffer.alloc(0) })],
  ['a folder with bytes', 'zip-damaged', named('a/')],
  ['a folder that is marked as a file', 'zip-damaged', named('a/', { bytes: '', method: 0 })],
  ['a file that is marked as a folder', 'zip-damaged', named('a', { attributes: 0o040755 * 65536 })],
  ['another disk', 'zip-damaged', named('a', { disk: 1 })],
  ['a descriptor that lies', 'zip-damaged', named('a', { flags: 0x808, behind: descriptor(1, 7, 5) })],
  ['a descriptor that is missing', 'zip-damaged', named('a', { flags: 0x808 })],
  ['zip64 that is promised', 'zip-damaged', named('a', { size: 0xffffffff })],
  ['a zip64 field that nobody asked for', 'zip-damaged', named('a', { extra: Buffer.concat([u16(1, 8), u64(5)]) })],
  [
    'a zip64 size beyond all bounds',
    'zip-too-large',
    named('a', { size: 0xffffffff, extra: Buffer.concat([u16(1, 8), u32(5, 0xffffffff)]) }),
  ],
  [
    'two zip64 fields',
    'zip-damaged',
    named('a', { size: 0xffffffff, extra: Buffer.concat([u16(1, 8), u64(5), u16(1, 8), u64(6)]) }),
  ],
  ['an extra field that is cut', 'zip-damaged', named('a', { extra: Buffer.from([9, 9, 9]) })],
  [
    'a zip64 locator to nowhere',
    'zip-damaged',
    around({ beforeEnd: Buffer.concat([u32(0x07064b50, 0), u64(7), u32(1)]) }),
  ],
  ['zip64 counts that are not there', 'zip-damaged', around({ count: 0xffff })],
]

describe('zips that nobody vouches for', () => {
  it.each(REFUSED)('[SH3] %s is refused %s', async (_, reason, zip) => {
    expect(await outcome(zip)).toBe(reason)
  })

  it('[SH3] every reason is met', () => {
    expect(ZIP_REASONS.filter((reason) => !REFUSED.some(([, met]) => met === reason))).toEqual([])
  })

  it('[SH3] reads what honest programs write: stored, packed, folders, Chinese names, descriptors, zip64', async () => {
    const expected = { '档案/甲.txt': 'hello', '档案/乙/丙.txt': '' }
    const files = { '档案/甲.txt': Buffer.from('hello'), '档案/乙/丙.txt': new Uint8Array() }
    expect(await outcome(zipSync(files))).toEqual(expected)
    expect(await outcome(zipSync(files, { level: 0 }))).toEqual(expected)
    const folder = { name: '档案/', method: 0, attributes: 0o040755 * 65536 + 0x10 }
    const late = { flags: 0x808, localCrc: 0, localSize: 0, localPackedSize: 0 }
    expect(
      await outcome(
        zipOf([
          folder,
          { name: '档案/甲.txt', bytes: 'hello', ...late, behind: descriptor(HELLO_CRC, 7, 5) },
          { name: '档案/乙/丙.txt', method: 0, ...late, behind: descriptor(0, 0, 0) },
        ]),
      ),
    ).toEqual(expected)
    const wide = Buffer.concat([u16(1, 16), u64(5, 7)])
    const full = 0xffffffff
    const entry = { ...one, size: full, packedSize: full, extra: wide, localExtra: wide, needs: 45 }
    const plain = zipOf([entry])
    const size = plain.length - 22 - plain.readUInt32LE(plain.length - 6)
    const at = plain.readUInt32LE(plain.length - 6)
    const end64 = Buffer.concat([u32(0x06064b50), u64(44), u16(45, 45), u32(0, 0), u64(1, 1, size, at)])
    const locator = Buffer.concat([u32(0x07064b50, 0), u64(at + size), u32(1)])
    const beforeEnd = Buffer.concat([end64, locator])
    expect(await outcome(zipOf([entry], { beforeEnd, count: 0xffff, directoryAt: full, directorySize: full }))).toEqual(
      {
        'a/b.txt': 'hello',
      },
    )
    expect(await outcome(zipOf([entry], { beforeEnd, count: 2 }))).toBe('zip-damaged')
    expect(await outcome(zipOf([]))).toEqual({})
  })

  it('[SH3] reads what the zip command writes, from a file and from a pipe', async () => {
    const folder = await freshFolder()
    writeFileSync(path.join(folder, 'a.txt'), '一二三'.repeat(1000))
    for (const args of [
      ['-q', '-r', 'x.zip', 'a.txt'],
      ['-q', '-0', '-r', 'x.zip', 'a.txt'],
    ]) {
      execFileSync('zip', args, { cwd: folder })
      const zip = execFileSync('cat', ['x.zip'], { cwd: folder })
      expect(await outcome(zip)).toEqual({ 'a.txt': '一二三'.repeat(1000) })
    }
    const piped = execFileSync('sh', ['-c', 'zip -q - a.txt | cat'], { cwd: folder })
    expect(await outcome(piped)).toEqual({ 'a.txt': '一二三'.repeat(1000) })
  })

  it('[SH3] a bomb costs neither memory nor time: reading stops where the entry said it ends', async () => {
    const bomb = deflateRawSync(Buffer.alloc(200_000_000))
    const zip = zipOf([{ name: 'a', packed: bomb, size: bomb.length * 150, crc: 0 }])
    const limits = { ...SMALL, archive: 10 ** 9, entry: 10 ** 9, total: 10 ** 9 }
    let most = 0
    const folder = await unzip(inMemory(zip), limits)
    const read = (async () => {
      for await (const piece of folder.read('a')) most += piece.length
    })()
    await expect(read).rejects.toMatchObject({ reason: 'zip-bomb' })
    expect(most).toBeLessThanOrEqual(bomb.length * 150)
  })

  it('[SH12] one file is read by the directory and where it lies, however much lies around it, and is checked as ever', async () => {
    const large = Array.from({ length: 20 }, (_, n): Entry => ({
      name: `big/${n}`,
      bytes: Buffer.alloc(300_000),
      method: 0,
    }))
    const zip = zipOf([...large.slice(0, 10), one, ...large.slice(10), { ...two, crc: 1, localCrc: 1 }])
    let read = 0
    const memory = inMemory(zip)
    const source = {
      size: memory.size,
      read(at: number, length: number) {
        read += length
        return memory.read(at, length)
      },
    }
    const folder = await unzipSome(source, { ...SMALL, total: 10 ** 8 })
    expect(Buffer.from(await bytesOf(folder, one.name as string)).toString()).toBe('hello')
    expect(read, 'bytes read').toBeLessThan(5_000)
    await expect(bytesOf(folder, two.name as string)).rejects.toMatchObject({ reason: 'zip-damaged' })
    await expect(bytesOf(folder, 'other')).rejects.toMatchObject({ reason: 'file-missing' })
    const lying = await unzipSome(inMemory(zipOf([{ ...one, localName: 'a/x.txt' }, two])), SMALL)
    await expect(bytesOf(lying, one.name as string)).rejects.toMatchObject({ reason: 'zip-damaged' })
    const overlong = await unzipSome(inMemory(zipOf([one, { ...two, packedSize: 4_000 }])), SMALL)
    await expect(bytesOf(overlong, two.name as string)).rejects.toBeInstanceOf(BagRefused)
    await expect(unzipSome(inMemory(named('../../a.txt')), SMALL)).rejects.toMatchObject({ reason: 'zip-path' })
  })
})

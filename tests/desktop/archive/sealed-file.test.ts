import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHUNK_BYTES, COST, HEADER_BYTES, TAG_BYTES, type Cost } from '../../../electron/archive/seal-header.ts'
import { isSealed, sealFile, unsealFile } from '../../../electron/archive/sealed-file.ts'
import { freshFolder } from '../../support/folder.ts'
import { seeded } from '../../support/random.ts'

const PASSPHRASE = '正阳门外 summer 雨'
// The cost of guessing is not what most of these tests are about.
const CHEAP: Cost = { logN: 8, r: 8, p: 1 }
const SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES

async function sealed(size: number, cost = CHEAP) {
  const folder = await freshFolder()
  const [plain, file, out] = ['plain', 'a.zxbag', 'out'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ]
  const bytes = randomBytes(size)
  await writeFile(plain, bytes)
  await sealFile(plain, file, PASSPHRASE, cost)
  return { folder, bytes, file, out, whole: await readFile(file) }
}

describe('a file under a passphrase', () => {
  it('[SH1] gives back what was sealed, of any size, at the full cost of guessing', async () => {
    const full = await sealed(3 * CHUNK_BYTES + 5, COST)
    expect([...full.whole.subarray(8, 12)]).toEqual([1, 17, 8, 1])
    expect(await unsealFile(full.file, full.out, PASSPHRASE)).toEqual({ ok: true })
    expect(await readFile(full.out)).toEqual(full.bytes)
    for (const size of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 4 * CHUNK_BYTES]) {
      const { file, out, bytes, folder } = await sealed(size)
      expect(await unsealFile(file, out, PASSPHRASE), `${size} bytes`).toEqual({ ok: true })
      expect((await readFile(out)).equals(bytes), `${size} bytes`).toBe(true)
      expect(await readdir(folder), 'nothing else is left').toEqual(['a.zxbag', 'out', 'plain'])
    }
  })

  it('[SH1] seals pieces of any length as they come, and never twice to the same bytes', async () => {
    const { folder, out, bytes, whole } = await sealed(2 * CHUNK_BYTES + 7)
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += 1009) yield bytes.subarray(at, at + 1009)
    }
    const again = path.join(folder, 'b.zxbag')
    await sealFile(pieces(), again, PASSPHRASE, CHEAP)
    expect((await readFile(again)).equals(whole)).toBe(false)
    expect(await unsealFile(again, out, PASSPHRASE)).toEqual({ ok: true })
    expect((await readFile(out)).equals(bytes)).toBe(true)
  })

  it('[SH1] says that the passphrase is wrong, writes nothing and leaves the file alone', async () => {
    const { file, out, folder, whole } = await sealed(100_000)
    for (const wrong of ['', PASSPHRASE + ' ', PASSPHRASE.toUpperCase(), '正阳门外'])
      expect(await unsealFile(file, out, wrong), wrong).toEqual({ ok: false, reason: 'wrong-passphrase' })
    expect(await readdir(folder)).toEqual(['a.zxbag', 'plain'])
    expect((await readFile(file)).equals(whole)).toBe(true)
    // é as one character or as two is the same passphrase on every keyboard
    const accent = path.join(folder, 'c.zxbag')
    await sealFile(path.join(folder, 'plain'), accent, 'caf\u00e9', CHEAP)
    expect(await unsealFile(accent, out, 'cafe\u0301')).toEqual({ ok: true })
  })

  it('[SH1] finds a cut file, swapped, dropped and repeated chunks, and bytes added', async () => {
    const { file, out, folder, whole } = await sealed(3 * CHUNK_BYTES + 100)
    const header = whole.subarray(0, HEADER_BYTES)
    const chunk = (n: number) => whole.subarray(HEADER_BYTES + n * SEALED_CHUNK, HEADER_BYTES + (n + 1) * SEALED_CHUNK)
    const cases: Record<string, Buffer[]> = {
      'without the last chunk': [header, chunk(0), chunk(1), chunk(2)],
      'cut within a chunk': [whole.subarray(0, whole.length - 50)],
      'cut by one byte': [whole.subarray(0, whole.length - 1)],
      'nothing but the header': [header],
      'cut in the header': [header.subarray(0, 60)],
      swapped: [header, chunk(1), chunk(0), chunk(2), chunk(3)],
      dropped: [header, chunk(0), chunk(2), chunk(3)],
      repeated: [header, chunk(0), chunk(0), chunk(1), chunk(2), chunk(3)],
      'the last one early': [header, chunk(3)],
      'one byte more': [whole, Buffer.from([0])],
      'the last one twice': [whole, chunk(3)],
    }
    for (const [name, parts] of Object.entries(cases)) {
      await writeFile(file, Buffer.concat(parts))
      expect(await unsealFile(file, out, PASSPHRASE), name).toEqual({ ok: false, reason: 'damaged' })
      expect(await readdir(folder), name).toEqual(['a.zxbag', 'plain'])
    }
    const other = await sealed(3 * CHUNK_BYTES + 100)
    await writeFile(file, Buffer.concat([header, other.whole.subarray(HEADER_BYTES)]))
    expect(await unsealFile(file, out, PASSPHRASE)).toEqual({ ok: false, reason: 'damaged' })
  })

  it('[SH1] finds every altered byte of the header and any of the chunks', async () => {
    const seed = Math.floor(Math.random() * 2 ** 32)
    const random = seeded(seed)
    const { file, out, whole } = await sealed(CHUNK_BYTES + 300)
    const places = Array.from({ length: HEADER_BYTES }, (_, at) => at)
    for (let n = 0; n < 60; n++) places.push(Math.floor(random() * whole.length))
    for (const at of places) {
      const altered = Buffer.from(whole)
      altered[at]! ^= 1 << Math.floor(random() * 8)
      await writeFile(file, altered)
      const answer = await unsealFile(file, out, PASSPHRASE)
      expect(answer.ok, `seed ${seed}, byte ${at}`).toBe(false)
      if (at >= 8 && altered[8] === 1)
        expect(answer, `seed ${seed}, byte ${at}`).toEqual({ ok: false, reason: 'damaged' })
    }
  })

  it('[SH1] tells a file that is none, and one of a newer version', async () => {
    const { file, out, folder, whole } = await sealed(10)
    expect(await isSealed(file)).toBe(true)
    expect(await isSealed(path.join(folder, 'plain'))).toBe(false)
    for (const bytes of [Buffer.alloc(0), Buffer.from('PK\x03\x04'), Buffer.alloc(4000, 7)]) {
      await writeFile(file, bytes)
      expect(await unsealFile(file, out, PASSPHRASE)).toEqual({ ok: false, reason: 'not-sealed' })
    }
    const newer = Buffer.from(whole)
    newer[8] = 2
    await writeFile(file, newer)
    expect(await unsealFile(file, out, PASSPHRASE)).toEqual({ ok: false, reason: 'newer-version' })
  })

  it('[SH1] refuses an empty passphrase, and a place where it cannot write', async () => {
    const { folder, file } = await sealed(10)
    await expect(sealFile(file, path.join(folder, 'd'), '')).rejects.toMatchObject({ reason: 'invalid' })
    await mkdir(path.join(folder, 'taken'))
    await expect(sealFile(file, path.join(folder, 'taken'), 'x', CHEAP)).rejects.toMatchObject({ reason: 'disk' })
    await expect(unsealFile(path.join(folder, 'absent'), file, 'x')).rejects.toMatchObject({ reason: 'disk' })
    expect(await readdir(folder), 'nothing half is left').toEqual(['a.zxbag', 'plain', 'taken'])
  })
})

import { Low } from 'lowdb'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DurableFile, lastGoodOf, type Damage, type Surroundings } from '../../../electron/archive/durable-file.ts'
import { seal } from '../../../electron/archive/envelope.ts'
import { filesBelow, freshFolder } from '../../support/folder.ts'

const schema = z.strictObject({ n: z.int(), text: z.string() })
type Data = z.output<typeof schema>
const nothing: Data = { n: 0, text: '' }

async function place(readOnly?: string) {
  const folder = await freshFolder()
  const damages: Damage[] = []
  const around: Surroundings = { now: () => 1_790_000_000_000, busy: new Set(), onDamage: (d) => void damages.push(d) }
  if (readOnly !== undefined) around.readOnly = readOnly
  const file = path.join(folder, 'thing.json')
  const open = async () => {
    const adapter = new DurableFile<Data>(file, { kind: 'thing', schema }, around)
    const low = new Low<Data>(adapter, nothing)
    await low.read()
    return low
  }
  const write = async (data: Data) => {
    const low = await open()
    low.data = data
    await low.write()
  }
  return { folder, file, damages, around, open, write }
}

describe('a durable file', () => {
  it('[AR1] gives back what was written, Chinese text and all', async () => {
    const { open, write } = await place()
    const data = { n: 1, text: '关于"加装电梯"的建议\n第二行 😀 \u0000' }
    await write(data)
    expect((await open()).data).toEqual(data)
  })

  it('[AR1] keeps the copy before the last write', async () => {
    const { file, write } = await place()
    await write({ n: 1, text: 'first' })
    await write({ n: 2, text: 'second' })
    expect(await readFile(lastGoodOf(file), 'utf8')).toContain('"n":1')
    expect(await readFile(file, 'utf8')).toContain('"n":2')
  })

  it('[AR1] has a last good copy from the first write on', async () => {
    const { file, write, open } = await place()
    await write({ n: 1, text: 'first' })
    await writeFile(file, '')
    expect((await open()).data.n).toBe(1)
  })

  it('[AR1] reads the last good copy where a crash fell between the two renames', async () => {
    const { file, write, open, damages } = await place()
    await write({ n: 1, text: 'first' })
    await write({ n: 2, text: 'second' })
    await rm(file)
    expect((await open()).data.n).toBe(1)
    expect(damages).toEqual([])
  })

  it('[AR17] writes asked for together share one write, and all are answered by it', async () => {
    const { open, file } = await place()
    const low = await open()
    const answers = Array.from({ length: 50 }, (_, i) => {
      low.data = { n: i + 1, text: '' }
      return low.write()
    })
    await Promise.all(answers)
    const text = await readFile(file, 'utf8')
    expect(text).toContain('"n":50')
    expect(Number(/"revision":(\d+)/.exec(text)?.[1])).toBeLessThanOrEqual(2)
  })

  it('[AR2] sets a torn file aside, never deletes it, and says so', async () => {
    const { folder, file, write, open, damages } = await place()
    await write({ n: 1, text: 'first' })
    await write({ n: 2, text: 'second' })
    const torn = (await readFile(file, 'utf8')).slice(0, 40)
    await writeFile(file, torn)
    expect((await open()).data.n).toBe(1)
    expect(damages).toEqual([{ file, why: expect.any(String), recovered: true, aside: expect.any(String) }])
    const [aside = ''] = (await filesBelow(folder)).filter((name) => name.includes('.damaged-'))
    expect(aside).toMatch(/^thing\.json\.damaged-\d{8}T\d{9}Z$/)
    expect(await readFile(path.join(folder, aside), 'utf8')).toBe(torn)
  })

  it('[AR2] sets both copies aside when neither is good, and says that nothing was recovered', async () => {
    const { folder, file, write, open, damages } = await place()
    await write({ n: 1, text: 'first' })
    await writeFile(file, 'x')
    await writeFile(lastGoodOf(file), '{}')
    expect((await open()).data).toEqual(nothing)
    expect(damages.map(({ recovered }) => recovered)).toEqual([false, false])
    expect(await filesBelow(folder)).toHaveLength(2)
  })

  it('[AR2] never overwrites what was set aside before', async () => {
    const { folder, file, write, open } = await place()
    for (const torn of ['a', 'b', 'c']) {
      await write({ n: 1, text: torn })
      await writeFile(file, torn)
      await open()
    }
    expect((await filesBelow(folder)).filter((name) => name.includes('.damaged-'))).toHaveLength(3)
  })

  it.each([
    ['another shape', seal('thing', 3, '{"n":"one","text":""}')],
    ['an unknown member', seal('thing', 3, '{"n":1,"text":"","more":1}')],
    ['another kind', seal('other', 3, '{"n":1,"text":""}')],
    ['foreign JSON', '{"name":"package","version":"1.0.0"}'],
    ['our layout without a checksum', '{"format":"zx","version":1,"kind":"thing","data":{"n":9,"text":""}}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['NULs', '\0'.repeat(4096)],
  ])('[AR2] sets %s aside and recovers', async (_, text) => {
    const { file, write, open, damages } = await place()
    await write({ n: 1, text: 'good' })
    await writeFile(file, text)
    expect((await open()).data).toEqual({ n: 1, text: 'good' })
    expect(damages).toHaveLength(1)
  })

  it.each([
    ['sealed', seal('thing', 3, '{}').replace('"version":1', '"version":2')],
    ['in a later layout', '{ "format": "zx", "version": 7, "anything": [] }'],
  ])('[AR3] leaves a newer file (%s) untouched and refuses to read or write', async (how, text) => {
    const { folder, file, around, damages } = await place()
    // The checksum covers the version, so the later program's own file is made the way it would make it.
    const newer = how === 'sealed' ? await resealed(text) : text
    await writeFile(file, newer)
    const adapter = new DurableFile<Data>(file, { kind: 'thing', schema }, around)
    await expect(adapter.read()).rejects.toMatchObject({ reason: 'newer-version' })
    await expect(adapter.write(nothing)).rejects.toMatchObject({ reason: 'newer-version' })
    expect(await readFile(file, 'utf8')).toBe(newer)
    expect(await filesBelow(folder)).toEqual(['thing.json'])
    expect(damages).toEqual([])
  })

  it('[AR3] takes an altered version number for damage, not for a newer program', async () => {
    const { file, write, open, damages } = await place()
    await write({ n: 1, text: 'good' })
    await writeFile(file, (await readFile(file, 'utf8')).replace('"version":1', '"version":3'))
    expect((await open()).data.n).toBe(1)
    expect(damages).toHaveLength(1)
  })

  it('[AR4] writes and renames nothing where another process writes', async () => {
    const { folder, file, write, around, damages } = await place()
    await write({ n: 1, text: 'good' })
    await writeFile(file, 'torn')
    around.readOnly = 'in use by process 4711'
    const adapter = new DurableFile<Data>(file, { kind: 'thing', schema }, around)
    expect(await adapter.read()).toEqual({ n: 1, text: 'good' })
    await expect(adapter.write(nothing)).rejects.toMatchObject({
      reason: 'read-only',
      message: 'in use by process 4711',
    })
    expect(await filesBelow(folder)).toEqual(['thing.json', 'thing.json.last'])
    expect(damages).toHaveLength(1)
  })

  it('[AR1] tells a failed write, and writes again when the disk allows it', async () => {
    const { file, around } = await place()
    const adapter = new DurableFile<Data>(path.join(file, 'deeper.json'), { kind: 'thing', schema }, around)
    await writeFile(file, 'a file where a folder is needed')
    await expect(adapter.write(nothing)).rejects.toMatchObject({ reason: 'disk' })
    await rm(file)
    await adapter.write({ n: 2, text: '' })
    expect(await adapter.read()).toEqual({ n: 2, text: '' })
  })
})

async function resealed(text: string): Promise<string> {
  const { createHash } = await import('node:crypto')
  const checksum = createHash('sha256').update('2\nthing\n3\n').update('{}').digest('hex')
  return text.replace(/"checksum":"[0-9a-f]+"/, `"checksum":"${checksum}"`)
}

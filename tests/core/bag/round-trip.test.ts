import { describe, expect, it } from 'vitest'
import { textFile } from '../../../core/bag/bag.ts'
import { inMemory } from '../../../core/bag/read/bytes.ts'
import { pureHasher } from '../../../core/bag/read/manifest.ts'
import { readBag } from '../../../core/bag/read/read.ts'
import { bagsIn } from '../../../core/bag/read/several.ts'
import { fits } from '../../../core/bag/write-zip.ts'
import { zipOf as filled } from '../../support/bags/zip.ts'
import { discussion } from '../../support/discussion.ts'
import { uuid } from '../../support/record.ts'
import { zipOf } from '../../support/bag.ts'

const matter = uuid(7)

describe('what this program writes', () => {
  it('[SH15] is read again, however often the same was said in it', async () => {
    const events = discussion(
      matter,
      Array.from({ length: 150 }, () => '顶'.repeat(4000)),
    )
    const zip = await zipOf([{ matter, events, checkpoints: [], names: {}, files: new Map() }])
    expect((await readBag(inMemory(zip), pureHasher)).events).toHaveLength(events.length)
  })

  it('[SH15] is read again, with as many files as it takes', async () => {
    const file = textFile('data/attachments/x', 'x')
    const bag = { payload: Array.from({ length: 40 }, () => file), tags: [textFile('bagit.txt', 'x')] }
    expect(fits(Array.from({ length: 500 }, () => bag))).toBe(true)
    const names = ['bagit.txt', ...Array.from({ length: 42 }, (_, n) => `data/${n}`)]
    const entries = Array.from({ length: 500 }, (_, n) => names.map((name) => `${n}/${name}`)).flat()
    const zip = filled(entries.map((name) => ({ name, bytes: 'x', method: 0 })))
    expect((await bagsIn(inMemory(zip))).folders).toHaveLength(500)
  })
})

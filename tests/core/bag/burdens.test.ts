import { describe, expect, it } from 'vitest'
import { validateBag } from '../../../core/bag/read/bagit.ts'
import { readContent } from '../../../core/bag/read/content.ts'
import { folderOf } from '../../../core/bag/read/folder.ts'
import { pureHasher } from '../../../core/bag/read/manifest.ts'
import { BagRefused } from '../../../core/bag/read/refusal.ts'
import { bagAround, bytes, matterFiles, type Files } from '../../support/bags/bag.ts'
import { sampleParts } from '../../support/bags/samples.ts'

const MIB = 1024 ** 2
const PAYLOAD = { 'data/hello.txt': 'hello\n' }
const old = { version: '0.97', algorithms: ['md5'] } as const
const blanks = ' '.repeat(MIB)

async function reasonOf(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => 'read',
    (error: unknown) => (error instanceof BagRefused ? error.reason : String(error)),
  )
}
const outcome = (files: Files) => reasonOf(validateBag(folderOf(files), pureHasher))

function withFile(path: string, text: string): Files {
  const files = new Map(bagAround(PAYLOAD, { ...old, algorithms: [...old.algorithms] }))
  files.delete('tagmanifest-md5.txt')
  return files.set(path, bytes(text))
}

describe('a bag whose texts are made to be a burden', () => {
  it.each([
    ['bag-info.txt', 'bag-info', `a${blanks}`],
    ['manifest-md5.txt', 'manifest-line', `${'0'.repeat(31)}${blanks}\u2028`],
    ['fetch.txt', 'bag-fetch', `x 1${blanks}\u2028`],
  ])(
    '[SH14] is refused at once for a line of %s that takes long to tell apart',
    async (path, reason, line) => {
      expect(await outcome(withFile(path, `${line}\n`))).toBe(reason)
    },
    5000,
  )

  it('[SH14] is refused for a tag file larger than any bag needs, before it is read', async () => {
    const files = withFile('bag-info.txt', '')
    const folder = folderOf(files)
    const sizes = new Map(folder.files).set('bag-info.txt', 17 * MIB)
    const read = (path: string) => (path === 'bag-info.txt' ? expect.unreachable() : folder.read(path))
    expect(await reasonOf(validateBag({ files: sizes, read }, pureHasher))).toBe('zip-too-large')
  })

  it('[SH14] is refused at the first line that is none, however many follow', async () => {
    const files = new Map(matterFiles(sampleParts()))
    // more empty lines than a list can have
    files.set('data/record.jsonl', new Uint8Array(128 * MIB).fill(0x0a))
    expect(await reasonOf(readContent(folderOf(files), pureHasher))).toBe('record-lines')
  }, 30_000)
})

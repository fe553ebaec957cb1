import { describe, expect, it } from 'vitest'
import { validateBag } from '../../../core/bag/read/bagit.ts'
import { folderOf } from '../../../core/bag/read/folder.ts'
import { pureHasher } from '../../../core/bag/read/manifest.ts'
import { BAG_REASONS, BagRefused } from '../../../core/bag/read/refusal.ts'
import { CASES } from '../../support/bags/conformance.ts'

const outcome = (files: ReadonlyMap<string, Uint8Array>) =>
  validateBag(folderOf(files), pureHasher).then(
    () => 'valid',
    (error: unknown) => (error instanceof BagRefused ? error.reason : error),
  )

describe('bags by the public conformance suite and RFC 8493', () => {
  it.each(CASES)('[SH2] $name', async ({ files, refused }) => {
    expect(await outcome(files)).toBe(refused ?? 'valid')
  })

  it('[SH2] every reason but those of the zip around it is met', () => {
    const met = new Set(CASES.map(({ refused }) => refused))
    expect(BAG_REASONS.filter((reason) => !met.has(reason))).toEqual(['several-bags'])
  })

  it('[SH2] any single byte that is altered in a bag is found, but for what the standard leaves free', async () => {
    const bag = CASES.find(({ name }) => name === 'v1.0/valid/basicBag')!.files
    for (const [path, content] of bag) {
      // who vouches for the last tag manifest? nobody: only its lines must fit
      for (let at = 0; at < content.length; at++) {
        const altered = new Map(bag)
        const changed = Uint8Array.from(content)
        changed[at]! ^= 1
        altered.set(path, changed)
        expect(await outcome(altered), `${path}, byte ${at}`).not.toBe('valid')
      }
    }
  })
})

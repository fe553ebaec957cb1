import { describe, expect, it } from 'vitest'
import type { Directory, Unit } from '../../../core/people/roles.ts'
import { unknownUnit } from '../../../core/people/units.ts'

const units: Unit[] = [
  { id: 'standing', name: '区住建局', region: 'r' },
  { id: 'gone', name: '区拆迁办', region: 'r', retired: true },
]
const directory = { unit: (id: string) => units.find((unit) => unit.id === id) } as Directory

describe('to whom something can be given', () => {
  it('[AD13] units that stand, and nobody that is unknown or retired', () => {
    expect(unknownUnit(['standing', undefined], directory)).toBeUndefined()
    for (const id of ['gone', 'never'])
      expect(unknownUnit(['standing', id], directory)).toMatchObject({
        ok: false,
        refusal: { code: 'not-found', details: { reason: 'unknown-unit', unit: id } },
      })
  })
})

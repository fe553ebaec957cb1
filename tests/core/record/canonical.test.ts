import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../../core/record/canonical.ts'
import { doubles, PUBLISHED } from './numbers.ts'

describe('canonical JSON', () => {
  it.each(PUBLISHED)('[RC1] numbers are written as RFC 8785 publishes them: first %i lines', (lines, published) => {
    const hash = createHash('sha256')
    let count = 0
    for (const [bits, value] of doubles()) {
      hash.update(`${bits.toString(16)},${canonical(value)}\n`)
      if (++count === lines) break
    }
    expect(hash.digest('hex')).toBe(published)
  })

  it('[RC1] the example of RFC 8785 section 3.2.2', () => {
    const text =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
      '"string":"\\u20ac$\\u000F\\u000aA\\u0027\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}'
    const value: unknown = JSON.parse(text)
    expect(canonical(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('[RC1] names are sorted by UTF-16 code units (RFC 8785 section 3.2.3)', () => {
    const value = {
      '\u20ac': 'Euro',
      '\r': 'CR',
      '\ufb33': 'Dalet',
      '1': 'One',
      '\u{1f600}': 'Smile',
      '\u0080': 'C1',
      ö: 'o',
    }
    expect(Object.values(JSON.parse(canonical(value)) as object)).toEqual([
      'One',
      'CR',
      'C1',
      'o',
      'Euro',
      'Smile',
      'Dalet',
    ])
    expect(canonical(value).indexOf('CR')).toBeLessThan(canonical(value).indexOf('One'))
  })

  it('[RC1] what JSON cannot hold is thrown out', () => {
    for (const bad of [NaN, Infinity, undefined, () => 1]) expect(() => canonical(bad), String(bad)).toThrow()
    expect(() => canonical({ a: NaN })).toThrow()
    expect(() => canonical('\ud800'), 'a lone surrogate').toThrow()
  })

  it('[RC1] absent members leave no trace', () => {
    expect(canonical({ b: 1, a: undefined })).toBe('{"b":1}')
  })
})

import { describe, expect, it } from 'vitest'
import { arrows, cycles, impurities, tooLong } from './laws.ts'
import { parse, sources, type SourceFile } from './source.ts'

const house = sources()
const planted = (file: string, text: string): SourceFile => ({
  file,
  lines: text.split('\n').length,
  ...parse(file, text),
})

describe('the house', () => {
  it('[HO1] arrows point down to core only, type imports included', () => {
    expect(arrows(house)).toEqual([])
  })
  it('[HO2] no files import each other in a ring', () => {
    expect(cycles(house)).toEqual([])
  })
  it('[HO3] no source file passes 250 lines', () => {
    expect(tooLong(house)).toEqual([])
  })
  it('[HO4] core reads no clock, no randomness and no outside world', () => {
    expect(impurities(house)).toEqual([])
  })
})

describe('the laws see what they forbid', () => {
  it('[HO1] a type import from server in core, and a require of another room', () => {
    const bad = [
      planted('core/matter/x.ts', `import type { Store } from '../../server/store/contract.ts'`),
      planted('src/x.ts', `const a = import('../electron/main/index.ts')`),
      planted('server/x.ts', `export type { A } from '../src/a.ts'`),
      planted('core/y.ts', `type T = import('../server/app.ts').App`),
      planted('core/z.ts', `import fs from 'node:fs'`),
    ]
    expect(arrows(bad).map((breach) => breach.split(' ')[0])).toEqual([
      'core/matter/x.ts',
      'src/x.ts',
      'server/x.ts',
      'core/y.ts',
      'core/z.ts',
    ])
  })
  it('[HO2] a ring of three', () => {
    const ring = [
      planted('core/a.ts', `import type { B } from './b.ts'`),
      planted('core/b.ts', `import './c.ts'`),
      planted('core/c.ts', `export { a } from './a.ts'`),
    ]
    expect(cycles(ring)).toEqual(['cycle: core/a.ts → core/b.ts → core/c.ts → core/a.ts'])
  })
  it('[HO3] 251 lines', () => {
    expect(tooLong([planted('src/long.ts', 'x\n'.repeat(250) + 'x')])).toEqual(['src/long.ts has 251 lines'])
  })
  it('[HO4] every way to a clock or a die', () => {
    const bad = [
      'Date.now()',
      'new Date()',
      'Math.random()',
      'fetch("/")',
      'process.env',
      'crypto.randomUUID()',
      'globalThis.x',
    ]
    for (const text of bad) expect(impurities([planted('core/x.ts', text)]), text).not.toEqual([])
    expect(impurities([planted('core/x.ts', 'new Date(at).getTime(); state.document; ({ window: 1 })')])).toEqual([])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from './source.ts'

const page = readFileSync(path.join(ROOT, 'docs/rules.md'), 'utf8')
const stated = [...page.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map((match) => match[1]!)
const cited = new Map<string, string>()
for (const file of readdirSync(path.join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.ts')) continue
  const text = readFileSync(path.join(ROOT, 'tests', file), 'utf8')
  for (const [, rules] of text.matchAll(/\[([A-Z]{2}\d+(?:[ ,]+[A-Z]{2}\d+)*)\]/g))
    for (const rule of rules!.split(/[ ,]+/)) cited.set(rule, file)
}

describe('the numbered rules', () => {
  it('[HO5] every rule has one number', () => {
    expect(stated.filter((rule, i) => stated.indexOf(rule) !== i)).toEqual([])
  })
  it('[HO5] every rule is cited by a test', () => {
    expect(stated.filter((rule) => !cited.has(rule))).toEqual([])
  })
  it('[HO5] every rule that a test cites is stated in docs/rules.md', () => {
    expect([...cited].filter(([rule]) => !stated.includes(rule)).map(([rule, file]) => `${rule} in ${file}`)).toEqual(
      [],
    )
  })
})

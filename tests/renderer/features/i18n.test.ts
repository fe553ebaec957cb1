import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { en } from '../../../src/i18n/en.ts'
import { zhCN } from '../../../src/i18n/zh-CN.ts'

type Tree = { [key: string]: string | Tree }

const leaves = (tree: Tree, at = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[at + key, value] as [string, string]] : leaves(value, `${at}${key}.`),
  )
const named = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort()

const chinese = new Map(leaves(zhCN))
const english = new Map(leaves(en))

const SRC = path.resolve(import.meta.dirname, '../../../src')
const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    if (statSync(file).isDirectory()) return files(file)
    return /\.(ts|vue)$/.test(file) && !/i18n\/(zh-CN|en)/.test(file) ? [file] : []
  })

describe('texts', () => {
  it('[CL82] both languages have the same texts with the same names in them', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
    for (const [key, text] of chinese) expect(named(english.get(key) ?? ''), key).toEqual(named(text))
  })

  it('[CL82] no text is empty, and none is left in the other language', () => {
    for (const [key, text] of chinese) expect(text.trim(), key).not.toBe('')
    const own = new Set(['settings.languages.zh-CN', 'settings.language'])
    const left = [...english].filter(([key, text]) => !own.has(key) && /\p{Script=Han}/u.test(text))
    expect(left).toEqual([])
  })

  it('[CL82] every text is used somewhere', () => {
    const source = files(SRC)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n')
    const begun = [...source.matchAll(/`([a-zA-Z][\w.-]*\.)\$\{/g)].map(([, start]) => start ?? '')
    const unused = [...chinese.keys()].filter(
      (key) => !source.includes(`'${key}'`) && !begun.some((start) => key.startsWith(start)),
    )
    expect(unused).toEqual([])
  })

  it('[CL82] no component holds a text of its own', () => {
    const found = files(SRC)
      .filter((file) => !/i18n/.test(file))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .filter(
            (line) => /\p{Script=Han}/u.test(line) && !/^\s*(\/?\*|\/\/|<!--)/.test(line) && !/\/\*\*.*\*\//.test(line),
          )
          .map((line) => `${path.relative(SRC, file)}: ${line.trim()}`),
      )
    expect(found).toEqual([])
  })
})

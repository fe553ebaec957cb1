import { mount } from '@vue/test-utils'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ProposalText } from '../../../core/proposal/events.ts'
import DiffText from '../../../src/features/proposal/DiffText.vue'
import { compare, compareVersions, countChanges, type Piece } from '../../../src/features/proposal/difference.ts'
import { speak } from '../../../src/i18n/i18n.ts'

const side = (pieces: readonly Piece[], without: Piece['kind']) =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')
const version: ProposalText = {
  title: '关于增设老年食堂的建议',
  situation: '现有老人1260人。',
  suggestions: ['改建阅览室。', '每餐补助3元。', '组织送餐队。'],
  category: 'elderly',
  region: 'r1',
}

beforeAll(() => speak('zh-CN'))

describe('the difference of two versions', () => {
  it('[CL83] marks the words that changed and nothing else', () => {
    expect(compare('现有老人1260人。', '现有老人1287人。')).toEqual([
      { kind: 'same', text: '现有老人' },
      { kind: 'removed', text: '1260' },
      { kind: 'added', text: '1287' },
      { kind: 'same', text: '人。' },
    ])
  })

  it('[CL83] never loses a character of either side', () => {
    const text = fc.string({ unit: fc.constantFrom(...'老人食堂，。1230 ab\n𠮷'), maxLength: 40 })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = compare(before, after)
        expect(side(pieces, 'added')).toBe(before)
        expect(side(pieces, 'removed')).toBe(after)
      }),
    )
  })

  it('[CL83] keeps suggestions that only moved down out of the changes', () => {
    const after = { ...version, suggestions: ['改建阅览室。', '每季度公布收支。', '每餐补助3元。', '组织送餐队。'] }
    const parts = compareVersions(version, after).filter(({ part }) => part === 'suggestion')
    expect(parts.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    expect(parts.map(({ pieces }) => pieces.map(({ kind }) => kind))).toEqual([['same'], ['added'], ['same'], ['same']])
    expect(countChanges(parts)).toEqual({ added: 8, removed: 0 })
  })

  it('[CL83] compares a suggestion that was rewritten with the one it replaces, and shows one that went', () => {
    const rewritten = compareVersions(version, { ...version, suggestions: ['改建阅览室。', '每餐补助5元。'] })
    const parts = rewritten.filter(({ part }) => part === 'suggestion')
    expect(parts[1]?.pieces.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same'])
    expect(parts[2]).toEqual({ part: 'suggestion', pieces: [{ kind: 'removed', text: '组织送餐队。' }] })
  })

  it('[CL83] shows an analysis that came and a category that changed', () => {
    const parts = compareVersions(version, { ...version, analysis: '成本高。', category: 'health' })
    expect(parts.find(({ part }) => part === 'analysis')?.pieces).toEqual([{ kind: 'added', text: '成本高。' }])
    expect(parts.find(({ part }) => part === 'category')?.pieces).toEqual([
      { kind: 'removed', text: 'elderly' },
      { kind: 'added', text: 'health' },
    ])
  })

  it('[CL83] is drawn with ins and del, and said in words to those who listen', () => {
    const page = mount(DiffText, { props: { pieces: compare('补助3元', '补助5元') } })
    expect(page.get('del').text()).toBe('［删去］3［删去完］')
    expect(page.get('ins').text()).toBe('［新增］5［新增完］')
  })
})

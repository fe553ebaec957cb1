import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { checkWriting, FINDINGS, WRITING_CHECKS, type Writing } from '../../../core/text/writing-checks.ts'

const good: Writing = {
  title: '关于在杨梅桥小学门前增设护学岗的建议',
  situation:
    '杨梅桥小学现有学生 1240 人，每天早晚上下学时段，校门口东塘街单侧停车达四十余辆，家长和电动车混行。今年三月以来已发生擦碰七起，其中一名学生腿部受伤。',
  analysis: '',
  suggestions: ['由区教育局会同交警在杨梅桥小学门前设护学岗两名', '在校门西侧施划临时停车位十二个，限停十分钟'],
}
const codes = (more: Partial<Writing>, places: string[] = []) =>
  checkWriting({ ...good, ...more }, places).map(({ code, field, index, words }) =>
    [code, index === undefined ? field : `${field} ${index}`, words].filter(Boolean).join(' '),
  )

describe('checks of a proposal as it is written', () => {
  it('[WT1] say nothing of what is not written yet, and nothing of what is well written', () => {
    expect(checkWriting({ title: '', situation: ' \n', analysis: '', suggestions: ['', ' '] })).toEqual([])
    expect(checkWriting(good)).toEqual([])
  })

  it('[WT2] ask for one matter: in the title, and in suggestions that stray from it', () => {
    expect(codes({ title: '关于增设护学岗、修缮操场和改进校服的建议' })).toEqual(['several-matters title'])
    expect(codes({ title: '关于构建和谐社区、普及急救知识的建议' }), 'words with a joining character').toEqual([])
    expect(codes({ suggestions: [...good.suggestions, '每月组织老年人免费体检一次并建档'] })).toEqual([
      'stray-suggestion suggestion 2',
    ])
    expect(codes({ title: '加强管理工作' })).toContain('title-form title')
  })

  it('[WT3] ask where, how many and when', () => {
    const situation =
      '我们那边家长接送孩子的时候乱成一团，家长和电动车混在一起，大家都觉得不太安全，意见很大，也向老师反映过，老师说没有办法，只能请大家自己小心一些，孩子们出来的时候要互相照应。'
    expect(codes({ title: '关于改善接送秩序的建议', situation, suggestions: [] })).toEqual([
      'no-place situation',
      'no-number situation',
      'no-time situation',
    ])
    expect(
      codes({ title: '关于改善接送秩序的建议', situation: `荷柳${situation}`, suggestions: [] }, ['荷柳']),
    ).toEqual(['no-number situation', 'no-time situation'])
    expect(codes({ situation: '今年校门口有三起擦碰。', suggestions: [] })).toEqual(['short-situation situation'])
    expect(codes({ situation: good.situation.repeat(30), suggestions: [] })).toEqual(['long-situation situation'])
  })

  it('[WT4] ask for suggestions of one doing each, not too short, not twice, not too many', () => {
    expect(codes({ suggestions: ['设护学岗'] })).toEqual(['short-suggestion suggestion 0'])
    const many = '一是在杨梅桥小学门前设护学岗；二是施划停车位；三是错时放学'
    expect(codes({ suggestions: [many] })).toEqual(['several-in-one suggestion 0'])
    const [first = ''] = good.suggestions
    expect(codes({ suggestions: [first, ` ${first}\n`] })).toEqual(['same-suggestion suggestion 1'])
    const six = Array.from({ length: 6 }, (_, i) => `在杨梅桥小学第${i + 1}号校门前设护学岗两名`)
    expect(codes({ suggestions: six })).toEqual(['many-suggestions suggestion 5'])
  })

  it('[WT5] mark phrases that bind nobody, the longest at each place, once a field, with what would help', () => {
    const suggestions = ['请有关部门高度重视，进一步完善护学岗制度，高度重视学生安全', '建立健全长效机制，引起高度重视']
    const found = checkWriting({ ...good, suggestions }).filter(({ code }) => code === 'empty-phrase')
    expect(found.map(({ words, index, advice }) => `${index} ${words} ${advice}`)).toEqual([
      '0 有关部门 who',
      '0 高度重视 drop',
      '0 进一步完善 how',
      '1 建立健全长效机制 how',
      '1 引起高度重视 drop',
    ])
    expect(codes({ analysis: '各级政府应齐抓共管。' })).toEqual([
      'empty-phrase analysis 各级政府',
      'empty-phrase analysis 齐抓共管',
    ])
  })

  it('[WT6] warn of telephone and identity numbers, which a record never forgets', () => {
    expect(codes({ situation: `${good.situation}联系人电话 13812345678。` })).toEqual([
      'phone-number situation 13812345678',
    ])
    expect(codes({ suggestions: [`${good.suggestions[0]}，身份证号 33010619900101123X`] })).toEqual([
      'id-number suggestion 0 33010619900101123X',
    ])
    expect(codes({ situation: `${good.situation}编号 20261381234567890。` }), 'a longer number').toEqual([])
  })

  it('[WT1] look at any text without failing, and every finding belongs to a check', () => {
    expect(new Set(Object.values(FINDINGS))).toEqual(new Set(WRITING_CHECKS))
    const text = fc.string({ unit: 'grapheme', maxLength: 200 })
    fc.assert(
      fc.property(text, text, text, fc.array(text, { maxLength: 10 }), (title, situation, analysis, suggestions) => {
        for (const { code, index } of checkWriting({ title, situation, analysis, suggestions })) {
          expect(Object.keys(FINDINGS)).toContain(code)
          if (index !== undefined) expect(index).toBeLessThan(suggestions.length)
        }
      }),
    )
  })

  it('[WT1] keep up with the keys: a proposal of full length takes a few ms', () => {
    const full: Writing = {
      title: good.title,
      situation: good.situation.repeat(35),
      analysis: good.situation.repeat(35),
      suggestions: Array.from({ length: 10 }, () => (good.suggestions[0] ?? '').repeat(35)),
    }
    checkWriting(full)
    const began = performance.now()
    for (let i = 0; i < 20; i++) checkWriting(full)
    const each = (performance.now() - began) / 20
    console.log(`checking a proposal of full length: ${each.toFixed(1)} ms`)
    expect(each, 'ms, with room for a slow machine').toBeLessThan(100)
  })
})

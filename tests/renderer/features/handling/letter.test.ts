import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ProposalState } from '../../../../core/proposal/state.ts'
import { letterDocx } from '../../../../src/features/proposal/handling/letter-docx.ts'
import { letterOf, type Letter } from '../../../../src/features/proposal/handling/letter.ts'
import { answeredLead, cast, MERGED, NAMES, proposal } from './fixtures.ts'

const names = { unit: NAMES.unit, addressed: (id: string) => (id === cast.author.id ? '李桂芳代表' : '陈立平委员') }

function letter(state: ProposalState, round = 1): Letter {
  const { items, text, unit, releasedAt: at } = state.rounds[round - 1]!
  return letterOf(state, { items, text, unit, at, round, of: state.rounds.length }, names)
}

/** The text of each paragraph of a Word file, and the faces it names for Chinese. */
async function read(blob: Blob): Promise<{ lines: string[]; faces: Set<string> }> {
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
  const xml = strFromU8(files['word/document.xml']!)
  const decode = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const lines = [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
    decode([...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('')),
  )
  return { lines, faces: new Set([...xml.matchAll(/w:eastAsia="([^"]+)"/g)].map(([, face]) => face ?? '')) }
}

describe('a released answer as a letter', () => {
  it('[HD12] names the proposal, those it is for, the unit and the date in China', () => {
    const state = proposal(answeredLead())
    const { number, to, unit, date, title, file, round } = letter(state)
    expect(number).toBe('第 2026-0001 号提案')
    expect(title).toBe(`对《${state.title}》的答复`)
    expect(to).toBe('李桂芳代表、陈立平委员：')
    expect(unit).toBe('市城市管理局')
    expect(date).toBe('2026年9月21日')
    expect(file).toBe('答复-2026-0001')
    expect(round, 'the only round needs no number').toBeUndefined()
  })

  it('[HD12] answers item by item in order, with class, promise and where a merged suggestion comes from', () => {
    const state = proposal(answeredLead())
    const { items, classes, opening } = letter(state)
    expect(opening).toEqual(['您的提案收悉。', '现答复如下：'])
    expect(classes).toBe('办理结果：A 类 1 项、B 类 1 项、C 类 1 项')
    expect(items.map(({ ordinal, number }) => [ordinal, number])).toEqual([
      ['一、', 1],
      ['二、', 2],
      ['三、', 3],
    ])
    expect(items[0]).toMatchObject({ reply: ['已列入计划。', '明年动工。'], class: '办理结果：B类（列入计划）' })
    expect(items[0]?.promise).toContain('由市住房和城乡建设局负责')
    expect(items[1]?.promise).toBeUndefined()
    expect(items[2]).toMatchObject({ suggestion: ['补助提高到三十万元'], source: '来自《加装电梯补助》的建议1' })
  })

  it('[HD12] each round is a letter of its own', () => {
    const play = answeredLead()
    play.do(cast.moderator, { type: 'proposal.rehandle', data: { reason: '提案人不同意' } })
    const { items } = proposal(play).rounds[0]!
    play.do(cast.lead, { type: 'proposal.answer', data: { items, text: '再次答复如下：' } })
    play.do(cast.moderator, { type: 'proposal.release-answer', data: {} })
    const state = proposal(play)
    expect([letter(state, 1).round, letter(state, 2).round]).toEqual(['第1次答复', '第2次答复'])
    expect(letter(state, 1).opening[0]).toBe('您的提案收悉。')
    expect(letter(state, 2).opening).toEqual(['再次答复如下：'])
    expect(letter(state, 2).file).toBe('答复-2026-0001-第2次')
  })

  it('[HD12] the author of a merged proposal gets a letter with the answers to their own suggestions', () => {
    const play = answeredLead()
    const merged = proposal(play.others.get(MERGED)!)
    expect(merged.passedOn, 'the answer was passed on').toBeDefined()
    const { items, number } = letterOf(merged, { ...merged.passedOn!, round: 1, of: 1 }, names)
    expect(number, 'it was never filed').toBeUndefined()
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      ordinal: '一、',
      suggestion: ['补助提高到三十万元'],
      reply: ['补助标准留作参考。'],
    })
  })

  it('[HD13] the Word file says all of it, in the faces of official documents', async () => {
    const one = letter(proposal(answeredLead()))
    const { lines, faces } = await read(await letterDocx(one))
    const expected = [
      [one.number, one.classes].join('\u3000'),
      one.title,
      one.to,
      ...one.opening,
      ...one.items.flatMap(({ ordinal, suggestion, source, reply, class: grade, promise }) => [
        `${ordinal}${suggestion[0]}`,
        ...suggestion.slice(1),
        ...(source ? [`（${source}）`] : []),
        ...reply,
        grade,
        ...(promise ? [promise] : []),
      ]),
      one.unit,
      one.date,
    ]
    expect(lines.filter((line) => line !== '')).toEqual(expected)
    expect([...faces]).toEqual(expect.arrayContaining(['仿宋_GB2312', '黑体', '方正小标宋简体']))
  })

  it('[HD13] what looks like markup stays text', async () => {
    const one = { ...letter(proposal(answeredLead())), opening: ['<w:t>&amp; "一键通"'] }
    const { lines } = await read(await letterDocx(one))
    expect(lines).toContain('<w:t>&amp; "一键通"')
  })

  it('[HD13] a number is safe as the name of a file, and so is a title that stands for it', () => {
    const state = { ...proposal(answeredLead()), number: undefined, title: '甲/乙:丙?' }
    expect(letter(state as ProposalState).file).toBe('答复-甲乙丙')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codePoints, optionalPassage, passage, title } from '../../../core/text/hygiene.ts'
import { indexTerms, queryTerms } from '../../../core/text/terms.ts'

const problem = (schema: ReturnType<typeof passage>, text: string) => schema.safeParse(text).error?.issues[0]?.message

describe('text hygiene', () => {
  it('[TX1] text is kept in NFC, with LF line ends and no white space around it', () => {
    expect(passage(1, 20).parse('  cafe\u0301\r\n二\r ')).toBe('café\n二')
  })
  it('[TX2] lone surrogates are refused anywhere', () => {
    for (const bad of ['\ud800', 'a\udc00b', '\ud83d']) {
      expect(problem(passage(0, 9), bad)).toBe('lone-surrogate')
      expect(problem(title(9), bad)).toBe('lone-surrogate')
    }
  })
  it('[TX3] control and bidi-override characters are refused in passages and names', () => {
    for (const bad of ['\0', '\u0007', '\u001b', '\u0085', '\u202e', '\u2066', '\u2069', '\ufeff', '\u2028']) {
      expect(problem(passage(0, 9), `a${bad}b`), bad.codePointAt(0)?.toString(16)).toBe('forbidden-character')
      expect(problem(title(9), `a${bad}b`), bad.codePointAt(0)?.toString(16)).toBe('forbidden-character')
    }
    for (const invisible of ['\n', '\t', '\u200b', '\u200f', '\u2060']) {
      expect(problem(title(9), `a${invisible}b`), invisible.codePointAt(0)?.toString(16)).toBe('forbidden-character')
    }
    expect(passage(0, 9).parse('一\n\t二')).toBe('一\n\t二')
  })
  it('[TX4] length counts code points, not UTF-16 units', () => {
    expect(codePoints('𠮷野家👨')).toBe(4)
    expect(title(4).safeParse('𠮷野家👨').success).toBe(true)
    expect(problem(title(3), '𠮷野家👨')).toBe('too-long')
    expect(problem(title(3), '   ')).toBe('empty')
    expect(optionalPassage(5).parse('  ')).toBeUndefined()
  })
  it('[TX4] a huge text is refused before it is worked on', () => {
    expect(problem(title(50), 'x'.repeat(1_000_000))).toBe('too-long')
  })
  it('[TX5] tidying is idempotent on every text that is accepted', () => {
    const schema = passage(0, 200)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const once = schema.safeParse(text)
        if (once.success) expect(schema.parse(once.data)).toBe(once.data)
      }),
    )
  })
})

describe('search terms', () => {
  it('[TX6] 汉字 as single characters and pairs, words whole, width and case folded', () => {
    expect(indexTerms('停车难，ＡＢ-12座')).toEqual(['停', '停车', '车', '车难', '难', 'ab', '12', '座'])
    expect(queryTerms('停车难')).toEqual(['停车', '车难'])
    expect(queryTerms('梯')).toEqual(['梯'])
    expect(queryTerms('，。!')).toEqual([])
  })
  it('[TX6] whatever stands in a text is found by searching for it', () => {
    const han = fc.string({ unit: fc.constantFrom(...'停车难电梯老人，。 a1'), minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(han, han, han, (before, text, after) => {
        const joined = indexTerms(`${before}，${text}，${after}`)
        for (const term of queryTerms(text)) expect(joined).toContain(term)
      }),
    )
  })
})

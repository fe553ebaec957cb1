import { beforeAll, describe, expect, it } from 'vitest'
import { PROPOSAL_LIMITS, proposalCommands } from '../../../core/proposal/commands.ts'
import { bodyOf, isEmpty, revisionDraft, type WritingBody } from '../../../src/features/writing/draft.ts'
import { check } from '../../../src/features/writing/validation.ts'
import { speak } from '../../../src/i18n/i18n.ts'

const whole: WritingBody = {
  title: ' 关于增设老年食堂的建议 ',
  situation: '老人吃饭难。',
  analysis: '',
  suggestions: [
    { key: 4, text: '改建阅览室。' },
    { key: 2, text: '每餐补助3元。' },
  ],
  category: 'elderly',
  region: '330102001',
  form: 'individual',
  cosigners: [],
  open: true,
  attachments: [],
  wishLead: '',
  wishAssisting: [],
}
const faults = (change: Partial<WritingBody>) => {
  const verdict = check({ ...whole, ...change })
  return verdict.ok ? [] : verdict.faults
}

beforeAll(() => speak('zh-CN'))

describe('a form of a proposal', () => {
  it('[CL85] that is complete becomes the command, tidied, without what was left empty', () => {
    const verdict = check(whole)
    if (!verdict.ok) throw new Error(JSON.stringify(verdict.faults))
    expect(verdict.data).toEqual({
      title: '关于增设老年食堂的建议',
      situation: '老人吃饭难。',
      suggestions: ['改建阅览室。', '每餐补助3元。'],
      category: 'elderly',
      region: '330102001',
      form: 'individual',
      open: true,
    })
    expect(proposalCommands['proposal.submit'].safeParse(verdict.data).success).toBe(true)
  })

  it('[CL85] that is empty names every missing part, in the order of the form', () => {
    expect(faults(bodyOf(undefined)).map(({ field, text }) => [field, text])).toEqual([
      ['title', '请写标题。'],
      ['situation', '请写明情况与理由。'],
      ['suggestion-1', '第 1 条建议是空的，请填写或删除。'],
      ['category', '请选择类别。'],
      ['region', '请选择所涉区划。'],
    ])
  })

  it('[CL85] counts by code points and says how much is too much', () => {
    const most = PROPOSAL_LIMITS.title
    expect(faults({ title: '𠮷'.repeat(most) })).toEqual([])
    expect(faults({ title: '𠮷'.repeat(most + 2) })).toEqual([
      { field: 'title', text: `标题最多 ${most} 字，请再精简 2 字。` },
    ])
    expect(faults({ suggestions: [...whole.suggestions, { key: 9, text: '字'.repeat(1001) }] })).toEqual([
      { field: 'suggestion-9', text: '第 3 条建议最多 1000 字，请再精简 1 字。' },
    ])
  })

  it('[CL85] points to the part that holds characters which a record does not take', () => {
    expect(faults({ title: '电梯\u202e' }).map(({ field }) => field)).toEqual(['title'])
    expect(faults({ suggestions: [{ key: 7, text: '补助\u0007' }] })).toEqual([
      { field: 'suggestion-7', text: '“具体建议”中有不能使用的字符，请删除后重试。' },
    ])
  })

  it('[CL85] for a joint proposal asks for a co-signer', () => {
    expect(faults({ form: 'joint' }).map(({ field }) => field)).toEqual(['cosigners'])
    expect(faults({ form: 'joint', cosigners: ['0190d6a0-0000-7000-8000-000000000001'] })).toEqual([])
  })
})

describe('a draft', () => {
  it('[CL85] that is damaged opens with what can be read of it', () => {
    const body = bodyOf({ body: { title: 'T', suggestions: 'nonsense', form: 7 } })
    expect(body).toMatchObject({ title: 'T', suggestions: [{ key: 1, text: '' }], form: 'individual', open: true })
    expect(isEmpty(bodyOf({ body: {} }))).toBe(true)
    expect(isEmpty(body)).toBe(false)
  })

  it('[CL85] of a revision begins with the standing text', () => {
    const text = { title: 'T', situation: 'S', suggestions: ['a', 'b'], category: 'city', region: 'r' }
    const draft = revisionDraft('d', 'm', text, { form: 'joint', open: false })
    expect(draft).toMatchObject({ id: 'd', kind: 'revision', matter: 'm', title: 'T' })
    expect(bodyOf(draft).suggestions.map(({ text: suggestion }) => suggestion)).toEqual(['a', 'b'])
  })
})

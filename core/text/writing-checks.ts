import { EMPTY_PHRASES, type Advice } from './empty-phrases.ts'
import { codePoints, tidy } from './hygiene.ts'

/** What a proposal says so far; parts that are not written yet are empty. */
export interface Writing {
  title: string
  situation: string
  analysis: string
  suggestions: readonly string[]
}

/** What is looked at, in the order in which it is told. */
export const WRITING_CHECKS = ['one-matter', 'evidence', 'concrete', 'plain-words', 'length', 'private'] as const
export type WritingCheck = (typeof WRITING_CHECKS)[number]

export const FINDINGS = {
  'several-matters': 'one-matter',
  'stray-suggestion': 'one-matter',
  'no-place': 'evidence',
  'no-number': 'evidence',
  'no-time': 'evidence',
  'several-in-one': 'concrete',
  'same-suggestion': 'concrete',
  'short-suggestion': 'concrete',
  'empty-phrase': 'plain-words',
  'title-form': 'length',
  'short-situation': 'length',
  'long-situation': 'length',
  'many-suggestions': 'length',
  'phone-number': 'private',
  'id-number': 'private',
} as const satisfies Record<string, WritingCheck>
export type FindingCode = keyof typeof FINDINGS

/** Where something was found: a field, for a suggestion with its place from 0. `words` are those it is about. */
export interface Finding {
  code: FindingCode
  field: 'title' | 'situation' | 'analysis' | 'suggestion'
  index?: number
  words?: string
  /** Of an empty phrase: what would make it say something. */
  advice?: Advice
}

/** Lengths in code points, as people who read many proposals ask for them. */
export const WRITING_LENGTHS = {
  situation: 60,
  situationMost: 1500,
  suggestion: 12,
  suggestions: 5,
} as const

// words in which a joining character joins nothing
const NO_JOINT = /和谐|共和|和平|温和|缓和|参与|与会|及时|普及|涉及|以及时|并入|并案|合并|并网|并列|兼并/g
const JOINT = /以及|及|和|与|并|、|；|;/g
const PLACE =
  /[省市区县镇乡村路街巷弄里桥]|街道|社区|小区|学校|小学|中学|幼儿园|医院|卫生院|路口|车站|公园|广场|菜场|市场|步道|河|楼道|\d+[幢栋号]/
const NUMBER =
  /\d|(?!一起|一样|一家人)[一二三四五六七八九十百千万两半]+(?:[个名人户件起次米元家处条栋幢辆盏台所间层天年月]|小时|公里|分钟|公顷|平方)|[一二三四五六七八九十]成|过半|百分之/
const TIME =
  /\d+[年月日点时]|今年|去年|前年|近年|年来|目前|现在|每[天日周月年]|早晚|高峰|夜[间晚]|晚上|早上|上下班|上下学|周[一二三四五六日末]|春|夏|秋|冬|汛期|节假日|长期|以来|入[春夏秋冬]/
const NUMBERED = /(?:^|[。；;\n])\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|[一二三四五]是|首先|其次|再次)/g
const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/
const HAN_PAIR = /(?=(\p{Script=Han}{2}))/gu

/**
 * What would make a proposal better, as one writes it: kind hints, never a reason to refuse it. Nothing is said of what
 * is not written yet. `places` are names of places that count as one.
 */
export function checkWriting(writing: Writing, places: readonly string[] = []): Finding[] {
  const { title, situation, analysis } = writing
  const suggestions = writing.suggestions.map(tidy)
  return [
    ...titleFindings(tidy(title)),
    ...situationFindings(tidy(situation), `${title}${situation}`, places),
    ...suggestionFindings(suggestions, `${title}${situation}${analysis}`),
    ...phrases(title, { field: 'title' }),
    ...phrases(situation, { field: 'situation' }),
    ...phrases(analysis, { field: 'analysis' }),
    ...suggestions.flatMap((text, index) => phrases(text, { field: 'suggestion', index })),
    ...privateFindings(situation, { field: 'situation' }),
    ...privateFindings(analysis, { field: 'analysis' }),
    ...suggestions.flatMap((text, index) => privateFindings(text, { field: 'suggestion', index })),
  ]
}

function titleFindings(title: string): Finding[] {
  if (title === '') return []
  const found: Finding[] = []
  if ((title.replaceAll(NO_JOINT, '').match(JOINT) ?? []).length > 1)
    found.push({ code: 'several-matters', field: 'title' })
  if (!/^关于.{4,}的(?:微?建议|提案|意见)$/u.test(title)) found.push({ code: 'title-form', field: 'title' })
  return found
}

function situationFindings(situation: string, all: string, places: readonly string[]): Finding[] {
  if (situation === '') return []
  const length = codePoints(situation)
  const short = length < WRITING_LENGTHS.situation
  const long = length > WRITING_LENGTHS.situationMost
  const codes: (FindingCode | false)[] = [
    short && 'short-situation',
    long && 'long-situation',
    !PLACE.test(all) && !places.some((place) => all.includes(place)) && 'no-place',
    !NUMBER.test(situation) && 'no-number',
    !TIME.test(situation) && 'no-time',
  ]
  return codes.filter((code) => code !== false).map((code) => ({ code, field: 'situation' }))
}

function suggestionFindings(suggestions: readonly string[], rest: string): Finding[] {
  const found: Finding[] = []
  const about = pairs(rest)
  suggestions.forEach((text, index) => {
    if (text === '') return
    const add = (code: FindingCode) => found.push({ code, field: 'suggestion', index })
    if (codePoints(text) < WRITING_LENGTHS.suggestion) add('short-suggestion')
    if ((text.match(NUMBERED) ?? []).length > 1) add('several-in-one')
    if (suggestions.indexOf(text) < index) add('same-suggestion')
    const own = [...pairs(text)]
    if (about.size > 20 && own.length > 10 && !own.some((pair) => about.has(pair))) add('stray-suggestion')
  })
  if (suggestions.filter((text) => text !== '').length > WRITING_LENGTHS.suggestions)
    found.push({ code: 'many-suggestions', field: 'suggestion', index: WRITING_LENGTHS.suggestions })
  return found
}

function pairs(text: string): Set<string> {
  return new Set([...text.matchAll(HAN_PAIR)].map(([, pair = '']) => pair))
}

function phrases(text: string, where: Pick<Finding, 'field' | 'index'>): Finding[] {
  const seen = new Set<string>()
  return [...text.matchAll(EMPTY_PHRASES.pattern)].flatMap(([words]) => {
    if (seen.has(words)) return []
    seen.add(words)
    return [{ code: 'empty-phrase' as const, ...where, words, advice: EMPTY_PHRASES.adviceOn(words) }]
  })
}

function privateFindings(text: string, where: Pick<Finding, 'field' | 'index'>): Finding[] {
  const id = ID_NUMBER.exec(text)?.[0]
  const phone = PHONE.exec(text)?.[0]
  return [
    ...(id === undefined ? [] : [{ code: 'id-number' as const, ...where, words: id }]),
    ...(phone === undefined ? [] : [{ code: 'phone-number' as const, ...where, words: phone }]),
  ]
}

import { chinaDate } from '../../../../core/clock/calendar.ts'
import { ANSWER_CLASSES, type AnswerClass } from '../../../../core/proposal/commands.ts'
import type { AnswerText } from '../../../../core/proposal/events.ts'
import { allSuggestions, type ProposalState } from '../../../../core/proposal/state.ts'
import { t } from '../../../i18n/i18n.ts'

/** One item of a letter: the suggestion it answers, where that comes from, the reply, its class and promise. */
export interface LetterItem {
  ordinal: string
  /** Number of the suggestion, from 1. */
  number: number
  suggestion: string[]
  source?: string
  reply: string[]
  grade: AnswerClass
  class: string
  promise?: string
}

/** A released answer as the official letter it is: everything in words, in the order in which it is read. */
export interface Letter {
  number?: string
  /** Which answer, where there is more than one. */
  round?: string
  /** Result of the whole: how many items of which class. */
  classes: string
  title: string
  to: string
  opening: string[]
  items: LetterItem[]
  unit: string
  date: string
  /** Without an ending. */
  file: string
}

export interface LetterNames {
  unit(id: string): string
  /** A person as a letter addresses them: `陈立平委员`. */
  addressed(account: string): string
}

/** What a letter is made of: an answer, its unit, when it was released (ms UTC) and which round of how many. */
export interface Answered extends AnswerText {
  unit: string
  at: number
  round: number
  of: number
}

/** The letter to the author and the co-signers of a proposal. */
export function letterOf(state: ProposalState, answered: Answered, names: LetterNames): Letter {
  const signed = state.cosigners.filter(({ status }) => status === 'signed').map(({ account }) => account)
  const numbered = allSuggestions(state)
  const { round, of } = answered
  return {
    ...(state.number === undefined ? {} : { number: t('handling.letter.numbered', { number: state.number }) }),
    ...(of > 1 ? { round: t('handling.letter.round', { n: round }) } : {}),
    classes: t('handling.letter.classes', { list: classCounts(answered.items.map((item) => item.class)) }),
    title: t('handling.letter.title', { title: state.title }),
    to: t('handling.letter.to', { names: [state.author, ...signed].map(names.addressed).join(t('common.and')) }),
    opening: paragraphs(answered.text),
    items: [...answered.items]
      .sort((a, b) => a.suggestion - b.suggestion)
      .map(({ suggestion, text, class: grade, promise }, index) => {
        const about = numbered[suggestion]
        const source = about?.from && sourceOf(state, about.from)
        return {
          ordinal: ordinal(index + 1),
          number: suggestion + 1,
          suggestion: paragraphs(about?.text ?? ''),
          ...(source ? { source } : {}),
          reply: paragraphs(text),
          grade,
          class: t('handling.letter.class', { class: t(`words.class.${grade}`) }),
          ...(promise
            ? {
                promise: t('handling.letter.promise', {
                  unit: names.unit(promise.owner),
                  at: officialDate(promise.due),
                }),
              }
            : {}),
        }
      }),
    unit: names.unit(answered.unit),
    date: officialDate(answered.at),
    file: fileName(state, round, of),
  }
}

/** Where a suggestion of a merged proposal comes from: `来自《…》的建议2`. */
export function sourceOf(state: ProposalState, from: { matter: string; index: number }): string | undefined {
  const title = state.absorbed.find(({ matter }) => matter === from.matter)?.title
  return title === undefined ? undefined : t('handling.item.from', { title, n: from.index + 1 })
}

function classCounts(classes: readonly AnswerClass[]): string {
  return ANSWER_CLASSES.flatMap((grade) => {
    const n = classes.filter((one) => one === grade).length
    return n > 0 ? [t('handling.letter.classCount', { class: grade, n })] : []
  }).join(t('common.and'))
}

function fileName({ number, title }: ProposalState, round: number, of: number): string {
  // What a file system does not take in a name goes.
  const name = number ?? title.replaceAll(/[\\/:*?"<>|]/g, '')
  return of > 1
    ? t('handling.letter.fileRound', { number: name, n: round })
    : t('handling.letter.file', { number: name })
}

const paragraphs = (text: string): string[] => text.split(/\n+/).filter((line) => line.trim() !== '')

/** A date as official letters write it, in China's time: `2026年9月3日`. `at` in ms UTC. */
export function officialDate(at: number): string {
  const [year = 0, month = 0, day = 0] = chinaDate(at).split('-').map(Number)
  // As text: a number would be grouped, or taken for a plural.
  return t('handling.letter.date', { year: String(year), month: String(month), day: String(day) })
}

/** Numbers of items: `一、` to `九十九、`; in a language without numerals of its own `1. `. */
function ordinal(n: number): string {
  const numerals = [...t('handling.letter.numerals')]
  const ten = numerals[9]
  if (ten === undefined || n > 99) return t('handling.letter.ordinal', { n: String(n) })
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  const word = `${tens > 1 ? numerals[tens - 1] : ''}${tens > 0 ? ten : ''}${ones > 0 ? numerals[ones - 1] : ''}`
  return t('handling.letter.ordinal', { n: word })
}

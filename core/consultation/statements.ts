import { wilson, type Interval } from './wilson.ts'

/** 同意 · 不同意 · 略过 */
export const STATEMENT_VOTES = ['agree', 'disagree', 'pass'] as const
export type StatementVote = (typeof STATEMENT_VOTES)[number]

/** Of fewer participants, and of a statement with fewer votes, nothing is said. */
export const STATEMENTS_FLOOR = 5

/** The larger camp of what unites is, with 95 % confidence, more than this share of those who voted on it. */
export const UNITES_ABOVE = 0.6
/** The smaller camp of what divides is, with 95 % confidence, more than this share of those who voted on it. */
export const DIVIDES_ABOVE = 0.2

const LETTER: Record<StatementVote, string> = { agree: 'a', disagree: 'd', pass: 'p' }
const VOTE = new Map(Object.entries(LETTER).map(([vote, letter]) => [letter, vote as StatementVote]))
const NONE = '-'

/**
 * What everyone said of every statement: one text a participant with one letter a statement, `a` agree, `d` disagree,
 * `p` pass, `-` not asked or not answered. Participants have no names: they are numbered in the order of their texts,
 * so a number says nothing that the text does not say.
 */
export interface Matrix {
  statements: string[]
  rows: string[]
}

/** Makes the matrix from votes by voter; who voted on none of the statements is left out. */
export function matrixOf(
  statements: readonly string[],
  votes: ReadonlyMap<string, ReadonlyMap<string, StatementVote>>,
): Matrix {
  const row = (said: ReadonlyMap<string, StatementVote>) =>
    statements
      .map((statement) => {
        const vote = said.get(statement)
        return vote === undefined ? NONE : LETTER[vote]
      })
      .join('')
  const blank = NONE.repeat(statements.length)
  const rows = [...votes.values()].map(row).filter((text) => text !== blank)
  return { statements: [...statements], rows: rows.sort() }
}

/** What was said of one statement. Intervals are of all who voted on it, passing included; `votes` is how many they are. */
export interface Opinion {
  statement: string
  agree: number
  disagree: number
  pass: number
  votes: number
  agreed: Interval
  disagreed: Interval
}

/** Reads the opinions off a matrix, in the order of its statements. */
export function opinions({ statements, rows }: Matrix): Opinion[] {
  return statements.map((statement, index) => {
    const said = (vote: StatementVote) => rows.filter((row) => row[index] === LETTER[vote]).length
    const [agree, disagree, pass] = [said('agree'), said('disagree'), said('pass')]
    const votes = agree + disagree + pass
    return { statement, agree, disagree, pass, votes, agreed: wilson(agree, votes), disagreed: wilson(disagree, votes) }
  })
}

/** What unites and what divides, the surest first. */
export interface Landscape {
  unites: Opinion[]
  divides: Opinion[]
}

/**
 * A statement unites when the larger camp (agreeing or disagreeing) is surely a large majority: the lower bound of its
 * share is above `UNITES_ABOVE`. It divides when even the smaller camp is surely large: the lower bound of its share is
 * above `DIVIDES_ABOVE`. Both lists are sorted by that lower bound, so that few votes never outrank many sure ones
 * (E. Miller, How Not To Sort By Average Rating, 2009). Passing speaks for neither camp. Of fewer than five
 * participants or votes nothing is said.
 */
export function landscape(matrix: Matrix): Landscape {
  if (matrix.rows.length < STATEMENTS_FLOOR) return { unites: [], divides: [] }
  const heard = opinions(matrix).filter(({ votes }) => votes >= STATEMENTS_FLOOR)
  const larger = ({ agreed, disagreed }: Opinion) => Math.max(agreed.low, disagreed.low)
  const smaller = ({ agreed, disagreed }: Opinion) => Math.min(agreed.low, disagreed.low)
  const sorted = (bound: (opinion: Opinion) => number, above: number) =>
    heard.filter((opinion) => bound(opinion) > above).sort((a, b) => bound(b) - bound(a))
  return { unites: sorted(larger, UNITES_ABOVE), divides: sorted(smaller, DIVIDES_ABOVE) }
}

/** The pseudonym of a row, from 0: `P001`. */
export function pseudonym(row: number): string {
  return `P${String(row + 1).padStart(3, '0')}`
}

/**
 * The raw votes as CSV (RFC 4180: commas, CRLF, with a byte-order mark for spreadsheets): one line a participant, one
 * column a statement. `text` gives a statement's words for the head. What could begin a formula gets an apostrophe.
 */
export function toCsv({ statements, rows }: Matrix, text: (statement: string) => string): string {
  const lines = [
    ['participant', ...statements.map(text)],
    ...rows.map((row, index) => [pseudonym(index), ...[...row].map((letter) => VOTE.get(letter) ?? '')]),
  ]
  return '\ufeff' + lines.map((cells) => cells.map(cell).join(',') + '\r\n').join('')
}

function cell(value: string): string {
  const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

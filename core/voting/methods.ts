/** 单选 · 赞成投票 · 表态 · 打分 · 排序 · 分点 */
export const METHODS = ['single', 'approval', 'stance', 'score', 'ranking', 'dots'] as const
export type Method = (typeof METHODS)[number]

/** 同意 · 弃权 · 不同意 · 阻止, in the order in which they are counted. */
export const STANCES = ['agree', 'abstain', 'disagree', 'block'] as const
export type Stance = (typeof STANCES)[number]

/** The best score that can be given; the worst is 0. */
export const TOP_SCORE = 10

/**
 * What a ballot says, by method. Options are named by their index from 0. single: the one; approval: each approved one;
 * score: 0–10 or `null` (no opinion) for each option; ranking: tiers, best first, what is left out is last;
 * dots: points for each option.
 */
export interface Choices {
  single: number
  approval: number[]
  stance: Stance
  score: (number | null)[]
  ranking: number[][]
  dots: number[]
}
export type Choice = Choices[Method]

/**
 * What a method makes of its ballots. `counts` a number an option (an answer, for stances); `order` tiers of options,
 * best first, equal ones in one tier in the order of their index; `winner` only when the first place is not shared.
 */
export interface Count {
  counts: number[]
  order?: number[][]
  winner?: number
}

/** The order that follows from counts: more is better, equal is equal. Nobody wins when every count is 0. */
export function ordered(counts: readonly number[]): Required<Pick<Count, 'order'>> & Pick<Count, 'winner'> {
  const tiers = Map.groupBy(
    counts.map((_, option) => option),
    (option) => counts[option] ?? 0,
  )
  const order = [...tiers].sort(([a], [b]) => b - a).map(([, options]) => options)
  const [first] = order
  const winner = first?.length === 1 ? first[0] : undefined
  return { order, ...(winner !== undefined && (counts[winner] ?? 0) > 0 ? { winner } : {}) }
}

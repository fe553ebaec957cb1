import { STANCES, type Count, type Stance } from './methods.ts'

/**
 * Stances on one question: `counts` are those who agree, abstain, disagree and block, in this order.
 * Source: the four answers of consensus decision making (Seeds for Change, A Consensus Handbook, 2013, ch. 2), counted
 * as votes for, abstentions and votes against as in Robert's Rules of Order Newly Revised, 12th ed. (2020), 44–45.
 * A block is a vote against that is shown apart: whether the question passes is for the threshold alone to say.
 * An abstention is a ballot cast, so it counts for the quorum and in the base `cast`. There is no order and no winner;
 * equally many for and against is what the threshold makes of it.
 */
export function countStance(ballots: readonly Stance[]): Count {
  return { counts: STANCES.map((stance) => ballots.filter((ballot) => ballot === stance).length) }
}

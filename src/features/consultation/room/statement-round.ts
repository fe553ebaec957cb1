import { computed, type ComputedRef } from 'vue'
import { standing } from '../../../../core/consultation/statement-rounds.ts'
import type { ConsultationState, Statement } from '../../../../core/consultation/state.ts'
import type { StatementVote } from '../../../../core/consultation/statements.ts'
import { useBeside } from '../../../stores/beside.ts'
import type { MatterStore } from '../../../stores/matter.ts'
import { useOutbox } from '../../../stores/outbox.ts'
import { useSend } from '../../matter/send.ts'

export interface StatementRound {
  /** Those put to everyone, in the order in which they came. */
  statements: ComputedRef<Statement[]>
  /** The reader's vote as it is counted, and the one that is on its way. */
  counted(statement: string): StatementVote | undefined
  pending(statement: string): StatementVote | undefined
  vote(statement: string, vote: StatementVote): void
}

/** The open round of statements and the reader's own votes. Call it in set-up. */
export function useStatementRound(matter: MatterStore, state: () => ConsultationState): StatementRound {
  const outbox = useOutbox()
  const send = useSend(matter.id)
  const { own } = useBeside(matter)
  const onTheirWay = computed(() => {
    const votes = new Map<string, StatementVote>()
    for (const { command } of outbox.pending(matter.id))
      if (command.type === 'statement.vote') votes.set(command.data.statement, command.data.vote)
    return votes
  })
  return {
    statements: computed(() => standing(state())),
    counted: (statement) => own.value.votes.get(statement),
    pending: (statement) => onTheirWay.value.get(statement),
    vote: (statement, vote) => send({ type: 'statement.vote', data: { statement, vote } }),
  }
}

/** Where to go after a vote: the next statement without one, round the end; `undefined` when all have one. */
export function nextWithout(ids: readonly string[], from: number, voted: (id: string) => boolean): number | undefined {
  for (let step = 1; step <= ids.length; step++) {
    const at = (from + step) % ids.length
    const id = ids[at]
    if (id !== undefined && !voted(id)) return at
  }
  return undefined
}

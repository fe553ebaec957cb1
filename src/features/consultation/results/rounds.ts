import type { VotingEventData } from '../../../../core/consultation/events.ts'
import type { ConsultationState, Round, Statement } from '../../../../core/consultation/state.ts'
import {
  landscape,
  opinions,
  type Landscape,
  type Matrix,
  type Opinion,
} from '../../../../core/consultation/statements.ts'
import type { RecordEvent } from '../../../../core/record/event.ts'

/** A closed round of statements as its event tells it: `matrix` is absent while the event is not loaded. */
export interface RoundView {
  index: number
  round: Round
  statements: Statement[]
  matrix?: Matrix
  opinions: ReadonlyMap<string, Opinion>
  landscape: Landscape
}

/** Reads the closed rounds off a session and the loaded events, the latest first. `from` is the first loaded `seq`. */
export function roundsOf(
  { rounds, statements }: ConsultationState,
  events: readonly RecordEvent[],
  from: number,
): RoundView[] {
  return rounds
    .map((round, index): RoundView => {
      const event = events[round.seq - from]
      const data =
        event?.type === 'statements.closed' ? (event.data as VotingEventData['statements.closed']) : undefined
      const matrix = data && { statements: data.statements, rows: data.rows }
      return {
        index,
        round,
        statements: statements.filter((one) => one.round === index && one.status === 'approved'),
        ...(matrix ? { matrix } : {}),
        opinions: new Map((matrix ? opinions(matrix) : []).map((opinion) => [opinion.statement, opinion])),
        landscape: matrix ? landscape(matrix) : { unites: [], divides: [] },
      }
    })
    .reverse()
}

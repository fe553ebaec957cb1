import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

type Parameters = [Record<string, SQLInputValue>] | SQLInputValue[]

/** A connection with its statements prepared once. Row types are what the caller's SELECT says. */
export interface Sql {
  get<Row>(text: string, ...parameters: Parameters): Row | undefined
  all<Row>(text: string, ...parameters: Parameters): Row[]
  /** Answers how many rows changed. */
  run(text: string, ...parameters: Parameters): number
  /** As `run`, for an INSERT; answers the new row's id. */
  insert(text: string, ...parameters: Parameters): number
  /** Grows when something was written: whoever failed without moving it left nothing behind. */
  writes(): number
}

// list filters make a few hundred texts at most; beyond that the oldest is prepared again when it is next used
const PREPARED = 300

export function createSql(db: DatabaseSync): Sql {
  const prepared = new Map<string, StatementSync>()
  let writes = 0

  function statement(text: string): StatementSync {
    let found = prepared.get(text)
    if (!found) {
      found = db.prepare(text)
      if (prepared.size >= PREPARED) prepared.delete(prepared.keys().next().value ?? '')
      prepared.set(text, found)
    }
    return found
  }

  function write(text: string, parameters: Parameters) {
    const before = writes++
    const result = statement(text).run(...(parameters as SQLInputValue[]))
    if (result.changes === 0) writes = before
    return result
  }

  return {
    get: <Row>(text: string, ...parameters: Parameters) =>
      statement(text).get(...(parameters as SQLInputValue[])) as Row | undefined,
    all: <Row>(text: string, ...parameters: Parameters) =>
      statement(text).all(...(parameters as SQLInputValue[])) as Row[],
    run: (text, ...parameters) => Number(write(text, parameters).changes),
    insert: (text, ...parameters) => Number(write(text, parameters).lastInsertRowid),
    writes: () => writes,
  }
}

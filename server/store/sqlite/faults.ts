import { Conflict, Unavailable } from '../contract.ts'

// result codes of https://sqlite.org/rescode.html, low byte
const CONSTRAINT = 19
const CANNOT = [5, 6, 7, 8, 9, 10, 13, 14, 15, 23] // BUSY LOCKED NOMEM READONLY INTERRUPT IOERR FULL CANTOPEN PROTOCOL AUTH

/** An error of SQLite in the contract's words; every other error as it is. */
export function asFault(error: unknown): unknown {
  const code = (error as { errcode?: unknown } | null)?.errcode
  if (typeof code !== 'number' || !(error instanceof Error)) return error
  if ((code & 0xff) === CONSTRAINT) return new Conflict(error.message, { cause: error })
  return CANNOT.includes(code & 0xff)
    ? new Unavailable(`the store cannot work: ${error.message}`, { cause: error })
    : error
}

import { createHash } from 'node:crypto'

/** Version of the files that this program writes and reads. */
export const FILE_VERSION = 1

/**
 * What a file turned out to be. `good`: the JSON text of its data, as written. `newer`: written by a later version of
 * the program. `damaged`: torn, altered, or not ours; `why` says it for logs.
 */
export type Unsealed =
  | { state: 'good'; revision: number; body: string }
  | { state: 'newer'; version: number }
  | { state: 'damaged'; why: string }

const HEAD =
  /^\{"format":"zx","version":(\d{1,9}),"kind":"([a-z-]{1,32})","revision":(\d{1,15}),"checksum":"([0-9a-f]{64})","data":/

/**
 * The text of a file: `{format: 'zx', version, kind, revision, checksum, data}` in this order and without spaces.
 * `body` is the JSON text of the data; `revision` grows with every write; the checksum covers all of them.
 */
export function seal(kind: string, revision: number, body: string): string {
  const checksum = checksumOf(FILE_VERSION, kind, revision, body)
  return `{"format":"zx","version":${FILE_VERSION},"kind":"${kind}","revision":${revision},"checksum":"${checksum}","data":${body}}`
}

/** Reads what `seal` wrote and says what is wrong with anything else. Never throws. */
export function unseal(text: string, kind: string): Unsealed {
  const head = HEAD.exec(text)
  if (!head) return foreign(text)
  const [start, version, itsKind = '', revision, checksum] = head
  const body = text.slice(start.length, -1)
  if (!text.endsWith('}') || checksumOf(Number(version), itsKind, Number(revision), body) !== checksum)
    return { state: 'damaged', why: 'the checksum does not fit' }
  if (Number(version) > FILE_VERSION) return { state: 'newer', version: Number(version) }
  if (itsKind !== kind) return { state: 'damaged', why: `a file of kind ${itsKind}, not ${kind}` }
  return { state: 'good', revision: Number(revision), body }
}

/** The part that follows the head, whatever the checksum says; `undefined` when there is no such head. */
export function bodyOf(text: string): string | undefined {
  const head = HEAD.exec(text)
  return head ? text.slice(head[0].length, -1) : undefined
}

/** A file without our head may still be ours in a later layout: that keeps `format` and `version`. */
function foreign(text: string): Unsealed {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && 'format' in value && value.format === 'zx') {
      if ('version' in value && Number.isSafeInteger(value.version) && Number(value.version) > FILE_VERSION)
        return { state: 'newer', version: Number(value.version) }
      return { state: 'damaged', why: 'not in the layout that this program writes' }
    }
    return { state: 'damaged', why: 'not a file of this program' }
  } catch {
    return { state: 'damaged', why: text.trim() === '' ? 'empty' : 'torn, or not a file of this program' }
  }
}

function checksumOf(version: number, kind: string, revision: number, body: string): string {
  return createHash('sha256').update(`${version}\n${kind}\n${revision}\n`).update(body).digest('hex')
}

import { constants, inflateSync } from 'node:zlib'
import type { FileRefusal } from '../../core/wire/attachments.ts'

/** Names of actions, embedded files and forms that act, of ISO 32000-1; a document may not have them anywhere. */
const ACTIVE = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'RichMedia',
  'XFA',
  'ImportData',
  'SubmitForm',
  'GoToE',
])
const FLATE = ['FlateDecode', 'Fl']
const OTHER_FILTERS = [
  'LZWDecode',
  'LZW',
  'ASCIIHexDecode',
  'AHx',
  'ASCII85Decode',
  'A85',
  'RunLengthDecode',
  'RL',
  'Crypt',
]
/** What object streams may unpack to together, in bytes. */
const MOST_UNPACKED = 64 * 1024 * 1024

const END = { string: 0x29, hex: 0x3e }
const isSpace = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0
const isDelimiter = (byte: number) => '()<>[]{}/%'.includes(String.fromCharCode(byte))
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39

/** What a scan found, or went through, so far. */
interface Scan {
  found?: FileRefusal
  /** Bytes that may still be unpacked. */
  left: number
}

/**
 * Looks through a PDF for what acts: every name outside of strings, comments and streams, with its escapes resolved, and
 * every name in object streams, where readers find objects too. What cannot be looked into (encrypted documents, object
 * streams in unusual encodings) counts as active. `undefined` when nothing is wrong.
 */
export function refuseActive(bytes: Buffer): FileRefusal | undefined {
  const scan: Scan = { left: MOST_UNPACKED }
  walk(bytes, scan, false)
  return scan.found
}

/** Walks over tokens. `inside`: in an unpacked object stream, where no streams are. */
function walk(bytes: Buffer, scan: Scan, inside: boolean): void {
  let names = new Set<string>()
  for (let at = 0; at < bytes.length && !scan.found;) {
    const byte = bytes[at] as number
    if (byte === 0x25) at = endOfLine(bytes, at)
    else if (byte === 0x28) at = endOfString(bytes, at + 1)
    else if (byte === 0x3c) at = bytes[at + 1] === 0x3c ? at + 2 : after(bytes.indexOf(END.hex, at), bytes)
    else if (byte === 0x2f) {
      const end = endOfWord(bytes, at + 1)
      const name = nameOf(bytes.toString('latin1', at + 1, end))
      if (ACTIVE.has(name) || name === 'Encrypt') scan.found = 'active-content'
      names.add(name)
      at = end
    } else if (isSpace(byte) || isDelimiter(byte)) at++
    else {
      const end = endOfWord(bytes, at)
      const word = bytes.toString('latin1', at, Math.min(end, at + 10))
      at = end
      if (word === 'obj' || word === 'endobj') names = new Set()
      else if (word === 'stream' && !inside) {
        const close = bytes.indexOf('endstream', end)
        at = close < 0 ? bytes.length : close
        stream(bytes.subarray(end, at), names, scan)
      }
    }
  }
}

function stream(data: Buffer, names: ReadonlySet<string>, scan: Scan): void {
  // objects begin in no stream but an object stream: what looks like one was hidden there for readers that repair
  if (holdsObject(data)) return walk(data, scan, true)
  // readers know an object stream by these entries, whatever it says it is
  if (!names.has('ObjStm') && !(names.has('N') && names.has('First'))) return
  if (OTHER_FILTERS.some((filter) => names.has(filter)) || names.has('Predictor')) scan.found = 'active-content'
  else if (FLATE.some((filter) => names.has(filter))) unpack(data, scan)
  else if (names.has('Filter') || names.has('F')) scan.found = 'active-content'
  else walk(data, scan, true)
}

function unpack(data: Buffer, scan: Scan): void {
  const start = data[0] === 0x0d && data[1] === 0x0a ? 2 : 1
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: scan.left }
    const text = inflateSync(data.subarray(start), options)
    scan.left -= text.length
    walk(text, scan, true)
  } catch (error) {
    scan.found = (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'zip-bomb' : 'broken-file'
  }
}

/** `12 0 obj`, anywhere. */
function holdsObject(data: Buffer): boolean {
  for (let at = data.indexOf(' obj'); at >= 0; at = data.indexOf(' obj', at + 1)) {
    let before = at - 1
    while (isDigit(data[before])) before--
    if (before < at - 1 && isSpace(data[before] ?? 0x41) && isDigit(data[before - 1])) return true
  }
  return false
}

/** A name with its `#xx` escapes resolved. */
function nameOf(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

function endOfWord(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && !isSpace(bytes[at] as number) && !isDelimiter(bytes[at] as number)) at++
  return at
}

function endOfLine(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++
  return at
}

function endOfString(bytes: Buffer, from: number): number {
  let depth = 1
  let at = from
  for (; at < bytes.length && depth > 0; at++) {
    if (bytes[at] === 0x5c) at++
    else if (bytes[at] === 0x28) depth++
    else if (bytes[at] === END.string) depth--
  }
  return at
}

const after = (place: number, bytes: Buffer) => (place < 0 ? bytes.length : place + 1)

import Papa from 'papaparse'

/** The largest file that is read: more than any roster takes, in bytes. */
const MOST_BYTES = 1024 * 1024
const MOST_LINES = 2000
const MOST_COLUMNS = 50

export type FileFault = 'too-large' | 'not-text' | 'not-csv' | 'empty'

/** The text of a file in UTF-8, or in GB18030 as Chinese spreadsheets write it; `undefined` where it is neither. */
export function decode(bytes: ArrayBuffer): string | undefined {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\0')) return text
    } catch {
      continue
    }
  return undefined
}

/** The lines of a CSV file, as cells. Reads no more than a roster can be, whatever the file says. */
export function readLines(bytes: ArrayBuffer): { lines: string[][] } | { fault: FileFault } {
  if (bytes.byteLength > MOST_BYTES) return { fault: 'too-large' }
  const text = decode(bytes)
  if (text === undefined) return { fault: 'not-text' }
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy', preview: MOST_LINES + 1 })
  if (errors.some(({ type }) => type === 'Quotes')) return { fault: 'not-csv' }
  if (data.length > MOST_LINES || data.some((line) => line.length > MOST_COLUMNS)) return { fault: 'too-large' }
  return data.length < 2 ? { fault: 'empty' } : { lines: data }
}

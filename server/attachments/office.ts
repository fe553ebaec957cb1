import { promisify } from 'node:util'
import { fromBuffer, type Entry, type Options, type ZipFile } from 'yauzl'
import type { FileRefusal } from '../../core/wire/attachments.ts'

const MOST_ENTRIES = 5000
const MOST_BYTES = 300 * 1024 * 1024
const MOST_RATIO = 200
/** Below this, a high ratio is just a very even text. */
const SMALL_BYTES = 5 * 1024 * 1024

const open = promisify<Buffer, Options, ZipFile>(fromBuffer)

/**
 * Looks through the directory of an Office file, which is a ZIP: how many parts, how large they say they are, what they
 * are called. Nothing is unpacked. `undefined` when nothing is wrong.
 */
export async function refuseOffice(bytes: Buffer, main: 'word/' | 'xl/'): Promise<FileRefusal | undefined> {
  let zip: ZipFile
  try {
    zip = await open(bytes, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true, decodeStrings: true })
  } catch {
    return 'broken-file'
  }
  if (zip.entryCount > MOST_ENTRIES) return 'zip-bomb'
  try {
    return judge(await entries(zip), main)
  } catch (error) {
    return error instanceof Error && /relative path|absolute path|invalid characters/.test(error.message)
      ? 'zip-names'
      : 'broken-file'
  }
}

function entries(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const found: Entry[] = []
    zip.on('entry', (entry: Entry) => {
      found.push(entry)
      zip.readEntry()
    })
    zip.on('end', () => resolve(found))
    zip.on('error', reject)
    zip.readEntry()
  })
}

function judge(found: Entry[], main: string): FileRefusal | undefined {
  const names = found.map(({ fileName }) => fileName)
  if (new Set(names.map((name) => name.toLowerCase())).size !== names.length) return 'zip-names'
  if (names.some((name) => name.startsWith('/') || name.split(/[/\\]/).includes('..'))) return 'zip-names'
  const total = found.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  const swollen = ({ compressedSize, uncompressedSize }: Entry) =>
    uncompressedSize > SMALL_BYTES && uncompressedSize > MOST_RATIO * Math.max(1, compressedSize)
  if (total > MOST_BYTES || found.some(swollen)) return 'zip-bomb'
  if (!names.includes('[Content_Types].xml') || !names.some((name) => name.startsWith(main))) return 'broken-file'
  if (names.some((name) => /vbaproject|vbadata|macrosheets/i.test(name))) return 'macros'
  if (names.some((name) => /activex|\.(exe|dll|js|vbs|bat|cmd|scr|lnk|html?)$/i.test(name))) return 'active-content'
  return undefined
}

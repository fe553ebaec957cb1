import { promisify } from 'node:util'
import { fromBuffer, type Entry, type Options, type ZipFile } from 'yauzl'
import type { FileRefusal } from '../../core/wire/attachments.ts'

const MOST_ENTRIES = 5000
const MOST_BYTES = 200 * 1024 * 1024
const MOST_RATIO = 200
/** Below this, a high ratio is just a very even text. */
const SMALL_BYTES = 5 * 1024 * 1024
/** A part that is stored or deflated; readers of Office files know no other. */
const METHODS = [0, 8]

const open = promisify<Buffer, Options, ZipFile>(fromBuffer)

/**
 * Looks through an Office file, which is a ZIP: how many parts, how large, what they are called; then unpacks each part
 * to nowhere, since its directory may lie about sizes. `undefined` when nothing is wrong.
 */
export async function refuseOffice(bytes: Buffer, main: 'word/' | 'xl/'): Promise<FileRefusal | undefined> {
  let zip: ZipFile
  try {
    zip = await open(bytes, {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
      strictFileNames: true,
      decodeStrings: true,
    })
  } catch {
    return 'broken-file'
  }
  try {
    if (zip.entryCount > MOST_ENTRIES) return 'zip-bomb'
    if (zip.comment.length > 0) return 'mixed-file'
    const found = await entries(zip)
    return judge(found, main) ?? (await weigh(zip, found))
  } catch (error) {
    return error instanceof Error && /relative path|absolute path|invalid characters/.test(error.message)
      ? 'zip-names'
      : 'broken-file'
  } finally {
    zip.close()
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
  if (names.some((name) => name.includes('\0') || name.startsWith('/') || name.split(/[/\\]/).includes('..')))
    return 'zip-names'
  const total = found.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0)
  const swollen = ({ compressedSize, uncompressedSize }: Entry) =>
    uncompressedSize > SMALL_BYTES && uncompressedSize > MOST_RATIO * Math.max(1, compressedSize)
  if (total > MOST_BYTES || found.some(swollen)) return 'zip-bomb'
  if (!names.includes('[Content_Types].xml') || !names.some((name) => name.startsWith(main))) return 'broken-file'
  if (names.some((name) => /vbaproject|vbadata|macrosheets/i.test(name))) return 'macros'
  if (names.some((name) => /activex|\.(exe|dll|js|vbs|bat|cmd|scr|lnk|html?)$/i.test(name))) return 'active-content'
  return undefined
}

/** Unpacks every part and looks whether it is as large as it says; stops at the first byte too many. */
async function weigh(zip: ZipFile, found: readonly Entry[]): Promise<FileRefusal | undefined> {
  const openPart = promisify<Entry, AsyncIterable<Buffer>>((entry, done) => zip.openReadStream(entry, done))
  for (const entry of found) {
    if (entry.fileName.endsWith('/')) continue
    if (!METHODS.includes(entry.compressionMethod) || entry.isEncrypted()) return 'broken-file'
    let size = 0
    try {
      for await (const chunk of await openPart(entry)) size += chunk.length
    } catch (error) {
      return error instanceof Error && /too many bytes/.test(error.message) ? 'zip-bomb' : 'broken-file'
    }
    if (size !== entry.uncompressedSize) return 'broken-file'
  }
  return undefined
}

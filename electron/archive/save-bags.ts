import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { headingOf, layOut, type Bag } from '../../core/bag/bag.ts'
import type { Digests } from '../../core/bag/digest.ts'
import { bagFileName, bagsFileName } from '../../core/bag/file-name.ts'
import { BagError, type Bytes } from '../../core/bag/source.ts'
import { filesTold } from '../../core/bag/told.ts'
import { foldersOf, writeZip } from '../../core/bag/write-zip.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Archive } from './archive.ts'
import { LocalDataError } from './local-data-error.ts'
import { sealFile, SEALED_ENDING, writeWhole } from './sealed-file.ts'

/** Where the bytes of kept files come from; `undefined` for one that is not kept, or not what its hash says. */
export type ReadFile = (sha256: string) => Promise<Uint8Array | undefined>

export interface BagsToSave {
  archive: Pick<Archive, 'read'>
  readFile: ReadFile
  matters: readonly string[]
  names: Readonly<Record<string, string>>
  passphrase?: string
}

const nodeDigests: Digests = (algorithm) => {
  const hash = createHash(algorithm)
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') }
}

/**
 * The kept bags of these matters, ready to be written: under which name, and how. One matter is held at a time.
 * Rejects with `no-record` when one of them is not kept.
 */
export async function prepareBags({ archive, readFile, matters, names, passphrase }: BagsToSave) {
  const headings: (ReturnType<typeof headingOf> & { matter: string })[] = []
  for (const matter of matters) {
    const { events } = await archive.read(matter)
    headings.push({ matter, ...told(() => headingOf({ matter, events })) })
    await breathe()
  }
  const [first] = headings
  const plain = headings.length === 1 && first ? bagFileName(first) : bagsFileName(headings.length)
  let absent = 0

  async function lay(index: number): Promise<Bag> {
    const matter = matters[index] ?? ''
    const { events, checkpoints } = await archive.read(matter)
    const files = await filesAtHand(events, readFile)
    absent += filesTold(events).length - files.size
    return layOut({ matter, events, checkpoints, names, files })
  }

  return {
    name: passphrase === undefined ? plain : plain.replace(/\.zip$/, SEALED_ENDING),
    /** Writes the file, whole or not at all; answers how many files of the records are not in it. */
    async write(to: string): Promise<number> {
      const zip = writeZip(foldersOf(headings), lay, { digests: nodeDigests, breathe: () => breathe() })
      try {
        if (passphrase !== undefined) await sealFile(zip, to, passphrase)
        else
          await writeWhole(to, async (out) => {
            for await (const piece of zip) await out.writeFile(piece)
            return true
          })
      } catch (error) {
        throw inPlainWords(error)
      }
      return absent
    },
  }
}

/** Those files of a record whose bytes are here; each is read again when its turn comes, so that one is held at a time. */
async function filesAtHand(events: readonly RecordEvent[], readFile: ReadFile): Promise<Map<string, Bytes>> {
  const files = new Map<string, Bytes>()
  for (const { sha256, size } of filesTold(events)) {
    if ((await readFile(sha256))?.length !== size) continue
    files.set(sha256, async function* () {
      const bytes = await readFile(sha256)
      if (bytes) yield bytes
    })
  }
  return files
}

function told<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw inPlainWords(error)
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const CLOSED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'EINVAL'])

/** A trouble with the chosen place or with a record, in the word that the screen explains; all else as it is. */
function inPlainWords(error: unknown): unknown {
  const found = error instanceof LocalDataError ? error.cause : error
  if (found instanceof BagError) return new LocalDataError(found.reason, found.message, { cause: found })
  if (!(error instanceof LocalDataError) || error.reason !== 'disk') return error
  const code = (found as NodeJS.ErrnoException | undefined)?.code ?? ''
  if (FULL.has(code)) return new LocalDataError('disk-full', error.message, { cause: found })
  return CLOSED.has(code) ? new LocalDataError('not-writable', error.message, { cause: found }) : error
}

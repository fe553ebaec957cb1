import { filesTold } from '../../core/bag/told.ts'
import type { FilesKept } from '../../core/desktop/files.ts'
import type { SavedSession } from '../../core/desktop/contract.ts'
import type { Attachment } from '../../core/wire/attachments.ts'
import type { OwnerData } from '../archive/local-data.ts'
import { LocalDataError } from '../archive/local-data-error.ts'

type Kept = Pick<OwnerData, 'archive' | 'files'>

/** How long one file may take, in ms. */
const FILE_MS = 120_000

/**
 * Fetches the files that a kept record tells of and that are not here, one after the other, those of at most `most`
 * bytes. Every file is held against the size and the hash that the record names before it counts. When nothing is left
 * for later, the catalogue remembers that.
 */
export async function fetchFiles(
  { archive, files }: Kept,
  session: SavedSession | null,
  matter: string,
  most: number,
): Promise<FilesKept> {
  const { events } = await archive.read(matter)
  const told = filesTold(events)
  const wanted = told.filter(({ size }) => size <= most)
  // what was redacted while the program ended
  await files.follow(matter, events, async () => events)
  const missing = await files.share(matter, wanted)
  const found: FilesKept = {
    seq: events.length,
    kept: wanted.length - missing.length,
    larger: told.length - wanted.length,
    refused: 0,
    later: session === null && missing.length > 0,
  }
  for (const file of session ? missing : []) {
    const bytes = await bytesOf(session as SavedSession, file)
    // removed or redacted meanwhile
    if (!(await stillTold(archive, matter, file))) continue
    if (bytes === 'later') return { ...found, later: true }
    if (bytes === 'refused') found.refused++
    else if (await taken({ archive, files }, matter, file, bytes)) found.kept++
    else found.refused++
  }
  if (!found.later) await archive.fetched(matter, { seq: events.length, most })
  return found
}

async function stillTold(archive: Kept['archive'], matter: string, { sha256 }: Attachment): Promise<boolean> {
  return filesTold((await archive.read(matter)).events).some((told) => told.sha256 === sha256)
}

/** False when the bytes are not those that the record names. Other troubles are the disk's. */
async function taken({ archive, files }: Kept, matter: string, file: Attachment, bytes: Buffer): Promise<boolean> {
  try {
    await files.keep(matter, file, bytes, () => archive.keeps(matter))
    return true
  } catch (error) {
    if (error instanceof LocalDataError && error.reason === 'invalid') return false
    throw error
  }
}

async function bytesOf({ server, token }: SavedSession, file: Attachment): Promise<Buffer | 'later' | 'refused'> {
  try {
    const response = await fetch(`${server}/api/attachments/${file.sha256}`, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(FILE_MS),
    })
    if (response.status === 404) return 'refused'
    if (!response.ok || !response.body) return 'later'
    const parts: Uint8Array[] = []
    let length = 0
    for await (const part of response.body) {
      length += part.length
      // whoever sends more than the record names is not listened to
      if (length > file.size) return 'refused'
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch {
    return 'later'
  }
}

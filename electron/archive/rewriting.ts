import { open, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { ByteSource } from '../../core/bag/read/bytes.ts'
import { decryptSource, encryptPieces, startsCovered } from './cover-format.ts'
import { Altered, plainSource } from './cover.ts'
import { LocalDataError } from './local-data-error.ts'
import { writeWhole } from './sealed-file.ts'

const PIECE = 1024 * 1024

/**
 * Every file below an owner's folder but the key; what is on its way in or out of the shelf is not there yet, or no more.
 * A file comes before its last good copy, which it may become meanwhile.
 */
export async function filesToRewrite(folder: string): Promise<string[]> {
  const files = await filesBelow(folder)
  return files.filter((file) => !/^(key\.json|shelf[/\\]\.)/.test(path.relative(folder, file))).sort()
}

/** A folder that goes while it is looked at holds nothing. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found = entries.map((entry) => {
    const place = path.join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(place) : entry.isFile() ? [place] : []
  })
  return (await Promise.all(found)).flat()
}

/** True when any of these files is encrypted. */
export async function somethingCovered(folder: string): Promise<boolean> {
  for (const file of await filesToRewrite(folder)) if (await covered(file).catch(() => false)) return true
  return false
}

/** Gives a file the form that is wanted, in one step; one that has it, is gone, or was altered is left as it is. */
export async function rewrite(file: string, to: { key: Buffer; role: string; on: boolean }): Promise<void> {
  // what a crash left half written
  if (file.endsWith('.tmp')) return rm(file, { force: true })
  try {
    if ((await covered(file)) === to.on) return
    await writeWhole(file, async (out) => {
      const handle = await open(file, 'r')
      try {
        const plain = await plainSource(handle)
        const pieces = to.on
          ? encryptPieces(to.key, to.role, piecesOf(plain))
          : piecesOf(await decryptSource(to.key, to.role, plain))
        for await (const piece of pieces) await out.writeFile(piece)
        return true
      } finally {
        await handle.close()
      }
    })
  } catch (error) {
    const cause = error instanceof LocalDataError ? error.cause : error
    if (cause instanceof Altered || (cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return
    throw error
  }
}

async function covered(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    return await startsCovered(handle)
  } finally {
    await handle.close()
  }
}

async function* piecesOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; at += PIECE) yield source.read(at, Math.min(PIECE, source.size - at))
}

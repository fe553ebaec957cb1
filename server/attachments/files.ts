import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { syncFolder, writeDurably } from '../durable-files.ts'

/** Files by the SHA-256 of their bytes, under one folder that no web server looks into. */
export interface Files {
  /** Keeps bytes; durable when it resolves. Answers with their hash. */
  keep(bytes: Buffer): Promise<string>
  /** Where the bytes of a hash are, and how many; `undefined` when they are not kept. */
  find(sha256: string): Promise<{ file: string; size: number } | undefined>
  /** Throws bytes away; their name is gone durably when it resolves. */
  remove(sha256: string): Promise<void>
}

/** Opens the folder; what an interrupted write left there is cleared away. */
export async function openFiles(folder: string): Promise<Files> {
  const temporary = path.join(folder, 'arriving')
  await mkdir(temporary, { recursive: true, mode: 0o700 })
  for (const left of await readdir(temporary)) await rm(path.join(temporary, left), { force: true })

  const place = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256)
  const find: Files['find'] = async (sha256) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined
    const file = place(sha256)
    const found = await stat(file).catch(() => undefined)
    return found?.isFile() ? { file, size: found.size } : undefined
  }

  return {
    find,
    async keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if ((await find(sha256))?.size === bytes.length) return sha256
      const arriving = path.join(temporary, randomUUID())
      await writeDurably(arriving, bytes)
      const shelf = path.dirname(place(sha256))
      const made = await mkdir(shelf, { recursive: true, mode: 0o700 })
      await rename(arriving, place(sha256))
      // the names are durable once their folders are
      await syncFolder(shelf)
      if (made !== undefined) await syncFolder(folder)
      return sha256
    },
    async remove(sha256) {
      const found = await find(sha256)
      if (!found) return
      await rm(found.file)
      await syncFolder(path.dirname(found.file))
    },
  }
}

import { readdirSync, rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { asDiskError, LocalDataError } from './local-data-error.ts'
import { syncDirectory } from './synced.ts'

const ERASED = '.erased-'

/**
 * Deletes a folder with everything in it. It loses its name first, so that a crash leaves all of it or something that
 * nobody opens and the next start clears away. `now` in ms UTC. Throws `disk`.
 */
export async function eraseFolder(folder: string, now: number): Promise<void> {
  const away = `${folder}${ERASED}${now}`
  try {
    await rename(folder, away)
    await syncDirectory(path.dirname(folder))
    await rm(away, { recursive: true, force: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw asDiskError(error, folder)
  }
}

/**
 * Deletes something after the lists that tell of it, so that a crash leaves nothing that none tells of. A full disk takes
 * no shorter lists either: there it goes first, and makes room for them. Throws what both throw.
 */
export async function eraseTold(untell: () => Promise<void>, erase: () => Promise<void>): Promise<void> {
  const full = await untell().then(
    () => false,
    (error: unknown) => {
      if (error instanceof LocalDataError && error.reason === 'disk') return true
      throw error
    },
  )
  await erase()
  if (full) await untell()
}

/** Clears away what an interrupted deletion left beside the folders; what cannot go now goes at a later start. */
export function eraseLeftovers(parent: string): void {
  for (const name of names(parent).filter((each) => each.includes(ERASED)))
    try {
      rmSync(path.join(parent, name), { recursive: true, force: true })
    } catch (error) {
      console.error('clearing away', name, error)
    }
}

function names(parent: string): string[] {
  try {
    return readdirSync(parent)
  } catch {
    return []
  }
}

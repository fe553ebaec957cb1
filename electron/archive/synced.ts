import { open, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Writes a whole file and returns once its bytes are on the disk. The name itself is durable after `syncDirectory`. */
export async function writeSynced(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'w')
  try {
    await handle.writeFile(content, 'utf8')
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Sees to it that what a file holds is on the disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes renames in a directory durable. Windows has no such call and writes names through by itself. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const PASSING = new Set(['EPERM', 'EACCES', 'EBUSY'])

/** Renames over what is there. A virus scanner may hold a file for a moment on Windows, so that is tried again. */
export async function replace(from: string, to: string): Promise<void> {
  for (let pause = 10; ; pause *= 2) {
    try {
      return await rename(from, to)
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      if (process.platform !== 'win32' || !PASSING.has(code) || pause > 1000) throw error
      await wait(pause)
    }
  }
}

/** True when there is something under this name. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

/**
 * Renames a file that cannot be used to `NAME.damaged-TIME` beside it and answers with that path; never deletes.
 * `now` in ms UTC.
 */
export async function setAside(file: string, now: number): Promise<string> {
  const time = new Date(now).toISOString().replace(/[-:.]/g, '')
  for (let n = 0; ; n++) {
    const aside = `${file}.damaged-${time}${n === 0 ? '' : `-${n}`}`
    if (await exists(aside)) continue
    await replace(file, aside)
    await syncDirectory(path.dirname(file))
    return aside
  }
}

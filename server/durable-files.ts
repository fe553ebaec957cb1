import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** Makes the names in a folder durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Writes bytes to a new file that only this account of the machine reads, and makes them durable. */
export async function writeDurably(file: string, bytes: string | Buffer): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Replaces what a file holds, as a whole or not at all; durable when it resolves. `arriving` is for what is half written. */
export async function replaceDurably(file: string, arriving: string, bytes: string | Buffer): Promise<void> {
  const half = path.join(arriving, randomUUID())
  try {
    await writeDurably(half, bytes)
    await rename(half, file)
  } catch (error) {
    await rm(half, { force: true })
    throw error
  }
  await syncFolder(path.dirname(file))
}

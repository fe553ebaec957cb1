import { readdir, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import type { Usage } from '../../core/desktop/files.ts'
import type { KeptFile } from './kept-files.ts'

/** How many of the largest matters are named. */
const NAMED = 20

/** What an owner's folder takes on the disk. `files` are those that kept records tell of. */
export async function usageOf(folder: string, files: readonly KeptFile[]): Promise<Usage> {
  const archive = path.join(folder, 'archive')
  const bytes = new Map<string, number>()
  for (const matter of await readdir(archive).catch(() => []))
    bytes.set(matter, await sizeOf(path.join(archive, matter)))
  const records = sumOf([...bytes.values()])
  const shelf = path.join(folder, 'shelf')
  const bags = await Promise.all((await readdir(shelf).catch(() => [])).map((bag) => sizeOf(path.join(shelf, bag))))
  for (const { size, matters } of files)
    for (const matter of matters) bytes.set(matter, (bytes.get(matter) ?? 0) + size)
  const largest = [...bytes].map(([matter, taken]) => ({ matter, bytes: taken }))
  const disk = await statfs(folder).catch(() => undefined)
  return {
    records,
    files: sumOf(files.map(({ size }) => size)),
    shelf: sumOf(bags),
    free: disk ? disk.bavail * disk.bsize : null,
    largest: largest.sort((a, b) => b.bytes - a.bytes).slice(0, NAMED),
  }
}

const sumOf = (sizes: readonly number[]) => sizes.reduce((sum, one) => sum + one, 0)

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const sizes = await Promise.all(names.map((name) => stat(path.join(folder, name)).catch(() => undefined)))
  return sumOf(sizes.map((found) => (found?.isFile() ? found.size : 0)))
}

import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A disk of 8 MB, or why this machine gives none. */
export async function smallDisk(): Promise<{ directory: string } | { why: string }> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { why: 'only root may mount a small disk' }
  const directory = await mkdtemp(path.join(tmpdir(), 'zx-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', directory], { stdio: 'pipe' })
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    return { why: `no small disk can be mounted here: ${String(error)}` }
  }
  onTestFinished(async () => {
    execFileSync('umount', ['-l', directory])
    await rm(directory, { recursive: true, force: true })
  })
  return { directory }
}

/** Takes all room there is but `spare` bytes, until what it answers is called. */
export function fillUp(directory: string, spare: number): () => void {
  const block = Buffer.alloc(16 * 1024)
  const folder = path.join(directory, 'others')
  mkdirSync(folder)
  for (let n = 0; ; n++)
    try {
      writeFileSync(path.join(folder, String(n)), block)
    } catch {
      for (let m = n; m >= 0 && m > n - 1 - Math.ceil(spare / block.length); m--)
        rmSync(path.join(folder, String(m)), { force: true })
      return () => rmSync(folder, { recursive: true, force: true })
    }
}

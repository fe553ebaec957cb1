import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

export const MANIFEST = 'manifest.json'
const inside = (name: string) =>
  !path.isAbsolute(name) && !name.split(/[/\\]/).some((part) => part === '..' || part === '')

/** What is in a backup: every file with its size and SHA-256. `at`: when it was begun, ms UTC. */
const schema = z.strictObject({
  format: z.literal(1),
  at: z.int().min(0),
  version: z.string(),
  files: z.array(
    z.strictObject({
      path: z.string().refine(inside),
      size: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
export type Manifest = z.output<typeof schema>

/** Said to whoever makes a backup or restores one: one plain sentence. */
export class BackupError extends Error {}

/** The SHA-256 of a file. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Reads what a backup says is in it. Throws `BackupError` where it is none. */
export async function readManifest(backup: string): Promise<Manifest> {
  const text = await readFile(path.join(backup, MANIFEST), 'utf8').catch(() => {
    throw new BackupError(`${backup} is no backup: it has no ${MANIFEST}`)
  })
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new BackupError(`${path.join(backup, MANIFEST)} cannot be read: it is damaged, or of another version`)
  }
}

/** Names of the files below a folder, with forward slashes, sorted; none where there is no folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}

/** Checks every file of a backup against its manifest. Throws `BackupError` that names the first one that is wrong. */
export async function verifyBackup(backup: string): Promise<Manifest> {
  const manifest = await readManifest(backup)
  const named = new Set([MANIFEST, ...manifest.files.map((file) => file.path)])
  const stranger = (await filesBelow(backup)).find((file) => !named.has(file))
  if (stranger !== undefined) throw new BackupError(`the backup is damaged: ${stranger} does not belong to it`)
  for (const { path: name, size, sha256 } of manifest.files) {
    const file = path.join(backup, name)
    const found = await stat(file).catch(() => undefined)
    if (!found?.isFile()) throw new BackupError(`the backup is damaged: ${name} is missing`)
    if (found.size !== size)
      throw new BackupError(`the backup is damaged: ${name} has ${found.size} bytes, not ${size}`)
    if ((await hashFile(file)) !== sha256) throw new BackupError(`the backup is damaged: ${name} was changed`)
  }
  return manifest
}

import type { Upload } from '../contract.ts'
import { copy, type Tables } from './tables.ts'

export function putAttachment(tables: Tables, upload: Upload): void {
  const uploads = tables.uploads.get(upload.sha256) ?? new Map<string, Upload>()
  tables.uploads.set(upload.sha256, uploads.set(upload.uploader, copy(upload)))
  tables.thrown.delete(upload.sha256)
}

/** Notes that a matter's record tells of files. */
export function refer(tables: Tables, matter: string, hashes: readonly string[]): void {
  for (const sha256 of hashes)
    tables.references.set(sha256, (tables.references.get(sha256) ?? new Set<string>()).add(matter))
}

export function attachment(tables: Tables, sha256: string): { uploads: Upload[]; matters: string[] } | undefined {
  const uploads = tables.uploads.get(sha256)
  return uploads && copy({ uploads: [...uploads.values()], matters: [...(tables.references.get(sha256) ?? [])] })
}

export function forgetUploads(tables: Tables, before: number): number {
  let forgotten = 0
  for (const [sha256, uploads] of tables.uploads) {
    if (tables.references.has(sha256)) continue
    for (const [uploader, { at }] of uploads) if (at < before) uploads.delete(uploader)
    if (uploads.size > 0) continue
    tables.uploads.delete(sha256)
    tables.thrown.add(sha256)
    forgotten++
  }
  return forgotten
}

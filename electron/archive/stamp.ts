import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Head } from '../../core/record/chain.ts'

/** Where a record was left, and the stamp of its segments then. */
export interface Remembered extends Head {
  stamp?: string | undefined
}

/** What a look at the name of each segment says of it: how long it is and when it was written. No file is read for it. */
export type Marks = Map<string, string>

/** The marks of all segments in a folder, or only of those named. */
export async function marksOf(folder: string, names?: readonly string[]): Promise<Marks> {
  const segments = names ?? (await readdir(folder).catch(() => [])).filter((name) => /^\d{6}\.json$/.test(name))
  const marks = await Promise.all(
    segments.map(async (name) => {
      const found = await stat(path.join(folder, name)).catch(() => undefined)
      return [name, `${found?.size} ${Math.round(found?.mtimeMs ?? 0)}`] as const
    }),
  )
  return new Map(marks)
}

/** The marks in one word. Two equal ones mean that nothing wrote there meanwhile. */
export function stampOf(marks: Marks): string {
  const lines = [...marks].map(([name, mark]) => `${name} ${mark}`).sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 32)
}

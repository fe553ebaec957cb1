import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What each step finds. */
interface Found {
  fill: { perMatter: number; perEvent: number }
  start: { took: number; kept: number }
  open: { first: number; p95: number }
  append: { average: number; p95: number; together: number }
  long: object
  openLong: { took: number }
  search: { cold: number; p95: number; hits: number }
}
interface Memory {
  program: number
  archiveMb: number
}

/**
 * The archive of one desktop: 2,000 matters of 50 events, half of them messages, and one of 5,000; each step in a
 * process of its own. Times in ms, memory in MB; `archiveMb` is what the step adds to what the program takes anyhow.
 */
export async function archive() {
  const directory = await mkdtemp(path.join(tmpdir(), 'zx-bench-'))
  const run = <Step extends keyof Found>(step: Step) => {
    const script = path.join(import.meta.dirname, 'archive-step.ts')
    const output = execFileSync(process.execPath, [script, directory, step], { encoding: 'utf8' })
    return JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Found[Step] & Memory
  }
  try {
    const fill = run('fill')
    const built = run('search')
    const start = run('start')
    const open = run('open')
    const append = run('append')
    run('long')
    return { fill, built, start, open, append, openLong: run('openLong'), search: run('search') }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

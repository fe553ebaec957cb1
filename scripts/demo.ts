import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { play } from '../tests/support/demo/play.ts'

/** Plays the main job on a real server with real clients; exits 1 when any step is not as it should be. */
const folder = mkdtempSync(path.join(tmpdir(), 'zx-demo-'))
try {
  await play(folder, (line) => console.log(line))
  console.log('\nthe demo ended well')
} catch (error) {
  console.error(`\nthe demo failed: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

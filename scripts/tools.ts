import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Everyday tools that tests of the documentation run, each in Debian's package of the same name. */
const TOOLS = ['unzip', 'openssl']

const has = (tool: string) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${tool}`))

/** Installs the tools that are missing, as root on Debian; elsewhere their tests say what they need. */
export function ensureTools(): void {
  const missing = TOOLS.filter((tool) => !has(tool))
  if (missing.length === 0 || process.getuid?.() !== 0) return
  console.log(`installing ${missing.join(', ')}`)
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...missing],
  ])
    try {
      execFileSync('apt-get', args, { stdio: 'ignore', timeout: 300_000 })
    } catch {
      // the tests that need them fail, and say so
    }
}

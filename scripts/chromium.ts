import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Path of a Chromium: from the environment (CHROMIUM), from PATH, or Playwright's own; `undefined` when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM
  if (named && existsSync(named)) return named
  for (const folder of (process.env.PATH ?? '').split(':'))
    for (const name of NAMES) if (existsSync(`${folder}/${name}`)) return `${folder}/${name}`
  const own = chromium.executablePath()
  return existsSync(own) ? own : undefined
}

/** Finds a Chromium or installs one: Playwright's, else Debian's package as root. Throws, saying what to do. */
export function ensureChromium(): string {
  const found = findChromium()
  if (found) {
    installFont()
    return found
  }
  console.log('no Chromium found: installing one')
  attempt('npx', ['playwright', 'install', 'chromium'])
  if (!findChromium() && process.getuid?.() === 0) {
    attempt('apt-get', ['update', '-qq'])
    attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'])
  }
  const installed = findChromium()
  if (installed) return installed
  throw new Error(
    'The tests need Chromium. Install it (Debian: apt-get install chromium fonts-noto-cjk), or set CHROMIUM to its path.',
  )
}

/** Without a Chinese font every 汉字 is a box; on Debian as root one is installed. */
function installFont(): void {
  if (attempt('sh', ['-c', 'fc-list :lang=zh | grep -q .'])) return
  if (process.getuid?.() !== 0) return
  attempt('apt-get', ['update', '-qq'])
  attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'fonts-noto-cjk'])
}

function attempt(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 300_000 })
    return true
  } catch {
    return false
  }
}

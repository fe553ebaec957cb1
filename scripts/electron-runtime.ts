import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const home = path.resolve(import.meta.dirname, '../node_modules/electron')

/**
 * Path of Electron's executable, fetched at the first call where it can be; `undefined` where it cannot.
 * `fetch: false` only looks.
 */
export function electronRuntime({ fetch = true } = {}): string | undefined {
  const found = installed()
  if (found || !fetch) return found
  spawnSync(process.execPath, [path.join(home, 'install.js')], { stdio: 'ignore', timeout: 180_000 })
  return installed()
}

function installed(): string | undefined {
  const named = path.join(home, 'path.txt')
  const program = existsSync(named) ? readFileSync(named, 'utf8') : 'electron'
  const file = path.join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(home, 'dist'), program)
  return existsSync(file) ? file : undefined
}

/** True where a window can be shown. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

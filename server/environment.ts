import { isIP } from 'node:net'
import path from 'node:path'

/** What the server is told from outside. */
export interface Settings {
  port: number
  host: string
  /** Absolute path. */
  dataDir: string
  allowedOrigins: string[]
  logLevel: string
  rateLimits: boolean
  demo: boolean
  /** Where backups are kept, an absolute path, and when they are made, in minutes after midnight in China. */
  backups?: { folder: string; atMinute: number }
}

/** Thrown on settings that cannot be followed; the message is one plain sentence for whoever starts the server. */
export class SettingsError extends Error {}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** True for addresses that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function minuteOf(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  if (hours === undefined || minutes === undefined)
    throw new SettingsError(`BACKUP_AT must be a time of the day such as 03:00, not ${time}`)
  return Number(hours) * 60 + Number(minutes)
}

/** Reads flags (`--demo`) and environment. Throws `SettingsError`. */
export function readSettings(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Settings {
  const unknown = args.find((arg) => arg !== '--demo')
  if (unknown !== undefined) throw new SettingsError(`unknown flag ${unknown}: the only one is --demo`)
  for (const name of ['DATABASE_URL', 'REDIS_URL'])
    if (env[name])
      throw new SettingsError(`${name} is set, but is not supported yet: unset it to use SQLite in DATA_DIR`)

  const port = Number(env.PORT || 4170)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new SettingsError(`PORT must be a number from 0 to 65535, not ${env.PORT}`)
  const host = env.HOST || '127.0.0.1'
  const logLevel = env.LOG_LEVEL || 'info'
  if (!LEVELS.includes(logLevel)) throw new SettingsError(`LOG_LEVEL must be one of ${LEVELS.join(', ')}`)

  const rateLimits = env.RATE_LIMITS !== 'off'
  if (!rateLimits && !isLoopback(host))
    throw new SettingsError(`RATE_LIMITS=off is for measuring on this machine only, and HOST is ${host}`)
  const demo = args.includes('--demo')
  if (demo && !isLoopback(host))
    throw new SettingsError(`--demo makes accounts with a known password, so HOST must be 127.0.0.1, not ${host}`)

  const backups = env.BACKUP_DIR
    ? { backups: { folder: path.resolve(env.BACKUP_DIR), atMinute: minuteOf(env.BACKUP_AT || '03:00') } }
    : {}
  return {
    ...backups,
    port,
    host,
    dataDir: path.resolve(env.DATA_DIR || './data'),
    allowedOrigins: (env.ALLOWED_ORIGINS ?? '').split(',').flatMap((origin) => origin.trim() || []),
    logLevel,
    rateLimits,
    demo,
  }
}

import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { DAY_MS, dayOf, dayStart } from '../../core/clock/calendar.ts'
import type { Logger } from '../log.ts'
import { backupsIn, LEAVING, makeBackup, timeOf, type Made } from './backup.ts'
import { timesToKeep } from './retention.ts'

/** Where a server keeps its backups and when it makes them: minutes after midnight in China. */
export interface BackupPlan {
  dataDir: string
  folder: string
  atMinute: number
}

export interface NightlyParts extends BackupPlan {
  /** ms UTC */
  now: () => number
  log: Logger
  make?: typeof makeBackup
}

export interface Nightly {
  /** Makes a backup where one is due and thins out the old ones. Never rejects. Answers whether it made one. */
  tick(): Promise<boolean>
  /** Looks every minute, and once now. */
  start(): void
  /** Resolves when what is under way is done. */
  stop(): Promise<void>
  /** How many seconds ago the last backup was made; `NaN` when there is none. */
  age(): number
  failures(): number
}

const MINUTE = 60_000
/** After so many ms a backup that failed is tried again. */
const AGAIN_MS = 60 * MINUTE

/** The last time, ms UTC, at which a backup was due. */
export function lastDue(now: number, atMinute: number): number {
  const today = dayStart(dayOf(now)) + atMinute * MINUTE
  return today <= now ? today : today - DAY_MS
}

/** A backup a night; one that was missed, since no server ran, is made when one runs again. */
export function createNightly({ make = makeBackup, ...plan }: NightlyParts): Nightly {
  const { folder, atMinute, now, log } = plan
  let last = Number.NaN
  let failures = 0
  let again = 0
  let timer: NodeJS.Timeout | undefined
  let running: Promise<boolean> | undefined

  const known = async () => {
    const times = (await backupsIn(folder)).map(timeOf)
    if (times.length > 0) last = Math.max(...times)
  }

  async function thin(): Promise<number> {
    const names = await backupsIn(folder)
    const kept = timesToKeep(names.map(timeOf))
    const old = names.filter((name) => !kept.has(timeOf(name)))
    for (const name of old) {
      // a backup is whole or it is none: half of one must not bear its name
      const aside = path.join(folder, `${LEAVING}${name}`)
      await rename(path.join(folder, name), aside)
      await rm(aside, { recursive: true, force: true })
    }
    return old.length
  }

  async function run(): Promise<boolean> {
    try {
      await known()
      const at = now()
      if (last >= lastDue(at, atMinute) || at < again) return false
      const made: Made = await make(plan)
      await known()
      const { name, files, bytes, fresh } = made
      const thinned = await thin()
      log.info({ backup: name, folder, files, bytes, fresh, thinned, ms: Math.round(now() - at) }, 'a backup was made')
      again = 0
      return true
    } catch (error) {
      failures++
      again = now() + AGAIN_MS
      const ageHours = Number.isNaN(last) ? undefined : Math.round((now() - last) / 3_600_000)
      log.error({ err: error, folder, ageHours }, 'the backup failed')
      return false
    }
  }

  const tick = () => (running ??= run().finally(() => (running = undefined)))

  return {
    tick,
    start() {
      timer ??= setInterval(() => void tick(), MINUTE).unref()
      void tick()
    },
    async stop() {
      clearInterval(timer)
      await running
    },
    age: () => (now() - last) / 1000,
    failures: () => failures,
  }
}

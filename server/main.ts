import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { createApp, type App } from './app.ts'
import { latestTime, steadyClock } from './clock.ts'
import { seedDemo } from './demo/seed.ts'
import { readSettings, SettingsError, type Settings } from './environment.ts'
import { randomIds } from './ids.ts'
import { leftByRestore } from './keeping/restore.ts'
import { createLog } from './log.ts'
import type { Store } from './store/contract.ts'
import { openSqliteStore } from './store/sqlite/store.ts'

/** How long a shutdown may take before it is cut short, in ms. */
const SHUTDOWN_MS = 15_000

/** Whoever starts the server gets one plain line, not a stack. */
function giveUp(line: string): never {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

function settingsOrExit(): Settings {
  try {
    return readSettings(process.argv.slice(2), process.env)
  } catch (error) {
    if (error instanceof SettingsError) giveUp(error.message)
    throw error
  }
}

function storeOrExit(dataDir: string): Store {
  const left = leftByRestore(dataDir)
  if (left.length > 0)
    giveUp(
      `${dataDir} is not there, but beside it ${left.join(', ')}: a restore was cut short. Restore again, or rename one.`,
    )
  try {
    mkdirSync(dataDir, { recursive: true })
    return openSqliteStore({ file: path.join(dataDir, 'zx.sqlite') })
  } catch (error) {
    giveUp(error instanceof Error ? error.message : String(error))
  }
}

async function listenOrExit(app: App, { port, host }: Settings): Promise<string> {
  try {
    return await app.listen(port, host)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    giveUp(code === 'EADDRINUSE' ? `port ${port} on ${host} is in use: set PORT to another one` : message)
  }
}

const settings = settingsOrExit()
const log = createLog(settings.logLevel)
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, (error: unknown) => {
    // a bug: what is in memory cannot be trusted any more, what was acknowledged is on disk
    log.fatal({ err: error }, event)
    process.exit(1)
  })

const store = storeOrExit(settings.dataDir)
const last = await latestTime(store)
if (last > Date.now()) log.warn({ aheadMs: last - Date.now() }, 'the records are ahead of the clock of this machine')
const app = await createApp({
  store,
  clock: steadyClock(last),
  ids: randomIds,
  log,
  filesFolder: path.join(settings.dataDir, 'attachments'),
  boxesFolder: path.join(settings.dataDir, 'boxes'),
  allowedOrigins: settings.allowedOrigins,
  rateLimits: settings.rateLimits,
  ...(settings.backups ? { backups: { ...settings.backups, dataDir: settings.dataDir } } : {}),
})
if (!settings.backups && !settings.demo) log.warn('no backups are made: set BACKUP_DIR to have one made every night')
if (settings.demo) {
  const { people, matters, attachments } = app
  await seedDemo({ store, people, clock: Date.now, ids: randomIds, log, boxes: matters.boxes, attachments })
}
const address = await listenOrExit(app, settings)
process.stdout.write(`listening on ${address}\n`)
log.info({ address, dataDir: settings.dataDir }, 'listening')

let stopping = false
async function stop(signal: string): Promise<void> {
  if (stopping) return
  stopping = true
  log.info({ signal }, 'shutting down')
  setTimeout(() => {
    log.error('the shutdown took too long')
    process.exit(1)
  }, SHUTDOWN_MS).unref()
  await app.close()
  await store.close()
  log.info('shut down')
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal))

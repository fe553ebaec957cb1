import { app, dialog, protocol } from 'electron'
import path from 'node:path'
import { DEFAULT_SETTINGS, type Settings } from '../../core/desktop/contract.ts'
import type { Damage } from '../archive/durable-file.ts'
import { LocalDataError } from '../archive/local-data-error.ts'
import { openLocalData, type LocalData } from '../archive/local-data.ts'
import { Client } from './client.ts'
import { SCHEME } from './home.ts'
import { systemCipher } from './system-cipher.ts'
import { TEXTS, type Language } from './texts.ts'

/** How long quitting waits for a disk that does not answer, in ms. */
const DRAIN_MS = 5000

// A directory given from outside holds everything, the engine's own profile included.
const given = process.env.ZX_DATA_DIR
if (given) app.setPath('userData', path.resolve(given, 'profile'))
const directory = given ? path.resolve(given, 'local') : path.join(app.getPath('userData'), 'local')

protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])

if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp)
else app.quit()

async function start(): Promise<void> {
  const damages: Damage[] = []
  const running: { client?: Client } = {}
  const data = openLocalData({
    directory,
    cipher: systemCipher,
    onDamage: (damage) => {
      damages.push(damage)
      if (damages.length === 1) setTimeout(() => tellDamage(running.client, damages), 500)
    },
  })
  drainBeforeQuit(data)
  const settings = await firstSettings(data)
  if (!settings) return
  const client = new Client(data, directory, settings)
  running.client = client
  app.on('second-instance', () => void client.show())
  app.on('activate', () => void client.show())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  await client.start()
}

/** The settings, with the server that `npm start` names; `undefined` when they cannot be read and the program ends. */
async function firstSettings(data: LocalData): Promise<Settings | undefined> {
  try {
    const server = process.env.ZX_SERVER
    return server && data.readOnly === undefined ? await data.settings.set({ server }) : await data.settings.get()
  } catch (error) {
    sayLast(error)
    app.quit()
    return undefined
  }
}

/** The message before the program ends because it cannot work with its data. */
function sayLast(error: unknown): void {
  const language: Language = app.getLocale().startsWith('zh') ? DEFAULT_SETTINGS.language : 'en'
  const newer = error instanceof LocalDataError && error.reason === 'newer-version'
  dialog.showErrorBox(TEXTS[language][newer ? 'newer' : 'unreadable'], String(error))
}

function giveUp(error: unknown): void {
  sayLast(error)
  app.exit(1)
}

/** Nothing that was set aside is passed over in silence: one message names every file and what became of it. */
function tellDamage(client: Client | undefined, damages: Damage[]): void {
  const told = damages.splice(0)
  const text = TEXTS[client?.language ?? DEFAULT_SETTINGS.language]
  const lines = told.map(({ file, aside, recovered, why }) => {
    const name = path.relative(directory, aside ?? file)
    return `${name}: ${recovered ? text.recovered : text.lost} (${why})`
  })
  client?.tell(text.damaged, [...new Set(lines)].join('\n'))
}

/** The first request to quit waits until everything is on the disk; then the program goes. */
function drainBeforeQuit(data: LocalData): void {
  let drained = false
  app.on('will-quit', (event) => {
    if (drained) return
    event.preventDefault()
    const patience = new Promise((resolve) => setTimeout(resolve, DRAIN_MS))
    void Promise.race([data.close(), patience]).then(() => {
      drained = true
      app.quit()
    })
  })
}

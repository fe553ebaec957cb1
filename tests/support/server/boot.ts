import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import type { Account } from '../../../core/people/roles.ts'
import { createApp, type App, type AppParts } from '../../../server/app.ts'
import { hashPassword } from '../../../server/accounts/passwords.ts'
import { PEOPLE } from '../../../server/demo/people.ts'
import { REGIONS, SECTORS, UNITS } from '../../../server/demo/places.ts'
import { randomIds } from '../../../server/ids.ts'
import type { Store } from '../../../server/store/contract.ts'
import { createMemoryStore } from '../../../server/store/memory/store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/store.ts'

export { connect, signIn, type TestClient } from './client.ts'
export { spawnServer, type SpawnedServer } from './spawn.ts'

export const PASSWORD = 'demo-2026'
let passwordHash: string | undefined

export interface BootOptions {
  store?: 'memory' | 'sqlite' | Store
  /** Where SQLite and attachments are kept; without it a folder that goes away at the end. */
  dataDir?: string
  /** Besides the demo's people; all of them have `PASSWORD`. */
  accounts?: Account[]
  /** Everything else that `createApp` takes. */
  parts?: Partial<AppParts>
}

export interface BootedServer {
  url: string
  app: App
  store: Store
  dataDir: string
  /** The lines of the log so far. */
  log: () => string
  stop(): Promise<void>
}

function storeIn(folder: string, { store = 'memory' }: BootOptions): Store {
  if (typeof store !== 'string') return store
  return store === 'memory' ? createMemoryStore() : openSqliteStore({ file: path.join(folder, 'zx.sqlite') })
}

/** The real server in this process, on a free port, with the demo's people, places and sectors, and no matters. */
export async function bootServer(options: BootOptions = {}): Promise<BootedServer> {
  const folder = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'zx-server-'))
  const store = storeIn(folder, options)
  let lines = ''
  const log = pino({ level: 'debug' }, { write: (line: string) => void (lines += line) })
  const known = new Set((await store.roster()).accounts.map(({ id }) => id))
  if (known.size === 0) await store.putRoster({ regions: REGIONS, sectors: SECTORS, units: UNITS })
  // one hash for all: hashing is slow on purpose
  passwordHash ??= await hashPassword(PASSWORD)
  for (const account of [...PEOPLE, ...(options.accounts ?? [])])
    if (!known.has(account.id)) await store.putAccount({ account, passwordHash, suspended: false })
  const app = await createApp({
    store,
    clock: Date.now,
    ids: randomIds,
    log,
    filesFolder: path.join(folder, 'attachments'),
    // tests move their clocks as they like: what time brings comes when they say so
    tickMs: 0,
    boxesFolder: path.join(folder, 'boxes'),
    ...options.parts,
  })
  const url = await app.listen(0, '127.0.0.1')
  return {
    url,
    app,
    store,
    dataDir: folder,
    log: () => lines,
    async stop() {
      await app.close()
      await store.close()
      if (options.dataDir === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryStore } from '../../../server/store/memory/store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/store.ts'
import { storeContract, type Opened } from './contract.ts'
import { handlingContract } from './handling-contract.ts'
import { keepingContract } from './keeping-contract.ts'
import { wakingContract } from './waking-contract.ts'

async function memory(): Promise<Opened> {
  const store = createMemoryStore()
  return { store, done: () => store.close() }
}

async function sqlite(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'zx-store-'))
  const store = openSqliteStore({ file: join(folder, 'store.db') })
  return {
    store,
    done: async () => {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

for (const contract of [storeContract, handlingContract, wakingContract, keepingContract]) {
  contract('memory', memory)
  contract('sqlite', sqlite)
}

/**
 * The real server on SQLite in a folder, killed by SIGKILL at the moment at which it would carry out a follow-up:
 * `halting-server.ts FOLDER`. What brought the follow-up is durable by then, the follow-up is not.
 */
import path from 'node:path'
import { pino } from 'pino'
import { createApp } from '../../../server/app.ts'
import { randomIds } from '../../../server/ids.ts'
import type { Store } from '../../../server/store/contract.ts'
import { openSqliteStore } from '../../../server/store/sqlite/store.ts'

const [folder = ''] = process.argv.slice(2)
const store = openSqliteStore({ file: path.join(folder, 'zx.sqlite') })
const halting: Store = {
  ...store,
  append(append) {
    if (append.doneFollowUp !== undefined) process.kill(process.pid, 'SIGKILL')
    return store.append(append)
  },
}
const app = await createApp({
  store: halting,
  clock: Date.now,
  ids: randomIds,
  log: pino({ level: 'silent' }),
  filesFolder: path.join(folder, 'attachments'),
  boxesFolder: path.join(folder, 'boxes'),
  rateLimits: false,
})
console.log(`listening on ${await app.listen(0, '127.0.0.1')}`)

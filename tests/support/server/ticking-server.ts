/**
 * The real server on SQLite in a folder, whose clock stands at a given time and which looks for what is due as it starts:
 * `ticking-server.ts FOLDER NOW KILL-AFTER BEFORE|BEHIND [TIME|ALL]`. It is killed by SIGKILL right before, or right behind,
 * the commit of the so manieth thing that time brings, or that anybody does; with 0 it lives.
 */
import path from 'node:path'
import { pino } from 'pino'
import { createApp } from '../../../server/app.ts'
import { randomIds } from '../../../server/ids.ts'
import type { Append, Store, Wake } from '../../../server/store/contract.ts'
import { openSqliteStore } from '../../../server/store/sqlite/store.ts'

const [folder = '', now = '0', killAfter = '0', where = 'BEFORE', whose = 'TIME'] = process.argv.slice(2)
const store = openSqliteStore({ file: path.join(folder, 'zx.sqlite') })
let left = Number(killAfter)

async function perhapsKilled<T>(commit: () => Promise<T>): Promise<T> {
  const last = left > 0 && --left === 0
  if (last && where === 'BEFORE') process.kill(process.pid, 'SIGKILL')
  const done = await commit()
  if (last) process.kill(process.pid, 'SIGKILL')
  return done
}
const killing: Store = {
  ...store,
  append: (append: Append) =>
    whose === 'ALL' || append.command.actor === 'system'
      ? perhapsKilled(() => store.append(append))
      : store.append(append),
  settleWake: (matter, next) => perhapsKilled(() => store.settleWake(matter, next)),
  // a look that finds nothing is no work: among what anybody does it would be what mostly dies
  takeWakes: async (claim): Promise<Wake[]> =>
    whose === 'ALL' ? store.takeWakes(claim) : perhapsKilled(() => store.takeWakes(claim)),
}
const app = await createApp({
  store: killing,
  clock: () => Number(now),
  ids: randomIds,
  log: pino({ level: 'silent' }),
  filesFolder: path.join(folder, 'attachments'),
  boxesFolder: path.join(folder, 'boxes'),
  rateLimits: false,
  tickMs: 50,
})
process.on(
  'SIGTERM',
  () =>
    void app
      .close()
      .then(() => store.close())
      .then(() => process.exit(0)),
)
console.log(`listening on ${await app.listen(0, '127.0.0.1')}`)

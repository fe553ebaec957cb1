/**
 * Appends messages to records of one SQLite store and prints each acknowledged one as a JSON line, as soon as it is
 * acknowledged: `store-appender.ts FILE NAME MATTERS COUNT`. Takes turns over MATTERS records, several appends at once
 * when there are several; on Conflict it loads and tries again. COUNT appends, or without end when it is 0.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { emptyHead, sealEvent, type Head } from '../../core/record/chain.ts'
import { Conflict, type Store } from '../../server/store/contract.ts'
import { openSqliteStore } from '../../server/store/sqlite/store.ts'
import { idOf } from '../server/store/writing.ts'

const [file = '', name = '', matters = '1', count = '0'] = process.argv.slice(2)
const store = openSqliteStore({ file })
let left = Number(count) || Infinity

async function headOf(store: Store, matter: string): Promise<Head> {
  const [last] = await store.events(matter, { limit: 1 })
  return last ?? emptyHead
}

async function append(matter: string): Promise<void> {
  const head = await headOf(store, matter)
  const at = Date.now()
  const command = randomUUID()
  const drafts = Array.from({ length: 1 + (head.seq % 3 === 0 ? 1 : 0) }, (_, i) => ({
    type: 'message.posted',
    data: { text: `${name} ${i}` },
  }))
  const events = drafts.reduce<ReturnType<typeof sealEvent>[]>(
    (sealed, draft) => [
      ...sealed,
      sealEvent(
        draft,
        { matter, at, actor: name, command },
        sealed.at(-1) ?? head,
        randomUUID(),
        randomBytes(16).toString('hex'),
      ),
    ],
    [],
  )
  const seq = events.at(-1)?.seq ?? head.seq
  const summary = {
    id: matter,
    kind: 'proposal' as const,
    title: `${seq}`,
    status: 'submitted',
    author: name,
    createdAt: at,
    updatedAt: at,
    seq,
    counts: { messages: seq, supports: 0, cosigners: 0 },
  }
  await store.append({
    matter,
    events,
    command: { actor: name, id: command, at, bodyHash: '', lastSeq: seq },
    views: {
      summary,
      open: true,
      participants: [`account:${name}`],
      waiting: [],
      notices: [{ seq, type: 'message.posted', actor: 'system', at, to: 'all' }],
      terms: [`n${seq}`],
    },
  })
  // synchronous, so that what was printed is what was acknowledged when the process is killed
  for (const event of events) writeSync(1, `${JSON.stringify({ matter, seq: event.seq, command, actor: name })}\n`)
}

async function lane(matter: string): Promise<void> {
  while (left > 0) {
    left--
    for (;;) {
      try {
        await append(matter)
        break
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
      }
    }
  }
}

await Promise.all(Array.from({ length: Number(matters) }, (_, i) => lane(idOf('matter', i + 1))))
await store.close()

/** Appends until the shell's file limit refuses, and says as JSON what happened: `full-disk.ts FILE`. */
import { openSqliteStore } from '../../../server/store/sqlite/store.ts'
import { createWriter, viewer } from './writing.ts'

const store = openSqliteStore({ file: process.argv[2] ?? '' })
const large = () => ({ events: [{ type: 'x', data: { text: '满'.repeat(150_000) } }] })
const [first] = await Promise.allSettled([store.append(createWriter(1).next())])
const group = await Promise.allSettled([2, 3, 4, 5, 6].map((n) => store.append(createWriter(n).next(large()))))
const [after] = await Promise.allSettled([store.append(createWriter(7).next())])
const { total } = await store.list({ limit: 9 }, viewer('moderator', ['moderator']))
await store.close()
console.log(
  JSON.stringify({
    first: first.status,
    group: group.map(({ status }) => status),
    names: group.map((outcome) => (outcome.status === 'rejected' ? (outcome.reason as Error).constructor.name : '')),
    after: after.status,
    listed: total,
  }),
)

/**
 * Prints what the SQLite store does on this machine: `npx node tests/server/store/measure.ts [proposals]`.
 * Appends are built beforehand, so that hashing is not counted; everything else is as the server has it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { indexTerms, queryTerms } from '../../../core/text/terms.ts'
import type { Append, Snapshot, Store } from '../../../server/store/contract.ts'
import { openSqliteStore } from '../../../server/store/sqlite/store.ts'
import { createWriter, notice, START, viewer } from './writing.ts'

const PROPOSALS = Number(process.argv[2] ?? 5000)
const IN_FLIGHT = 50
const APPENDS = 40_000

function share(values: number[], of: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  return `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? 0).toFixed(2)} ms`
}

// characters as unevenly common as in real text
let state = 20260101
const random = () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32
const character = () => String.fromCodePoint(0x4e00 + Math.floor(3500 * random() ** 3))
const words = Array.from({ length: 6000 }, () => character() + character())
const word = () => words[Math.floor(6000 * random() ** 2.5)] ?? ''
function passage(length: number): string {
  let text = ''
  while (text.length < length) text += word() + (random() < 0.12 ? '，' : '')
  return text
}

async function appends(store: Store, told: { transactions: number }): Promise<void> {
  const participants = Array.from({ length: 12 }, (_, i) => `0190aaaa-0000-7000-8000-${String(i).padStart(12, '0')}`)
  const writers = Array.from({ length: IN_FLIGHT }, (_, lane) =>
    createWriter(900_000 + lane, {
      participants,
      waiting: [{ address: 'role:moderator', kind: 'screen', since: START }],
    }),
  )
  // times and command ids grow as on a real server: neighbours in time are neighbours in the indexes
  const lanes: Append[][] = writers.map(() => [])
  for (let round = 0; round < APPENDS / IN_FLIGHT; round++)
    writers.forEach((writer, lane) =>
      lanes[lane]?.push(
        writer.next({
          at: START + round * 5 + Math.floor(lane / 10),
          actor: participants[lane % 12] ?? '',
          events: [{ type: 'message.posted', data: { text: words.slice(lane, lane + 30).join('') } }],
        }),
      ),
    )
  const waits: number[] = []
  const before = told.transactions
  const cpu = process.cpuUsage()
  const started = performance.now()
  await Promise.all(
    lanes.map(async (lane) => {
      for (const append of lane) {
        const sent = performance.now()
        await store.append(append)
        waits.push(performance.now() - sent)
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  console.log(
    `appends: ${Math.round(APPENDS / seconds)}/s, ${IN_FLIGHT} in flight, p50 ${share(waits, 0.5)}, p99 ${share(waits, 0.99)}, max ${share(waits, 1)}, ` +
      `${((user + system) / APPENDS).toFixed(1)} µs of CPU each, ${(APPENDS / (told.transactions - before)).toFixed(1)} a transaction`,
  )
}

async function fill(store: Store): Promise<void> {
  const started = performance.now()
  let segmenting = 0
  for (let n = 1; n <= PROPOSALS; n += IN_FLIGHT)
    await Promise.all(
      Array.from({ length: Math.min(IN_FLIGHT, PROPOSALS - n + 1) }, (_, i) => {
        const text = passage(1500)
        const author = `account ${(n + i) % 300}`
        const append = createWriter(n + i, { actor: author, open: random() < 0.7 }).next({
          participants: [author, ...Array.from({ length: 5 }, () => `account ${Math.floor(random() * 300)}`)],
          events: [{ type: 'proposal.submitted', data: { text } }],
          summary: { category: `c${(n + i) % 12}`, region: `r-${(n + i) % 60}`, title: passage(20) },
          waiting: [
            { address: `account:${author}`, kind: 'find-cosigner', since: START },
            ...(random() < 0.05 ? [{ address: 'role:moderator', kind: 'screen' as const, since: START }] : []),
          ],
          notices: [notice(1, 'all', author)],
        })
        const at = performance.now()
        const terms = indexTerms(text)
        segmenting += performance.now() - at
        return store.append({ ...append, ...(append.views ? { views: { ...append.views, terms } } : {}) })
      }),
    )
  const ms = (performance.now() - started) / PROPOSALS
  console.log(
    `submitting ${PROPOSALS} proposals of 1,500 characters: ${ms.toFixed(2)} ms each, of it ${(segmenting / PROPOSALS).toFixed(2)} ms segmenting`,
  )
}

/** Opening a matter of 10,000 events: by its snapshot, by its whole record, and a page of its history. */
async function opening(store: Store): Promise<void> {
  const writer = createWriter(800_000)
  for (let i = 0; i < 100; i++)
    await store.append(
      writer.next({
        events: Array.from({ length: 100 }, () => ({ type: 'message.posted', data: { text: passage(60) } })),
      }),
    )
  await time('load 10,000 events without a snapshot', 5, () => store.load(writer.matter))
  await time('last 100 of 10,000 events', 100, () => store.events(writer.matter, { limit: 100 }))
  await store.saveSnapshot(writer.matter, {
    seq: 9950,
    state: { text: passage(800_000) } as unknown as Snapshot['state'],
  })
  await time('load a snapshot of 800,000 characters and a tail of 50', 20, () => store.load(writer.matter))
}

async function time(name: string, rounds: number, job: (i: number) => Promise<unknown>): Promise<void> {
  const waits: number[] = []
  for (let i = 0; i < rounds; i++) {
    const started = performance.now()
    await job(i)
    waits.push(performance.now() - started)
  }
  console.log(`${name}: p50 ${share(waits, 0.5)}, p95 ${share(waits, 0.95)}, max ${share(waits, 1)}`)
}

const folder = mkdtempSync(join(tmpdir(), 'zx-measure-'))
const told = { transactions: 0 }
const store = openSqliteStore({ file: join(folder, 'store.db'), onCommit: () => void told.transactions++ })
try {
  await appends(store, told)
  await opening(store)
  await fill(store)
  const me = (i: number) => viewer(`account ${i % 300}`)
  const moderator = viewer('moderator', ['moderator'])
  await time('list, first page of 50, a member', 200, (i) => store.list({ limit: 50 }, me(i)))
  await time('list, first page of 50, a moderator', 200, () => store.list({ limit: 50 }, moderator))
  await time('list, filtered by category and regions', 200, (i) =>
    store.list({ limit: 50, category: `c${i % 12}`, regions: ['r-1', 'r-2', 'r-3', 'r-13'] }, me(i)),
  )
  await time('list, mine', 200, (i) => store.list({ limit: 50, mine: true }, me(i)))
  await time('list, what needs me', 200, (i) => store.list({ limit: 50, needsMe: true }, me(i)))
  await time('search, two words', 200, (i) =>
    store.list({ limit: 50, terms: queryTerms(`${word()} ${word()}`) }, me(i)),
  )
  await time('search, the commonest word', 200, (i) =>
    store.list({ limit: 50, terms: queryTerms(words[0] ?? '') }, me(i)),
  )
  await time('search, four characters', 200, () =>
    store.list({ limit: 50, terms: queryTerms(word() + word()) }, moderator),
  )
  await time('tasks, a member', 200, (i) => store.tasks(me(i)))
  await time('tasks, a moderator', 50, () => store.tasks(moderator))
  await time('inbox counts, a member', 200, (i) => store.inboxCounts(me(i)))
  await time('notices, a member', 200, (i) => store.notices(me(i), { limit: 50 }))
} finally {
  await store.close()
  rmSync(folder, { recursive: true })
}

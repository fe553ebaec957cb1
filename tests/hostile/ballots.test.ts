import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leafOf, type AnonymousBallot } from '../../core/voting/ballot.ts'
import type { Closing } from '../../core/voting/tally.ts'
import type { Desk } from '../support/server/desk.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { openSession, pollData, voters } from '../support/server/session.ts'
import { until } from '../support/server/until.ts'
import { seeded } from '../support/random.ts'

const COUNT = 40
const OPTIONS = ['甲', '乙', '丙', '丁']
/** Right guesses by chance: 10 of 40, with a standard deviation of 2.7; four of them more is no chance. */
const MOST_BY_CHANCE = 21
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31)

const people = voters(COUNT)
let dataDir: string
let hall: Hall
let moderator: Desk
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'zx-forensic-'))
  hall = await openHall(people, { store: 'sqlite', dataDir })
  moderator = await hall.desk('moderator')
})
afterAll(async () => {
  await hall.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Everything on the disk and in the log. */
function dump(): { name: string; bytes: Buffer }[] {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: path.relative(dataDir, file), bytes: readFileSync(file) }))
  return [...files, { name: 'log', bytes: Buffer.from(hall.server.log()) }]
}
const holding = (text: string) => dump().filter(({ bytes }) => bytes.includes(text))

/** How many choices are right when voters in one order are put beside ballots in another. */
function right(order: readonly string[], ballots: readonly AnonymousBallot[], truth: ReadonlyMap<string, number>) {
  return order.filter((voter, i) => truth.get(voter) === ballots[i]?.choice).length
}

it(`[MC13, BX3] after a poll of 40 nothing on the disk or in the log tells whose a ballot is (seed ${SEED})`, async () => {
  const random = seeded(SEED)
  const matter = await openSession(
    moderator,
    people.map(({ id }) => id),
    hall.now,
  )
  await hall.must(moderator, matter, 'poll.open', pollData({ poll: 'secret', options: OPTIONS, named: false }))
  const order = people.toSorted(() => random() - 0.5)
  const truth = new Map(order.map(({ id }) => [id, Math.floor(random() * OPTIONS.length)]))
  const nonces = new Map(order.map(({ id }) => [id, randomBytes(16).toString('hex')]))
  const leaves = new Map(order.map(({ id }) => [id, leafOf('secret', truth.get(id)!, nonces.get(id)!)]))
  for (const { id, username } of order) {
    const desk = await hall.desk(username)
    hall.now += 1000 + Math.floor(random() * 20_000)
    await hall.must(desk, matter, 'ballot.cast', { poll: 'secret', choice: truth.get(id), nonce: nonces.get(id) })
    desk.close()
  }

  for (const [id, nonce] of nonces) expect(holding(nonce), `the nonce of ${id}`).toEqual([])
  const before = dump()
  for (const [id, leaf] of leaves) {
    const where = before.filter(({ bytes }) => bytes.includes(leaf)).map(({ name }) => name)
    expect(where, `the ballot of ${id} before the close`).toEqual([expect.stringMatching(/^boxes\/[0-9a-f]{64}$/)])
  }

  const events = await hall.must(moderator, matter, 'poll.close', { poll: 'secret' })
  const closing = events.find(({ type }) => type === 'poll.closed')?.data as Closing
  const ballots = closing.ballots as AnonymousBallot[]
  expect(ballots).toHaveLength(COUNT)
  await until(() => readdirSync(path.join(dataDir, 'boxes')).join() === 'arriving', 'the box is gone')

  const database = new DatabaseSync(path.join(dataDir, 'zx.sqlite'), { readOnly: true })
  const columns = (table: string) =>
    (database.prepare(`SELECT name FROM pragma_table_info(?)`).all(table) as { name: string }[]).map(({ name }) => name)
  const rows = database.prepare('SELECT rowid, * FROM commands WHERE actor IN (SELECT value FROM json_each(?))')
  const casts = rows.all(JSON.stringify(people.map(({ id }) => id))) as { actor: string; [column: string]: unknown }[]
  expect(casts.length, 'whoever dumps the store sees who voted and when').toBe(COUNT)

  // every order that the store gives the voters, beside every order that the record or the log gives the ballots
  const sorted = (column: string) =>
    casts.toSorted((a, b) => (String(a[column]) < String(b[column]) ? -1 : 1)).map(({ actor }) => actor)
  const byColumn = [...columns('commands'), 'rowid'].map((column) => [column, sorted(column)] as const)
  const bySize = casts.toSorted((a, b) => JSON.stringify(a).length - JSON.stringify(b).length).map(({ actor }) => actor)
  const voterOrders = [...byColumn, ['size', bySize], ['cast', order.map(({ id }) => id)]] as const
  const ballotOrders = [
    ['record', ballots],
    ['record reversed', ballots.toReversed()],
  ] as const
  for (const [by, voterOrder] of voterOrders)
    for (const [as, ballotOrder] of ballotOrders)
      expect(right(voterOrder, ballotOrder, truth), `right by ${by} beside ${as}`).toBeLessThanOrEqual(MOST_BY_CHANCE)

  // the leaves stand in the closing event and nowhere beside an account
  for (const { name, bytes } of dump()) {
    const text = bytes.toString('latin1')
    for (const [id, leaf] of leaves)
      for (let at = text.indexOf(leaf); at >= 0; at = text.indexOf(leaf, at + 1)) {
        const around = text.slice(Math.max(0, at - 90), at + 160)
        expect(around.includes(id), `${id} beside its ballot in ${name}`).toBe(false)
      }
  }
  database.close()
})

it(`[MC13] the same checker finds ballots that are kept in the order of their casting (seed ${SEED})`, () => {
  const random = seeded(SEED)
  const truth = new Map(people.map(({ id }) => [id, Math.floor(random() * OPTIONS.length)]))
  const kept = people.map(({ id }) => ({ leaf: '', choice: truth.get(id)! }))
  expect(
    right(
      people.map(({ id }) => id),
      kept,
      truth,
    ),
  ).toBe(COUNT)
})

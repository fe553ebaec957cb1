import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyRecord } from '../../../core/record/verify.ts'
import { queryTerms } from '../../../core/text/terms.ts'
import { Conflict, Unavailable, type Snapshot, type Store } from '../../../server/store/contract.ts'
import type { Commit } from '../../../server/store/sqlite/commits.ts'
import { MIGRATIONS } from '../../../server/store/sqlite/migrations.ts'
import { openDatabase } from '../../../server/store/sqlite/open.ts'
import { openSqliteStore } from '../../../server/store/sqlite/store.ts'
import { account, createWriter, figuresOf, notice, START, viewer } from './writing.ts'

const run = promisify(execFile)
const NODE = join(import.meta.dirname, '../../../node_modules/.bin/node')
const moderator = viewer('moderator', ['moderator'])

let folder: string
let file: string
let opened: Store[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zx-sqlite-'))
  file = join(folder, 'store.db')
  opened = []
})
afterEach(async () => {
  await Promise.all(opened.map((store) => store.close()))
  await rm(folder, { recursive: true })
})

function open(options: Partial<Parameters<typeof openSqliteStore>[0]> = {}): Store {
  const store = openSqliteStore({ file, ...options })
  opened.push(store)
  return store
}

/** Everything that can be asked about a store with one matter, as one value. */
async function everything(store: Store, matter: string) {
  const a = viewer('a')
  return {
    load: await store.load(matter),
    events: await store.events(matter, { after: 0, limit: 99 }),
    command: await store.commandResult('author', 'one'),
    number: await store.lastNumber('proposal:2026'),
    list: await store.list({ limit: 9 }, a),
    found: await store.list({ limit: 9, terms: queryTerms('停车') }, a),
    mine: await store.list({ limit: 9, mine: true }, a),
    tasks: await store.tasks(a),
    notices: await store.notices(a, { limit: 9 }),
    counts: await store.inboxCounts(a),
    roster: await store.roster(),
    account: await store.accountByUsername('a'),
    session: await store.session('token'),
    kept: await store.keep('key', () => 'made again'),
    followUps: await store.followUps(),
    file: await store.attachment(SHA),
    figures: await store.figures({}, a),
    derived: await store.derived({ limit: 9 }),
  }
}

const SHA = 'a'.repeat(64)

async function fill(store: Store) {
  const writer = createWriter(1, { participants: ['author', 'a'] })
  await store.append(
    writer.next({
      command: 'one',
      text: '停车难',
      number: { series: 'proposal:2026', value: 7 },
      notices: [notice(1, 'all')],
    }),
  )
  await store.append(
    writer.next({
      waiting: [{ address: 'account:a', kind: 'cosign', since: START, until: START + 9 }],
      notices: [notice(2, ['a'])],
      hold: { kind: 'answer', text: '待放行' },
      followUps: [{ id: 'follow-up', matter: writer.matter, type: 'x', data: { from: 1 } }],
      figures: figuresOf('a'),
      attachments: [SHA],
    }),
  )
  await store.putAttachment({ sha256: SHA, name: '图.png', type: 'image/png', size: 9, uploader: 'a', at: START })
  await store.saveSnapshot(writer.matter, { seq: 1, state: { seq: 1 } as unknown as Snapshot['state'] })
  await store.readNotices('a', 1)
  await store.putRoster({ sectors: [{ id: 's', name: '工会' }] })
  await store.putAccount({ account: account('a'), passwordHash: 'h', suspended: false })
  await store.putSession('token', { account: 'a', expiresAt: START })
  await store.keep('key', () => 'made once')
  return writer
}

describe('the file', () => {
  it('[ST22] keeps everything over a close and a new start', async () => {
    const first = open()
    const { matter } = await fill(first)
    const before = await everything(first, matter)
    expect(before.counts).toEqual({ unread: 1, tasks: 1 })
    await first.close()
    const second = open()
    expect(await everything(second, matter)).toEqual(before)
    await second.append(createWriter(2).next({ text: '停车' }))
    expect((await second.list({ limit: 9, terms: queryTerms('停车') }, moderator)).total).toBe(2)
  })

  it('[ST22] closing leaves one file, which can be copied', async () => {
    const store = open()
    const { matter } = await fill(store)
    const before = await everything(store, matter)
    await store.close()
    await expect(stat(`${file}-wal`)).rejects.toThrow('ENOENT')
    const copy = join(folder, 'copy.db')
    await copyFile(file, copy)
    expect(await everything(open({ file: copy }), matter)).toEqual(before)
  })

  it('[ST22] only its owner may read it', async () => {
    await fill(open())
    for (const name of [file, `${file}-wal`]) expect((await stat(name)).mode & 0o777, name).toBe(0o600)
  })

  it('[ST23] an older schema is brought forward and keeps what it holds', async () => {
    const old = openDatabase(file, START, MIGRATIONS.slice(0, 1))
    const writer = createWriter(1)
    const [event] = writer.next().events
    old.exec(
      `INSERT INTO matters VALUES (1, '${writer.matter}', 1, '${event?.hash}', '', 1, 'proposal', 'submitted', NULL, NULL, NULL, ${START}, '{"id":"${writer.matter}"}')`,
    )
    old
      .prepare('INSERT INTO events VALUES (1, 1, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?)')
      .run(
        ...[
          event?.id,
          event?.at,
          event?.actor,
          event?.command,
          event?.type,
          JSON.stringify(event?.data),
          event?.salt,
          event?.dataHash,
          event?.prev,
          event?.hash,
        ].map((value) => value ?? null),
      )
    old.close()
    const store = open()
    expect((await store.load(writer.matter))?.tail).toEqual(writer.events)
    expect((await store.list({ limit: 9 }, moderator)).items).toEqual([{ id: writer.matter }])
    await store.append(writer.next({ text: '停车' }))
    expect((await store.list({ limit: 9, terms: queryTerms('停车') }, moderator)).total).toBe(1)
    await store.close()
    const db = new DatabaseSync(file)
    expect(
      db
        .prepare('SELECT version FROM schema_migrations ORDER BY version')
        .all()
        .map(({ version }) => version),
    ).toEqual(MIGRATIONS.map(({ version }) => version))
    db.close()
  })

  it('[ST37] a matter from before times were kept is taken once, whatever the time', async () => {
    const old = openDatabase(file, START, MIGRATIONS.slice(0, 4))
    const { matter } = createWriter(1)
    old.exec(
      `INSERT INTO matters VALUES (1, '${matter}', 1, 'h', '', 0, 'proposal', 'closed', NULL, NULL, NULL, ${START}, '{}')`,
    )
    old.exec("INSERT INTO snapshots VALUES (1, 1, '{}')")
    old.close()
    const store = open()
    const claim = { now: START, until: START + 9, limit: 9 }
    expect(await store.takeWakes(claim)).toEqual([{ matter, at: 0, seq: 1 }])
    expect(await store.settleWake(matter, { seq: 1, waiting: [] })).toBe(true)
    expect(await store.takeWakes({ ...claim, now: START + 99, until: START + 108 })).toEqual([])
    expect((await store.load(matter))?.snapshot, 'its state is read from the record once more').toBeUndefined()
  })

  it('[ST23] people who stood by their account stand by their address after the fourth step', async () => {
    const old = openDatabase(file, START, MIGRATIONS.slice(0, 3))
    const writer = createWriter(1, { open: false })
    const summary = JSON.stringify({ id: writer.matter, title: '旧', createdAt: START })
    old.exec(`
      INSERT INTO matters VALUES (1, '${writer.matter}', 1, 'h', '', 0, 'proposal', 'submitted', NULL, NULL, NULL, ${START}, '${summary}');
      INSERT INTO participants VALUES ('a', 1), ('b', 1);
      INSERT INTO waiting VALUES (1, 0, 'account:a', 'cosign', ${START}, NULL);
      INSERT INTO notices VALUES (1, 1, 1, 'x', 'b', ${START});
      INSERT INTO told VALUES ('a', 1, 1);
    `)
    old.close()
    const store = open()
    expect((await store.list({ limit: 9, mine: true }, viewer('a'))).total).toBe(1)
    expect((await store.list({ limit: 9 }, viewer('c'))).total).toBe(0)
    expect(await store.inboxCounts(viewer('a'))).toEqual({ unread: 1, tasks: 1 })
    expect(await store.notices(viewer('a'), { limit: 9 })).toMatchObject([{ n: 1, title: '旧' }])
    // what was not derived then is missing, and can be added
    expect(await store.derived({ limit: 9 })).toEqual({ items: [{ matter: writer.matter }] })
    await store.putDerived(writer.matter, { features: new Map([['路灯', 2]]) })
    expect(await store.derived({ limit: 9 })).toEqual({
      items: [{ matter: writer.matter, features: new Map([['路灯', 2]]) }],
    })
  })

  it('[ST23] a migration that fails leaves the file as it was', async () => {
    openDatabase(file, START, MIGRATIONS.slice(0, 1)).close()
    const broken = [
      ...MIGRATIONS.slice(0, 1),
      { version: 2, name: 'half', sql: 'CREATE TABLE half (x); SELECT nonsense;' },
    ]
    expect(() => openDatabase(file, START, broken)).toThrow(/cannot open .*store\.db: no such column: nonsense/)
    const store = open()
    await store.ping()
    await store.close()
    const db = new DatabaseSync(file)
    expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([])
    db.close()
  })

  it('[ST23] migrations are numbered 1, 2, 3…', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, i) => i + 1))
  })

  it('[ST24] a newer schema, another program’s database and no database are refused and left alone', async () => {
    await open().close()
    const newer = new DatabaseSync(file)
    newer.exec("INSERT INTO schema_migrations VALUES (99, 'later', 0)")
    newer.close()
    const foreign = join(folder, 'foreign.db')
    const other = new DatabaseSync(foreign)
    other.exec('CREATE TABLE notes (text)')
    other.close()
    const text = join(folder, 'text.db')
    await writeFile(text, '这不是数据库。'.repeat(100))
    const refusals = [
      [file, new RegExp(`schema version 99 and this server knows only up to ${MIGRATIONS.length}: use a newer server`)],
      [foreign, /database of another program/],
      [text, /file is not a database/],
      [join(folder, 'none', 'store.db'), /cannot open .*ENOENT/],
    ] as const
    for (const [name, why] of refusals) {
      const before = await readFile(name).catch(() => undefined)
      expect(() => openSqliteStore({ file: name })).toThrow(why)
      expect(await readFile(name).catch(() => undefined), name).toEqual(before)
    }
  })
})

describe('commits', () => {
  it('[ST25] of appends that arrive together only the one in conflict fails, and they share a transaction', async () => {
    const commits: Commit[] = []
    const store = open({ onCommit: (commit) => void commits.push(commit) })
    const writers = Array.from({ length: 49 }, (_, n) => createWriter(n + 1))
    const appends = writers.map((writer) => writer.next())
    const rival = createWriter(1).rival({ command: 'rival', events: [{ type: 'x', data: 0 }] })
    appends.splice(25, 0, rival)
    const outcomes = await Promise.allSettled(appends.map((append) => store.append(append)))
    expect(outcomes.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []))).toEqual([25])
    expect(outcomes[25]).toMatchObject({ reason: expect.any(Conflict) as unknown })
    expect(commits.map(({ appends }) => appends)).toEqual([49])
    expect(commits[0]?.ms).toBeGreaterThan(0)
    for (const writer of writers) expect((await store.load(writer.matter))?.tail).toEqual(writer.events)
  })

  it('[ST25] a record’s own appends may share a transaction, in their order', async () => {
    const commits: Commit[] = []
    const store = open({ onCommit: (commit) => void commits.push(commit) })
    const writer = createWriter(1)
    await Promise.all(Array.from({ length: 30 }, () => store.append(writer.next())))
    expect((await store.load(writer.matter))?.tail).toEqual(writer.events)
    expect(commits).toHaveLength(1)
  })

  it('[ST25] a transaction has at most so many writes', async () => {
    const commits: Commit[] = []
    const store = open({ groupSize: 10, onCommit: (commit) => void commits.push(commit) })
    await Promise.all(Array.from({ length: 45 }, (_, n) => store.append(createWriter(n + 1).next())))
    expect(commits.map(({ appends }) => appends)).toEqual([10, 10, 10, 10, 5])
  })

  it('[ST25] nothing is acknowledged before its transaction has ended', async () => {
    const order: string[] = []
    const store = open({ onCommit: () => void order.push('commit') })
    const reader = new DatabaseSync(file, { readOnly: true })
    const events = reader.prepare('SELECT count(*) AS n FROM events')
    const append = store
      .append(createWriter(1).next())
      .then(() => order.push(`acknowledged ${events.get()?.n as number}`))
    expect(events.get()).toEqual({ n: 0 })
    await append
    reader.close()
    expect(order.toSorted()).toEqual(['acknowledged 1', 'commit'])
  })

  it('[ST25] every commit is synced to the disk', () => {
    const db = openDatabase(file, START)
    expect(db.prepare('PRAGMA synchronous').get(), 'FULL').toEqual({ synchronous: 2 })
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    db.close()
  })

  it('[ST26] an append that breaks half-way fails alone and leaves nothing', async () => {
    const store = open()
    const writers = Array.from({ length: 5 }, (_, n) => createWriter(n + 1))
    const appends = writers.map((writer) => writer.next())
    const broken = appends[2]
    if (!broken?.views) throw new Error('the append has no views')
    // the summary is written after the command is remembered, and JSON cannot hold this one
    broken.views.summary = { ...broken.views.summary, dueAt: 1n as unknown as number }
    const outcomes = await Promise.allSettled(appends.map((append) => store.append(append)))
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    expect(outcomes[2]).toMatchObject({ reason: expect.any(TypeError) as unknown })
    expect(await store.commandResult(broken.command.actor, broken.command.id)).toBeUndefined()
    expect((await store.list({ limit: 9 }, moderator)).total).toBe(4)
    await store.append(createWriter(3).next())
    expect((await store.list({ limit: 9 }, moderator)).total).toBe(5)
  })

  it('[ST27] when the disk takes no more, the whole group is refused, nothing of it stays, and smaller writes go on', async () => {
    // a real limit on file sizes, set by the shell for a real process: writing beyond it fails as a full disk does
    const script = join(import.meta.dirname, 'full-disk.ts')
    const { stdout } = await run('sh', ['-c', `ulimit -f 2048; exec "${NODE}" "${script}" "${file}"`])
    const said = JSON.parse(stdout) as {
      first: string
      group: string[]
      names: string[]
      after: string
      listed: number
    }
    expect(said.first).toBe('fulfilled')
    expect(said.group).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'rejected'])
    expect(new Set(said.names)).toEqual(new Set(['Unavailable']))
    expect(said.after).toBe('fulfilled')
    expect(said.listed).toBe(2)
    const store = open()
    expect((await store.list({ limit: 9 }, moderator)).items.map(({ seq }) => seq)).toEqual([1, 1])
  })

  it('[ST27] waits for another process’s transaction, and says so when it takes too long', async () => {
    const store = open()
    const writer = createWriter(1)
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    await expect(store.append(writer.rival())).rejects.toBeInstanceOf(Unavailable)
    other.exec('ROLLBACK')
    other.close()
    await store.append(writer.next())
    expect((await store.load(writer.matter))?.tail).toHaveLength(1)
  })
})

describe('several on one file', () => {
  it('[ST28] two stores see each other’s appends, and the loser of a race is told Conflict', async () => {
    const [left, right] = [open(), open()]
    const writer = createWriter(1)
    for (let i = 0; i < 20; i++) await (i % 2 ? left : right).append(writer.next({ participants: [`p${i}`] }))
    for (const store of [left, right]) expect((await store.load(writer.matter))?.tail).toEqual(writer.events)
    expect((await left.list({ limit: 9, mine: true }, viewer('p19'))).total).toBe(1)
    expect((await left.list({ limit: 9, mine: true }, viewer('p18'))).total).toBe(0)
    const race = await Promise.allSettled([
      left.append(writer.rival({ command: 'l' })),
      right.append(writer.rival({ command: 'r' })),
    ])
    const lost = race.filter((outcome) => outcome.status === 'rejected')
    expect(lost).toHaveLength(1)
    expect(lost[0]?.reason).toBeInstanceOf(Conflict)
  })

  it('[ST28] two processes write one record at once without a gap or a loss', async () => {
    const script = join(import.meta.dirname, '../../support/store-appender.ts')
    const outputs = await Promise.all(['left', 'right'].map((name) => run(NODE, [script, file, name, '1', '150'])))
    const acknowledged = outputs.flatMap(({ stdout }) =>
      stdout
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as { matter: string; seq: number }),
    )
    expect(new Set(acknowledged.map(({ seq }) => seq)).size, 'no place was given twice').toBe(acknowledged.length)
    const matter = acknowledged[0]?.matter ?? ''
    const tail = (await open().load(matter))?.tail ?? []
    expect(tail, 'as many as both were told').toHaveLength(acknowledged.length)
    expect(new Set(tail.map(({ command }) => command)).size, 'every command once').toBe(300)
    expect(verifyRecord(matter, tail).findings).toEqual([])
  })
})

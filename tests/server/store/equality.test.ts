import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MATTER_KINDS } from '../../../core/matter/state.ts'
import { ROLES, type Role } from '../../../core/people/roles.ts'
import { features } from '../../../core/text/features.ts'
import { queryTerms } from '../../../core/text/terms.ts'
import type { Snapshot, Store } from '../../../server/store/contract.ts'
import type { ListQuery, Viewer } from '../../../server/store/queries.ts'
import { createMemoryStore } from '../../../server/store/memory/store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/store.ts'
import { FIGURE_NAMES } from '../../../core/proposal/figures.ts'
import { account, createWriter, figuresOf, START, type Wish, type Writer } from './writing.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

const name = fc.constantFrom('a', 'b', 'c', 'd')
const time = fc.integer({ min: START, max: START + 12 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const some = <T>(value: fc.Arbitrary<T>) => fc.uniqueArray(value, { maxLength: 4 })
// few characters, so that queries hit: 汉字 in and out of the BMP, width and case variants, marks, digits, signs
const CHARACTERS = [
  '路',
  '灯',
  '停',
  '车',
  '𠀀',
  'A',
  'ａ',
  'é',
  'ß',
  '9',
  '٣',
  '𐐀',
  ' ',
  '，',
  '"',
  '*',
  '-',
  '\u0302',
  '😀',
]
const unit = fc.constantFrom(...CHARACTERS)
const text = fc.string({ unit, maxLength: 30 })
const asked = fc.string({ unit, maxLength: 3 })
const concerned = fc.oneof(name, fc.constantFrom('unit:u1', 'unit:u2'))
const address = fc.oneof(
  name.map((id) => `account:${id}`),
  fc.constantFrom('role:moderator', 'role:unit', 'unit:u1', 'unit:u2'),
)
const series = fc.constantFrom('proposal:2026', 'proposal:2027')
const matter = fc.nat({ max: 4 })
// writers begin a second apart
const began = fc.integer({ min: 1, max: 6 }).map((n) => START + n * 1000)
const FOLLOW_UPS = ['f1', 'f2', 'f3', 'f4']
const sha = fc.constantFrom('a'.repeat(64), 'b'.repeat(64))
const command = fc.integer({ min: 1, max: 40 }).map((n) => `command ${n}`)

const wish: fc.Arbitrary<Wish> = fc.record(
  {
    actor: name,
    at: time,
    command,
    text,
    open: fc.boolean(),
    participants: some(concerned),
    hold: fc.oneof(fc.constant(null), fc.jsonValue()),
    followUps: fc
      .uniqueArray(fc.constantFrom(...FOLLOW_UPS), { maxLength: 2 })
      .map((ids) => ids.map((id) => ({ id, matter: 'elsewhere', type: 'x.do', data: { id } }))),
    doneFollowUp: fc.constantFrom(...FOLLOW_UPS),
    attachments: some(sha),
    figures: fc
      .record({
        ...{
          status: fc.constantFrom('filed', 'closed'),
          handlingDays: time,
          filed: fc.boolean(),
          kept: fc.nat({ max: 2 }),
        },
        classes: fc.record({ A: fc.nat({ max: 1 }), B: fc.nat({ max: 1 }), C: fc.nat({ max: 1 }) }),
      })
      .map((more) => figuresOf('a', more)),
    events: fc.array(fc.record({ type: fc.constantFrom('x', 'y'), data: fc.jsonValue() }), {
      minLength: 1,
      maxLength: 3,
    }),
    summary: fc.record(
      {
        status: fc.constantFrom('submitted', 'filed'),
        category: fc.constantFrom('教育', '交通'),
        region: fc.constantFrom('r-1', 'r-2'),
        unit: fc.constantFrom('u1', 'u2'),
        title: fc.string(),
        dueAt: time,
      },
      { requiredKeys: [] },
    ),
    waiting: fc.array(
      fc.record(
        {
          address,
          kind: fc.constantFrom('cosign', 'screen', 'revise'),
          since: time,
          until: time,
          due: time,
          item: fc.nat({ max: 3 }),
        },
        { requiredKeys: ['address', 'kind', 'since'] },
      ),
      { maxLength: 3 },
    ),
    notices: fc.array(
      fc.record({
        seq: fc.integer({ min: 1, max: 9 }),
        type: fc.constant('x'),
        actor: name,
        at: time,
        to: fc.oneof(fc.constant('all' as const), fc.array(concerned, { maxLength: 3 })),
      }),
      { maxLength: 2 },
    ),
    wakesAt: time,
    number: fc.record({ series, value: fc.integer({ min: 1, max: 5 }) }),
  },
  { requiredKeys: ['actor', 'command'] },
)

const who: fc.Arbitrary<Viewer> = fc
  .tuple(name, some(fc.constantFrom<Role>(...ROLES)), maybe(fc.constantFrom('u1', 'u2')), time)
  .map(([id, roles, unit, at]) => ({ account: account(id, roles, unit ? { unit } : {}), at }))

const filters = {
  kind: fc.constantFrom(...MATTER_KINDS),
  status: some(fc.constantFrom('submitted', 'filed', 'closed')),
  category: fc.constantFrom('教育', '交通'),
  regions: some(fc.constantFrom('r-1', 'r-2')),
  unit: fc.constantFrom('u1', 'u2'),
  authors: some(name),
  from: time,
  to: time,
  dueFrom: time,
  dueTo: time,
  figure: fc.constantFrom(...FIGURE_NAMES),
  mine: fc.boolean(),
  needsMe: fc.boolean(),
  terms: fc.oneof(asked.map(queryTerms), fc.array(asked, { maxLength: 2 })),
}
const limit = fc.integer({ min: 1, max: 4 })
// mostly one filter or two: with all of them nothing is ever found
const query: fc.Arbitrary<ListQuery> = fc.oneof(
  fc
    .subarray(Object.keys(filters) as (keyof typeof filters)[], { maxLength: 2 })
    .chain(
      (keys) =>
        fc.record({ limit, ...Object.fromEntries(keys.map((key) => [key, filters[key]])) }) as fc.Arbitrary<ListQuery>,
    ),
  fc.record({ limit, terms: asked.map(queryTerms) }),
  fc.record({ limit, ...filters }, { requiredKeys: ['limit'] }),
)

/** What is done to both stores. `from` makes what is to be appended, once for both. */
type Step = { what: string; run: (store: Store, writers: readonly Writer[]) => Promise<unknown> }

/** Every page of a list, so that cursors are compared as well. */
async function pages(store: Store, given: ListQuery, viewer: Viewer) {
  const found = [await store.list(given, viewer)]
  for (let next = found[0]?.next; next !== undefined; next = found.at(-1)?.next)
    found.push(await store.list({ ...given, cursor: next }, viewer))
  return found
}

const show = (value: unknown) => JSON.stringify(value)
const snapshot = (seq: number) => ({ seq, state: { seq } as unknown as Snapshot['state'] })

const listing = (q: ListQuery, v: Viewer): Step => ({
  what: `list ${show(q)} ${show(v)}`,
  run: (store) => pages(store, q, v),
})

const waking: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(time, fc.integer({ min: 1, max: 4 })).map(([now, most]) => ({
    what: `takeWakes ${now} ${most}`,
    run: (store: Store) => store.takeWakes({ now, until: now + 3, limit: most }),
  })),
  fc.tuple(matter, fc.integer({ min: 1, max: 9 }), maybe(time), name).map(([n, seq, wakesAt, id]) => ({
    what: `settleWake ${n} ${seq} ${wakesAt}`,
    run: (store: Store, writers: readonly Writer[]) =>
      store.settleWake(writers[n]?.matter ?? '', {
        seq,
        waiting: [{ address: `account:${id}`, kind: 'screen', since: START }],
        ...(wakesAt === undefined ? {} : { wakesAt }),
      }),
  })),
)

const reads: fc.Arbitrary<Step> = fc.oneof(
  waking,
  fc
    .tuple(query, who)
    .map(([q, v]) => ({ what: `list ${show(q)} ${show(v)}`, run: (store: Store) => pages(store, q, v) })),
  who.map((v) => ({
    what: `inbox ${show(v)}`,
    run: (store: Store) => Promise.all([store.tasks(v), store.inboxCounts(v)]),
  })),
  fc
    .tuple(
      who,
      fc.record({ before: fc.nat({ max: 12 }), limit: fc.integer({ min: 1, max: 5 }) }, { requiredKeys: ['limit'] }),
    )
    .map(([v, page]) => ({
      what: `notices ${show(v)} ${show(page)}`,
      run: (store: Store) => store.notices(v, page),
    })),
  fc.tuple(name, command).map(([actor, id]) => ({
    what: `commandResult ${actor} ${id}`,
    run: (store: Store) => store.commandResult(actor, id),
  })),
  fc
    .tuple(
      matter,
      fc.record(
        { after: fc.nat({ max: 9 }), before: fc.nat({ max: 9 }), limit: fc.integer({ min: 1, max: 9 }) },
        { requiredKeys: ['limit'] },
      ),
    )
    .map(([m, range]) => ({
      what: `events ${m} ${show(range)}`,
      run: (store: Store, writers: readonly Writer[]) => store.events(writers[m]?.matter ?? '', range),
    })),
  matter.map((m) => ({
    what: `load ${m}`,
    run: (store: Store, writers: readonly Writer[]) => store.load(writers[m]?.matter ?? ''),
  })),
  fc.constant({ what: 'followUps', run: (store: Store) => store.followUps() }),
  sha.map((hash) => ({ what: `attachment ${hash}`, run: (store: Store) => store.attachment(hash) })),
  fc.tuple(who, fc.record({ from: began, to: began }, { requiredKeys: [] })).map(([v, period]) => ({
    what: `figures ${show(v)} ${show(period)}`,
    run: (store: Store) => store.figures(period, v),
  })),
  fc.tuple(fc.nat({ max: 4 }), fc.integer({ min: 1, max: 3 })).map(([after, most]) => ({
    what: `derived ${after} ${most}`,
    run: (store: Store) => store.derived({ after, limit: most }),
  })),
  fc.tuple(who, fc.array(matter, { maxLength: 4 })).map(([v, which]) => ({
    what: `summaries ${show(v)} ${show(which)}`,
    run: (store: Store, writers: readonly Writer[]) =>
      store.summaries(
        which.map((m) => writers[m]?.matter ?? ''),
        v,
      ),
  })),
  series.map((s) => ({ what: `lastNumber ${s}`, run: (store: Store) => store.lastNumber(s) })),
  fc.constant({ what: 'roster', run: (store: Store) => store.roster() }),
)

const changes: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(name, fc.nat({ max: 20 }))
    .map(([who, n]) => ({ what: `readNotices ${who} ${n}`, run: (store: Store) => store.readNotices(who, n) })),
  time.map((at) => ({ what: `forgetCommands ${at}`, run: (store: Store) => store.forgetCommands(at) })),
  fc.tuple(matter, fc.integer({ min: 1, max: 6 })).map(([m, seq]) => ({
    what: `saveSnapshot ${m} ${seq}`,
    run: (store: Store, writers: readonly Writer[]) => store.saveSnapshot(writers[m]?.matter ?? '', snapshot(seq)),
  })),
  fc.tuple(name, name, fc.boolean()).map(([id, username, suspended]) => ({
    what: `putAccount ${id} ${username}`,
    run: (store: Store) => store.putAccount({ account: { ...account(id), username }, passwordHash: 'h', suspended }),
  })),
  fc.tuple(sha, name, fc.constantFrom('甲.png', '乙.png'), time).map(([sha256, uploader, file, at]) => ({
    what: `putAttachment ${sha256} ${uploader} ${file}`,
    run: (store: Store) => store.putAttachment({ sha256, uploader, name: file, type: 'image/png', size: 3, at }),
  })),
  fc.tuple(matter, text).map(([m, t]) => ({
    what: `putDerived ${m} ${t}`,
    run: (store: Store, writers: readonly Writer[]) =>
      store.putDerived(writers[m]?.matter ?? '', { features: features(t), figures: figuresOf('d') }),
  })),
  some(name).map((ids) => ({
    what: `putRoster ${show(ids)}`,
    run: (store: Store) => store.putRoster({ units: ids.map((id) => ({ id, name: id, region: 'r' })) }),
  })),
)

const HOW = ['next', 'next', 'next', 'next', 'behind', 'empty'] as const
type Doing = { append: Wish; matter: number; how: (typeof HOW)[number] } | { step: Step }

const doing: fc.Arbitrary<Doing> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ append: wish, matter, how: fc.constantFrom(...HOW) }),
  },
  { weight: 1, arbitrary: changes.map((step) => ({ step })) },
  { weight: 4, arbitrary: reads.map((step) => ({ step })) },
)

// at the end, every character is searched for
const sweep: Doing[] = CHARACTERS.map((character, i) => ({
  step: listing(
    { limit: 2, terms: queryTerms(character) },
    { account: account(i % 2 ? 'a' : 'm', i % 2 ? [] : ['moderator']), at: START },
  ),
}))

async function outcome(job: () => Promise<unknown>): Promise<{ value: unknown } | { error: string }> {
  try {
    return { value: await job() }
  } catch (error) {
    return { error: (error as Error).constructor.name }
  }
}

describe(`both stores (SEED=${seed})`, () => {
  it('[ST21] give the same answers to whatever is done and asked', async () => {
    let hits = 0
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(fc.array(doing, { minLength: 30, maxLength: 60, size: 'max' }), async (doings) => {
        const folder = await mkdtemp(join(tmpdir(), 'zx-equal-'))
        const memory = createMemoryStore()
        const sqlite = openSqliteStore({ file: join(folder, 'store.db') })
        const writers = [1, 2, 3, 4, 5].map((n) => createWriter(n))
        try {
          for (const one of [...doings, ...sweep]) {
            const step = 'step' in one ? one.step : appending(one, writers)
            const [left, right] = [
              await outcome(() => step.run(memory, writers)),
              await outcome(() => step.run(sqlite, writers)),
            ]
            expect(right, step.what).toEqual(left)
            if (step.what.startsWith('append') && 'value' in left) accepted++
            if (step.what.includes('"terms":["') && show(left).includes('"items":[{')) hits++
          }
        } finally {
          await sqlite.close()
          await rm(folder, { recursive: true })
        }
      }),
      { seed, numRuns: 60 },
    )
    expect(accepted, 'many appends were accepted').toBeGreaterThan(200)
    expect(hits, 'some searches found something').toBeGreaterThan(20)
  }, 180_000)
})

/** An append, made once for both stores: behind the head, or without events, or as it should be. */
function appending({ append: wanted, matter: m, how }: Extract<Doing, { append: Wish }>, writers: Writer[]): Step {
  const writer = writers[m]
  if (!writer) throw new Error(`no writer ${m}`)
  const made = how === 'empty' ? writer.nothing(wanted.command ?? '', wanted.actor) : writer.rival(wanted)
  const stale = how === 'behind' && writer.events.length > 0
  const sent = stale
    ? { ...made, events: writer.events.slice(-1), command: { ...made.command, lastSeq: writer.head().seq } }
    : made
  if (stale && sent.views) sent.views.summary.seq = writer.head().seq
  return {
    what: `append ${show(sent)}`,
    run: async (store) => {
      await store.append(sent)
      // the second store is asked after the first accepted: the writer has moved on once
      if (writer.head().seq < sent.command.lastSeq) writer.accept(sent)
    },
  }
}

// @vitest-environment node
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ConsultationState } from '../../core/consultation/state.ts'
import { replay, type AnyState, type Command, type MatterEvent } from '../../core/kinds.ts'
import { allMessages, withMessages } from '../../core/matter/discussion.ts'
import { canonical } from '../../core/record/canonical.ts'
import type { EventFact, RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { percentile } from '../bench/process.ts'
import { Dice } from '../hostile/random.ts'
import { runClient, type Client } from '../support/client/client.ts'
import { seat } from '../support/client/seat.ts'
import { lossyLink, type LossyLink } from '../support/lossy-link.ts'
import { signIn, spawnServer, type SpawnedServer } from '../support/server/boot.ts'
import { person, type Desk } from '../support/server/desk.ts'
import { enrol } from '../support/server/members.ts'
import { openSession, voters } from '../support/server/session.ts'
import { until } from '../support/server/until.ts'
import { sessionLedger } from '../support/session-ledger.ts'
import { isBeside, MODERATOR, sessionMix, type Given } from '../support/session-mix.ts'

const PEOPLE = Number(process.env['SESSION_PEOPLE'] ?? 200)
/** How long commands are given in bad weather, in s; a quarter of it more before in good weather. */
const SECONDS = Number(process.env['SESSION_SECONDS'] ?? 16)
const PER_SECOND = 10
const CUT_SHARE = 0.25
const AGAIN_SHARE = 0.3
const LATE = 5
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-session-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

interface Seat {
  client: Client
  link: LossyLink
  store: ReturnType<Client['matter']>
  account: string
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const start = () => spawnServer({ dataDir, demo: true, env: { RATE_LIMITS: 'off', LOG_LEVEL: 'error' } })

/** What a state says, without what lies beside the record and without the shelves on which its messages stand. */
function hashOf(state: AnyState): string {
  const { beside: _beside, ...said } = withMessages(state, allMessages(state)) as ConsultationState & {
    beside?: unknown
  }
  return createHash('sha256').update(canonical(said)).digest('hex')
}

async function wholeRecord(desk: Desk, matter: string): Promise<RecordEvent[]> {
  const events: RecordEvent[] = []
  for (;;) {
    const page = await desk.ask('matter:history', { matter, after: events.length, limit: 500 })
    if (page.events.length === 0) return events
    events.push(...(page.events as RecordEvent[]))
  }
}

describe(`a session of ${PEOPLE} people under load (SEED=${seed})`, () => {
  it('[OB8, SV1, BX1, MC12] ends with one record on every screen, and with everything acknowledged in it once', async () => {
    const people = voters(PEOPLE)
    const dice = new Dice(seed)
    const ledger = sessionLedger()
    const seats = new Map<string, Seat>()
    const links: LossyLink[] = []
    await (await start()).stop()
    const tokens = await enrol(dataDir, people)
    let server: SpawnedServer = await start()
    onTestFinished(async () => {
      for (const { client } of seats.values()) client.stop()
      for (const link of links) await link.close()
      await server.stop()
    })
    const opener = await person(server, 'moderator')
    const matter = await openSession(
      opener,
      people.map(({ id }) => id),
    )
    opener.close()

    async function sit(name: string, account: string, token: string): Promise<Seat> {
      const link = await lossyLink(server.url)
      links.push(link)
      const client = await runClient(seat({ server: link.address, token }))
      const taken: Seat = { client, link, store: client.matter(matter), account }
      seats.set(name, taken)
      return taken
    }
    const late = people.slice(0, LATE)
    const early = people.slice(LATE)
    const lead = await signIn(server.url, 'moderator', 'demo-2026')
    await sit(MODERATOR, lead.account.id, lead.token)
    for (let n = 0; n < early.length; n += 25)
      await Promise.all(early.slice(n, n + 25).map(({ id }, i) => sit(id, id, tokens[LATE + n + i] ?? '')))
    const all = () => [...seats.values()]
    await until(() => all().every(({ store }) => store.phase === 'ready'), 'everybody has the session open')

    const sentAt = new Map<string, number>()
    const delivered: number[] = []
    const answers: Promise<void>[] = []
    let calm = true
    let again = 0
    for (const { client } of all())
      client.link.on('matter:events', ({ events }) => {
        if (!calm) return
        for (const { command } of events) delivered.push(performance.now() - (sentAt.get(command) ?? NaN))
      })

    function give({ who, type, data }: Given): Promise<void> {
      const { client, account } = seats.get(who)!
      const sent = client.outbox.send({ matter, type, data } as Command & { matter: string })
      const { id } = client.outbox.entries.at(-1)!
      ledger.sent({ id, who, account, type, data })
      if (!isBeside(type)) sentAt.set(id, performance.now())
      const answer = sent.then((reply) => ledger.answered(id, reply))
      answers.push(answer)
      if (!calm && dice.next() < AGAIN_SHARE) answers.push(repeat(who, { id, matter, type, data }))
      return answer
    }

    /** The same command under the same id once more: at once, or up to three seconds later, as a client in doubt would. */
    async function repeat(
      who: string,
      body: { id: string; matter: string; type: string; data: object },
    ): Promise<void> {
      await pause(dice.next() < 0.3 ? 0 : dice.upTo(3000))
      if (!ledger.stands(body.id)) return
      // once it has gone out, until it is known what came of it
      for (;;) {
        const reply = await seats.get(who)!.client.link.request('matter:command', body)
        if (!reply.ok && reply.refusal.code === 'unavailable') await pause(200)
        else {
          again++
          return ledger.answered(body.id, reply)
        }
      }
    }

    const next = sessionMix(
      early.map(({ id }) => id),
      seed,
    )
    const known = () => seats.get(MODERATOR)!.store.confirmed as ConsultationState
    async function load(seconds: number): Promise<void> {
      const began = performance.now()
      for (let n = 0; n < seconds * PER_SECOND; n++) {
        await pause(Math.max(0, began + (n * 1000) / PER_SECOND - performance.now()))
        void give(next(known()))
      }
    }

    const allHeard = () =>
      until(() => all().every(({ store }) => store.confirmed?.seq === known().seq), 'all have heard of all')
    await Promise.all(early.map(({ id }) => give({ who: id, type: 'attendance.check-in', data: {} })))
    await allHeard()
    delivered.length = 0
    await load(SECONDS / 4)
    await Promise.all(answers)
    await allHeard()
    const undisturbed = delivered.filter((ms) => !Number.isNaN(ms))
    calm = false

    let cuts = 0
    const weather = setInterval(() => {
      for (const { link } of all())
        if (dice.next() < CUT_SHARE) {
          cuts++
          link.down()
          setTimeout(link.mend, 200 + dice.upTo(1300))
        }
    }, 3000)
    const killing = (async () => {
      for (let kill = 0; kill < 2; kill++) {
        await pause((SECONDS * 1000) / 3)
        await server.kill()
        server = await start()
        for (const link of links) link.aim(server.url)
      }
    })()
    await Promise.all([load(SECONDS), killing])
    clearInterval(weather)
    for (const link of links) link.mend()
    await Promise.all(answers)
    // an answer may come before the events: the poll that is open must be known
    const places = ledger
      .entries()
      .flatMap(({ answer }) => (answer?.ok ? answer.value.events.map(({ seq }) => seq) : []))
    await until(() => known().seq >= Math.max(...places), 'the moderator has heard of all that was acknowledged')

    // two may be open: the second was opened before the first was known
    for (const { poll } of known().polls.filter(({ status }) => status === 'open'))
      await give({ who: MODERATOR, type: 'poll.close', data: { poll } })
    await give({ who: MODERATOR, type: 'statements.close', data: {} })
    for (const [n, { id }] of late.entries()) await sit(id, id, tokens[n] ?? '')
    await give({ who: MODERATOR, type: 'consultation.conclude', data: {} })
    const ending = ledger.entries().filter(({ type }) => ['poll.close', 'consultation.conclude'].includes(type))
    expect(ending.at(-1)?.refused, `${ending.at(-1)?.type} was refused`).toBeUndefined()

    const reader = await person(server, 'moderator')
    const record = await wholeRecord(reader, matter)
    reader.close()
    const head = record.at(-1)!
    await until(
      () => all().every(({ store }) => store.confirmed?.seq === head.seq),
      'everybody has every event',
      30_000,
    )
    await Promise.all(all().map(({ store }) => store.ensureWholeRecord()))

    expect(verifyRecord(matter, record).findings).toEqual([])
    const state = replay(record as EventFact<MatterEvent>[])!
    const hashes = all().map(({ store }) => hashOf(store.confirmed!))
    expect(hashes).toEqual(hashes.map(() => hashOf(state)))
    for (const { store } of all()) expect(store.events.map(({ hash }) => hash)).toEqual(record.map(({ hash }) => hash))
    ledger.events(record)
    const counted = ledger.polls(record)
    const votes = ledger.round(record)
    expect(ledger.faults).toEqual([])
    const given = ledger.entries()
    expect(state.status).toBe('concluded')
    expect(counted.ballots, 'ballots must have been counted').toBeGreaterThan(SECONDS)
    expect(cuts, 'links must have been cut').toBeGreaterThan(PEOPLE * CUT_SHARE)
    expect(again, 'commands must have been sent again').toBeGreaterThan(SECONDS * PER_SECOND * 0.15)

    const refused = given.filter((entry) => entry.refused && !entry.answer)
    console.log(
      [
        `${given.length} commands (${refused.length} refused), ${again} answered again, ${cuts} cuts, 2 kills`,
        `${record.length} events, ${hashes.length} screens with the state ${hashes[0]?.slice(0, 12)}…`,
        `${counted.ballots} voters in ${counted.polls} polls and ${votes} votes on statements, each counted once`,
        `delivery undisturbed: p95 ${percentile(undisturbed, 0.95).toFixed(0)} ms, p99 ${percentile(undisturbed, 0.99).toFixed(0)} ms of ${undisturbed.length}`,
      ].join('\n'),
    )
  })
})

import type { RecordEvent } from '../../../core/record/event.ts'
import { verifyRecord } from '../../../core/record/verify.ts'
import type { Checkpoint } from '../../../core/record/checkpoint.ts'
import type { Account } from '../../../core/people/roles.ts'
import { bootServer, type BootedServer, type BootOptions } from './boot.ts'
import { person, type Desk } from './desk.ts'
import { until } from './until.ts'

/** The real server with a clock of its own, and people at their desks who keep matters open. */
export interface Hall {
  server: BootedServer
  /** ms UTC; moved by the test. */
  now: number
  desk(username: string): Promise<Desk>
  /** Carries out a command that must be accepted; answers with its events. */
  must(desk: Desk, matter: string, type: string, data?: unknown): Promise<RecordEvent[]>
  /** The word with which a command is refused; throws when it is accepted. */
  refused(desk: Desk, matter: string, type: string, data?: unknown): Promise<string>
  /** Kinds of what waits for somebody in a matter, each with its item if it has one. */
  tasks(desk: Desk, matter: string): Promise<string[]>
  /** Types of the turns in a matter that somebody was told of, oldest first. */
  told(desk: Desk, matter: string): Promise<string[]>
  /** Waits until everybody has heard of every event of a matter up to its end, in order and once. */
  allHear(matter: string, desks: readonly Desk[], from?: number): Promise<void>
  /** The whole record, which must verify up to its signed end. */
  record(desk: Desk, matter: string): Promise<RecordEvent[]>
  stop(): Promise<void>
}

export async function openHall(accounts: Account[] = [], options: BootOptions = {}): Promise<Hall> {
  const time = { now: Date.now() }
  const server = await bootServer({
    ...options,
    accounts,
    parts: { clock: () => time.now, rateLimits: false, ...options.parts },
  })
  const heard = (desk: Desk, matter: string) =>
    desk.heard('matter:events').flatMap((fact) => (fact.matter === matter ? fact.events.map(({ seq }) => seq) : []))

  return {
    server,
    get now() {
      return time.now
    },
    set now(at) {
      time.now = at
    },
    desk: (username) => person(server, username),
    async must(desk, matter, type, data = {}) {
      const reply = await desk.command(matter, type, data)
      if (!reply.ok) throw new Error(`${type} by ${desk.account.username}: ${JSON.stringify(reply.refusal)}`)
      return reply.value.events as RecordEvent[]
    },
    async refused(desk, matter, type, data = {}) {
      const reply = await desk.command(matter, type, data)
      if (reply.ok) throw new Error(`${type} by ${desk.account.username} was accepted`)
      return String(reply.refusal.details?.reason)
    },
    async tasks(desk, matter) {
      const { tasks } = await desk.ask('inbox:list', {})
      return tasks
        .filter((task) => task.matter === matter)
        .map(({ kind, item }) => (item === undefined ? kind : `${kind} ${item}`))
        .sort()
    },
    async told(desk, matter) {
      const { notices } = await desk.ask('inbox:list', { limit: 100 })
      return notices
        .filter((notice) => notice.matter === matter)
        .map(({ type }) => type)
        .reverse()
    },
    async allHear(matter, desks, from = 0) {
      const [first] = desks
      if (!first) return
      const { seq } = await first.ask('matter:open', { matter })
      const expected = Array.from({ length: seq - from }, (_, i) => from + i + 1)
      for (const desk of desks)
        await until(
          () => heard(desk, matter).filter((place) => place > from).length >= expected.length,
          `${desk.account.username} hears of all ${expected.length} events of ${matter}`,
        )
      for (const desk of desks) {
        const places = heard(desk, matter).filter((place) => place > from)
        if (places.join() !== expected.join())
          throw new Error(`${desk.account.username} heard ${places.join()}, not ${expected.join()}`)
      }
    },
    async record(desk, matter) {
      const { events } = await desk.ask('matter:history', { matter, after: 0, limit: 500 })
      const checkpoint = (await desk.ask('matter:checkpoint', { matter })) as Checkpoint
      const found = verifyRecord(matter, events as RecordEvent[], [checkpoint], desk.welcome.server.key)
      if (found.findings.length > 0 || found.signedUpTo !== events.length)
        throw new Error(`the record of ${matter} does not verify: ${JSON.stringify(found)}`)
      return events as RecordEvent[]
    },
    stop: () => server.stop(),
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import { afterAll, describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { REGIONS } from '../../server/demo/places.ts'
import { submitCommand } from '../support/matter.ts'
import { connect, signIn, spawnServer } from '../support/server/boot.ts'
import { Dice } from '../hostile/random.ts'

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 20)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-kill-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const proposal = { ...submitCommand.data, region: REGIONS[0]!.id }

type Client = Awaited<ReturnType<typeof connect>>
interface Sent {
  id: string
  matter: string
  text: string
}

/** One writer: sends messages as fast as they are answered, and sends again what was not answered before the kill. */
class Writer {
  acknowledged = new Map<string, { matter: string; seq: number; hash: string }>()
  open = new Map<string, Sent>()
  count = 0
  readonly name: string
  readonly matters: readonly string[]

  constructor(name: string, matters: readonly string[]) {
    this.name = name
    this.matters = matters
  }

  async write(client: Client, dice: Dice, alive: () => boolean): Promise<void> {
    for (const sent of [...this.open.values()]) if (!(await this.#send(client, sent))) return
    while (alive()) {
      const sent = { id: v7(), matter: dice.pick(this.matters), text: `${this.name} 第 ${++this.count} 条` }
      this.open.set(sent.id, sent)
      if (!(await this.#send(client, sent))) return
    }
  }

  /** Whether it was answered; what was not stays open. */
  async #send(client: Client, { id, matter, text }: Sent): Promise<boolean> {
    const reply = await client.request('matter:command', { id, matter, type: 'message.post', data: { text } })
    if (!reply.ok) {
      if (reply.refusal.code === 'unavailable') return false
      throw new Error(`${text}: ${JSON.stringify(reply.refusal)}`)
    }
    const [event] = reply.value.events
    if (!event) throw new Error(`${text}: acknowledged without an event`)
    this.acknowledged.set(id, { matter, seq: event.seq, hash: event.hash })
    this.open.delete(id)
    return true
  }
}

async function wholeRecord(client: Client, matter: string): Promise<RecordEvent[]> {
  const events: RecordEvent[] = []
  for (;;) {
    const reply = await client.request('matter:history', { matter, after: events.length, limit: 500 })
    if (!reply.ok) throw new Error(JSON.stringify(reply.refusal))
    if (reply.value.events.length === 0) return events
    events.push(...(reply.value.events as RecordEvent[]))
  }
}

describe(`kill −9 under load (SEED=${seed})`, () => {
  it(`[SV1] ${ROUNDS} kills lose no acknowledged command and double none`, async () => {
    const dice = new Dice(seed)
    const start = () => spawnServer({ dataDir, demo: true, env: { RATE_LIMITS: 'off', LOG_LEVEL: 'error' } })
    let server = await start()
    const { token } = await signIn(server.url, 'member', 'demo-2026')
    const first = await connect(server.url, token)
    const matters = [v7(), v7(), v7()]
    for (const matter of matters) {
      const reply = await first.request('matter:command', { id: v7(), matter, type: 'proposal.submit', data: proposal })
      if (!reply.ok) throw new Error(JSON.stringify(reply.refusal))
    }
    first.close()
    const writers = Array.from({ length: 6 }, (_, i) => new Writer(`写者${i}`, matters))

    for (let round = 0; round < ROUNDS; round++) {
      const clients = await Promise.all(writers.map(() => connect(server.url, token)))
      let alive = true
      const writing = Promise.all(writers.map((writer, i) => writer.write(clients[i]!, dice, () => alive)))
      await new Promise((resolve) => setTimeout(resolve, 100 + dice.upTo(500)))
      await server.kill()
      alive = false
      clients.forEach((client) => client.close())
      await writing
      server = await start()
    }

    const clients = await Promise.all(writers.map(() => connect(server.url, token)))
    await Promise.all(writers.map((writer, i) => writer.write(clients[i]!, dice, () => false)))
    const records = new Map<string, RecordEvent[]>()
    for (const matter of matters) records.set(matter, await wholeRecord(clients[0]!, matter))
    clients.forEach((client) => client.close())
    await server.stop()

    const acknowledged = writers.flatMap((writer) => [...writer.acknowledged])
    expect(acknowledged.length, 'there must have been a load').toBeGreaterThan(ROUNDS * 10)
    expect(
      writers.flatMap((writer) => [...writer.open.keys()]),
      'commands without an answer at the end',
    ).toEqual([])
    for (const [matter, events] of records) expect(verifyRecord(matter, events).findings).toEqual([])
    for (const [id, { matter, seq, hash }] of acknowledged) {
      const places = records.get(matter)!.filter((event) => event.command === id)
      expect(
        places.map((event) => event.seq),
        `command ${id} must stand exactly once, where it was acknowledged`,
      ).toEqual([seq])
      expect(places[0]?.hash).toBe(hash)
    }
    console.log(`${ROUNDS} kills, ${acknowledged.length} acknowledged commands, all there once`)
  })
})

import type { Socket } from 'socket.io-client'
import { v7 } from 'uuid'
import type { ConsultationState } from '../../core/consultation/state.ts'
import { evolve, type MatterEvent } from '../../core/kinds.ts'
import type { EventFact } from '../../core/record/event.ts'
import { createData } from '../support/consultation-samples.ts'
import { enrol } from '../support/server/members.ts'
import { voters } from '../support/server/session.ts'
import { isBeside, MODERATOR, sessionMix } from '../support/session-mix.ts'
import { cpuMs, percentile, sleep } from './process.ts'
import { command, connect, ours, request, token } from './subject.ts'

const SEED = 20_260_302

export interface Found {
  /** From sending a command until a screen has its events, over all commands and screens, in ms. */
  p50: number
  p95: number
  p99: number
  /** From sending a command to its acknowledgement, ballots and votes on statements included, p99 in ms. */
  acknowledged: number
  deliveries: number
  refused: number
  /** Share of one processor that the server takes. */
  busy: number
}

/**
 * An open session of `count` people, each on a connection of their own, in which `perSecond` commands of every sort are
 * given for `seconds`. Nothing disturbs it.
 */
export async function session(count = 200, perSecond = 10, seconds = 20): Promise<Found> {
  const first = await ours()
  await first.stop(true)
  const people = voters(count)
  const accounts = people.map(({ id }) => id)
  const tokens = await enrol(first.dataDir, people)

  const subject = await ours(first.dataDir)
  const moderator = await connect(subject.url, await token(subject.url, 'moderator'))
  const matter = v7()
  await command(moderator, matter, 'consultation.create', { ...createData(Date.now()), participants: { accounts } })
  await command(moderator, matter, 'consultation.open', {})
  const sockets = new Map<string, Socket>([[MODERATOR, moderator]])
  for (let n = 0; n < count; n += 50)
    await Promise.all(
      accounts.slice(n, n + 50).map(async (account, i) => {
        const socket = await connect(subject.url, tokens[n + i])
        sockets.set(account, socket)
        await request(socket, 'matter:open', { matter })
      }),
    )
  await Promise.all(accounts.map((account) => command(sockets.get(account)!, matter, 'attendance.check-in', {})))

  const opened = await request<{ state: ConsultationState }>(moderator, 'matter:open', { matter })
  let state = opened.state
  moderator.on('matter:events', ({ events }: { events: EventFact<MatterEvent>[] }) => {
    for (const event of events) if (event.seq > state.seq) state = evolve(state, event) as ConsultationState
  })
  const sent = new Map<string, number>()
  const times: number[] = []
  const acknowledgements: number[] = []
  let refused = 0
  for (const socket of sockets.values())
    socket.on('matter:events', ({ events }: { events: { command: string }[] }) => {
      const now = performance.now()
      for (const event of events) {
        const began = sent.get(event.command)
        if (began !== undefined) times.push(now - began)
      }
    })
  await sleep(3000)

  const next = sessionMix(accounts, SEED)
  const answers: Promise<void>[] = []
  const before = cpuMs(subject.pid)
  const start = performance.now()
  for (let n = 0; n < seconds * perSecond; n++) {
    await sleep(Math.max(0, start + (n * 1000) / perSecond - performance.now()))
    const { who, type, data } = next(state)
    const id = v7()
    const began = performance.now()
    if (!isBeside(type)) sent.set(id, began)
    const asked = sockets.get(who)!.timeout(60_000).emitWithAck('matter:command', { id, matter, type, data })
    answers.push(
      asked.then((reply: { ok: boolean }) => {
        acknowledgements.push(performance.now() - began)
        if (!reply.ok) refused++
      }),
    )
  }
  await Promise.all(answers)
  const busy = (cpuMs(subject.pid) - before) / (performance.now() - start)
  await sleep(500)
  for (const socket of sockets.values()) socket.close()
  await subject.stop()
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
    acknowledged: percentile(acknowledgements, 0.99),
    deliveries: times.length,
    refused,
    busy,
  }
}

import { randomBytes } from 'node:crypto'
import type { Socket } from 'socket.io-client'
import { v7 } from 'uuid'
import { createData } from '../support/consultation-samples.ts'
import { enrol } from '../support/server/members.ts'
import { pollData, voters } from '../support/server/session.ts'
import { percentile, sleep } from './process.ts'
import { command, connect, ours, request, token } from './subject.ts'

const WITHIN_MS = 2000

export interface Found {
  /** From sending a ballot to its acknowledgement, p99 in ms. */
  acknowledged: number
  /** From the moderator's closing until the last screen has the tally, in ms. */
  onAllScreens: number
  /** Ballots in the closing event. */
  counted: number
}

/** An anonymous poll of `count` people who vote within two seconds. */
export async function voting(count = 1000): Promise<Found> {
  const first = await ours()
  await first.stop(true)
  const people = voters(count)
  const tokens = await enrol(first.dataDir, people)

  const subject = await ours(first.dataDir)
  const moderator = await connect(subject.url, await token(subject.url, 'moderator'))
  const matter = v7()
  const accounts = people.map(({ id }) => id)
  await command(moderator, matter, 'consultation.create', { ...createData(Date.now()), participants: { accounts } })
  await command(moderator, matter, 'consultation.open', {})
  const sockets: Socket[] = []
  const screens: Promise<number>[] = []
  for (let n = 0; n < count; n += 50)
    sockets.push(
      ...(await Promise.all(
        tokens.slice(n, n + 50).map(async (auth) => {
          const socket = await connect(subject.url, auth)
          await request(socket, 'matter:open', { matter })
          return socket
        }),
      )),
    )
  await command(moderator, matter, 'poll.open', pollData({ named: false }))
  for (const socket of sockets)
    screens.push(
      new Promise((resolve) =>
        socket.on('matter:events', ({ events }: { events: { type: string }[] }) => {
          if (events.some(({ type }) => type === 'poll.closed')) resolve(performance.now())
        }),
      ),
    )
  await sleep(500)

  const times = await Promise.all(
    sockets.map(async (socket, n) => {
      await sleep((n / count) * WITHIN_MS)
      const began = performance.now()
      await command(socket, matter, 'ballot.cast', {
        poll: 'p1',
        choice: n % 3,
        nonce: randomBytes(16).toString('hex'),
      })
      return performance.now() - began
    }),
  )
  const closing = performance.now()
  const { events } = (await command(moderator, matter, 'poll.close', { poll: 'p1' })) as unknown as {
    events: { type: string; data: { ballots: unknown[] } }[]
  }
  const last = Math.max(...(await Promise.all(screens)))
  for (const socket of [moderator, ...sockets]) socket.close()
  await subject.stop()
  return {
    acknowledged: percentile(times, 0.99),
    onAllScreens: last - closing,
    counted: events.find(({ type }) => type === 'poll.closed')?.data.ballots.length ?? 0,
  }
}

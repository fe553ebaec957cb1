import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import { afterAll, describe, expect, it } from 'vitest'
import { leafOf, type AnonymousBallot, type NamedBallot } from '../../core/voting/ballot.ts'
import type { FrozenPoll } from '../../core/voting/poll.ts'
import { recount } from '../../core/voting/recount.ts'
import type { Closing } from '../../core/voting/tally.ts'
import { Dice } from '../hostile/random.ts'
import { connect, signIn, spawnServer } from '../support/server/boot.ts'
import { person } from '../support/server/desk.ts'
import { enrol } from '../support/server/members.ts'
import { openSession, pollData, voters } from '../support/server/session.ts'

const VOTERS = 60
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 6)
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-ballots-kill-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
const start = () => spawnServer({ dataDir, demo: true, env: { RATE_LIMITS: 'off', LOG_LEVEL: 'error' } })

describe(`kill −9 while people vote (SEED=${seed})`, () => {
  it.each([true, false])(
    '[SV1, BX1, MC12] every ballot that was acknowledged is counted, once (named: %s)',
    async (named) => {
      const dice = new Dice(seed + Number(named))
      const people = voters(VOTERS).map((account) => ({
        ...account,
        id: account.id.replace('-9000-', named ? '-9001-' : '-9002-'),
        username: `${account.username}-${named ? 'named' : 'secret'}`,
      }))
      let server = await start()
      await server.stop()
      const tokens = await enrol(dataDir, people)
      server = await start()
      const moderator = await person(server, 'moderator')
      const matter = await openSession(
        moderator,
        people.map(({ id }) => id),
      )
      // The demo has open polls of its own.
      const boxes = () => readdirSync(path.join(dataDir, 'boxes')).toSorted()
      const before = boxes()
      const opening = await moderator.command(matter, 'poll.open', pollData({ named }))
      expect(opening.ok).toBe(true)
      moderator.close()

      const ballots = people.map(() => {
        const nonce = named ? {} : { nonce: randomBytes(16).toString('hex') }
        return { id: v7(), data: { poll: 'p1', choice: dice.upTo(3), ...nonce } }
      })
      const waiting = new Set(ballots.keys())
      for (let round = 0; round <= ROUNDS; round++) {
        const clients = await Promise.all(tokens.map((token) => connect(server.url, token)))
        const order = [...waiting].toSorted(() => dice.upTo(2) - 0.5)
        let answers = 0
        const due = round === ROUNDS ? Infinity : 1 + dice.upTo(Math.max(1, Math.floor(order.length / 3)))
        const sending = order.map(async (n) => {
          const { id, data } = ballots[n]!
          const reply = await clients[n]!.request('matter:command', { id, matter, type: 'ballot.cast', data })
          if (reply.ok) waiting.delete(n)
          else expect(reply.refusal.code, `ballot ${n}`).toBe('unavailable')
          if (reply.ok && ++answers === due) await server.kill()
        })
        await Promise.allSettled(sending)
        for (const client of clients) client.close()
        if (round === ROUNDS) break
        await server.kill()
        server = await start()
      }
      expect(waiting.size, 'ballots without an answer in the end').toBe(0)

      const { token } = await signIn(server.url, 'moderator', 'demo-2026')
      const client = await connect(server.url, token)
      const close = { id: v7(), matter, type: 'poll.close', data: { poll: 'p1' } }
      const reply = await client.request('matter:command', close)
      const history = await client.request('matter:history', { matter, after: 0, limit: 500 })
      if (!reply.ok || !history.ok) throw new Error(JSON.stringify([reply, history]))
      const closing = reply.value.events.find(({ type }) => type === 'poll.closed')?.data as Closing
      const opened = history.value.events.find(({ type }) => type === 'poll.opened')?.data as FrozenPoll
      expect(recount(opened, closing)).toEqual({ equal: true })
      const found = closing.ballots.map((ballot) =>
        'voter' in ballot
          ? `${(ballot as NamedBallot).voter} ${ballot.choice as number}`
          : (ballot as AnonymousBallot).leaf,
      )
      const cast = ballots.map(({ data }, n) =>
        named ? `${people[n]!.id} ${data.choice}` : leafOf('p1', data.choice, (data as { nonce?: string }).nonce ?? ''),
      )
      expect(found.toSorted()).toEqual(cast.toSorted())
      client.close()
      await server.stop()
      expect(boxes(), 'the box of the closed poll is gone').toEqual(before)
    },
  )
})

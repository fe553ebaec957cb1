import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, signIn, spawnServer } from '../support/server/boot.ts'
import { badFrame } from './packets.ts'
import { RawSocket } from './raw-socket.ts'
import { Dice } from './random.ts'

const PACKETS = Number(process.env.HOSTILE_PACKETS ?? 3000)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
let server: Awaited<ReturnType<typeof spawnServer>>
let token: string

beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { RATE_LIMITS: 'off' } })
  token = (await signIn(server.url, 'representative', 'demo-2026')).token
})
afterAll(() => server.stop())

/** A honest client is served as ever. */
async function healthy(): Promise<void> {
  const client = await connect(server.url, token)
  const reply = await client.request('matters:list', { limit: 5 })
  client.close()
  expect(reply.ok, `a honest list request: ${JSON.stringify(reply)}`).toBe(true)
}

describe(`hostile packets (SEED=${seed})`, () => {
  it(`[WR9] ${PACKETS} generated packets never stop the server`, async () => {
    const dice = new Dice(seed)
    let socket = await RawSocket.open(server.url, token)
    let cut = 0
    for (let i = 0; i < PACKETS; i++) {
      if (!socket.isOpen) {
        cut++
        socket = await RawSocket.open(server.url, token)
      }
      socket.send(badFrame(dice))
      if (i % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      if (i % 500 === 499) await healthy()
    }
    socket.close()
    await healthy()
    expect(server.exitCode(), 'the server process must still run').toBeNull()
    expect(server.log()).not.toMatch(/unhandledRejection|uncaughtException|"level":60/)
    expect(cut, 'some packets are bad enough to close the connection').toBeGreaterThan(0)
  })

  it('[WR9] nothing a packet carried has changed the prototype of anything', async () => {
    const client = await connect(server.url, token)
    const reply = await client.request('roster:list', {})
    client.close()
    expect(JSON.stringify(reply)).not.toContain('polluted')
  })

  it('[WR9] what hostile packets asked for is not in any record', async () => {
    const client = await connect(server.url, token)
    const reply = await client.request('matter:open', { matter: '01920000-0000-7000-8000-000000000001' })
    client.close()
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
  })
})

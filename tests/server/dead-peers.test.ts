import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootServer, type BootedServer } from '../support/server/boot.ts'
import { person } from '../support/server/desk.ts'
import { until } from '../support/server/until.ts'

let server: BootedServer
beforeAll(async () => (server = await bootServer()))
afterAll(() => server.stop())

const connections = async () => {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return Number(/^zx_connections (\d+)$/m.exec(text)?.[1])
}

describe('peers that say nothing', () => {
  it(
    '[WR16] one that answers no ping is found within 20 s, one that never signs in is closed',
    { timeout: 60_000 },
    async () => {
      const dead = await person(server, 'member')
      const alive = await person(server, 'member2')
      const { ws } = dead.socket.io.engine.transport as unknown as {
        ws: { _socket: { pause(): void; resume(): void } }
      }
      ws._socket.pause()
      const silent = new WebSocket(`${server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
      silent.addEventListener('message', ({ data }) => data === '2' && silent.send('3'))
      const closed = new Promise<void>((resolve) => silent.addEventListener('close', () => resolve()))
      const began = performance.now()
      await until(async () => (await connections()) === 1, 'the dead one is found', 40_000)
      expect(performance.now() - began, 'ms until it was found').toBeLessThan(25_000)
      await closed
      expect((await alive.request('roster:list', {})).ok).toBe(true)
      ws._socket.resume()
      for (const desk of [dead, alive]) desk.close()
    },
  )
})

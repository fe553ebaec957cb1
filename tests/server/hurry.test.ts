import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { hurry } from '../../server/http/hurry.ts'

const PATIENCE_MS = 100

async function serving(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

it('[BG25] an answer may take as long as its reader needs, once the request is whole', async () => {
  const { server, port } = await serving((asked, response) => {
    hurry(asked, PATIENCE_MS)
    response.write('the beginning, ')
    setTimeout(() => response.end('the end'), 5 * PATIENCE_MS)
  })
  const response = await fetch(`http://127.0.0.1:${port}/`)
  expect(await response.text()).toBe('the beginning, the end')
  server.close()
})

it('[BG25] a request whose body does not come is cut off', async () => {
  const { server, port } = await serving((asked) => hurry(asked, PATIENCE_MS))
  const asking = request({ port, method: 'POST', headers: { 'content-length': 100 } })
  asking.write('not all of it')
  const [error] = (await once(asking, 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ECONNRESET')
  asking.on('response', (answer: IncomingMessage) => answer.resume())
  server.close()
})

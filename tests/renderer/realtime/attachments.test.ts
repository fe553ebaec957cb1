// @vitest-environment node
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { fetchFile } from '../../../src/realtime/attachments-api.ts'

it('[LK11] a file of the record is fetched past every cache, so that none writes it to the disk', async () => {
  let asked: IncomingHttpHeaders = {}
  const server = createServer((request, response) => {
    asked = request.headers
    response.writeHead(200, { 'cache-control': 'private, max-age=86400, immutable' }).end('bytes')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const from = { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'token' }
  const reply = await fetchFile(from, 'ab'.repeat(32))
  expect(reply.ok && (await reply.value.text())).toBe('bytes')
  // what the standard has every engine send that is not to store an answer
  expect(asked['cache-control']).toBe('no-cache')
  server.close()
})

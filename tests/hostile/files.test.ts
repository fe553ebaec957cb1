import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pdf, picture } from '../support/files/made.ts'
import { filesBelow } from '../support/folder.ts'
import { signIn, spawnServer, type SpawnedServer } from '../support/server/boot.ts'
import { download, sendPart, stateOf, upload, type Answer, type Sender } from '../support/server/files.ts'
import { HARMLESS, HOSTILE, MARK } from './files.ts'

let outer: string
let server: SpawnedServer
let sender: Sender
let other: Sender
beforeAll(async () => {
  outer = mkdtempSync(path.join(tmpdir(), 'zx-files-'))
  const dataDir = path.join(outer, 'inner', 'data')
  mkdirSync(dataDir, { recursive: true })
  server = await spawnServer({ dataDir, demo: true, env: { RATE_LIMITS: 'off', LOG_LEVEL: 'info' } })
  sender = { url: server.url, token: (await signIn(server.url, 'member', 'demo-2026')).token }
  other = { url: server.url, token: (await signIn(server.url, 'member2', 'demo-2026')).token }
})
afterAll(async () => {
  await server.stop()
  rmSync(outer, { recursive: true, force: true })
})

async function alive(): Promise<void> {
  expect(server.exitCode(), `the server must run:\n${server.log()}`).toBeNull()
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
}

const ID = '01989680-0000-7000-8000-00000000abcd'
const reasonOf = ({ body }: Answer) => body.refusal?.details?.reason
const kept = async ({ body }: Answer) => Buffer.from(await (await download(sender, body.sha256 ?? '')).arrayBuffer())

describe('hostile files', () => {
  it('[AT13] the corpus has at least 60 files', () => {
    expect(HOSTILE.length).toBeGreaterThanOrEqual(60)
    expect(new Set(HOSTILE.map(({ what }) => what)).size).toBe(HOSTILE.length)
  })

  it.each(HOSTILE.map((file) => [file.what, file] as const))(
    '[AT13] %s',
    async (_, { name = 'x.pdf', bytes, refused }) => {
      const sent = await bytes()
      const answer = await upload(sender, name, sent)
      if (refused) {
        expect(refused, `refused with one of these: ${JSON.stringify(answer)}`).toContain(reasonOf(answer))
        expect([400, 413]).toContain(answer.status)
      } else {
        expect(answer, 'drawn anew').toMatchObject({ status: 200 })
        const clean = await kept(answer)
        expect(clean.includes(MARK), 'nothing of what was hidden comes out').toBe(false)
        expect(clean.includes('PK\x05\x06')).toBe(false)
        const { format } = await sharp(clean).metadata()
        expect(`image/${format}`).toBe(answer.body.type)
      }
      await alive()
    },
  )

  it.each(HARMLESS.map((file) => [file.what, file] as const))(
    '[AT13] is taken as it is: %s',
    async (_, { name, bytes }) => {
      const sent = await bytes()
      const answer = await upload(sender, name, sent)
      expect(answer, JSON.stringify(answer)).toMatchObject({ status: 200 })
      expect((await kept(answer)).equals(sent)).toBe(true)
    },
  )
})

describe('hostile names', () => {
  const named = (header: string | undefined) =>
    new Promise<Answer>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${sender.token}`,
        ...(header === undefined ? {} : { 'x-filename': header }),
      }
      const request = httpRequest(`${server.url}/api/attachments`, { method: 'POST', headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => (text += part))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Answer['body'] }),
        )
      })
      request.on('error', reject)
      request.end(pdf())
    })

  it.each([
    ['no name', undefined],
    ['an empty name', ''],
    ['only a path', encodeURIComponent('../../')],
    ['a line break', '%0d%0aset-cookie:x%0d%0a.pdf'],
    ['a control character', '%07.pdf'],
    ['NUL', 'x.pdf%00.exe'],
    ['a direction override', encodeURIComponent('gpj.\u202efdp.exe')],
    ['an invisible character', encodeURIComponent('x\u200b.pdf')],
    ['5,000 characters', `${'x'.repeat(5000)}.pdf`],
    ['121 characters', encodeURIComponent('长'.repeat(121))],
    ['half an escape', '%E4%BD'],
    ['no escape at all', '%zz.pdf'],
    ['a lone surrogate', '%ED%A0%80.pdf'],
  ])('[AT14] %s is refused', async (_, header) => {
    const answer = await named(header)
    expect([answer.status, reasonOf(answer)]).toEqual([400, 'file-name'])
  })

  it.each([
    ['../../../../etc/passwd', 'passwd.pdf'],
    ['..\\..\\Windows\\x.exe', 'x.exe.pdf'],
    ['/absolute.pdf', 'absolute.pdf'],
    ['.htaccess', '.htaccess.pdf'],
    ['__proto__', '__proto__.pdf'],
    ['😀 文件.PDF', '😀 文件.PDF'],
    ['长'.repeat(120), `${'长'.repeat(116)}.pdf`],
  ])('[AT14] %s is kept as a plain name', async (given, name) => {
    expect(await named(encodeURIComponent(given))).toMatchObject({ status: 200, body: { name } })
  })
})

describe('hostile uploads', () => {
  const bytes = pdf()
  const total = bytes.length

  it.each([
    ['a negative offset', { offset: -1, total }],
    ['a fraction', { offset: 0.5, total }],
    ['no number', { offset: 'x', total }],
    ['infinity', { offset: 0, total: '1e999' }],
    ['a total of nothing that is', { offset: 10, total: 5 }],
    ['an empty total', { offset: 0, total: '' }],
    ['hexadecimal', { offset: '0x0', total }],
    ['more digits than a number has', { offset: 0, total: '9'.repeat(40) }],
  ])('[AT14] %s is refused', async (_, place) => {
    const answer = await sendPart(sender, v7(), place, bytes)
    expect([answer.status, reasonOf(answer)]).toEqual([400, 'upload'])
  })

  it('[AT7] offsets that do not fit are stale, and nothing is written', async () => {
    const id = v7()
    const skip = await sendPart(sender, id, { offset: 5, total }, bytes)
    expect([skip.status, skip.body.refusal?.code]).toEqual([409, 'stale'])
    expect((await sendPart(sender, id, { offset: 0, total }, bytes.subarray(0, 50))).body).toEqual({ arrived: 50 })
    for (const offset of [0, 49, 51]) {
      const answer = await sendPart(sender, id, { offset, total }, bytes.subarray(offset, offset + 10))
      expect(answer.body.refusal, `offset ${offset}`).toMatchObject({ code: 'stale', details: { arrived: 50 } })
    }
    expect((await stateOf(sender, id)).body).toEqual({ arrived: 50 })
    const short = await sendPart(sender, id, { offset: 50, total: 40 }, bytes.subarray(50))
    expect(short.status, 'a total that shrinks').toBe(400)
  })

  it('[AT7] finishing twice at once answers one file; somebody else’s upload is another one', async () => {
    const id = v7()
    const half = Math.floor(total / 2)
    await sendPart(sender, id, { offset: 0, total }, bytes.subarray(0, half), '双.pdf')
    expect((await stateOf(other, id)).body).toEqual({ arrived: 0 })
    const theirs = await sendPart(other, id, { offset: half, total }, bytes.subarray(half))
    expect(theirs.body.refusal).toMatchObject({ code: 'stale', details: { arrived: 0 } })
    const finish = () =>
      sendPart(sender, id, { offset: half, total }, bytes.subarray(half), '双.pdf').catch(() => undefined)
    const answers = (await Promise.all([finish(), finish(), finish()])).filter((answer) => answer?.status === 200)
    expect(answers.length, 'one of them at least').toBeGreaterThan(0)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    for (const answer of answers) expect(answer?.body.sha256).toBe(sha256)
    expect((await stateOf(other, id)).body, 'for the other nothing has changed').toEqual({ arrived: 0 })
  })

  it.each(['..%2f..%2fx', '%00', 'x', '../../../zx.sqlite', `${ID}/../x`, ID.toUpperCase(), '-'.repeat(36)])(
    '[AT14] the upload id %s leads nowhere',
    async (id) => {
      const url = `${server.url}/api/attachments/uploads/${id}?offset=0&total=5`
      const headers = { authorization: `Bearer ${sender.token}`, 'x-filename': 'x.pdf' }
      expect((await fetch(url, { method: 'PUT', headers, body: '12345' })).status).toBe(404)
    },
  )

  it.each([
    '../zx.sqlite',
    '..%2fzx.sqlite',
    'A'.repeat(64),
    '0'.repeat(63),
    `${'0'.repeat(64)}/..`,
    'uploads',
    'arriving',
  ])('[AT8] the hash %s leads nowhere', async (hash) => {
    expect([404, 405]).toContain((await download(sender, hash)).status)
  })
})

describe('slow bodies', () => {
  /** Sends a body drop by drop over about `ms`; answers with the status, or `cut` when the connection was cut. */
  function dribble(pathname: string, method: string, headers: Record<string, string>, body: Buffer, ms: number) {
    return new Promise<number | 'cut'>((resolve) => {
      const drops = 24
      const request = httpRequest(
        server.url + pathname,
        { method, headers: { ...headers, 'content-length': body.length } },
        (response) => {
          response.resume()
          response.on('end', () => resolve(response.statusCode ?? 0))
        },
      )
      request.on('error', () => resolve('cut'))
      const size = Math.ceil(body.length / drops)
      let sent = 0
      const timer = setInterval(() => {
        request.write(body.subarray(sent, sent + size))
        sent += size
        if (sent < body.length) return
        clearInterval(timer)
        request.end()
      }, ms / drops)
      request.on('close', () => clearInterval(timer))
    })
  }

  it('[AT7] a file that comes slowly is waited for; another body that does not end is cut off', async () => {
    const bytes = pdf()
    const auth = { authorization: `Bearer ${sender.token}`, 'x-filename': 'slow.pdf' }
    const [file, signingIn, stranger] = await Promise.all([
      dribble('/api/attachments', 'POST', auth, bytes, 24_000),
      dribble('/api/session', 'POST', { 'content-type': 'application/json' }, Buffer.from(' '.repeat(400)), 60_000),
      dribble('/api/attachments', 'POST', { 'x-filename': 'x.pdf' }, bytes, 60_000),
    ])
    expect(file, 'slower than any other body may be').toBe(200)
    expect(signingIn).toBe('cut')
    expect(stranger, 'without a session nothing is waited for').toBe(401)
    await alive()
  })
})

describe('after all of it', () => {
  it('[AT14] the server lives, and nothing outside of the attachments’ folder was written', async () => {
    await alive()
    expect(server.log()).not.toMatch(/unhandledRejection|uncaughtException|"level":(50|60)/)
    expect(readdirSync(outer)).toEqual(['inner'])
    expect(readdirSync(path.join(outer, 'inner'))).toEqual(['data'])
    const data = path.join(outer, 'inner', 'data')
    expect(readdirSync(data).filter((name) => !name.startsWith('zx.sqlite'))).toEqual(['attachments', 'boxes'])
    const attachments = path.join(data, 'attachments')
    for (const file of await filesBelow(attachments)) {
      if (file.startsWith('uploads')) continue
      expect(file).toMatch(/^([0-9a-f]{2})\/\1[0-9a-f]{62}$/)
      const found = readFileSync(path.join(attachments, file))
      expect(createHash('sha256').update(found).digest('hex'), file).toBe(path.basename(file))
      expect(statSync(path.join(attachments, file)).mode & 0o111, 'nothing can be run').toBe(0)
    }
    const honest = await upload(sender, '好.png', await picture('png'))
    expect(honest.status).toBe(200)
  })
})

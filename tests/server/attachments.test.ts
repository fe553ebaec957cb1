import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../core/wire/limits.ts'
import { openArrivals } from '../../server/attachments/arrivals.ts'
import { freshFolder } from '../support/folder.ts'
import { office, pdf, photograph, picture } from '../support/files/made.ts'
import { bootServer, type BootedServer } from '../support/server/boot.ts'
import { person, proposal, submit, type Desk } from '../support/server/desk.ts'
import { cutPart, download, sendPart, stateOf, upload, uploaded, type Sender } from '../support/server/files.ts'
import { until } from '../support/server/until.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

describe.each(['memory', 'sqlite'] as const)('attachments (%s)', (store) => {
  let server: BootedServer
  let desks: Record<'member' | 'member2' | 'member3' | 'moderator' | 'unit', Desk>
  let as: Record<keyof typeof desks, Sender>
  beforeAll(async () => {
    server = await bootServer({ store, parts: { rateLimits: false } })
    const names = ['member', 'member2', 'member3', 'moderator', 'unit'] as const
    const found = await Promise.all(names.map(async (name) => [name, await person(server, name)] as const))
    desks = Object.fromEntries(found) as typeof desks
    as = Object.fromEntries(found.map(([name, { token }]) => [name, { url: server.url, token }])) as typeof as
  })
  afterAll(() => server.stop())

  it('[AT4] a document is kept byte for byte under its hash, with a name that says what it is', async () => {
    for (const [name, bytes, type, kept] of [
      ['说明.pdf', pdf(), 'application/pdf', '说明.pdf'],
      ['说明.txt', pdf(), 'application/pdf', '说明.txt.pdf'],
      ['C:\\文件\\表.docx', await office('docx'), 'wordprocessingml.document', '表.docx'],
      ['../../表', await office('xlsx'), 'spreadsheetml.sheet', '表.xlsx'],
    ] as const) {
      const { status, body } = await upload(as.member, name, bytes)
      expect(status, JSON.stringify(body)).toBe(200)
      expect(body).toMatchObject({ sha256: sha256(bytes), size: bytes.length, name: kept })
      expect(body.type).toContain(type)
      expect(await bytesOf(await download(as.member, body.sha256 ?? ''))).toEqual(bytes)
    }
  })

  it('[AT5] a picture is drawn anew: upright, and without its place, its maker and whatever else it carried', async () => {
    const taken = await photograph()
    const before = await sharp(taken).metadata()
    expect(before.exif?.toString('latin1'), 'the photograph carries what is to go').toContain('Telephone')
    expect([before.width, before.height, before.orientation]).toEqual([80, 40, 6])
    const kept = await uploaded(as.member, '门口.JPG', taken)
    expect(kept).toMatchObject({ type: 'image/jpeg', name: '门口.JPG' })
    const shown = await bytesOf(await download(as.member, kept.sha256))
    expect(sha256(shown)).toBe(kept.sha256)
    const after = await sharp(shown).metadata()
    expect([after.width, after.height, after.orientation, after.exif]).toEqual([40, 80, undefined, undefined])
    for (const trace of ['Telephone', 'Exif', 'GPS', '张三']) expect(shown.includes(trace), trace).toBe(false)
  })

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('[AT5] %s stays what it is', async (format) => {
    const kept = await uploaded(as.member, `图.${format}`, await picture(format))
    expect(kept.type).toBe(`image/${format}`)
    expect((await sharp(await bytesOf(await download(as.member, kept.sha256))).metadata()).format).toBe(format)
  })

  it('[AT6] the same bytes are kept once, whoever sends them, under a name of each', async () => {
    const bytes = pdf()
    const [mine, theirs] = [await uploaded(as.member, '甲.pdf', bytes), await uploaded(as.member2, '乙.pdf', bytes)]
    expect(theirs.sha256).toBe(mine.sha256)
    const folder = path.join(server.dataDir, 'attachments', mine.sha256.slice(0, 2))
    expect(readdirSync(folder).filter((name) => name === mine.sha256)).toHaveLength(1)
    const nameFor = async (who: Sender) => (await download(who, mine.sha256)).headers.get('content-disposition')
    expect(await nameFor(as.member)).toContain(encodeURIComponent('甲.pdf'))
    expect(await nameFor(as.member2)).toContain(encodeURIComponent('乙.pdf'))
  })

  it('[AT7] an upload goes on where its connection was cut', async () => {
    const bytes = await picture('png', 1200, 900)
    expect(bytes.length).toBeGreaterThan(3_000_000)
    const id = v7()
    const cutAt = Math.floor(bytes.length / 2)
    await cutPart(as.member, id, bytes, cutAt)
    await until(async () => ((await stateOf(as.member, id)).body.arrived ?? 0) > 0, 'some of it has arrived')
    let arrived = -1
    await until(async () => {
      const before = arrived
      arrived = (await stateOf(as.member, id)).body.arrived ?? 0
      return arrived === before
    }, 'the server has noticed the cut')
    expect(arrived).toBeGreaterThan(0)
    expect(arrived).toBeLessThanOrEqual(cutAt)
    const wrong = await sendPart(as.member, id, { offset: 0, total: bytes.length }, bytes)
    expect(wrong).toMatchObject({ status: 409, body: { refusal: { code: 'stale', details: { arrived } } } })
    const rest = await sendPart(as.member, id, { offset: arrived, total: bytes.length }, bytes.subarray(arrived))
    expect(rest).toMatchObject({ status: 200, body: { type: 'image/png' } })
    const shown = await bytesOf(await download(as.member, rest.body.sha256 ?? ''))
    const pixels = (image: Buffer) => sharp(image).raw().toBuffer()
    expect((await pixels(shown)).equals(await pixels(bytes)), 'every pixel is there').toBe(true)
  })

  it('[AT7] parts of any size add up; the last one asked for again answers the file', async () => {
    const bytes = pdf([
      ...Array.from({ length: 1 }, () => '<< /Type /Catalog /Pages 2 0 R >>'),
      '<< /Kids [] /Count 0 >>',
    ])
    const id = v7()
    const total = bytes.length
    for (let offset = 0; offset + 100 < total; offset += 100) {
      const part = await sendPart(as.member, id, { offset, total }, bytes.subarray(offset, offset + 100), '分段.pdf')
      expect(part).toEqual({ status: 200, body: { arrived: offset + 100 } })
    }
    const offset = (await stateOf(as.member, id)).body.arrived ?? 0
    const last = await sendPart(as.member, id, { offset, total }, bytes.subarray(offset), '分段.pdf')
    expect(last).toMatchObject({ status: 200, body: { sha256: sha256(bytes), size: total, name: '分段.pdf' } })
    expect(await sendPart(as.member, id, { offset, total }, bytes.subarray(offset), '分段.pdf')).toEqual(last)
    expect((await stateOf(as.member, id)).body).toMatchObject({ arrived: 0, attachment: { sha256: sha256(bytes) } })
  })

  it('[AT7] a new part ends one that hangs, and an upload is its account’s own', async () => {
    const bytes = pdf()
    const id = v7()
    const hanging = sendHanging(as.member, id, bytes, 200)
    await until(async () => (await stateOf(as.member, id)).body.arrived === 200, 'the first part hangs')
    expect((await stateOf(as.member2, id)).body, 'of somebody else').toEqual({ arrived: 0 })
    const rest = await sendPart(as.member, id, { offset: 200, total: bytes.length }, bytes.subarray(200), '续.pdf')
    expect(rest).toMatchObject({ status: 200, body: { sha256: sha256(bytes) } })
    await hanging.broken
  })

  it('[AT2] only who uploaded a file can attach it, and it is named as they uploaded it', async () => {
    const file = await uploaded(as.member, '现场照片.jpg', await picture())
    const { matter } = await submit(desks.member2)
    const stolen = await desks.member2.command(matter, 'message.post', { text: '看图', attachments: [file.sha256] })
    expect(stolen).toMatchObject({
      ok: false,
      refusal: { code: 'not-found', details: { reason: 'unknown-attachment' } },
    })
    const mine = await desks.member.command(matter, 'message.post', { text: '看图', attachments: [file.sha256] })
    if (!mine.ok) throw new Error(JSON.stringify(mine.refusal))
    expect(mine.value.events[0]?.data).toEqual({ text: '看图', attachments: [file] })
    const made = await desks.member.command(matter, 'message.post', { text: '看图', attachments: ['0'.repeat(64)] })
    expect(made).toMatchObject({ ok: false, refusal: { details: { reason: 'unknown-attachment' } } })
  })

  it('[AT8] a file is for who uploaded it and for whoever may see a matter that tells of it; for others it is not there', async () => {
    const secret = await uploaded(as.member, '户主名单.pdf', pdf(undefined, '/Info << /Title (list) >> '))
    const unseen = { status: 404, body: { refusal: { code: 'not-found', details: { reason: 'unknown-attachment' } } } }
    const tryAs = async (who: keyof typeof desks, hash = secret.sha256) => {
      const response = await download(as[who], hash)
      return response.ok ? 'given' : { status: response.status, body: (await response.json()) as object }
    }
    expect(await tryAs('member')).toBe('given')
    for (const who of ['member2', 'member3', 'moderator'] as const) expect(await tryAs(who), who).toMatchObject(unseen)
    expect(await tryAs('member2', '1'.repeat(64)), 'as what never was').toMatchObject(unseen)

    const matter = v7()
    const text = { ...proposal(), form: 'individual', open: false, attachments: [secret.sha256] }
    expect(
      await desks.member.command(matter, 'proposal.submit', { ...text, cosigners: [desks.member2.account.id] }),
    ).toMatchObject({ ok: true })
    for (const who of ['member2', 'moderator'] as const) expect(await tryAs(who), who).toBe('given')
    for (const who of ['member3', 'unit'] as const) expect(await tryAs(who), who).toMatchObject(unseen)
    const shown = await download(as.member2, secret.sha256)
    expect(shown.headers.get('content-disposition'), 'not the name it has at home').not.toContain(
      encodeURIComponent('户主名单'),
    )

    const { matter: open } = await submit(desks.member)
    await desks.member.command(open, 'message.post', { text: '公开', attachments: [secret.sha256] })
    for (const who of ['member3', 'unit'] as const) expect(await tryAs(who), who).toBe('given')
  })

  it('[AT8] without a session that holds there are no files', async () => {
    const file = await uploaded(as.member, '图.png', await picture('png'))
    for (const token of ['', 'x', 'x'.repeat(43)]) {
      expect((await download({ url: server.url, token }, file.sha256)).status).toBe(401)
      expect((await upload({ url: server.url, token }, '图.png', await picture())).status).toBe(401)
    }
    const gone = await person(server, 'member4')
    await fetch(`${server.url}/api/session`, { method: 'DELETE', headers: { authorization: `Bearer ${gone.token}` } })
    expect((await download({ url: server.url, token: gone.token }, file.sha256)).status).toBe(401)
  })

  it('[AT9] pictures are shown, everything else is a download, and no browser takes it for a page', async () => {
    const image = await uploaded(as.member, "图 '1'(终).png", await picture('png'))
    const shown = await download(as.member, image.sha256)
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(image.size),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-site',
      'content-disposition': "inline; filename*=UTF-8''%E5%9B%BE%20%271%27%28%E7%BB%88%29.png",
    })
    expect(shown.headers.get('cache-control')).toContain('private')
    expect(shown.headers.get('vary')).toContain('authorization')
    const document = await uploaded(as.member, '文.pdf', pdf())
    expect((await download(as.member, document.sha256)).headers.get('content-disposition')).toMatch(/^attachment;/)
    const head = await download(as.member, document.sha256, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${as.member.token}` },
    })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(document.size)])
    for (const pathname of [`/attachments/${document.sha256}`, `/api/attachments/../${document.sha256}`])
      expect((await fetch(server.url + pathname)).status).not.toBe(200)
  })

  it('[AT9] pages of allowed origins may send parts and names', async () => {
    const preflight = await fetch(`${server.url}/api/attachments/uploads/${v7()}`, {
      method: 'OPTIONS',
      headers: { origin: 'app://zx', 'access-control-request-method': 'PUT' },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('app://zx')
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-filename')
    const foreign = await fetch(`${server.url}/api/attachments`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example' },
    })
    expect(foreign.status).toBe(403)
  })

  it('[AT10] a file may have 20 MB and no byte more, sent at once or in parts', async () => {
    const noise = randomBytes(LIMITS.attachmentBytes)
    const full = pdf([...pdfOf(noise, LIMITS.attachmentBytes)])
    expect(full.length).toBe(LIMITS.attachmentBytes)
    const kept = await upload(as.member, '满.pdf', full)
    expect(kept, 'exactly 20 MB').toMatchObject({ status: 200, body: { size: LIMITS.attachmentBytes } })
    const more = Buffer.concat([full, Buffer.from('\n')])
    const tooLarge = {
      status: 413,
      body: { refusal: { code: 'too-large', details: { limit: LIMITS.attachmentBytes } } },
    }
    expect(await upload(as.member, '多.pdf', more)).toMatchObject(tooLarge)
    expect(await sendPart(as.member, v7(), { offset: 0, total: more.length }, more)).toMatchObject(tooLarge)
    const id = v7()
    expect(await sendPart(as.member, id, { offset: 0, total: 100 }, full.subarray(0, 101))).toMatchObject(tooLarge)
    expect((await stateOf(as.member, id)).body.arrived, 'nothing of it stays').toBe(0)
  })
})

/** Objects of a PDF whose stream is noise, so that the whole file has `size` bytes. */
function pdfOf(noise: Buffer, size: number) {
  const objects = (length: number) => [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [] /Count 0 >>',
    { dictionary: '', stream: noise.subarray(0, length) },
  ]
  return objects(noise.length - (pdf(objects(noise.length)).length - size))
}

/** A part whose body stops coming after `bytes` bytes, and whose connection stays. */
function sendHanging({ url, token }: Sender, id: string, bytes: Buffer, many: number) {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(Uint8Array.from(bytes.subarray(0, many))),
  })
  const init = {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'x-filename': 'x.pdf' },
    body,
    duplex: 'half',
  }
  const sent = fetch(`${url}/api/attachments/uploads/${id}?offset=0&total=${bytes.length}`, init as RequestInit)
  return {
    broken: sent.then(
      () => Promise.reject(new Error('it was answered')),
      () => undefined,
    ),
  }
}

describe('attachments on disk', () => {
  it('[AT11] outlive the server, and uploads that were cut go on after it', async () => {
    const dataDir = await freshFolder()
    const first = await bootServer({ store: 'sqlite', dataDir })
    const member = await person(first, 'member')
    const sender = { url: first.url, token: member.token }
    const file = await uploaded(sender, '文.pdf', pdf())
    const bytes = await office('docx', [{ name: 'word/media/x.bin', bytes: await picture('png', 300, 200) }])
    const id = v7()
    await sendPart(sender, id, { offset: 0, total: bytes.length }, bytes.subarray(0, 1000), '表.docx')
    await first.stop()

    const second = await bootServer({ store: 'sqlite', dataDir })
    const again = { url: second.url, token: member.token }
    expect(sha256(await bytesOf(await download(again, file.sha256)))).toBe(file.sha256)
    const { matter } = await submit(await person(second, 'member'))
    const told = await (
      await person(second, 'member')
    ).command(matter, 'message.post', { text: '附', attachments: [file.sha256] })
    expect(told.ok, 'the upload is remembered').toBe(true)
    expect((await stateOf(again, id)).body).toEqual({ arrived: 1000 })
    const rest = await sendPart(again, id, { offset: 1000, total: bytes.length }, bytes.subarray(1000), '表.docx')
    expect(rest).toMatchObject({ status: 200, body: { sha256: sha256(bytes), name: '表.docx' } })
    await second.stop()
  })

  it('[AT11] only their owner on the machine may read them', async () => {
    const server = await bootServer()
    const { token } = await person(server, 'member')
    const { sha256: hash } = await uploaded({ url: server.url, token }, '文.pdf', pdf())
    const folder = path.join(server.dataDir, 'attachments')
    expect(statSync(path.join(folder, hash.slice(0, 2), hash)).mode & 0o777).toBe(0o600)
    expect(statSync(path.join(folder, hash.slice(0, 2))).mode & 0o777).toBe(0o700)
    await server.stop()
    expect(existsSync(folder)).toBe(false)
  })

  it('[AT12] what was begun and not finished for a day is cleared away', async () => {
    const folder = await freshFolder()
    const arrivals = await openArrivals(folder)
    const body = (async function* () {
      yield Buffer.from('begun')
    })()
    await arrivals.add('a', 'old', { offset: 0, total: 10, body, cancel: () => {} })
    const now = Date.now()
    await arrivals.sweep(now + 1000)
    expect(await arrivals.arrived('a', 'old')).toBe(5)
    utimesSync(path.join(folder, 'a.old'), new Date(now), new Date(now - 25 * 60 * 60_000))
    await arrivals.sweep(now)
    expect(await arrivals.arrived('a', 'old')).toBe(0)
  })

  it('[AT12] ten that were stopped or cut keep nobody from sending', async () => {
    const folder = await freshFolder()
    const arrivals = await openArrivals(folder)
    const send = (upload: string, ...chunks: string[]) => {
      const body = (async function* () {
        for (const chunk of chunks) yield Buffer.from(chunk)
      })()
      return arrivals.add('a', upload, { offset: 0, total: 10, body, cancel: () => {} })
    }
    // cut before the first byte: each of them may begin again, though there are ten
    for (let i = 0; i < 10; i++) expect(await send(`cut-${i}`)).toMatchObject({ ok: true, value: { arrived: 0 } })
    expect(await send('cut-3', 'begun')).toMatchObject({ ok: true, value: { arrived: 5 } })
    expect(await send('new', 'begun'), 'the ten have just been heard of').toMatchObject({ ok: false })
    const minutes = (n: number) => new Date(Date.now() - n * 60_000)
    utimesSync(path.join(folder, 'a.cut-3'), minutes(2), minutes(2))
    utimesSync(path.join(folder, 'a.cut-7'), minutes(3), minutes(3))
    expect(await send('new', 'begun')).toMatchObject({ ok: true, value: { arrived: 5 } })
    expect(readdirSync(folder).length, 'the one that has been silent longest has gone').toBe(10)
    expect(await arrivals.arrived('a', 'cut-3')).toBe(5)
    expect(readdirSync(folder)).not.toContain('a.cut-7')
  })

  it('[AT12] an account has ten files on the way, sends twenty at once, and is told how long to wait', async () => {
    const server = await bootServer()
    const [one, two] = [await person(server, 'member'), await person(server, 'member2')]
    const sender = { url: server.url, token: one.token }
    for (let i = 0; i < 10; i++)
      expect((await sendPart(sender, v7(), { offset: 0, total: 10 }, Buffer.from('x'))).status).toBe(200)
    const eleventh = await sendPart(sender, v7(), { offset: 0, total: 10 }, Buffer.from('x'))
    expect(eleventh).toMatchObject({ status: 429, body: { refusal: { code: 'rate-limited' } } })
    const other = { url: server.url, token: two.token }
    const replies = await Promise.all(Array.from({ length: 24 }, () => upload(other, 'x.txt', Buffer.from('x'))))
    const refused = replies.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(3)
    for (const { body } of refused) expect(body.refusal?.details?.retryAfterMs).toBeGreaterThan(0)
    await server.stop()
  })
})

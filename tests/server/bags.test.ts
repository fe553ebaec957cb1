import { createHash } from 'node:crypto'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import { strFromU8, unzipSync } from 'fflate'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { layOut } from '../../core/bag/bag.ts'
import { BAG } from '../../core/bag/layout.ts'
import { bagMetadataSchema } from '../../core/bag/metadata.ts'
import { manifestText } from '../../core/bag/manifest.ts'
import type { Checkpoint } from '../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { freshFolder } from '../support/folder.ts'
import { picture } from '../support/files/made.ts'
import { submit, type Desk } from '../support/server/desk.ts'
import { uploaded } from '../support/server/files.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { until } from '../support/server/until.ts'

const get = (hall: Hall, matter: string, token?: string, init: RequestInit = {}) =>
  fetch(`${hall.server.url}/api/matters/${matter}/bag`, {
    ...init,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })

/** The files of a downloaded bag by their path in its folder. */
async function bagOf(hall: Hall, desk: Desk, matter: string): Promise<Map<string, Uint8Array>> {
  const response = await get(hall, matter, desk.token)
  expect(response.status, await (response.ok ? '' : response.clone().text())).toBe(200)
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  return new Map(Object.entries(files).map(([name, bytes]) => [name.slice(name.indexOf('/') + 1), bytes]))
}

const text = (files: Map<string, Uint8Array>, path: string) => strFromU8(files.get(path) ?? new Uint8Array())
const lines = <T>(files: Map<string, Uint8Array>, path: string) =>
  text(files, path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)

describe.each(['memory', 'sqlite'] as const)('the bag of a matter from the server (%s)', (store) => {
  let hall: Hall
  let author: Desk
  let moderator: Desk
  beforeEach(async () => {
    hall = await openHall([], { store })
    ;[author, moderator] = await Promise.all([hall.desk('member'), hall.desk('moderator')])
  })
  afterEach(() => hall.stop())

  it('[BG11] is the whole record with its attachments, signed, and verifies without the server', async () => {
    const { matter } = await submit(author, { title: '关于“充电棚”的提案（修订）' })
    const sender = { url: hall.server.url, token: author.token }
    const bytes = await picture('png')
    const file = await uploaded(sender, '现场照片.png', bytes)
    await hall.must(author, matter, 'message.post', { text: '照片在此', attachments: [file.sha256] })
    await hall.must(moderator, matter, 'proposal.file', { category: 'elderly' })
    const response = await get(hall, matter, author.token)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/zip')
    const [, name = ''] = /^attachment; filename\*=UTF-8''([\w%.!-]+)$/.exec(
      response.headers.get('content-disposition') ?? '',
    ) ?? ['', '']
    const number = `${new Date(hall.now + 8 * 3_600_000).getUTCFullYear()}-0001`
    expect(decodeURIComponent(name)).toBe(`微提案 ${number} 关于“充电棚”的提案（修订）.zip`)
    const zip = new Uint8Array(await response.arrayBuffer())
    expect(Object.keys(unzipSync(zip)).every((path) => path.startsWith(`${number}/`))).toBe(true)

    const files = await bagOf(hall, author, matter)
    const events = lines<RecordEvent>(files, BAG.record)
    const checkpoints = lines<Checkpoint>(files, BAG.checkpoints)
    const verification = verifyRecord(matter, events, checkpoints, author.welcome.server.key)
    expect(verification.findings).toEqual([])
    expect(verification.signedUpTo).toBe(events.length)
    expect(events).toEqual(await hall.record(author, matter))
    const kept = files.get(`${BAG.attachments}${file.sha256}`) ?? new Uint8Array()
    expect(createHash('sha256').update(kept).digest('hex')).toBe(file.sha256)
    const payload = [...files].filter(([path]) => path.startsWith('data/'))
    const hashes = payload.map(([path, data]) => [path, createHash('sha512').update(data).digest('hex')] as const)
    expect(text(files, BAG.manifest)).toBe(manifestText(new Map(hashes)))
    const { names, attachments } = bagMetadataSchema.parse(JSON.parse(text(files, BAG.metadata)))
    expect(names[author.account.id]).toBe(author.account.name)
    expect(attachments).toEqual([{ ...file, name: '现场照片.png', present: true }])
    expect(text(files, BAG.page)).toContain('照片在此')
  })

  it('[BG12] is the same to the byte each time, until the record goes on', async () => {
    const { matter } = await submit(author)
    const take = async () => Buffer.from(await (await get(hall, matter, author.token)).arrayBuffer())
    const first = await take()
    hall.now += 3_600_000
    expect(Buffer.compare(first, await take()), 'an hour changed the bag').toBe(0)
    const other = Buffer.from(await (await get(hall, matter, moderator.token)).arrayBuffer())
    expect(Buffer.compare(first, other), 'who asks changed the bag').toBe(0)
    await hall.must(author, matter, 'message.post', { text: '补充一句' })
    expect(Buffer.compare(first, await take())).not.toBe(0)
  })

  it('[BG23] of a long record is laid out in a thread of its own, and is what it would be without', async () => {
    const { matter } = await submit(author)
    const file = await uploaded({ url: hall.server.url, token: author.token }, '现场照片.png', await picture('png'))
    await hall.must(author, matter, 'message.post', { text: '照片在此', attachments: [file.sha256] })
    for (let n = 0; n < 220; n++) await hall.must(author, matter, 'message.post', { text: `第 ${n} 次发言` })
    const files = await bagOf(hall, author, matter)
    const events = lines<RecordEvent>(files, BAG.record)
    expect(events.length).toBeGreaterThan(220)
    const { names } = bagMetadataSchema.parse(JSON.parse(text(files, BAG.metadata)))
    const inline = layOut({
      matter,
      events,
      checkpoints: lines<Checkpoint>(files, BAG.checkpoints),
      names,
      files: new Map([[file.sha256, () => Readable.from([])]]),
    })
    for (const one of inline.payload)
      if ('bytes' in one) expect(text(files, one.path), one.path).toBe(strFromU8(one.bytes))
      else expect(files.get(one.path)?.length, one.path).toBe(one.size)
  })

  it('[BG13] is given to nobody who is not signed in, nor to whom the matter does not exist', async () => {
    const { matter } = await submit(author, { open: false })
    const outsider = await hall.desk('member5')
    expect((await get(hall, matter)).status).toBe(401)
    expect((await get(hall, matter, 'no-such-token')).status).toBe(401)
    const [unseen, unknown] = await Promise.all([get(hall, matter, outsider.token), get(hall, v7(), outsider.token)])
    expect([unseen.status, unknown.status]).toEqual([404, 404])
    expect(await unseen.text(), 'what one may not see differs from what is not there').toBe(await unknown.text())
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await get(hall, matter, author.token, { method })).status, method).toBe(404)
    const head = await get(hall, matter, author.token, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('[BG13] of a request for help is only for those it concerns', async () => {
    const [asker, helper, outsider] = await Promise.all(['representative', 'member3', 'unit'].map((n) => hall.desk(n)))
    if (!asker || !helper || !outsider) throw new Error('nobody there')
    const matter = v7()
    const post = { title: '补贴怎么申请', details: '想申请护理补贴', category: 'elderly', region: 'zj-lj-wc-dt-ym' }
    await hall.must(asker, matter, 'service.post', { ...post, sectors: [] })
    expect((await get(hall, matter, asker.token)).status).toBe(200)
    expect((await get(hall, matter, outsider.token)).status).toBe(404)
    expect((await get(hall, matter, author.token)).status).toBe(
      (await author.request('matter:open', { matter })).ok ? 200 : 404,
    )
  })

  it('[BG14] has nothing of a hidden observation for whom it is not, and still verifies', async () => {
    const unit = await hall.desk('unit')
    const matter = v7()
    const commitments = [{ id: v7(), text: '修好路灯', unit: unit.account.unit, due: hall.now + 30 * 86_400_000 }]
    await hall.must(moderator, matter, 'supervision.open', {
      title: '路灯修复',
      subject: '杨梅桥路灯不亮',
      unit: unit.account.unit,
      supervisors: [author.account.id],
      commitments,
    })
    const secret = '楼上王某家的事'
    const watcher = await hall.desk('member5')
    const [observed] = await hall.must(watcher, matter, 'supervision.observe', { text: secret })
    await hall.must(moderator, matter, 'observation.hide', { observation: observed?.id, reason: '涉及个人' })
    const reader = await hall.desk('member6')
    const files = await bagOf(hall, reader, matter)
    for (const [path, bytes] of files) expect(strFromU8(bytes), path).not.toContain(secret)
    expect(text(files, BAG.page)).toContain('内容已隐藏，不在本档案包内')
    const checkpoints = lines<Checkpoint>(files, BAG.checkpoints)
    expect(verifyRecord(matter, lines(files, BAG.record), checkpoints, reader.welcome.server.key).findings).toEqual([])
    expect(text(await bagOf(hall, watcher, matter), BAG.record)).toContain(secret)
  })

  it('[BG15] that is broken off harms nobody, and the next one is whole', async () => {
    const { matter } = await submit(author)
    const sender = { url: hall.server.url, token: author.token }
    for (let n = 0; n < 3; n++) {
      const { sha256 } = await uploaded(sender, `照片${n}.png`, await picture('png', 1200, 900))
      await hall.must(author, matter, 'message.post', { text: `第${n}张`, attachments: [sha256] })
    }
    for (let n = 0; n < 8; n++) {
      const cut = new AbortController()
      const response = await get(hall, matter, author.token, { signal: cut.signal })
      const reader = response.body?.getReader()
      await reader?.read()
      cut.abort()
      await reader?.read().catch(() => undefined)
    }
    const files = await bagOf(hall, author, matter)
    expect(files.get(BAG.tagManifest)?.length).toBeGreaterThan(0)
    expect(hall.server.log(), 'a download that was broken off counts as a fault').not.toContain('"level":50')
    const { body } = await get(hall, matter, author.token)
    await body?.cancel()
    await until(async () => (await fetch(`${hall.server.url}/healthz`)).status === 200, 'the server answers')
  })

  it('[BG15] of one account that takes its time leaves the others their turns', async () => {
    const { matter } = await submit(author)
    const sender = { url: hall.server.url, token: author.token }
    for (let n = 0; n < 4; n++) {
      const { sha256 } = await uploaded(sender, `照片${n}.png`, await picture('png', 1600, 1200))
      await hall.must(author, matter, 'message.post', { text: `第${n}张`, attachments: [sha256] })
    }
    const slow = new AbortController()
    const begun: Response[] = []
    const asked = Array.from({ length: 6 }, () => get(hall, matter, author.token, { signal: slow.signal }))
    const held = Promise.allSettled(asked.map((one) => one.then((response) => begun.push(response))))
    await until(async () => begun.length >= 2, 'two of them have begun, and nobody reads on')
    const other = await hall.desk('member2')
    const whole = await bagOf(hall, other, matter)
    // nobody had to be cut off for that
    const slowOnes = await Promise.all(begun.map((response) => response.arrayBuffer()))
    for (const bytes of slowOnes) expect(Object.keys(unzipSync(new Uint8Array(bytes)))).toHaveLength(whole.size)
    slow.abort()
    await held
  })

  it('[BG15] that nobody waits for any more when it would be made is no fault either', async () => {
    const { matter } = await submit(author)
    const { sha256 } = await uploaded({ url: hall.server.url, token: author.token }, '照片.png', await picture('png'))
    await hall.must(author, matter, 'message.post', { text: '照片', attachments: [sha256] })
    const cuts = Array.from({ length: 30 }, () => new AbortController())
    const asked = cuts.map(({ signal }) => get(hall, matter, author.token, { signal }))
    const gone = Promise.allSettled(asked)
    await Promise.race(asked)
    for (const cut of cuts) cut.abort()
    await gone
    expect((await bagOf(hall, author, matter)).size).toBeGreaterThan(0)
    expect(hall.server.log(), 'one who went away counts as a fault').not.toContain('"level":50')
  })
})

it('[BG15] is made for each account only so often', async () => {
  const hall = await openHall([], { parts: { rateLimits: true } })
  try {
    const author = await hall.desk('member')
    const { matter } = await submit(author)
    const statuses: number[] = []
    for (let n = 0; n < 12; n++) {
      const response = await get(hall, matter, author.token)
      statuses.push(response.status)
      await response.arrayBuffer()
    }
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(statuses.at(-1)).toBe(429)
    hall.now += 60_000
    expect((await get(hall, matter, author.token)).status).toBe(200)
  } finally {
    await hall.stop()
  }
})

it.each([1, 250])(
  '[BG24] of a record whose beginning lost its content is refused in a word, and is no fault of the server (%i messages)',
  async (messages) => {
    const dataDir = await freshFolder()
    const options = { store: 'sqlite', dataDir } as const
    let hall = await openHall([], options)
    try {
      const author = await hall.desk('member')
      const { matter } = await submit(author)
      for (let n = 0; n < messages; n++) await hall.must(author, matter, 'message.post', { text: `第${n}条` })
      await hall.server.app.matters.lives.use(matter, async ({ durable: { head, state } }) => {
        if (state) await hall.server.store.saveSnapshot(matter, { seq: head.seq, state })
      })
      await hall.stop()
      const db = new DatabaseSync(path.join(dataDir, 'zx.sqlite'))
      const first = 'seq = 1 AND matter = (SELECT n FROM matters WHERE id = ?)'
      db.prepare(`UPDATE events SET data = NULL, salt = NULL WHERE ${first}`).run(matter)
      db.close()
      hall = await openHall([], options)
      const again = await hall.desk('member')
      const response = await get(hall, matter, again.token)
      expect([response.status, await response.json()]).toEqual([
        409,
        expect.objectContaining({
          refusal: expect.objectContaining({ details: expect.objectContaining({ reason: 'record-unfolded' }) }),
        }),
      ])
      expect(hall.server.log()).not.toContain('"level":50')
    } finally {
      await hall.stop()
    }
  },
)

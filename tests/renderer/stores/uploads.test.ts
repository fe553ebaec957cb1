// @vitest-environment node
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { LIMITS } from '../../../core/wire/limits.ts'
import { usePictures } from '../../../src/stores/pictures.ts'
import { useUploads } from '../../../src/stores/uploads.ts'
import { newClient } from '../../support/client/client.ts'
import { enter, submit } from '../../support/client/people.ts'
import { cuttingProxy } from '../../support/cutting-proxy.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer({ parts: { rateLimits: false } })))
afterAll(() => server.stop())

async function person(username: string, at: BootedServer | string = server) {
  const client = await newClient()
  await enter(client, at, username)
  return { client, uploads: client.within(useUploads), pictures: client.within(usePictures) }
}

async function picture(name: string, side = 64): Promise<File> {
  const noise = Buffer.alloc(side * side * 3, 0)
  for (let i = 0; i < noise.length; i++) noise[i] = (i * 2654435761) >>> 24
  const bytes = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer()
  return new File([new Uint8Array(bytes)], name, { type: 'image/png' })
}

/** A PDF of about this many bytes that any inspection lets pass. */
function pdf(size: number): File {
  const body = `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n`
  const filling = `% ${'x'.repeat(98)}\n`.repeat(Math.ceil(size / 101))
  const end = `trailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n`
  return new File([body, filling, end], '调研报告.pdf', { type: 'application/pdf' })
}

describe('files on their way', () => {
  it('[UP1] are sent at once, become attachments, go with a message, and are shown to who may see it', async () => {
    const { client, uploads, pictures } = await person('member')
    const matter = await submit(client)
    const id = uploads.add(await picture('现场照片.png'))
    expect(uploads.get(id)?.preview, 'a picture can be looked at before it has arrived').toMatch(/^blob:/)
    await until('it has arrived', () => uploads.get(id)?.status === 'done')
    const attachment = uploads.get(id)?.attachment
    expect(attachment).toMatchObject({ name: '现场照片.png', type: 'image/png' })
    const sha256 = attachment?.sha256 ?? ''
    const { store, leave } = client.visit(matter)
    await until('the matter', () => store.phase === 'ready')
    const sent = client.outbox.send({
      matter,
      type: 'message.post',
      data: { text: '见照片', attachments: [sha256] },
    })
    expect(store.messages.at(-1)?.attachments?.[0]?.name, 'shown before it is acknowledged').toBe('现场照片.png')
    expect((await sent).ok).toBe(true)
    leave()

    const other = await person('member2')
    other.pictures.use(sha256)
    await until('the picture is here', () => other.pictures.held.get(sha256)?.phase === 'ready')
    const held = other.pictures.held.get(sha256)
    const bytes = await (await fetch(held?.phase === 'ready' ? held.url : '')).arrayBuffer()
    expect(createHash('sha256').update(Buffer.from(bytes)).digest('hex')).toBe(sha256)
    const missing = 'f'.repeat(64)
    pictures.use(missing)
    await until('it is refused', () => pictures.held.get(missing)?.phase === 'failed')
  })

  it('[UP2] go on after a cut from where they were, and say how far they are', async () => {
    const proxy = await cuttingProxy(server.url)
    onTestFinished(() => proxy.stop())
    const { uploads } = await person('member3', proxy.url)
    const file = pdf(3 * 1024 * 1024)
    // the third part is cut half-way, three times
    proxy.cut = { line: 'PUT /api/attachments/uploads/', after: 300 * 1024 }
    const id = uploads.add(file)
    await until('it was cut', () => proxy.cuts >= 2)
    expect(uploads.get(id)?.status).toBe('sending')
    proxy.cut = undefined
    await until('it has arrived', () => uploads.get(id)?.status === 'done')
    expect(uploads.get(id)).toMatchObject({ arrived: file.size })
    const expected = createHash('sha256')
      .update(Buffer.from(await file.arrayBuffer()))
      .digest('hex')
    expect(uploads.get(id)?.attachment).toMatchObject({ sha256: expected, size: file.size, name: '调研报告.pdf' })
  })

  it('[UP2] wait while there is no connection, and can be stopped', async () => {
    const { client, uploads } = await person('member4')
    client.link.stop()
    const [kept, dropped] = [uploads.add(pdf(1000)), uploads.add(pdf(2000))]
    expect([kept, dropped].map((id) => uploads.get(id)?.status)).toEqual(['sending', 'sending'])
    const third = uploads.add(pdf(3000))
    expect(uploads.get(third)?.status, 'two at a time').toBe('waiting')
    uploads.drop(dropped)
    expect(uploads.get(dropped)).toBeUndefined()
    await until('the next one takes its place', () => uploads.get(third)?.status === 'sending')
    await client.session.signOut()
    expect(uploads.all.size, 'nothing is sent for somebody who has left').toBe(0)
  })

  it('[UP3] that are not taken say why, at once where this machine can tell, and only what can be mended is sent again', async () => {
    const { uploads } = await person('member5')
    const refusal = (id: string) => [uploads.get(id)?.refusal?.code, uploads.get(id)?.refusal?.details?.reason]
    const empty = uploads.add(new File([], 'leer.pdf'))
    const large = uploads.add(new File([new Uint8Array(LIMITS.attachmentBytes + 1)], 'gross.pdf'))
    expect(refusal(empty)).toEqual(['invalid', 'empty-file'])
    expect(refusal(large)).toEqual(['too-large', 'file'])
    uploads.retry(large)
    expect(uploads.get(large)?.status).toBe('failed')
    const script = uploads.add(new File(['<svg onload="alert(1)"/>'], 'bild.png', { type: 'image/png' }))
    await until('it is refused', () => uploads.get(script)?.status === 'failed')
    expect(refusal(script)).toEqual(['invalid', 'file-type'])
  })

  it('[UP4] of an earlier run are known again, for whoever sent them', async () => {
    const { client, uploads } = await person('member6')
    const id = uploads.add(pdf(500))
    await until('it has arrived', () => uploads.get(id)?.status === 'done')
    const sha256 = uploads.get(id)?.attachment?.sha256 ?? ''
    const again = await client.restart()
    expect(again.within(useUploads).known(sha256)?.name).toBe('调研报告.pdf')
    await again.session.signOut()
    await enter(again, server, 'member7')
    expect(again.within(useUploads).known(sha256)).toBeUndefined()
  })
})

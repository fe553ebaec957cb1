// @vitest-environment node
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_KEEPING } from '../../../core/desktop/keeping.ts'
import { LIMITS } from '../../../core/wire/limits.ts'
import { usePictures } from '../../../src/stores/pictures.ts'
import { useUploads } from '../../../src/stores/uploads.ts'
import { newClient } from '../../support/client/client.ts'
import { enter, submit } from '../../support/client/people.ts'
import { madePng } from '../../support/files/made-png.ts'
import { lossyLink } from '../../support/lossy-link.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer({ parts: { rateLimits: false } })))
afterAll(() => server.stop())

/** A person whose kept matter tells of one picture. */
async function withPicture(username: string, address: string) {
  const client = await newClient()
  // nothing is fetched by itself
  await client.settings.update({ keeping: { ...DEFAULT_KEEPING, files: 0 } })
  await enter(client, address, username)
  const uploads = client.within(useUploads)
  const matter = await submit(client)
  const id = uploads.add(new File([new Uint8Array(await madePng())], '现场照片.png', { type: 'image/png' }))
  await until('it has arrived', () => uploads.get(id)?.status === 'done')
  const attachment = uploads.get(id)?.attachment
  if (!attachment) throw new Error('nothing arrived')
  const data = { text: '见照片', attachments: [attachment.sha256] }
  await client.outbox.send({ matter, type: 'message.post', data })
  await until('the copy is whole', () => client.archive.entry(matter)?.seq === 2)
  const { owner } = client.session
  const { files } = client.machine.platform()
  if (!owner || !files) throw new Error('nobody is signed in')
  return { client, matter, attachment, owner: { ...owner }, files }
}

describe('files of kept records', () => {
  it('[KP5] are fetched with the session of the machine, and shown from the disk when there is no connection', async () => {
    const link = await lossyLink(server.url)
    const { client, matter, attachment, owner, files } = await withPicture('member', link.address)
    expect(await files.keep(owner, matter, LIMITS.attachmentBytes)).toEqual({
      seq: 2,
      kept: 1,
      larger: 0,
      refused: 0,
      later: false,
    })
    await link.close()
    const pictures = client.within(usePictures)
    pictures.use(attachment.sha256)
    await until('the picture is here', () => pictures.held.get(attachment.sha256)?.phase === 'ready')
    const held = pictures.held.get(attachment.sha256)
    const address = held?.phase === 'ready' ? held.url : ''
    expect(address).toMatch(/^\/kept\//)
    const answer = await client.machine.door.answer(new Request(`app://zx${address}`))
    const bytes = Buffer.from((await answer?.arrayBuffer()) ?? new ArrayBuffer(0))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(attachment.sha256)
    expect(answer?.headers.get('content-type')).toBe('image/png')
    expect(answer?.headers.get('content-disposition')).toContain(encodeURIComponent('现场照片.png'))
    expect((await files.usage(owner)).files).toBe(attachment.size)
  })

  it('[KP5] larger ones than was asked for stay on the server; without it the rest waits', async () => {
    const link = await lossyLink(server.url)
    const { matter, attachment, owner, files } = await withPicture('member2', link.address)
    expect(await files.keep(owner, matter, attachment.size - 1)).toMatchObject({ kept: 0, larger: 1, later: false })
    await link.close()
    expect(await files.keep(owner, matter, attachment.size)).toMatchObject({ kept: 0, larger: 0, later: true })
    expect(await files.address(owner, attachment.sha256)).toBeNull()
  })

  it('[KP6] addresses cannot be guessed, ask for nothing else, and end with the session', async () => {
    const { client, matter, attachment, owner, files } = await withPicture('member3', server.url)
    await files.keep(owner, matter, LIMITS.attachmentBytes)
    const address = (await files.address(owner, attachment.sha256)) ?? ''
    const { door } = client.machine
    const status = async (path: string) => (await door.answer(new Request(`app://zx${path}`)))?.status
    expect(await status(address)).toBe(200)
    expect(await status(address.replace(attachment.sha256, 'f'.repeat(64)))).toBe(404)
    expect(await status(`/kept/00000000-0000-4000-8000-000000000000/${attachment.sha256}`)).toBe(404)
    expect(await door.answer(new Request('app://zx/index.html'))).toBeUndefined()
    expect(await door.answer(new Request(`app://zx${address}/../../../x`))).toBeUndefined()
    expect(await door.answer(new Request(`app://other${address}`))).toBeUndefined()
    expect((await files.address({ ...owner, account: 'somebody-else' }, attachment.sha256)) ?? null).toBeNull()
    door.shut()
    expect(await status(address)).toBe(404)
  })

  it('[KP9] are fetched for whole copies too when larger ones are wanted than before, and that once', async () => {
    const { client, matter, attachment, owner, files } = await withPicture('member4', server.url)
    await until('it was looked at', () => client.archive.entry(matter)?.condition === 'whole')
    expect(await files.address(owner, attachment.sha256)).toBeNull()
    await client.settings.update({ keeping: DEFAULT_KEEPING })
    await until('the picture is kept', () => files.address(owner, attachment.sha256))
    const fetched = { seq: 2, most: DEFAULT_KEEPING.files }
    await until('it is remembered', () => client.archive.entry(matter)?.fetched)
    expect(client.archive.entry(matter)?.fetched).toEqual(fetched)
    const again = await client.restart()
    await until('the catalogue is read', () => again.archive.phase === 'ready')
    expect(again.archive.entry(matter)?.fetched).toEqual(fetched)
  })

  it('[KP9] that wait when the program ends are fetched after the next start', async () => {
    const link = await lossyLink(server.url)
    const { client, matter, attachment, owner } = await withPicture('member5', link.address)
    link.down()
    await client.settings.update({ keeping: DEFAULT_KEEPING })
    expect(client.archive.entry(matter)?.fetched).toBeUndefined()
    link.mend()
    const again = await client.restart()
    const { files } = client.machine.platform()
    await until('the picture is kept', () => files?.address(owner, attachment.sha256))
    await until('it is remembered', () => again.archive.entry(matter)?.fetched)
  })
})

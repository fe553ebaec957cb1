// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_KEEPING, type Keeping } from '../../../core/desktop/keeping.ts'
import { useKeeping } from '../../../src/stores/keeping.ts'
import { useUploads } from '../../../src/stores/uploads.ts'
import { newClient } from '../../support/client/client.ts'
import { enter, post, submit } from '../../support/client/people.ts'
import { madePng } from '../../support/files/made-png.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer({ parts: { rateLimits: false } })))
afterAll(() => server.stop())

async function person(username: string, rule: Partial<Keeping>) {
  const client = await newClient()
  const keeping = client.within(useKeeping)
  await client.settings.update({ keeping: { ...DEFAULT_KEEPING, ...rule } })
  await enter(client, server, username)
  await until('the archive is read', () => client.archive.phase === 'ready')
  return { ...client, keeping }
}

describe('what is kept by itself', () => {
  it('[KP7] follows the choice: by hand nothing but what is chosen, and that is kept up', async () => {
    const author = await person('member', { scope: 'followed' })
    const matter = await submit(author)
    const reader = await person('member2', { scope: 'hand' })
    const { store, leave } = reader.visit(matter)
    await until('it is open', () => store.phase === 'ready')
    await author.outbox.send(post(matter, '第一句'))
    await until('it has arrived', () => store.messages.length === 1)
    expect(reader.archive.entry(matter)).toBeUndefined()
    const summary = await until('the author keeps it', () => author.archive.entry(matter)?.summary)
    reader.archive.keepByHand(summary)
    await until('it is kept', () => reader.archive.entry(matter)?.seq === 2)
    await author.outbox.send(post(matter, '第二句'))
    await until('it is kept up', () => reader.archive.entry(matter)?.seq === 3)
    leave()
  })

  it('[KP7] everything the reader may see is filled in the background, counted, and paused on request', async () => {
    const author = await person('member3', { scope: 'followed' })
    const matters = await Promise.all(Array.from({ length: 5 }, (_, n) => submit(author, { title: `第${n}件提案` })))
    const reader = await person('member4', { scope: 'all', paused: true })
    await until('they are online', () => reader.link.state === 'online')
    expect(matters.some((id) => reader.archive.entry(id))).toBe(false)
    await reader.keeping.change({ paused: false })
    await until('all are kept', () => matters.every((id) => reader.archive.entry(id)?.condition === 'whole'))
    await until('they are counted', () => (reader.archive.wanted ?? 0) >= matters.length)
    await until('the count is reached', () => reader.archive.whole >= (reader.archive.wanted ?? Infinity))
  })

  it('[KP7] files up to the chosen size come with the record', async () => {
    const author = await person('member5', { scope: 'followed', files: 0 })
    const uploads = author.within(useUploads)
    const matter = await submit(author)
    const id = uploads.add(new File([new Uint8Array(await madePng(7))], '现场.png', { type: 'image/png' }))
    await until('it has arrived', () => uploads.get(id)?.status === 'done')
    const sha256 = uploads.get(id)?.attachment?.sha256 ?? ''
    await author.outbox.send({ matter, type: 'message.post', data: { text: '见图', attachments: [sha256] } })
    const reader = await person('member6', { scope: 'followed' })
    const { store, leave } = reader.visit(matter)
    await until('it is open', () => store.phase === 'ready')
    const { owner } = reader.session
    await until(
      'the file is kept',
      async () => owner && (await reader.machine.platform().files?.address({ ...owner }, sha256)) !== null,
    )
    leave()
    await until('the author keeps the record', () => author.archive.entry(matter)?.seq === 2)
    const own = author.session.owner
    expect(own && (await author.machine.platform().files?.address({ ...own }, sha256))).toBeNull()
  })
})

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { fetchFiles } from '../../../electron/main/fetch-files.ts'
import { discussion, summaryOf } from '../../support/discussion.ts'
import { filesBelow, freshFolder } from '../../support/folder.ts'
import { namedFile } from '../../support/named-file.ts'
import { uuid } from '../../support/record.ts'

const matter = uuid(7)
const photo = namedFile('现场照片')
const other = namedFile('会议记录')
const said = (file: typeof photo) => ({ type: 'message.posted', data: { text: '见附件', attachments: [file.named] } })

/** A desktop that keeps a matter with two files, and a server that gives each file when it is told to. */
async function desk() {
  const directory = await freshFolder()
  const all = discussion(matter, [
    said(photo),
    said(other),
    { type: 'matter.redacted', data: { events: [2], reason: '个人信息' } },
  ])
  const events = all.slice(0, 3)
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  let ask: () => void = () => undefined
  const asked = new Promise<void>((resolve) => (ask = resolve))
  const server = createServer((request, response) => {
    const file = [photo, other].find(({ named }) => request.url?.includes(named.sha256))
    ask()
    void given.then(() => response.end(file?.bytes))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const data = openLocalData({ directory })
  const mine = data.owner({ server: address, account: uuid(1) })
  await mine.archive.append({ summary: summaryOf(events), events })
  const session = { server: address, token: 'token', expiresAt: Date.now() + 1e9 }
  const onDisk = async (file: typeof photo) =>
    (await filesBelow(directory)).filter((name) => name.includes(file.named.sha256)).length > 0
  const stop = async () => {
    server.close()
    await data.close()
  }
  return { all, mine, give, asked, onDisk, stop, fetch: () => fetchFiles(mine, session, matter, 1e6) }
}

describe('files that are fetched to be kept', () => {
  it('[KP10] are not kept for a matter that was removed meanwhile', async () => {
    const { mine, give, asked, onDisk, stop, fetch } = await desk()
    const fetched = fetch()
    await asked
    await mine.archive.remove(matter)
    give()
    await fetched
    expect(await mine.files.list()).toEqual([])
    expect([await onDisk(photo), await onDisk(other)]).toEqual([false, false])
    await stop()
  })

  it('[KP10] are not kept when what told of them was redacted meanwhile', async () => {
    const { all, mine, give, asked, onDisk, stop, fetch } = await desk()
    const fetched = fetch()
    await asked
    await mine.archive.append({ summary: summaryOf(all), events: all.slice(3) })
    give()
    await fetched
    expect([await onDisk(photo), await onDisk(other)]).toEqual([false, true])
    await stop()
  })

  it('[KP10 AR15] go with the redaction that takes out what told of them', async () => {
    const { all, mine, give, onDisk, stop, fetch } = await desk()
    give()
    expect((await fetch()).kept).toBe(2)
    await mine.files.share(uuid(8), [other.named])
    await mine.archive.append({ summary: summaryOf(all), events: all.slice(3) })
    expect([await onDisk(photo), await onDisk(other)]).toEqual([false, true])
    expect(await mine.files.find(photo.named.sha256)).toBeUndefined()
    await stop()
  })
})

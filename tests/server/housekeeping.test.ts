import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { NOTICES_MS, UPLOADS_MS } from '../../server/keeping/housekeeping.ts'
import { picture } from '../support/files/made.ts'
import { freshFolder } from '../support/folder.ts'
import { submit, type Desk } from '../support/server/desk.ts'
import { download, uploaded } from '../support/server/files.ts'
import { openHall, type Hall } from '../support/server/hall.ts'

let hall: Hall | undefined
afterEach(() => hall?.stop())

describe.each(['memory', 'sqlite'] as const)('housekeeping (%s)', (store) => {
  it('[RT1] deletes uploads that no record tells of, and their bytes, after 30 days', async () => {
    const dataDir = await freshFolder()
    const opened = (hall = await openHall([], { store, dataDir }))
    const { housekeeping } = opened.server.app
    const [member, other] = (await Promise.all(['member', 'member2'].map((who) => opened.desk(who)))) as [Desk, Desk]
    const { matter } = await submit(member)
    const sender = ({ token }: Desk) => ({ url: opened.server.url, token })
    const pictures = await Promise.all([41, 42, 43].map((width) => picture('png', width)))
    const upload = async (desk: Desk, n: number) =>
      (await uploaded(sender(desk), `图${n}.png`, pictures[n - 1]!)).sha256
    const [shown, left, shared] = [await upload(member, 1), await upload(member, 2), await upload(member, 3)]
    await opened.must(member, matter, 'message.post', { text: '看图', attachments: [shown] })
    const there = (sha256: string) => existsSync(path.join(dataDir, 'attachments', sha256.slice(0, 2), sha256))
    opened.now += UPLOADS_MS - 1000
    await upload(other, 3)
    await housekeeping.tick()
    expect([shown, left, shared].map(there), 'not before their time').toEqual([true, true, true])
    opened.now += 2000
    await housekeeping.tick()
    expect([shown, left, shared].map(there), 'somebody else uploaded one lately').toEqual([true, false, true])
    const again = await opened.desk('member')
    const status = async (desk: Desk, sha256: string) => (await download(sender(desk), sha256)).status
    expect(await status(again, left)).toBe(404)
    expect(await status(again, shared), 'and has it for themselves').toBe(404)
    expect(await opened.refused(again, matter, 'message.post', { text: '看', attachments: [left] })).toBe(
      'unknown-attachment',
    )
    expect(await upload(again, 2), 'it can be uploaded again').toBe(left)
    expect(await status(again, left)).toBe(200)
  })

  it('[RT2] deletes notices long read, and never one that somebody has not', async () => {
    const opened = (hall = await openHall([], { store }))
    const [member, moderator] = (await Promise.all(['member', 'moderator'].map((who) => opened.desk(who)))) as [
      Desk,
      Desk,
    ]
    const { matter } = await submit(member)
    await opened.must(moderator, matter, 'matter.lock', { reason: '会议中' })
    await opened.must(moderator, matter, 'matter.unlock')
    expect(await opened.told(member, matter)).toEqual(['matter.locked', 'matter.unlocked'])
    opened.now += NOTICES_MS + 1000
    await opened.server.app.housekeeping.tick()
    const again = await opened.desk('member')
    expect(await opened.told(again, matter), 'unread').toEqual(['matter.locked', 'matter.unlocked'])
    const { notices } = await again.ask('inbox:list', {})
    await again.ask('inbox:read', { upTo: notices[0]?.n ?? 0 })
    await opened.server.app.housekeeping.tick()
    expect(await opened.told(again, matter), 'the latest stays').toEqual(['matter.unlocked'])
  })
})

it('[RT3] goes on with the rest where something cannot be cleared away', async () => {
  const opened = (hall = await openHall())
  const { store, app } = opened.server
  const usual = store.removeExpiredSessions
  let forgotten = 0
  store.removeExpiredSessions = () => Promise.reject(new Error('the store is busy'))
  store.forgetNotices = () => Promise.resolve(++forgotten)
  await app.housekeeping.tick()
  store.removeExpiredSessions = usual
  expect(forgotten).toBe(1)
  expect(opened.server.log()).toContain('could not be cleared away')
})

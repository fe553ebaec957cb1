// @vitest-environment node
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { newClient, type Client } from '../../support/client/client.ts'
import { enter, post, submit } from '../../support/client/people.ts'
import { freshFolder } from '../../support/folder.ts'
import { lossyLink, type LossyLink } from '../../support/lossy-link.ts'
import { rewriteRecord, storeFile } from '../../support/rewritten-store.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

const boot = (dataDir: string) => bootServer({ store: 'sqlite', dataDir, parts: { rateLimits: false } })

/** A member who keeps a matter of four events, signed, over a link to a server whose store is a file. */
async function scene() {
  const folder = await freshFolder()
  let server: BootedServer = await boot(folder)
  const link: LossyLink = await lossyLink(server.url)
  onTestFinished(async () => {
    await link.close()
    await server.stop()
  })
  const client = await newClient()
  await enter(client, link.address, 'member')
  const matter = await submit(client)
  for (const text of ['第一句', '第二句', '第三句']) await client.outbox.send(post(matter, text))
  await until('the copy is whole', () => client.archive.entry(matter)?.seq === 4)
  const before = await client.archive.verify(matter)
  expect(before).toMatchObject({ signedUpTo: 4, findings: [] })
  return {
    folder,
    client,
    matter,
    link,
    /** The server goes, its store is changed, and it comes back in the same place with the same key. */
    async alter(change: (folder: string) => void, from = folder) {
      link.down()
      await server.stop()
      change(from)
      server = await boot(from)
      link.aim(server.url)
      link.mend()
    },
  }
}

const online = (client: Client) => until('it is online', () => client.link.state === 'online')

describe('a server that tells another story', () => {
  it('[PF12] is found when the matter is opened; the alarm says what both have there, stays over restarts, and goes only when both agree', async () => {
    const { folder, client, matter, link, alter } = await scene()
    const kept = (await client.archive.read(matter)).events
    await alter(() => rewriteRecord(folder, matter, 3, (old) => ({ ...old, text: '改过的话' })))
    const later = await client.restart()
    await online(later)
    const visit = later.visit(matter)
    await until('the alarm', () => later.archive.divergence(matter)?.theirs !== undefined)
    visit.leave()
    const found = later.archive.divergence(matter)!
    const { matter: _matter, title: _title, ...remembered } = found
    expect(found).toMatchObject({ seq: 3, theirs: { actor: kept[2]!.actor, at: kept[2]!.at, type: 'message.posted' } })
    expect(found.theirs?.hash).not.toBe(kept[2]!.hash)
    expect(found.checkpoint).toMatchObject({ seq: 4, matter })
    expect((await later.archive.read(matter)).events).toEqual(kept)

    link.down()
    const offline = await client.restart()
    await until('the catalogue', () => offline.archive.phase === 'ready')
    expect(offline.archive.entry(matter)?.diverged).toEqual(remembered)
    expect(await offline.archive.recheck(matter)).toBe('unknown')
    expect(offline.archive.divergences).toMatchObject([{ matter, seq: 3 }])

    await alter(() => undefined)
    await online(offline)
    expect(await offline.archive.recheck(matter)).toBe('differs')
    // the copy itself is whole, and the server has signed it: so it is the server's record that has changed
    expect(await offline.archive.verify(matter)).toMatchObject({ signedUpTo: 4, findings: [] })
    expect((await offline.archive.read(matter)).events).toEqual(kept)

    await alter(() => rewriteRecord(folder, matter, 3, (old) => ({ ...old, text: '第二句' })))
    await online(offline)
    expect(await offline.archive.recheck(matter)).toBe('same')
    expect(offline.archive.divergences).toEqual([])
    const last = await client.restart()
    await until('the catalogue', () => last.archive.phase === 'ready')
    expect(last.archive.entry(matter)?.diverged).toBeUndefined()
  })

  it('[PF10] all copies are verified one after the other; the sum names those with faults, and it can be stopped', async () => {
    const { client, matter } = await scene()
    const other = await submit(client, { title: '另一件' })
    await until('both are kept', () => client.archive.entry(other)?.seq === 1)
    await client.archive.verifyAll()
    expect(client.archive.round).toMatchObject({ done: 2, of: 2, held: 2, failed: [], over: 'done' })
    const kept = client.machine.folder
    const names = readdirSync(kept, { recursive: true, encoding: 'utf8' })
    const segment = path.join(kept, names.find((name) => name.endsWith(path.join(matter, '000001.json'))) ?? '')
    writeFileSync(segment, readFileSync(segment, 'utf8').replace('第二句', '第六句'))
    await client.archive.verifyAll()
    expect(client.archive.round).toMatchObject({ done: 2, of: 2, held: 1, over: 'done', failed: [{ matter }] })
    expect(client.archive.entry(matter)?.verified).toMatchObject({ verdict: 'failed', events: 4 })
    const run = client.archive.verifyAll()
    client.archive.cancelAll()
    await run
    expect(client.archive.round).toMatchObject({ over: 'cancelled' })
    expect(client.archive.round!.done).toBeLessThan(2)
  })

  it('[PF12] is found at the start when an older backup of it was put back and the end is missing', async () => {
    const { folder, client, matter, alter } = await scene()
    const older = await freshFolder()
    new DatabaseSync(storeFile(folder)).exec(`VACUUM INTO '${storeFile(older)}'`)
    for (const text of ['第四句', '第五句']) await client.outbox.send(post(matter, text))
    await until('the copy is whole', () => client.archive.entry(matter)?.seq === 6)
    await alter(() => undefined, older)
    const later = await client.restart()
    await online(later)
    await until('the alarm', () => later.archive.divergence(matter) !== undefined)
    expect(later.archive.divergence(matter)).toMatchObject({ seq: 5 })
    expect(later.archive.divergence(matter)?.theirs).toBeUndefined()
    expect((await later.archive.read(matter)).events).toHaveLength(6)
  })
})

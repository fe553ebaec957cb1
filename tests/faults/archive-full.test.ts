import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Damage } from '../../electron/archive/durable-file.ts'
import { openLocalData } from '../../electron/archive/local-data.ts'
import { discussion, longDiscussion, summaryOf } from '../support/discussion.ts'
import { filesBelow } from '../support/folder.ts'
import { namedFile } from '../support/named-file.ts'
import { uuid } from '../support/record.ts'
import { fillUp, smallDisk } from '../support/small-disk.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }

describe('a full disk', () => {
  it('[KP4] what was acknowledged stays whole, the refusal says `disk`, and writing goes on when there is room', async ({
    skip,
  }) => {
    const disk = await smallDisk()
    if ('why' in disk) return skip(disk.why)
    const directory = path.join(disk.directory, 'local')
    const damages: Damage[] = []
    const open = () => openLocalData({ directory, onDamage: (damage) => void damages.push(damage) })
    let data = open()
    const events = longDiscussion(uuid(7), 2000)
    const summary = summaryOf(events)
    await data.owner(owner).outbox.put({ id: uuid(50), matter: uuid(7), type: 'message.post', data: {}, at: 1 })
    const makeRoom = fillUp(disk.directory, 300 * 1024)
    let kept = 0
    let refused: unknown
    for (let n = 0; n < events.length && !refused; n += 20)
      await data
        .owner(owner)
        .archive.append({ summary, events: events.slice(n, n + 20) })
        .then(
          ({ seq }) => (kept = seq),
          (error: unknown) => (refused = error),
        )
    expect(refused).toMatchObject({ reason: 'disk', message: expect.stringContaining('ENOSPC') })
    expect(kept).toBeGreaterThan(0)

    const { archive, outbox, files } = data.owner(owner)
    expect((await archive.read(uuid(7))).events).toEqual(events.slice(0, kept))
    // nothing else breaks either, and what is refused leaves nothing behind that a list would show
    const big = 'x'.repeat(400_000)
    const late = { id: uuid(51), matter: uuid(7), type: 'message.post', data: { text: big }, at: 2 }
    await expect(outbox.put(late)).rejects.toMatchObject({ reason: 'disk' })
    expect((await outbox.list()).map(({ id }) => id)).toEqual([uuid(50)])
    const { named, bytes } = namedFile(big)
    await expect(files.keep(uuid(7), named, bytes)).rejects.toMatchObject({ reason: 'disk' })
    expect(await files.list()).toEqual([])

    await data.close()
    data = open()
    const again = data.owner(owner)
    const read = (await again.archive.read(uuid(7))).events
    expect(read.length).toBeGreaterThanOrEqual(kept)
    expect(read).toEqual(events.slice(0, read.length))
    expect((await again.archive.verify(uuid(7))).findings).toEqual([])
    expect(await again.archive.search('第2号发言')).not.toEqual([])
    expect((await again.outbox.list()).map(({ id }) => id)).toEqual([uuid(50)])

    makeRoom()
    for (let n = read.length; n < events.length; n += 1000)
      await again.archive.append({ summary, events: events.slice(n, n + 1000) })
    await again.outbox.put(late)
    await again.files.keep(uuid(7), named, bytes)
    const other = discussion(uuid(8), ['好'])
    await again.archive.append({ summary: summaryOf(other), events: other })
    expect((await again.archive.read(uuid(7))).events).toEqual(events)
    expect((await again.archive.verify(uuid(7))).findings).toEqual([])
    expect(await again.files.read(named.sha256)).toEqual(bytes)
    expect(damages).toEqual([])
    await data.close()
  })

  it('[KP4 AR16] a matter can be removed to make room, with its files, and stays removed', async ({ skip }) => {
    const disk = await smallDisk()
    if ('why' in disk) return skip(disk.why)
    const directory = path.join(disk.directory, 'local')
    const open = () => openLocalData({ directory })
    let data = open()
    const events = longDiscussion(uuid(7), 600)
    const photo = namedFile('x'.repeat(100_000))
    const { archive, files } = data.owner(owner)
    await archive.append({ summary: summaryOf(events), events })
    await files.keep(uuid(7), photo.named, photo.bytes)
    await archive.flush()
    fillUp(disk.directory, 0)
    // and what is left of the last block
    const last = (n: number) => writeFile(path.join(disk.directory, `last-${n}`), 'x')
    for (
      let n = 0;
      await last(n)
        .then(() => true)
        .catch(() => false);
      n++
    );
    await archive.remove(uuid(7))
    expect(await archive.catalogue()).toEqual([])
    expect(await files.list()).toEqual([])
    await data.close()
    data = open()
    expect(await data.owner(owner).archive.catalogue()).toEqual([])
    expect((await filesBelow(directory)).filter((name) => /archive|files.[0-9a-f]{2}/.test(name))).toEqual([])
    await data.close()
  })
})

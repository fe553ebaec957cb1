import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it, onTestFinished } from 'vitest'
import { BAG } from '../../../core/bag/layout.ts'
import { rosterNames } from '../../../core/bag/roster-names.ts'
import { filesTold } from '../../../core/bag/told.ts'
import { bagsArguments } from '../../../core/desktop/bags.ts'
import type { Owner } from '../../../core/desktop/contract.ts'
import type { Checkpoint } from '../../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { openLocalData, type LocalData } from '../../../electron/archive/local-data.ts'
import { prepareBags } from '../../../electron/archive/save-bags.ts'
import { SEALED_ENDING, unsealFile } from '../../../electron/archive/sealed-file.ts'
import { bagsHandlers } from '../../../electron/main/bags-handlers.ts'
import { longDiscussion, summaryOf } from '../../support/discussion.ts'
import { picture } from '../../support/files/made.ts'
import { freshFolder } from '../../support/folder.ts'
import { signCheckpoint, uuid } from '../../support/record.ts'
import { submit } from '../../support/server/desk.ts'
import { download, uploaded } from '../../support/server/files.ts'
import { openHall } from '../../support/server/hall.ts'

const owner: Owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const names = { [uuid(1)]: '李敏' }

async function keeping(matters: readonly string[], length = 5): Promise<{ data: LocalData; folder: string }> {
  const folder = await freshFolder()
  const data = openLocalData({ directory: path.join(folder, 'local') })
  onTestFinished(() => data.close())
  for (const matter of matters) {
    const events = longDiscussion(matter, length)
    await data.owner(owner).archive.append({ summary: summaryOf(events), events })
    await data.owner(owner).archive.checkpoint(signCheckpoint(events.at(-1) as RecordEvent))
  }
  return { data, folder }
}

const save = (data: LocalData, to: string | undefined, matters: string[], passphrase?: string) => {
  const asked: string[] = []
  const handlers = bagsHandlers(data, async (name) => {
    asked.push(name)
    return to
  })
  const done = handlers['bags:save'](owner, { matters, names, ...(passphrase === undefined ? {} : { passphrase }) })
  return { asked, done }
}

describe('saving bags on a desktop', () => {
  it('[BG16] writes the bags of a selection as one file where the person wants it', async () => {
    const matters = [uuid(11), uuid(12), uuid(13)]
    const { data, folder } = await keeping(matters)
    const to = path.join(folder, '我的档案.zip')
    const { asked, done } = save(data, to, matters)
    expect(await done).toEqual({ saved: '我的档案.zip', absent: 0 })
    expect(asked).toEqual(['智慧政协档案包（3 件）.zip'])
    const files = unzipSync(await readFile(to))
    expect([...new Set(Object.keys(files).map((name) => name.split('/')[0]))]).toEqual([...matters].sort())
    for (const matter of matters) {
      const events = strFromU8(files[`${matter}/${BAG.record}`] ?? new Uint8Array())
      expect(events.trimEnd().split('\n').length).toBe((await data.owner(owner).archive.read(matter)).events.length)
    }
    expect(await readdir(folder)).not.toContain('我的档案.zip.tmp')
  })

  it('[BG16] writes nothing when the person thinks better of it, or nothing is kept', async () => {
    const { data, folder } = await keeping([uuid(11)])
    expect(await save(data, undefined, [uuid(11)]).done).toBeNull()
    const { asked, done } = save(data, path.join(folder, 'x.zip'), [uuid(11), uuid(99)])
    await expect(done).rejects.toMatchObject({ reason: 'no-record' })
    expect(asked, 'asked where to put what is not there').toEqual([])
    expect((await readdir(folder)).sort()).toEqual(['local'])
  })

  it('[BG17] never leaves half a file: what was there stays, and the reason is said', async () => {
    const { data, folder } = await keeping([uuid(11)])
    const gone = save(data, path.join(folder, 'no-such-folder', 'x.zip'), [uuid(11)])
    await expect(gone.done).rejects.toMatchObject({ reason: 'not-writable' })
    const taken = path.join(folder, '已有.zip')
    await writeFile(taken, '从前的文件')
    const broken = await prepareBags({
      archive: data.owner(owner).archive,
      readFile: async () => undefined,
      matters: [uuid(11)],
      names,
    })
    const closed = path.join(folder, 'closed')
    await mkdir(closed)
    await chmod(closed, 0o500)
    if (process.getuid?.() !== 0)
      await expect(broken.write(path.join(closed, 'x.zip'))).rejects.toMatchObject({ reason: 'not-writable' })
    const archive = { read: () => Promise.reject(new Error('the disk went away')) }
    await expect(
      prepareBags({ archive, readFile: async () => undefined, matters: [uuid(11)], names }),
    ).rejects.toThrow()
    expect(await readFile(taken, 'utf8')).toBe('从前的文件')
  })

  it.runIf(process.getuid?.() === 0)('[BG17] says that a disk is full, and leaves what was there', async () => {
    const { data, folder } = await keeping([uuid(11)], 4000)
    const small = path.join(folder, 'stick')
    await mkdir(small)
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small])
    if (mounted.status !== 0) return
    onTestFinished(() => void spawnSync('umount', [small]))
    const to = path.join(small, '档案.zip')
    await writeFile(to, '从前的文件')
    await expect(save(data, to, [uuid(11)]).done).rejects.toMatchObject({ reason: 'disk-full' })
    expect(await readdir(small)).toEqual(['档案.zip'])
    expect(await readFile(to, 'utf8')).toBe('从前的文件')
  })

  it('[BG18] seals the file when a passphrase is given', async () => {
    const { data, folder } = await keeping([uuid(11)])
    const to = path.join(folder, `交接${SEALED_ENDING}`)
    const plain = path.join(folder, 'plain.zip')
    const { asked, done } = save(data, to, [uuid(11)], '清明时节雨纷纷啊')
    await done
    expect(asked[0]).toMatch(/\.zxbag$/)
    await save(data, plain, [uuid(11)]).done
    const sealed = await readFile(to)
    expect(sealed.includes(Buffer.from('bagit.txt'))).toBe(false)
    const opened = path.join(folder, 'opened.zip')
    expect(await unsealFile(to, opened, '清明时节雨纷纷啊')).toEqual({ ok: true })
    expect(Buffer.compare(await readFile(opened), await readFile(plain))).toBe(0)
    expect(await unsealFile(to, path.join(folder, 'other.zip'), '别的口令别的口令')).toMatchObject({ ok: false })
  })

  it('[BG16] takes a request only in its shape', () => {
    const schema = bagsArguments['bags:save']
    const fits = (wanted: unknown) => schema.safeParse([owner, wanted]).success
    expect(fits({ matters: [uuid(1)], names })).toBe(true)
    expect(fits({ matters: [], names })).toBe(false)
    expect(fits({ matters: [uuid(1), uuid(1)], names })).toBe(false)
    expect(fits({ matters: ['../x'], names })).toBe(false)
    expect(fits({ matters: Array.from({ length: 501 }, (_, n) => uuid(n)), names })).toBe(false)
    expect(fits({ matters: [uuid(1)], names, passphrase: 'short' })).toBe(false)
  })
})

it('[BG19] the bag that a desktop saves is the one that the server gives, to the byte', async () => {
  const hall = await openHall()
  try {
    const author = await hall.desk('member')
    const { matter } = await submit(author, { title: '关于“充电棚”的提案' })
    const sender = { url: hall.server.url, token: author.token }
    const file = await uploaded(sender, '现场.png', await picture('png'))
    await hall.must(author, matter, 'message.post', { text: '照片', attachments: [file.sha256] })
    const response = await fetch(`${hall.server.url}/api/matters/${matter}/bag`, {
      headers: { authorization: `Bearer ${author.token}` },
    })
    const given = Buffer.from(await response.arrayBuffer())
    const inside = Object.entries(unzipSync(given)).find(([name]) => name.endsWith(BAG.checkpoints))
    const checkpoint = JSON.parse(strFromU8(inside?.[1] ?? new Uint8Array())) as Checkpoint

    const folder = await freshFolder()
    const data = openLocalData({ directory: path.join(folder, 'local') })
    const mine: Owner = { server: hall.server.url, account: author.account.id }
    const events = await hall.record(author, matter)
    const { items } = await author.ask('matters:list', { limit: 10 })
    const summary = items.find(({ id }) => id === matter)
    if (!summary) throw new Error('the matter is not listed')
    await data.owner(mine).archive.append({ summary, events })
    await data.owner(mine).archive.checkpoint(checkpoint)
    const roster = await author.ask('roster:list', {})
    const bytes = new Uint8Array(await (await download(sender, file.sha256)).arrayBuffer())
    expect(filesTold(events).map(({ sha256 }) => sha256)).toEqual([createHash('sha256').update(bytes).digest('hex')])
    const bags = await prepareBags({
      archive: data.owner(mine).archive,
      readFile: async (sha256) => (sha256 === file.sha256 ? bytes : undefined),
      matters: [matter],
      names: rosterNames(roster),
    })
    const to = path.join(folder, 'mine.zip')
    expect(await bags.write(to)).toBe(0)
    expect(Buffer.compare(await readFile(to), given), 'server and desktop differ').toBe(0)
    await data.close()
  } finally {
    await hall.stop()
  }
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Draft, OutboxEntry, Owner } from '../../../core/desktop/contract.ts'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { longDiscussion, summaryOf } from '../../support/discussion.ts'
import { filesBelow, freshFolder } from '../../support/folder.ts'
import { uuid } from '../../support/record.ts'

const owner: Owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const draft = (n: number, title = `草稿${n}`): Draft => ({
  id: uuid(100 + n),
  kind: 'proposal',
  title,
  body: { situation: '楼道堆物', suggestions: ['清理', '巡查'] },
  updatedAt: 1_790_000_000_000 + n,
})
const waiting = (n: number): OutboxEntry => ({
  id: uuid(200 + n),
  matter: uuid(3),
  type: 'message.post',
  data: { text: `第${n}条` },
  at: 1_790_000_000_000 + n,
})

describe('local data', () => {
  it('[AR18] everything of an owner is deleted, what is under way included, and of others nothing', async () => {
    const directory = await freshFolder()
    const other = { ...owner, account: uuid(2) }
    const data = openLocalData({ directory })
    await data.owner(other).drafts.put(draft(9))
    const puts = Array.from({ length: 20 }, (_, n) => data.owner(owner).drafts.put(draft(n)))
    await data.erase(owner)
    await Promise.allSettled(puts)
    expect(await data.owner(owner).drafts.list()).toEqual([])
    expect(await data.owner(other).drafts.list()).toEqual([draft(9)])
    const text = await Promise.all(
      (await filesBelow(directory)).map((file) => readFile(path.join(directory, file), 'utf8')),
    )
    expect(
      text.filter((one) => one.includes('草稿1')),
      'files that still hold a deleted draft',
    ).toEqual([])
    await data.close()
  })

  it('[AR18] a deletion that was cut short goes on at the next start; a second process deletes nothing', async () => {
    const directory = await freshFolder()
    const first = openLocalData({ directory })
    await first.owner(owner).drafts.put(draft(1))
    const second = openLocalData({ directory })
    await expect(second.erase(owner)).rejects.toThrow(/in use by process/)
    expect(await second.owner(owner).drafts.list()).toEqual([draft(1)])
    await first.close()
    const [folder = ''] = await readdir(path.join(directory, 'owners'))
    await rename(path.join(directory, 'owners', folder), path.join(directory, 'owners', `${folder}.erased-1`))
    const third = openLocalData({ directory })
    expect(await readdir(path.join(directory, 'owners'))).toEqual([])
    await third.close()
  })

  it('[AR18 LK6] what is asked for during a deletion brings nothing back', async () => {
    const directory = await freshFolder()
    const owners = path.join(directory, 'owners')
    const data = openLocalData({ directory })
    await data.owner(owner).drafts.put(draft(1))
    const erased = data.erase(owner)
    const late: Promise<unknown>[] = []
    const refused = () => undefined
    const standing = async () => (await readdir(owners)).some((name) => /^[0-9a-f]{32}$/.test(name))
    for (let n = 2; await standing(); n++) late.push(data.owner(owner).drafts.put(draft(n)).catch(refused))
    await erased
    await Promise.all(late)
    expect(await readdir(owners)).toEqual([])
    await data.close()
  })

  it('[AR18 LK6] a disk that takes nothing any more still lets go of what is there', async () => {
    const directory = await freshFolder()
    const data = openLocalData({ directory })
    const events = longDiscussion(uuid(7), 4)
    const { archive } = data.owner(owner)
    await archive.append({ summary: summaryOf(events), events: events.slice(0, 2) })
    await archive.append({ summary: summaryOf(events), events: events.slice(2) })
    const [folder = ''] = await readdir(path.join(directory, 'owners'))
    await mkdir(path.join(directory, 'owners', folder, 'catalogue.json.tmp'))
    await data.erase(owner)
    expect(await readdir(path.join(directory, 'owners'))).toEqual([])
    await data.close()
  })

  it('[AR18] what cannot be cleared away at a start keeps nobody from working, and goes at the next', async () => {
    const directory = await freshFolder()
    const left = path.join(directory, 'owners', `${'0'.repeat(32)}.erased-1`)
    await mkdir(left, { recursive: true })
    const { rmSync } = fs
    fs.rmSync = (place, options) => {
      if (String(place) === left) throw Object.assign(new Error('held by another program'), { code: 'EBUSY' })
      rmSync(place, options)
    }
    syncBuiltinESMExports()
    try {
      const data = openLocalData({ directory })
      await data.owner(owner).drafts.put(draft(1))
      await data.close()
    } finally {
      fs.rmSync = rmSync
      syncBuiltinESMExports()
    }
    expect(await readdir(path.join(directory, 'owners'))).toHaveLength(2)
    await openLocalData({ directory }).close()
    expect(await readdir(path.join(directory, 'owners'))).toHaveLength(1)
  })

  it('[AR6] settings, drafts and outbox are there after a restart, in the order in which they were put', async () => {
    const directory = await freshFolder()
    const first = openLocalData({ directory })
    await first.settings.set({ theme: 'dark', server: owner.server })
    for (const n of [3, 1, 2]) await first.owner(owner).drafts.put(draft(n))
    for (const n of [3, 1, 2]) await first.owner(owner).outbox.put(waiting(n))
    await first.owner(owner).drafts.put(draft(3, '改过的标题'))
    await first.owner(owner).outbox.remove(waiting(1).id)
    await first.close()
    const second = openLocalData({ directory })
    expect(await second.settings.get()).toMatchObject({ theme: 'dark', server: owner.server, language: 'zh-CN' })
    expect(await second.owner(owner).drafts.list()).toEqual([draft(3, '改过的标题'), draft(1), draft(2)])
    expect(await second.owner(owner).outbox.list()).toEqual([waiting(3), waiting(2)])
    await second.close()
  })

  it('[AR6] settings that change at once all arrive', async () => {
    const directory = await freshFolder()
    const data = openLocalData({ directory })
    await Promise.all([data.settings.set({ theme: 'dark' }), data.settings.set({ language: 'en' })])
    await Promise.all([data.settings.set({ username: 'a' }), data.settings.set({ size: 'elder', theme: undefined })])
    expect(await data.settings.get()).toMatchObject({ theme: 'dark', language: 'en', username: 'a', size: 'elder' })
    await data.close()
  })

  it('[AR6] refuses a row that JSON cannot hold and keeps the others', async () => {
    const data = openLocalData({ directory: await freshFolder() })
    const { drafts, outbox } = data.owner(owner)
    await drafts.put(draft(1))
    await expect(drafts.put({ ...draft(2), body: { big: 5n } })).rejects.toMatchObject({ reason: 'invalid' })
    await expect(outbox.put({ ...waiting(1), data: undefined })).rejects.toMatchObject({ reason: 'invalid' })
    expect(await drafts.list()).toEqual([draft(1)])
    expect(await outbox.list()).toEqual([])
    await data.close()
  })

  it('[AR7] keeps owners apart, in folders that name neither server nor account', async () => {
    const directory = await freshFolder()
    const data = openLocalData({ directory })
    const other = { ...owner, server: 'https://zx.example.cn' }
    await data.owner(owner).drafts.put(draft(1))
    expect(await data.owner(other).drafts.list()).toEqual([])
    await data.owner(other).drafts.put(draft(2))
    await data.close()
    const names = (await filesBelow(directory)).join('\n')
    expect(names.match(/owners\/[0-9a-f]{32}\/drafts\.json$/gm)).toHaveLength(2)
    expect(names).not.toContain('127')
  })

  it('[AR3] a newer drafts file refuses drafts only, and stays as it was', async () => {
    const directory = await freshFolder()
    const first = openLocalData({ directory })
    await first.owner(owner).drafts.put(draft(1))
    await first.close()
    const name = (await filesBelow(directory)).find((file) => file.endsWith('drafts.json')) ?? ''
    const newer = '{"format":"zx","version":2,"data":[]}'
    await writeFile(path.join(directory, name), newer)
    const second = openLocalData({ directory })
    await expect(second.owner(owner).drafts.list()).rejects.toThrow(/newer version of the program \(file version 2\)/)
    await expect(second.owner(owner).drafts.put(draft(2))).rejects.toMatchObject({ reason: 'newer-version' })
    await second.owner(owner).outbox.put(waiting(1))
    await second.close()
    expect(await readFile(path.join(directory, name), 'utf8')).toBe(newer)
  })

  it('[AR4] the second to open a directory reads, is refused every write, and is told why', async () => {
    const directory = await freshFolder()
    const first = openLocalData({ directory })
    await first.settings.set({ theme: 'dark' })
    const second = openLocalData({ directory })
    expect(second.readOnly).toBe(`the data directory is in use by process ${process.pid}`)
    expect((await second.settings.get()).theme).toBe('dark')
    await expect(second.settings.set({ theme: 'light' })).rejects.toMatchObject({ reason: 'read-only' })
    await expect(second.owner(owner).outbox.put(waiting(1))).rejects.toMatchObject({ reason: 'read-only' })
    await second.close()
    await first.close()
    const third = openLocalData({ directory })
    expect(third.readOnly).toBeUndefined()
    await third.close()
  })

  it('[AR5] takes over the lock of a process that was killed, and respects one that lives', async () => {
    const directory = await freshFolder()
    const script = `
      const { openLocalData } = await import(${JSON.stringify(path.resolve('electron/archive/local-data.ts'))})
      openLocalData({ directory: ${JSON.stringify(directory)} }); console.log('held'); setInterval(() => {}, 1e6)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    const meanwhile = openLocalData({ directory })
    expect(meanwhile.readOnly).toBe(`the data directory is in use by process ${child.pid}`)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const after = openLocalData({ directory })
    expect(after.readOnly).toBeUndefined()
    await after.close()
  })

  it('[AR5] takes over a lock whose number now belongs to another process', async () => {
    const directory = await freshFolder()
    const stranger = { pid: process.ppid, start: 'an earlier start', token: uuid(9) }
    await writeFile(path.join(directory, 'writer.lock'), JSON.stringify(stranger))
    const data = openLocalData({ directory })
    expect(data.readOnly).toBeUndefined()
    await data.close()
    expect(await filesBelow(directory)).toEqual([])
  })

  it('[AR4] refuses writes after it was closed, and had written all before', async () => {
    const directory = await freshFolder()
    const data = openLocalData({ directory })
    void data.settings.set({ theme: 'contrast' })
    await data.settings.get()
    const put = data.owner(owner).drafts.put(draft(1))
    await put
    await data.close()
    await expect(data.owner(owner).drafts.put(draft(2))).rejects.toMatchObject({ reason: 'read-only' })
    const again = openLocalData({ directory })
    expect((await again.settings.get()).theme).toBe('contrast')
    expect(await again.owner(owner).drafts.list()).toEqual([draft(1)])
    await again.close()
  })
})

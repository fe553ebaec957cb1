import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Draft, OutboxEntry, Owner } from '../../../core/desktop/contract.ts'
import { openLocalData } from '../../../electron/archive/local-data.ts'
import { discussion, longDiscussion, summaryOf } from '../../support/discussion.ts'
import { desktopShelf, filesWith } from '../../support/desktop-shelf.ts'
import { filesBelow } from '../../support/folder.ts'
import { publicKey, serverKey, signCheckpoint, uuid } from '../../support/record.ts'
import { until } from '../../support/until.ts'

const owner: Owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const draft: Draft = { id: uuid(2), kind: 'proposal', title: '草稿', body: { situation: '楼道堆物' }, updatedAt: 1 }
const waiting: OutboxEntry = { id: uuid(3), matter: uuid(4), type: 'message.post', data: { text: '在吗' }, at: 2 }

async function shelf() {
  const made = await desktopShelf()
  onTestFinished(() => made.remove())
  return made
}

describe('what lasts', () => {
  it('[DS11] settings, drafts, outbox and session survive a restart; the token is nowhere in plain text', async () => {
    const { start, directory } = await shelf()
    const token = 'a-token-that-must-not-be-seen-4711'
    const first = await start()
    const kept = await first.page.evaluate(
      async ({ owner, draft, waiting, token }) => {
        await window.zx.settings.set({ size: 'elder', username: 'member' })
        await window.zx.drafts.put(owner, draft)
        await window.zx.outbox.put(owner, waiting)
        return window.zx.session.save({ server: owner.server, token, expiresAt: Date.now() + 3_600_000 })
      },
      { owner, draft, waiting, token },
    )
    if (first.app.runtime === 'stand-in') expect(kept).toEqual({ kept: true })
    await first.app.close()
    expect(await filesWith(path.dirname(directory), token)).toEqual([])
    const second = await start()
    const after = await second.page.evaluate(
      async (owner) => ({
        settings: await window.zx.settings.get(),
        drafts: await window.zx.drafts.list(owner),
        outbox: await window.zx.outbox.list(owner),
        session: await window.zx.session.load(),
      }),
      owner,
    )
    expect(after).toMatchObject({ settings: { size: 'elder', username: 'member' }, drafts: [draft], outbox: [waiting] })
    expect(after.session?.token).toBe(kept.kept ? token : undefined)
    await second.page.evaluate(() => window.zx.session.clear())
    await second.app.close()
    expect(await filesWith(path.dirname(directory), token)).toEqual([])
  })

  it('[DS11] without a keychain the token lives as long as the program and is never written', async () => {
    const { start, directory } = await shelf()
    const token = 'a-token-without-a-keychain-4712'
    const env = { STANDIN_KEYRING: 'none' }
    const first = await start(env)
    if (first.app.runtime === 'electron') return first.app.close()
    const answers = await first.page.evaluate(async (token) => {
      const kept = await window.zx.session.save({ server: 'http://x', token, expiresAt: Date.now() + 3_600_000 })
      return { kept, loaded: await window.zx.session.load() }
    }, token)
    expect(answers).toMatchObject({ kept: { kept: false }, loaded: { token } })
    await first.app.close()
    expect(await filesWith(path.dirname(directory), token)).toEqual([])
    const second = await start(env)
    expect(await second.page.evaluate(() => window.zx.session.load())).toBeNull()
    await second.app.close()
  })

  it('[DS13] quitting waits for what is still being written', async () => {
    const { start } = await shelf()
    const first = await start()
    await first.page.evaluate(
      ({ owner, draft }) => {
        for (let n = 0; n < 50; n++)
          void window.zx.drafts.put(owner, { ...draft, id: draft.id.slice(0, -2) + String(10 + n), title: `第${n}份` })
      },
      { owner, draft },
    )
    await first.page.evaluate((owner) => window.zx.drafts.list(owner), owner)
    await first.app.close()
    const second = await start()
    expect(await second.page.evaluate(async (owner) => (await window.zx.drafts.list(owner)).length, owner)).toBe(50)
    await second.app.close()
  })

  it('[AR6] killed while it writes, it has everything it acknowledged and opens again', async () => {
    const { start } = await shelf()
    const first = await start()
    await first.page.evaluate(
      ({ owner, waiting }) => {
        const acknowledged: string[] = []
        Object.assign(window, { acknowledged })
        const go = async (n: number): Promise<void> => {
          const id = waiting.id.slice(0, -6) + String(100_000 + n)
          await window.zx.outbox.put(owner, { ...waiting, id })
          acknowledged.push(id)
          return go(n + 1)
        }
        void go(0)
      },
      { owner, waiting },
    )
    const acknowledged = await until('thirty were acknowledged', async () => {
      const ids = await first.page.evaluate(() => [...(window as unknown as { acknowledged: string[] }).acknowledged])
      return ids.length > 30 ? ids : undefined
    })
    await first.app.kill()
    const second = await start()
    const ids = await second.page.evaluate(
      async (owner) => (await window.zx.outbox.list(owner)).map(({ id }) => id),
      owner,
    )
    expect(ids.slice(0, acknowledged.length)).toEqual(acknowledged)
    await second.app.close()
  })

  it('[AR8] a record goes through the bridge into the archive, is found, verified, and found altered when it is', async () => {
    const { start, directory } = await shelf()
    const matter = uuid(7)
    const events = discussion(matter, ['一楼住户的采光怎么办？', '可以设计连廊'])
    const kept = { summary: summaryOf(events), events }
    const checkpoint = signCheckpoint(events[2]!)
    const pinnedKeys = { [owner.server]: publicKey(serverKey) }
    const first = await start()
    const given = { owner, kept, checkpoint, pinnedKeys, matter }
    const cycle = await first.page.evaluate(async ({ owner, kept, checkpoint, pinnedKeys, matter }) => {
      const { archive, settings } = window.zx
      await settings.set({ pinnedKeys })
      const answer = await archive.append(owner, kept)
      await archive.checkpoint(owner, checkpoint)
      return {
        answer,
        catalogue: await archive.catalogue(owner),
        read: await archive.read(owner, matter),
        hits: await archive.search(owner, '采光'),
        verification: await archive.verify(owner, matter),
      }
    }, given)
    expect(cycle).toMatchObject({
      answer: { result: 'kept', seq: 3 },
      catalogue: [{ seq: 3, signedUpTo: 3, condition: 'whole' }],
      read: { events, checkpoints: [checkpoint] },
      hits: [{ matter, seq: 2, excerpt: '一楼住户的采光怎么办？' }],
      verification: { events: 3, signedUpTo: 3, findings: [] },
    })
    await first.app.close()
    const name = (await filesBelow(directory)).find((file) => file.endsWith('000001.json')) ?? ''
    const file = path.join(directory, name)
    await writeFile(file, (await readFile(file, 'utf8')).replace('连廊', '连桥'))
    const second = await start()
    const found = await second.page.evaluate(async ({ owner, matter }) => window.zx.archive.read(owner, matter), given)
    expect(found.events).toEqual(events)
    await second.app.close()
  })

  it('[PF14] a long record is verified in a thread of the built product', async () => {
    const { start } = await shelf()
    const { app, page } = await start()
    const events = longDiscussion(uuid(7), 600)
    const parts = [events.slice(0, 500), events.slice(500)].map((part) => ({
      summary: summaryOf(events),
      events: part,
    }))
    const given = { owner, parts, matter: uuid(7) }
    const report = await page.evaluate(async ({ owner, parts, matter }) => {
      for (const part of parts) await window.zx.archive.append(owner, part)
      return window.zx.archive.verify(owner, matter)
    }, given)
    expect(report).toMatchObject({ events: 600, findings: [] })
    await app.close()
  })

  it('[AR4] while another process holds the data, it reads them, refuses writes and says why', async () => {
    const { start, directory } = await shelf()
    const holder = openLocalData({ directory: path.join(directory, 'local') })
    await holder.settings.set({ size: 'extra' })
    const { app, page } = await start()
    const seen = await page.evaluate(async () => ({
      size: (await window.zx.settings.get()).size,
      refused: await window.zx.settings.set({ size: 'large' }).catch((error: Error) => error.message),
    }))
    expect(seen).toEqual({
      size: 'extra',
      refused: expect.stringContaining(`read-only: the data directory is in use by process ${process.pid}`),
    })
    await app.close()
    await holder.close()
  })

  it('[DS7] a second start leaves at once and brings the first to the front', async () => {
    const { start, launch } = await shelf()
    const first = await start()
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
    const second = await launch()
    expect(await second.exited).toBe(0)
    await until('the first window is back', () =>
      first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized() === false),
    )
    expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    await first.app.close()
  })

  it('[DS8] the window comes back where it was, and is never smaller than 1024×640', async () => {
    const { start } = await shelf()
    const first = await start()
    const place = { x: 60, y: 40, width: 1300, height: 840 }
    const bounds = async (app: typeof first.app) =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
    expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getMinimumSize())).toEqual(
      [1024, 640],
    )
    await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), place)
    await first.app.close()
    const second = await start()
    expect(await bounds(second.app)).toEqual(place)
    await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(300, 200))
    expect(await bounds(second.app)).toMatchObject({ width: 1024, height: 640 })
    await second.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), {
      ...place,
      x: 1500,
    })
    await second.app.close()
    if (second.app.runtime === 'electron') return
    const third = await start({ STANDIN_DISPLAYS: '[{"x":0,"y":0,"width":1366,"height":728}]' })
    expect(await bounds(third.app)).toMatchObject({ width: 1300, height: 728 })
    expect((await bounds(third.app))?.x).toBeLessThanOrEqual(66)
    await third.app.close()
  })

  it('[DS14] a damaged file is recovered, and told in one message that names it', async () => {
    const { start, directory } = await shelf()
    const first = await start()
    await first.page.evaluate(
      async ({ owner, draft }) => {
        await window.zx.settings.set({ size: 'large' })
        await window.zx.settings.set({ username: 'member' })
        await window.zx.drafts.put(owner, draft)
        await window.zx.outbox.list(owner)
      },
      { owner, draft },
    )
    await first.app.close()
    const files = await filesBelow(directory)
    for (const name of ['settings.json', 'drafts.json'])
      await writeFile(path.join(directory, files.find((file) => file.endsWith(name)) ?? name), '{"format":"zx","ver')
    const second = await start()
    await second.app.evaluate(({ dialog }) => {
      const boxes: object[] = []
      Object.assign(globalThis, { boxes })
      dialog.showMessageBox = (async (...args: unknown[]) => {
        boxes.push(args.at(-1) as object)
        return { response: 0, checkboxChecked: false }
      }) as typeof dialog.showMessageBox
    })
    expect((await second.page.evaluate(() => window.zx.settings.get())).size).toBe('large')
    expect(await second.page.evaluate((owner) => window.zx.drafts.list(owner), owner)).toEqual([draft])
    const boxes = () =>
      second.app.evaluate(() => (globalThis as unknown as { boxes: { message: string; detail: string }[] }).boxes)
    await until('it was told', async () =>
      (await boxes()).some(({ detail }) => detail.includes('drafts.json.damaged-')),
    )
    expect((await boxes()).at(-1)).toMatchObject({
      message: expect.stringContaining('没有删除'),
      detail: expect.stringContaining('已用上一份完好的副本恢复'),
    })
    await second.app.close()
    const asides = (await filesBelow(directory)).filter((name) => name.includes('.damaged-'))
    expect(asides).toHaveLength(2)
  })

  it('[DS14] data of a newer version end the start with a message, untouched', async () => {
    const { launch, directory } = await shelf()
    const newer = '{"format":"zx","version":2,"data":{}}'
    const file = path.join(directory, 'local', 'settings.json')
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, newer)
    const app = await launch()
    if (app.runtime === 'electron') return app.kill()
    expect(await app.exited).toBe(0)
    expect(await readFile(file, 'utf8')).toBe(newer)
  })
})

// @vitest-environment node
import { createServer } from 'node:http'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../../scripts/chromium.ts'
import type { Platform } from '../../../src/platform/contract.ts'
import { newId } from '../../../src/realtime/new-id.ts'
import { until } from '../../support/until.ts'

declare global {
  var it_: Platform
  var violations: string[]
}

const owner = { server: 'http://127.0.0.1:4170', account: 'a' }
const SOURCE = path.resolve(import.meta.dirname, '../../../src')
let page: Page
let browser: Browser
let address: string
let close: () => void

/** The browser's platform, built as the product is, in a real Chromium under the product's policy. */
beforeAll(async () => {
  const entry = '\0entry'
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? entry : undefined),
        load: (id) =>
          id === entry
            ? `import { z } from 'zod'
               z.config({ jitless: true })
               void import('${SOURCE}/platform/platform.ts').then(({ platform }) => (globalThis.it_ = platform()))`
            : undefined,
      },
    ],
    build: { write: false, minify: false, rolldownOptions: { input: 'entry' } },
  })
  const chunks = 'output' in built ? built.output : []
  const code = new Map(chunks.map((chunk) => [`/${chunk.fileName}`, 'code' in chunk ? chunk.code : '']))
  const html = `<!doctype html><title>x</title><script type="module" src="/${chunks[0]?.fileName}"></script>`
  const server = createServer((request, response) => {
    const script = code.get(request.url ?? '')
    response.writeHead(200, {
      'content-type': script === undefined ? 'text/html' : 'text/javascript',
      'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'",
    })
    response.end(script ?? html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => server.close()
  const executablePath = findChromium()
  browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  page = await (await browser.newContext()).newPage()
  await page.addInitScript(() => {
    globalThis.violations = []
    document.addEventListener('securitypolicyviolation', ({ violatedDirective: directive }) =>
      violations.push(directive),
    )
  })
  await load()
})

afterAll(async () => {
  await browser?.close()
  close?.()
})

async function load(of: Page = page) {
  await of.goto(address)
  await of.waitForFunction(() => 'it_' in globalThis)
}

describe('the platform in a browser', () => {
  it('[CL70] knows what it is: no archive, and the server it came from', async () => {
    const what = await page.evaluate(() => ({ kind: it_.kind, archive: it_.archive === undefined, home: it_.home }))
    expect(what).toEqual({ kind: 'browser', archive: true, home: address })
  })

  it('[CL76] asks nothing of the page that its policy forbids', async () => {
    await page.evaluate(() => it_.settings.set({ language: 'en' }))
    expect((await page.evaluate(() => violations)).filter((directive) => directive.startsWith('script'))).toEqual([])
  })

  it('[CL71] keeps outbox and drafts in order over a reload, each for its owner', async () => {
    const entries = Array.from({ length: 12 }, (_, n) => ({
      id: newId(),
      matter: newId(),
      type: 'message.post',
      data: { text: `第 ${n} 条` },
      at: n,
    }))
    await page.evaluate(
      async ({ owner, entries }) => {
        for (const entry of entries) await it_.outbox.put(owner, entry)
        await it_.outbox.put({ ...owner, account: 'b' }, { ...entries[0]!, at: 99 })
        await it_.outbox.put(owner, { ...entries[3]!, at: 33 })
        await it_.outbox.remove(owner, entries[5]!.id)
      },
      { owner, entries },
    )
    await load()
    const found = await page.evaluate((owner) => it_.outbox.list(owner), owner)
    const expected = entries.map((entry, n) => (n === 3 ? { ...entry, at: 33 } : entry)).filter((_, n) => n !== 5)
    expect(found).toEqual(expected)
    const other = await page.evaluate((owner) => it_.outbox.list({ ...owner, account: 'b' }), owner)
    expect(other.map(({ at }) => at)).toEqual([99])
    expect(await page.evaluate((owner) => it_.drafts.list(owner), owner)).toEqual([])
  })

  it('[CL72] two pages of one browser never overwrite what the other has kept', async () => {
    const second = await page.context().newPage()
    await load(second)
    const put = (of: Page, ids: string[]) =>
      of.evaluate(
        async ({ owner, ids }) => {
          for (const id of ids) await it_.drafts.put(owner, { id, kind: 'x', title: id, body: {}, updatedAt: 1 })
        },
        { owner, ids },
      )
    const [mine, theirs] = [Array.from({ length: 20 }, newId), Array.from({ length: 20 }, newId)]
    await Promise.all([put(page, mine), put(second, theirs)])
    const found = await page.evaluate((owner) => it_.drafts.list(owner), owner)
    expect(found.map(({ id }) => id).sort()).toEqual([...mine, ...theirs].sort())
    await page.evaluate(() => it_.settings.set({ theme: 'dark' }))
    await second.evaluate(() => it_.settings.set({ size: 'elder' }))
    const settings = () => page.evaluate(() => it_.settings.get())
    // A browser hands what one page keeps on to the others a moment later.
    await until('the first page has seen the second', async () => (await settings()).size === 'elder')
    expect(await settings()).toMatchObject({ theme: 'dark', size: 'elder' })
    await second.close()
  })

  it('[CL73] keeps the settings for good and the token as long as the page', async () => {
    const session = { server: owner.server, token: 'secret', expiresAt: 5 }
    expect(await page.evaluate((session) => it_.session.save(session), session)).toEqual({ kept: false })
    await page.evaluate(() => it_.settings.set({ username: 'member' }))
    await load()
    expect(await page.evaluate(() => it_.session.load())).toEqual(session)
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('secret')
    const second = await page.context().newPage()
    await load(second)
    expect(await second.evaluate(() => it_.session.load())).toBeNull()
    expect((await second.evaluate(() => it_.settings.get())).username).toBe('member')
    await second.close()
    await page.evaluate(() => it_.session.clear())
    await load()
    expect(await page.evaluate(() => it_.session.load())).toBeNull()
  })

  it('[CL74] goes on with defaults when what it finds is damaged', async () => {
    await page.evaluate(() => {
      localStorage.setItem('zx:settings.theme', '{"is":"pink"')
      localStorage.setItem('zx:cache:roster', '{{{')
      sessionStorage.setItem('zx:session', '[1')
    })
    await load()
    const found = await page.evaluate(async () => ({
      theme: (await it_.settings.get()).theme,
      session: await it_.session.load(),
      cache: it_.cache.load('roster') ?? 'nothing',
    }))
    expect(found).toEqual({ theme: 'system', session: null, cache: 'nothing' })
    const aside = await page.evaluate(() => localStorage.getItem('zx:settings.theme.damaged'))
    expect(aside).toBe('{"is":"pink"')
    await page.evaluate(() => {
      localStorage.setItem('zx:settings.theme', JSON.stringify({ is: 'pink' }))
      localStorage.setItem('zx:settings.size', JSON.stringify({ is: 'elder', future: 1 }))
    })
    await load()
    expect(await page.evaluate(() => it_.settings.get())).toMatchObject({ theme: 'system', size: 'elder' })
  })

  it('[CL75] says when there is no room in the cache', async () => {
    const said = await page.evaluate(() => [
      it_.cache.save('small', { a: 1 }),
      it_.cache.save('big', 'x'.repeat(20_000_000)),
      it_.cache.load('small'),
      it_.cache.load('big') ?? 'nothing',
    ])
    expect(said).toEqual([true, false, { a: 1 }, 'nothing'])
  })
})

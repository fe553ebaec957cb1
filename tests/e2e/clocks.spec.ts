import { expect, test, type Browser, type Page } from './test.ts'
import { openSession, pollData } from '../support/server/session.ts'
import { person, type Desk } from '../support/server/desk.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn } from './people.ts'

const MINUTE = 60_000
/** What is drawn once a second may be so far apart on two screens of a busy machine, in s. */
const APART = 3
let server: SpawnedServer
let moderator: Desk
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off' } })
  moderator = await person(server, 'moderator')
})
test.afterAll(async () => {
  moderator?.close()
  await server?.stop()
})

/** A window on a machine whose clock is off by so many ms. */
async function windowOff(browser: Browser, offMs: number): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN' })
  await context.addInitScript((off) => {
    const Right = Date
    const now = () => Right.now() + off
    window.Date = new Proxy(Right, {
      construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made) as Date,
      get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
    })
    Object.defineProperty(performance, 'timeOrigin', { value: performance.timeOrigin + off })
  }, offMs)
  return context.newPage()
}

/** Seconds in a text such as `还剩 29:58`. */
function secondsIn(text: string): number {
  const found = /(?:(\d+):)?(\d+):(\d\d)/.exec(text)
  if (!found) throw new Error(`no clock in ${text}`)
  const [, hours = '0', minutes, seconds] = found
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

test('[SV17, CS56] clients whose clocks are ten minutes off show the same time left', async ({ browser }) => {
  const offs = { member: 10 * MINUTE, representative: -10 * MINUTE, member2: 0 }
  const names = Object.keys(offs) as (keyof typeof offs)[]
  const desks = await Promise.all(names.map((name) => person(server, name)))
  const matter = await openSession(
    moderator,
    desks.map(({ account }) => account.id),
  )
  const must = async (type: string, data: object) => {
    const reply = await moderator.command(matter, type, data)
    if (!reply.ok) throw new Error(`${type}: ${JSON.stringify(reply.refusal)}`)
    return reply.value.events
  }
  const [started] = await must('agenda.start', { item: 'a4' })
  await must('floor.grant', { account: desks[0]!.account.id, minutes: 3 })
  const closesAt = started!.at + 25 * MINUTE
  await must('poll.open', pollData({ closesAt }))

  const pages = await Promise.all(names.map((name) => windowOff(browser, offs[name])))
  for (const [n, page] of pages.entries()) {
    await page.goto(server.url)
    await signIn(page, names[n]!)
    await go(page, `/consultations/${matter}/room`)
  }
  const wrong = await Promise.all(pages.map((page) => page.evaluate(() => Date.now())))
  expect(Math.round((wrong[0]! - wrong[1]!) / MINUTE), 'the windows’ own clocks are apart').toBe(20)

  const shown = (what: (page: Page) => ReturnType<Page['locator']>) =>
    Promise.all(pages.map(async (page) => secondsIn(await what(page).first().innerText())))
  /** On all screens what is left until `end`, or gone since, by the clock of the server; ms UTC. */
  const agree = async (what: (page: Page) => ReturnType<Page['locator']>, truth: (now: number) => number) => {
    for (const page of pages) await expect(what(page).first()).toBeVisible()
    await expect(async () => {
      const before = truth(await serverNow()) / 1000
      for (const seconds of await shown(what)) expect(Math.abs(seconds - before)).toBeLessThanOrEqual(APART)
    }).toPass({ timeout: 30_000 })
  }
  await agree(
    (page) => page.getByRole('timer'),
    (now) => started!.at + 30 * MINUTE - now,
  )
  await agree(
    (page) => page.locator('.ends'),
    (now) => closesAt - now,
  )
  await agree(
    (page) => page.locator('.speaking .time strong'),
    (now) => now - started!.at,
  )
  for (const desk of desks) desk.close()
  for (const page of pages) await page.context().close()
})

/** The server's clock as it tells it to whoever comes, ms UTC. */
async function serverNow(): Promise<number> {
  const fresh = await person(server, 'member3')
  fresh.close()
  return fresh.welcome.server.now
}

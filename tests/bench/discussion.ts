import { chromium, type CDPSession, type Page } from 'playwright-core'
import { v7 } from 'uuid'
import { findChromium } from '../../scripts/chromium.ts'
import { createData } from '../support/consultation-samples.ts'
import { builtMain } from '../support/desktop.ts'
import { TEXT } from './fan-out.ts'
import { percentile } from './process.ts'
import { command, connect, ours, request, token } from './subject.ts'
import type { Socket } from 'socket.io-client'

export interface Found {
  /** From choosing the room until its newest message is on the screen, in ms: the first one in a window, and another. */
  first: number
  opened: number
  /** Rows in the page, at most. */
  rows: number
  /** How many messages had been loaded when the reader had scrolled back. */
  loaded: number
  /** While scrolling back: the time between two frames, p95, and the longest task in which nothing else happens; in ms. */
  scrollP95: number
  scrollLongest: number
  /** While others post ten messages a second, with all of those loaded: the same. */
  liveP95: number
  liveLongest: number
  /** How long it computes for each of these messages, in ms. */
  liveEach: number
}

/** What the page notes of its own frames and tasks; `start` and `stop` are called from here. */
interface Watch {
  frames: number[]
  tasks: number[]
  rows: number
  running: boolean
}

const MESSAGES = 10_000
const SCROLLED = 5000

/** The discussion of a session of 10,000 messages, in Chromium, as somebody who takes part sees it. */
export async function discussion(): Promise<Found> {
  builtMain()
  const subject = await ours()
  const moderator = await connect(subject.url, await token(subject.url, 'moderator'))
  const member = await connect(subject.url, await token(subject.url, 'member'))
  const rooms = [await room(moderator, member), await room(moderator, member)]
  const executablePath = findChromium()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
  await page.goto(subject.url)
  await page.getByLabel('用户名').fill('member2')
  await page.getByLabel('密码', { exact: true }).fill('demo-2026')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')

  const first = await openRoom(page, rooms[0]!)
  await page.evaluate(() => (location.hash = '/desk'))
  await page.getByRole('log').waitFor({ state: 'detached' })
  const opened = await openRoom(page, rooms[1]!)

  await page.getByRole('log').hover()
  await watch(page)
  let loaded = 0
  for (let turn = 0; turn < 1500 && loaded < SCROLLED; turn++) {
    await page.mouse.wheel(0, -3000)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    if (turn % 25 === 24) loaded = await oldest(page)
  }
  const scrolled = await seen(page)
  await toEnd(page)
  await watch(page)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  const before = await workMs(cdp)
  const live = 60
  for (let n = 0; n < live; n++) {
    void command(member, rooms[1]!, 'message.post', { text: `${TEXT}新的第${n}条` })
    await page.waitForTimeout(100)
  }
  await page
    .getByText(`新的第${live - 1}条`)
    .last()
    .waitFor()
  const after = await workMs(cdp)
  const lively = await seen(page)
  await browser.close()
  for (const socket of [moderator, member]) socket.close()
  await subject.stop()
  return {
    first,
    opened,
    rows: Math.max(scrolled.rows, lively.rows),
    loaded,
    scrollP95: percentile(scrolled.frames, 0.95),
    scrollLongest: Math.max(0, ...scrolled.tasks),
    liveP95: percentile(lively.frames, 0.95),
    liveLongest: Math.max(0, ...lively.tasks),
    liveEach: (after - before) / live,
  }
}

/** An open session in which so much has been said; answers with its id. */
async function room(moderator: Socket, member: Socket): Promise<string> {
  const matter = v7()
  const participants = { roles: ['member' as const] }
  await command(moderator, matter, 'consultation.create', { ...createData(Date.now()), participants })
  await command(moderator, matter, 'consultation.open', {})
  for (let done = 0; done < MESSAGES; done += 200)
    await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        command(member, matter, 'message.post', { text: `${TEXT.slice(0, 10 + ((done + i) % 40))} 第${done + i}条` }),
      ),
    )
  await request(moderator, 'matter:leave', { matter })
  return matter
}

/** Goes to a room and waits until its newest message is drawn; in ms, measured in the page. */
function openRoom(page: Page, matter: string): Promise<number> {
  return page.evaluate(
    ([route, newest]) =>
      new Promise<number>((resolve) => {
        const began = performance.now()
        location.hash = route
        const look = () => {
          const log = document.querySelector('[role=log]')
          if (log?.textContent?.includes(newest)) requestAnimationFrame(() => resolve(performance.now() - began))
          else requestAnimationFrame(look)
        }
        look()
      }),
    [`/consultations/${matter}/room`, `第${MESSAGES - 1}条`] as const,
  )
}

/** Notes frames, long tasks and rows from now on. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: Watch = { frames: [], tasks: [], rows: 0, running: true }
    const holder = window as unknown as { watched?: Watch }
    holder.watched = noted
    let before = performance.now()
    const frame = (now: number) => {
      noted.frames.push(now - before)
      before = now
      noted.rows = Math.max(noted.rows, document.querySelectorAll('[role=log] [data-index]').length)
      if (noted.running) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    new PerformanceObserver((list) => {
      if (noted.running) noted.tasks.push(...list.getEntries().map(({ duration }) => duration))
    }).observe({ entryTypes: ['longtask'] })
  })
}

/** What was noted; ends the noting. */
const seen = (page: Page): Promise<Watch> =>
  page.evaluate(() => {
    const { watched } = window as unknown as { watched: Watch }
    watched.running = false
    return watched
  })

/** Back to the newest message: what is measured on the way makes the log longer, so until it is there. */
async function toEnd(page: Page): Promise<void> {
  await page.evaluate(
    (newest) =>
      new Promise<void>((resolve) => {
        const step = () => {
          const log = document.querySelector('[role=log]')
          if (!log || log.textContent?.includes(newest)) return resolve()
          log.scrollTop = log.scrollHeight
          requestAnimationFrame(step)
        }
        step()
      }),
    `第${MESSAGES - 1}条`,
  )
}

/** How many messages lie between the oldest that is drawn and the newest. */
const oldest = (page: Page): Promise<number> =>
  page.evaluate((all) => {
    const first = document.querySelector('[role=log] [data-index]')?.textContent ?? ''
    return all - Number(/第(\d+)条/.exec(first)?.[1] ?? all)
  }, MESSAGES)

/** How long the page has been at work so far, in ms. */
async function workMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN)
}

import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'

/**
 * Takes a picture of every screen of the built client on a real demo server: `node scripts/screenshots.ts [folder] [filter]`.
 * Build first (`npm run build`).
 */
const folder = process.argv[2] ?? '/tmp/shots'
const only = process.argv[3] ?? ''
const PASSWORD = 'demo-2026'
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars']

interface Look {
  name: string
  width: number
  height: number
  settings?: Record<string, string>
}
const LOOKS: Look[] = [
  { name: '1280', width: 1280, height: 800 },
  { name: '1600', width: 1600, height: 1000 },
  { name: 'elder', width: 1280, height: 800, settings: { size: 'elder' } },
  { name: 'extra-1024', width: 1024, height: 640, settings: { size: 'extra' } },
  { name: 'dark', width: 1600, height: 1000, settings: { theme: 'dark' } },
  { name: 'contrast', width: 1280, height: 800, settings: { theme: 'contrast' } },
  { name: '390', width: 390, height: 844 },
  { name: '320', width: 320, height: 640 },
  { name: 'en', width: 1280, height: 800, settings: { language: 'en' } },
]

type Step = (page: Page) => Promise<unknown>
interface Screen {
  name: string
  as: string
  route: string
  do?: Step
}

const open: Step = (page) =>
  page
    .getByRole('link')
    .filter({ has: page.locator('.title') })
    .first()
    .waitFor()
const SCREENS: Screen[] = [
  { name: 'desk-representative', as: 'representative', route: '/desk' },
  { name: 'desk-moderator', as: 'moderator', route: '/desk' },
  { name: 'list', as: 'member', route: '/proposals', do: open },
  {
    name: 'list-filters',
    as: 'member',
    route: '/proposals',
    do: async (page) => {
      await open(page)
      await page.locator('button.filter').click()
    },
  },
  { name: 'proposal', as: 'member', route: '@busiest' },
  { name: 'proposal-moderator', as: 'moderator', route: '@submitted' },
  { name: 'discussion', as: 'member', route: '@busiest/discussion' },
  { name: 'cosigners', as: 'member', route: '@busiest/cosigners' },
  { name: 'versions', as: 'member', route: '@revised/versions' },
  { name: 'record', as: 'member', route: '@busiest/record' },
  {
    name: 'decline',
    as: 'moderator',
    route: '@submitted',
    do: async (page) => {
      await page.locator('.actions button').nth(2).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'write', as: 'representative', route: '/write' },
  {
    name: 'write-faults',
    as: 'representative',
    route: '/write',
    do: async (page) => {
      await page.locator('button[type=submit]').click()
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'drafts', as: 'representative', route: '/drafts' },
  { name: 'archive', as: 'member', route: '/archive' },
  { name: 'notices', as: 'representative', route: '/notices' },
  { name: 'settings', as: 'member', route: '/settings' },
  {
    name: 'palette',
    as: 'member',
    route: '/desk',
    do: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox').fill('社区')
      await page.waitForTimeout(700)
    },
  },
  {
    name: 'keys',
    as: 'member',
    route: '/desk',
    do: async (page) => {
      await page.keyboard.press('Control+/')
      await page.getByRole('dialog').waitFor()
    },
  },
]

async function demo(): Promise<{ address: string; stop: () => void }> {
  const running = process.env.ADDRESS
  if (running) return { address: running, stop: () => undefined }
  const data = mkdtempSync(path.join(tmpdir(), 'zx-shots-'))
  const child = spawn(process.execPath, ['server/main.ts', '--demo'], {
    env: { ...process.env, PORT: '0', DATA_DIR: data, RATE_LIMITS: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /listening on (http:\S+)/.exec(chunk.toString())
      if (found?.[1]) resolve(found[1])
    })
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  return {
    address,
    stop: () => {
      child.kill()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function signIn(browser: Browser, address: string, look: Look, username: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  await context.addInitScript(
    (settings) =>
      localStorage.setItem(
        'zx:settings',
        JSON.stringify({ ...JSON.parse(localStorage.getItem('zx:settings') ?? '{}'), ...settings }),
      ),
    look.settings ?? {},
  )
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error('page error', error.message))
  page.on('console', (message) => message.type() === 'error' && console.error('console', message.text()))
  await page.goto(address)
  await page.locator('input[autocomplete=username]').fill(username)
  await page.locator('input[autocomplete=current-password]').fill(PASSWORD)
  await page.locator('button[type=submit]').click()
  await page.locator('main [data-heading]').first().waitFor()
  return page
}

/** Ids of matters that show something: by what is asked for. */
async function matters(page: Page): Promise<Record<string, string>> {
  await page.goto(`${page.url().split('#')[0]}#/proposals`)
  await page.locator('.rows .row, .pane .empty').first().waitFor()
  const rows = await page
    .locator('.rows .row')
    .evaluateAll((links) =>
      links.map((link) => ({ id: link.getAttribute('href')?.split('/').at(-1) ?? '', text: link.textContent ?? '' })),
    )
  const messages = (text: string) => Number(/(\d+) 条讨论/.exec(text)?.[1] ?? 0)
  const busiest = rows.toSorted((a, b) => messages(b.text) - messages(a.text))[0]
  return {
    '@busiest': busiest?.id ?? '',
    '@submitted': rows.find(({ text }) => text.includes('待审查'))?.id ?? '',
    '@revised': busiest?.id ?? '',
  }
}

const server = await demo()
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS })
try {
  mkdirSync(folder, { recursive: true })
  const start = await signIn(browser, server.address, LOOKS[0] as Look, 'moderator')
  const found = await matters(start)
  for (const look of LOOKS) {
    const pages = new Map<string, Page>()
    for (const { name, as, route, do: act } of SCREENS) {
      if (!`${look.name}-${name}`.includes(only)) continue
      const page = pages.get(as) ?? (await signIn(browser, server.address, look, as))
      pages.set(as, page)
      const place = route.replace(/@\w+/, (key) => `/proposals/${found[key]}`)
      await page.goto(`${server.address}/#${place}`)
      await page.reload()
      await page.locator('main').waitFor()
      await page.waitForTimeout(700)
      await act?.(page).catch((error: Error) => console.error(look.name, name, error.message.split('\n')[0]))
      await page.waitForTimeout(500)
      await page.screenshot({ path: path.join(folder, `${look.name}-${name}.png`) })
    }
    for (const page of pages.values()) await page.context().close()
    if (`${look.name}-sign-in`.includes(only)) {
      const context = await browser.newContext({
        viewport: { width: look.width, height: look.height },
        locale: 'zh-CN',
      })
      await context.addInitScript(
        (settings) => localStorage.setItem('zx:settings', JSON.stringify(settings)),
        look.settings ?? {},
      )
      const page = await context.newPage()
      await page.goto(server.address)
      await page.locator('button[type=submit]').waitFor()
      await page.waitForTimeout(400)
      await page.screenshot({ path: path.join(folder, `${look.name}-sign-in.png`) })
      await context.close()
    }
    console.log('took', look.name)
  }
} finally {
  await browser.close()
  server.stop()
}

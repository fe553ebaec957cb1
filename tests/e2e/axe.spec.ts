import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn } from './people.ts'

const LOOKS = [
  { theme: 'light', size: 'standard' },
  { theme: 'dark', size: 'standard' },
  { theme: 'contrast', size: 'standard' },
  { theme: 'light', size: 'elder' },
  { theme: 'dark', size: 'elder' },
] as const
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

let server: SpawnedServer
test.beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off' } })
})
test.afterAll(() => server?.stop())

/** Every violation as one line: which rule, where. */
async function violations(page: Page): Promise<string[]> {
  const runOnly = { type: 'tag' as const, values: TAGS }
  const { violations: found } = await new AxeBuilder({ page })
    .options({ runOnly, rules: { 'target-size': { enabled: true } } })
    .analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} — ${failureSummary}`),
  )
}

async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expect(page.locator('.el-skeleton, [aria-busy="true"]')).toHaveCount(0)
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
}

/** Chooses a look on the settings page, as a person does. */
async function wear(page: Page, { theme, size }: (typeof LOOKS)[number]): Promise<void> {
  await go(page, '/settings')
  const names = { light: '浅色', dark: '深色', contrast: '高对比', standard: '标准', elder: '长辈版' }
  await page.getByRole('radio', { name: names[theme], exact: true }).check({ force: true })
  await page.getByRole('radio', { name: names[size], exact: true }).check({ force: true })
}

for (const look of LOOKS)
  test(`[EE2] no route breaks WCAG 2.2 AA: ${look.theme}, ${look.size}`, async ({ page }) => {
    await page.goto(server.url)
    await settled(page)
    expect(await violations(page), 'sign-in').toEqual([])
    await signIn(page, 'moderator')
    await wear(page, look)
    await go(page, '/proposals')
    const first = page.locator('a[href*="#/proposals/"]').first()
    await first.waitFor()
    const proposal = (await first.getAttribute('href'))!.replace(/^#?\/?#?/, '').replace(/^.*#/, '')
    const routes = [
      '/desk',
      '/proposals',
      proposal,
      ...['discussion', 'cosigners', 'versions', 'record'].map((tab) => `${proposal}/${tab}`),
      '/drafts',
      '/write',
      '/archive',
      '/notices',
      '/settings',
      '/nowhere',
    ]
    for (const route of routes) {
      await go(page, route)
      await settled(page)
      expect.soft(await violations(page), `${route}, ${look.theme}, ${look.size}`).toEqual([])
    }
  })

import { expect, test, type Browser, type Page } from './test.ts'
import { createRequire } from 'node:module'
import { person, type Desk } from '../support/server/desk.ts'
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { go, signIn } from './people.ts'

/** The system's own wish, which the client follows at once: how each theme is worn without another visit. */
export const THEMES = {
  light: { colorScheme: 'light', contrast: 'no-preference' },
  dark: { colorScheme: 'dark', contrast: 'no-preference' },
  contrast: { colorScheme: 'light', contrast: 'more' },
} as const
export type Theme = keyof typeof THEMES
export const LOOKS: { size: 'standard' | 'elder'; themes: Theme[] }[] = [
  { size: 'standard', themes: ['light', 'dark', 'contrast'] },
  { size: 'elder', themes: ['light', 'dark'] },
]
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Who looks at what: a place, and what is opened there. `@词` stands for the matter whose title has the word. */
export interface State {
  as: string
  at: string
  open?: (page: Page) => Promise<void>
}
export const press = (name: string | RegExp) => async (page: Page) => {
  await page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()
}
export const dialog = (name: string | RegExp) => async (page: Page) => {
  await press(name)(page)
  await expect(page.getByRole('dialog')).toBeVisible()
}
export const fromMenu = (name: string) => async (page: Page) => {
  await press('更多操作')(page)
  await page.getByRole('menuitem', { name }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}
/** Only that the address opens a dialogue. */
export const shown = async (page: Page) => expect(page.getByRole('dialog')).toBeVisible()

/** An address with the id of the matter that it names. */
function address(at: string, ids: ReadonlyMap<string, string>): string {
  return at.replace(/@([^/?]+)/, (_, word: string) => {
    const found = [...ids].find(([title]) => title.includes(word))
    if (!found) throw new Error(`the demo has nothing titled ${word}`)
    return found[1]
  })
}

/** What a theme can break; all else is the same in each and looked at in the first. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

interface AxeResult {
  id: string
  nodes: { target: unknown[]; failureSummary?: string }[]
}
interface Axe {
  run(context: object, options: object): Promise<{ violations: AxeResult[] }>
}
// Put into each page once: what `@axe-core/playwright` does before every look takes as long as the look.
export const axe = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright')).resolve(
  'axe-core/axe.min.js',
)

/** Every violation as one line: which rule, where. */
export async function violations(page: Page, whole: boolean): Promise<string[]> {
  // the list beside a matter is the list that was looked at by itself
  const exclude = /s\/[0-9a-f-]{36}/.test(page.url()) ? ['.panes > .list .rows'] : []
  const options = whole
    ? { runOnly: { type: 'tag', values: TAGS }, rules: { 'target-size': { enabled: true } } }
    : { runOnly: { type: 'rule', values: OF_COLOURS } }
  return page.evaluate(
    async ({ exclude, options }) => {
      const { axe } = window as unknown as { axe: Axe }
      const { violations: found } = await axe.run(
        { include: ['html'], exclude },
        { ...options, resultTypes: ['violations'] },
      )
      return found.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} — ${failureSummary}`),
      )
    },
    { exclude, options },
  )
}

export async function wear(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia(THEMES[theme])
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
  await settled(page)
}

export async function settled(page: Page): Promise<void> {
  await expect(page.locator('.el-skeleton, [aria-busy="true"]')).toHaveCount(0)
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
}

/** A page in a size of type, with the theme of the system. */
export async function sized(browser: Browser, url: string, size: string): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  await page.addInitScript(
    (settings) => {
      for (const [name, is] of Object.entries(settings))
        localStorage.setItem(`zx:settings.${name}`, JSON.stringify({ is }))
    },
    { size, theme: 'system' },
  )
  await page.addInitScript({ path: axe })
  // each change of theme would be waited for
  await page.addInitScript(() => {
    const still = new CSSStyleSheet()
    still.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }')
    addEventListener('DOMContentLoaded', () => document.adoptedStyleSheets.push(still))
  })
  await page.goto(url)
  return page
}

/** Comes to a place from nowhere, so that it opens afresh, and opens there what is to be looked at. */
async function come(page: Page, { at, open }: State, ids: ReadonlyMap<string, string>): Promise<void> {
  await go(page, '/nowhere')
  const nowhere = page.locator('main').getByRole('heading', { name: '没有这个页面', level: 2 })
  await expect(nowhere).toBeVisible()
  await go(page, address(at, ids))
  if (at !== '/nowhere') await expect(nowhere).toBeHidden()
  await expect(page.locator('main h1').first()).toBeAttached()
  await settled(page)
  await open?.(page)
  await settled(page)
}

/** What stands in the demo, for whoever looks at it. */
export interface Subject {
  readonly url: string
}

/**
 * Looks at every state in every look, one person after another, on a demo server of its own. `prepare` may do something
 * in the demo before, as the moderator; it is given the ids of matters by their titles.
 */
export function lookAt(
  states: readonly State[],
  prepare?: (moderator: Desk, ids: ReadonlyMap<string, string>) => Promise<void>,
): Subject {
  // some roles see much, and machines are slow
  test.setTimeout(300_000)
  let server: SpawnedServer
  const ids = new Map<string, string>()
  test.beforeAll(async () => {
    server = await spawnServer({ demo: true, env: { LOG_LEVEL: 'error', RATE_LIMITS: 'off' } })
    const moderator = await person(server, 'moderator')
    let after: string | undefined
    do {
      const reply = await moderator.request('matters:list', { limit: 50, ...(after ? { cursor: after } : {}) })
      if (!reply.ok) throw new Error(`matters:list: ${reply.refusal.code}`)
      for (const { id, title } of reply.value.items) ids.set(title, id)
      after = reply.value.next
    } while (after !== undefined)
    await prepare?.(moderator, ids)
    moderator.close()
  })
  test.afterAll(() => server?.stop())

  for (const { size, themes: all } of LOOKS)
    for (const [as, seen] of Map.groupBy(states, (state) => state.as))
      test(`[EE2] nothing ${as} sees breaks WCAG 2.2 AA: ${size}, ${all.join(', ')}`, async ({ browser }) => {
        const themes = [...all]
        const page = await sized(browser, server.url, size)
        await signIn(page, as)
        for (const state of seen)
          await test.step(state.at, async () => {
            await come(page, state, ids)
            // to and fro: the theme worn last is worn first at the next place
            for (const [index, theme] of themes.entries()) {
              await wear(page, theme)
              expect.soft(await violations(page, index === 0), `${as} ${state.at}, ${size}, ${theme}`).toEqual([])
            }
            themes.reverse()
            if (await page.getByRole('dialog').count()) await page.keyboard.press('Escape')
          })
        await page.context().close()
      })
  return {
    get url() {
      return server.url
    },
  }
}

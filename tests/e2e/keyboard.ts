import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import { signIn } from './people.ts'

/** What somebody did with a mouse, or lost the keyboard by; empty when all went by keyboard. */
export const strayed: string[] = []

/** Somebody signed in on a page of their own, without a mouse. */
export async function person(browser: Browser, url: string, username: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.addInitScript(() => {
    for (const event of ['mousedown', 'pointerdown', 'click'] as const)
      addEventListener(
        event,
        (e) => e.isTrusted && (e as MouseEvent).detail > 0 && console.error('a mouse was used'),
        true,
      )
  })
  page.on('console', (message) => message.text().includes('a mouse was used') && strayed.push(message.text()))
  await page.goto(url)
  await signIn(page, username)
  return page
}

const hasFocus = (element: Element) => element === document.activeElement
/** Whether an element has the keyboard, and shows it. */
const keyboardAt = (element: Element) =>
  element !== document.activeElement ? 'elsewhere' : element.matches(':focus-visible') ? 'shown' : 'hidden'

/** Presses Tab until the element has the focus, and sees that it shows; fails when it cannot be reached. */
export async function tabTo(page: Page, target: Locator, most = 120): Promise<void> {
  const one = target.first()
  // a switch has the keyboard in a field that takes no room
  await one.waitFor({ state: 'attached' })
  for (let i = 0; i <= most; i++) {
    const at = await one.evaluate(keyboardAt)
    expect(at, `the focus shows on ${await nameOf(one)}`).not.toBe('hidden')
    if (at === 'shown') return
    await page.keyboard.press('Tab')
  }
  throw new Error(`not reached with ${most} times Tab: ${await nameOf(one)}`)
}

const nameOf = (one: Locator) => one.evaluate((element) => element.outerHTML.slice(0, 200))

/** Presses a button or link with the keyboard. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(text)
}

/** Opens a tab with the arrow keys, from whichever is open. */
export async function openTab(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, page.getByRole('tab', { selected: true }))
  const wanted = page.getByRole('tab', { name })
  for (let i = 0; i < 6 && (await wanted.getAttribute('aria-selected')) !== 'true'; i++) {
    await page.keyboard.press('ArrowRight')
    if (await wanted.evaluate(hasFocus)) await page.keyboard.press('Enter')
  }
  await expect(wanted).toHaveAttribute('aria-selected', 'true')
}

/** The keyboard is somewhere a person can go on from, and not at the top of everything. */
export async function keepsPlace(page: Page, after: string): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.tagName), {
      message: `the keyboard has a place after ${after}`,
    })
    .not.toBe('BODY')
}

import type { Page } from '@playwright/test'

declare global {
  interface Window {
    heard?: string[]
  }
}

/** Keeps what a screen reader would be told on a page, from its next load on: all that is put into a live region. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: string[] = (window.heard = [])
    const LIVE = '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"], [role="log"]'
    const regionOf = (node: Node) => {
      const region = (node instanceof Element ? node : node.parentElement)?.closest(LIVE)
      return region?.getAttribute('aria-live') === 'off' ? null : region
    }
    const say = (text: string | null) => text?.trim() && heard.push(text.trim())
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === 'characterData') {
          if (regionOf(target)) say(target.textContent)
          continue
        }
        for (const node of addedNodes) {
          if (regionOf(target)) say(node.textContent)
          else if (node instanceof Element)
            // A region that comes with its words: readers tell of alerts.
            for (const alert of [node, ...node.querySelectorAll('[role="alert"]')])
              if (alert.matches('[role="alert"]')) say(alert.textContent)
        }
      }
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
}

/** Everything that has been said on the page with these words in it. */
export const saidWith = (page: Page, words: string): Promise<string[]> =>
  page.evaluate((part) => (window.heard ?? []).filter((text) => text.includes(part)), words)

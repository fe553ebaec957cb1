import { platform } from '../platform/platform.ts'

/** Where the reader's word on keys without Ctrl or Alt is kept; they can be a nuisance to those who speak to a machine. */
export const SINGLE_KEY = 'single-key'

/** True while typing belongs to a field, and while a dialogue or a menu is open. */
export function keysAreTaken(event: KeyboardEvent): boolean {
  const { target } = event
  const writing =
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type))
  return writing || document.querySelector('[aria-modal="true"], [role="menu"]') !== null
}

/** Listens to single keys as long as the reader allows them; the answer ends it. Call it in set-up. */
export function singleKeys(keys: Record<string, (event: KeyboardEvent) => void>): () => void {
  const { cache } = platform()
  const heard = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const act = keys[event.key.toLowerCase()]
    if (!act || keysAreTaken(event) || cache.load(SINGLE_KEY) === false) return
    event.preventDefault()
    act(event)
  }
  window.addEventListener('keydown', heard)
  return () => window.removeEventListener('keydown', heard)
}

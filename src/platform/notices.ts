import type { Platform } from './contract.ts'

/** Notifications and badge of a browser, as far as the reader has allowed them; else nothing happens. */
export function browserNotices(): Platform['desktop'] {
  const listeners = new Set<(route: string) => void>()
  return {
    async notify({ title, body, route }) {
      if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
      const shown = new Notification(title, { body, tag: route })
      shown.onclick = () => {
        window.focus()
        shown.close()
        for (const listener of listeners) listener(route)
      }
    },
    async badge(count) {
      if (!('setAppBadge' in navigator)) return
      await (count === 0 ? navigator.clearAppBadge() : navigator.setAppBadge(count)).catch(() => undefined)
    },
    onOpenRoute(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

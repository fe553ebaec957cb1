import type { Session, WebContents } from 'electron'
import { originOf, safeExternal } from './home.ts'

/**
 * Permissions the client's own page gets. The last three let it reach a server on this machine or in the house's
 * network, which newer Chromium asks for apart; without them nobody could sign in there.
 */
const ALLOWED = new Set([
  'notifications',
  'clipboard-sanitized-write',
  'fullscreen',
  'local-network-access',
  'local-network',
  'loopback-network',
])

/** Whether a page of an origin may have a permission. */
export function mayHave(permission: string, address: string, home: string): boolean {
  return ALLOWED.has(permission) && originOf(address) === originOf(home)
}

/** Answers every permission question of a session: yes to the client's own page and the few it needs, else no. */
export function guardPermissions(session: Session, home: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(mayHave(permission, requestingUrl ?? '', home))
  })
  session.setPermissionCheckHandler((_contents, permission, origin) => mayHave(permission, origin, home))
  session.setDevicePermissionHandler(() => false)
}

/**
 * Keeps a page where it is: it opens no windows and goes nowhere but to itself. A link to an https address is opened
 * in the person's browser by `openExternal`.
 */
export function guardNavigation(contents: WebContents, home: string, openExternal: (address: string) => void): void {
  const sendOut = (address: string) => {
    const safe = safeExternal(address)
    if (safe !== undefined) openExternal(safe)
  }
  contents.setWindowOpenHandler(({ url }) => {
    sendOut(url)
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event) => {
    if (originOf(event.url) === originOf(home)) return
    event.preventDefault()
    sendOut(event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

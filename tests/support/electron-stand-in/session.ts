import { EventEmitter } from 'node:events'
import { runningEngine } from './browser.ts'
import { outward } from './protocol.ts'
import type { WebContents } from './web-contents.ts'

type Request = (
  contents: WebContents,
  permission: string,
  answer: (granted: boolean) => void,
  details: { requestingUrl: string; isMainFrame: boolean },
) => void
type Check = (contents: WebContents | null, permission: string, origin: string, details: object) => boolean

/** Electron's name of a permission → the engine's. Full screen has none: the page's call itself is held back. */
const ENGINE_NAMES: Record<string, string[]> = {
  geolocation: ['geolocation'],
  notifications: ['notifications'],
  media: ['camera', 'microphone'],
  midi: ['midi'],
  'clipboard-read': ['clipboard-read'],
  'clipboard-sanitized-write': ['clipboard-write'],
  'local-network-access': ['local-network-access'],
}

/** `session`: the handlers decide, and the engine is set to grant exactly what they allow. Without one: nothing. */
export class Session extends EventEmitter {
  #request: Request | null = null
  #check: Check | null = null
  readonly #granted = new Map<string, Set<string>>()

  setPermissionRequestHandler(handler: Request | null) {
    this.#request = handler
  }
  setPermissionCheckHandler(handler: Check | null) {
    this.#check = handler
  }
  setDevicePermissionHandler() {}

  /** Asks the check handler about everything there is, before a page of this address loads. */
  async prepare(contents: WebContents, address: string): Promise<void> {
    const origin = originOf(address)
    if (!/^https?:/.test(outward(origin))) return
    const details = { isMainFrame: true, requestingUrl: address }
    const allowed = Object.keys(ENGINE_NAMES).filter((name) => this.#check?.(contents, name, origin, details) ?? false)
    this.#granted.set(origin, new Set(allowed))
    await this.#apply(origin)
  }

  /** Asks the request handler, as a page does when it wants something; the engine follows the answer. */
  async ask(contents: WebContents, permission: string, address: string): Promise<boolean> {
    const handler = this.#request
    const details = { requestingUrl: address, isMainFrame: true }
    const granted = await new Promise<boolean>((resolve) =>
      handler ? handler(contents, permission, resolve, details) : resolve(false),
    )
    const origin = originOf(address)
    const names = this.#granted.get(origin) ?? new Set()
    this.#granted.set(origin, names)
    if (granted) names.add(permission)
    else names.delete(permission)
    await this.#apply(origin)
    return granted
  }

  async #apply(origin: string): Promise<void> {
    const names = [...(this.#granted.get(origin) ?? [])].flatMap((name) => ENGINE_NAMES[name] ?? [])
    await (await runningEngine()).grantPermissions(names, { origin: outward(origin) })
  }
}

function originOf(address: string): string {
  const url = new URL(address)
  return `${url.protocol}//${url.host}`
}

const defaultSession = new Session()
export const session = { defaultSession }

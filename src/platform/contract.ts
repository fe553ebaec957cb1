import type { InjectionKey } from 'vue'
import type { Bridge } from '../../core/desktop/bridge.ts'
import type { EncryptionBridge } from '../../core/desktop/encryption.ts'
import type { InUseBridge } from '../../core/desktop/in-use.ts'

/** Small things worth having before the server answers. May be gone at any time; never the only copy of anything. */
export interface Cache {
  /** `undefined` when it is absent or cannot be read. */
  load(key: string): unknown
  /** Answers false when there was no room for it. */
  save(key: string, value: unknown): boolean
  remove(key: string): void
  /** Everything whose key names this account, by its key. */
  of(account: string): Record<string, unknown>
  /** Removes all of that. */
  forget(account: string): void
}

/** What the client runs on. Everything the two differ in is behind these; `archive` exists on the desktop only. */
export interface Platform {
  kind: 'desktop' | 'browser'
  settings: Bridge['settings']
  session: Bridge['session']
  local: Pick<Bridge['local'], 'erase'>
  /** Whether another process writes in what this machine keeps; on the desktop only. */
  inUse?: InUseBridge['inUse'] | undefined
  /** Whether what is kept lies encrypted on the disk; on the desktop only. */
  encryption?: EncryptionBridge | undefined
  drafts: Bridge['drafts']
  outbox: Bridge['outbox']
  archive: Bridge['archive'] | undefined
  bags: Bridge['bags'] | undefined
  /** Bags that came from others; on the desktop only. */
  shelf?: Bridge['shelf'] | undefined
  files: Bridge['files'] | undefined
  desktop: Bridge['desktop']
  cache: Cache
  /** The server that this page came from; empty where the page did not come from one. */
  home: string
}

/** Provided once by the app; without it the platform is found by looking for the desktop's bridge. */
export const PLATFORM: InjectionKey<Platform> = Symbol('platform')

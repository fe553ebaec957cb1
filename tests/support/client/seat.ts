import type { OutboxEntry, SavedSession } from '../../../core/desktop/contract.ts'
import { DEFAULT_SETTINGS } from '../../../core/desktop/contract.ts'
import type { Platform } from '../../../src/platform/contract.ts'

/**
 * What a client runs on where hundreds of them sit in one process: everything as in a browser, in memory, with a session
 * that is there already. Without an archive.
 */
export function seat(session: Omit<SavedSession, 'expiresAt'>): Platform {
  let settings = { ...DEFAULT_SETTINGS, notifications: false }
  const outbox = new Map<string, OutboxEntry>()
  const cache = new Map<string, unknown>()
  return {
    kind: 'browser',
    home: '',
    settings: {
      get: async () => settings,
      set: async (patch) => (settings = { ...settings, ...patch }),
    },
    session: {
      load: async () => ({ ...session, expiresAt: Date.now() + 24 * 60 * 60_000 }),
      save: async () => ({ kept: false }),
      clear: async () => {},
    },
    local: { erase: async () => {} },
    drafts: { list: async () => [], put: async () => {}, remove: async () => {} },
    outbox: {
      list: async () => [...outbox.values()],
      put: async (_owner, entry) => void outbox.set(entry.id, structuredClone(entry)),
      remove: async (_owner, id) => void outbox.delete(id),
    },
    archive: undefined,
    bags: undefined,
    files: undefined,
    desktop: { notify: async () => {}, badge: async () => {}, onOpenRoute: () => () => undefined },
    cache: {
      load: (key) => cache.get(key),
      save: (key, value) => Boolean(cache.set(key, value)),
      remove: (key) => void cache.delete(key),
      of: () => ({}),
      forget: () => undefined,
    },
  }
}

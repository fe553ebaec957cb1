import { LocalStoragePreset, SessionStoragePreset } from 'lowdb/browser'
import { DEFAULT_SETTINGS, savedSessionSchema, settingsSchema } from '../../core/desktop/contract.ts'
import type { Draft, OutboxEntry, SavedSession, Settings } from '../../core/desktop/contract.ts'
import { localCache } from './cache.ts'
import type { Platform } from './contract.ts'
import { browserNotices } from './notices.ts'
import { openOwned, ownedRows } from './owned.ts'

/**
 * A browser: settings in localStorage, the token in sessionStorage (it ends with the tab), drafts and outbox in
 * IndexedDB, and no archive, because a browser may throw away what it keeps.
 */
export function browserPlatform(): Platform {
  const database = openOwned(indexedDB)
  return {
    kind: 'browser',
    settings: browserSettings(),
    session: browserSession(),
    drafts: ownedRows<Draft>(database('drafts')),
    outbox: ownedRows<OutboxEntry>(database('outbox')),
    archive: undefined,
    desktop: browserNotices(),
    cache: localCache(localStorage),
    home: /^https?:$/.test(location.protocol) ? location.origin : '',
  }
}

function browserSettings(): Platform['settings'] {
  const kept = LocalStoragePreset<Record<string, unknown>>('zx:settings', {})
  // Read before every use: another tab may have written meanwhile.
  const read = (): Settings => {
    try {
      kept.read()
    } catch {
      kept.data = {}
    }
    const parsed = settingsSchema.safeParse({ ...DEFAULT_SETTINGS, ...kept.data })
    return parsed.success ? parsed.data : DEFAULT_SETTINGS
  }
  return {
    get: async () => read(),
    set: async (patch) => {
      kept.data = { ...read(), ...patch }
      kept.write()
      return read()
    },
  }
}

function browserSession(): Platform['session'] {
  const kept = SessionStoragePreset<{ session: SavedSession | null }>('zx:session', { session: null })
  const keep = (session: SavedSession | null) => {
    kept.data = { session }
    kept.write()
  }
  return {
    load: async () => {
      const parsed = savedSessionSchema.safeParse(kept.data.session)
      return parsed.success ? parsed.data : null
    },
    save: async (session) => {
      keep(session)
      return { kept: false }
    },
    clear: async () => keep(null),
  }
}

import type { LowSync } from 'lowdb'
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
  const drafts = ownedRows<Draft>(database('drafts'))
  const outbox = ownedRows<OutboxEntry>(database('outbox'))
  return {
    kind: 'browser',
    settings: browserSettings(),
    session: browserSession(),
    local: { erase: async (owner) => void (await Promise.all([drafts.clear(owner), outbox.clear(owner)])) },
    drafts,
    outbox,
    archive: undefined,
    bags: undefined,
    files: undefined,
    desktop: browserNotices(),
    cache: localCache(localStorage),
    home: /^https?:$/.test(location.protocol) ? location.origin : '',
  }
}

/** Opens kept data; what cannot be read is set aside under another name instead of stopping the program. */
function opened<Data>(storage: Storage, key: string, open: (key: string) => LowSync<Data>): LowSync<Data> {
  try {
    return open(key)
  } catch {
    storage.setItem(`${key}.damaged`, storage.getItem(key) ?? '')
    storage.removeItem(key)
    return open(key)
  }
}

const SETTINGS = Object.keys(settingsSchema.shape) as (keyof Settings)[]

/**
 * Each setting under a key of its own: one that cannot be understood does not take the others with it, and two tabs,
 * which see each other's writes only a moment later, do not overwrite each other's.
 */
function browserSettings(): Platform['settings'] {
  // Opened before every use: another tab may have written meanwhile.
  const open = (name: keyof Settings) =>
    opened(localStorage, `zx:settings.${name}`, (key) => LocalStoragePreset<{ is?: unknown }>(key, {}))
  function read(): Settings {
    const entries = SETTINGS.map((name) => {
      const parsed = settingsSchema.shape[name].safeParse(open(name).data.is)
      return [name, parsed.success ? parsed.data : DEFAULT_SETTINGS[name]]
    })
    return Object.fromEntries(entries) as Settings
  }
  return {
    get: async () => read(),
    set: async (patch) => {
      for (const name of SETTINGS.filter((name) => patch[name] !== undefined)) {
        const kept = open(name)
        kept.data = { is: patch[name] }
        kept.write()
      }
      return read()
    },
  }
}

function browserSession(): Platform['session'] {
  const kept = opened(sessionStorage, 'zx:session', (key) =>
    SessionStoragePreset<{ session: SavedSession | null }>(key, { session: null }),
  )
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

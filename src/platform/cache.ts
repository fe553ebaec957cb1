import type { Cache } from './contract.ts'

/** A cache in the origin's localStorage, which both a browser and the desktop's `app://zx` have. */
export function localCache(storage: Storage): Cache {
  const at = (key: string) => `zx:cache:${key}`
  return {
    load(key) {
      const text = storage.getItem(at(key))
      if (text === null) return undefined
      try {
        return JSON.parse(text)
      } catch {
        return undefined
      }
    },
    save(key, value) {
      try {
        storage.setItem(at(key), JSON.stringify(value))
        return true
      } catch {
        // Full or forbidden: an older copy that no longer fits would mislead more than none.
        storage.removeItem(at(key))
        return false
      }
    },
    remove: (key) => storage.removeItem(at(key)),
    forget(account) {
      const keys = Array.from({ length: storage.length }, (_, n) => storage.key(n) ?? '')
      for (const key of keys) if (key.startsWith(at('')) && key.includes(account)) storage.removeItem(key)
    },
  }
}

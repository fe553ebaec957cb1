import type { Cache } from './contract.ts'

/** A cache in the origin's localStorage, which both a browser and the desktop's `app://zx` have. */
export function localCache(storage: Storage): Cache {
  const at = (key: string) => `zx:cache:${key}`
  function load(key: string): unknown {
    const text = storage.getItem(at(key))
    if (text === null) return undefined
    try {
      return JSON.parse(text)
    } catch {
      return undefined
    }
  }

  const keysOf = (account: string): string[] =>
    Array.from({ length: storage.length }, (_, n) => storage.key(n) ?? '')
      .filter((key) => key.startsWith(at('')) && key.includes(account))
      .map((key) => key.slice(at('').length))

  return {
    load,
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
    of: (account) => Object.fromEntries(keysOf(account).map((key) => [key, load(key)])),
    forget(account) {
      for (const key of keysOf(account)) storage.removeItem(at(key))
    },
  }
}

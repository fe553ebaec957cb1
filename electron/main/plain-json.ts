/** Nesting beyond which a value is not taken. */
const MOST_DEPTH = 64

/**
 * True for what JSON carries without loss: null, booleans, finite numbers, well-formed text, lists and plain objects;
 * members may be `undefined`, which stands for absent. Messages between processes can carry maps, dates, cycles and
 * more, none of which a file would give back.
 */
export function isPlainJson(value: unknown, depth = 0): boolean {
  if (depth > MOST_DEPTH) return false
  if (value === null || value === undefined || typeof value === 'boolean') return true
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return false
  if (Array.isArray(value)) return value.every((item) => isPlainJson(item, depth + 1))
  const prototype: unknown = Object.getPrototypeOf(value)
  return (
    (prototype === null || prototype === Object.prototype) &&
    Object.entries(value).every(([key, item]) => key !== '__proto__' && isPlainJson(item, depth + 1))
  )
}

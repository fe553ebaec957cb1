import { LIMITS } from '../../core/wire/limits.ts'

export type Excess = 'depth' | 'keys' | 'items' | 'prototype'

/**
 * What of a parsed packet goes beyond the limits, or `undefined`. Stops at the depth limit, so no nesting can exhaust
 * the stack. `depth` counts objects and arrays from 1.
 */
export function excessOf(value: unknown, depth = 1): Excess | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > LIMITS.depth) return 'depth'
  if (Array.isArray(value)) {
    if (value.length > LIMITS.items) return 'items'
    for (const item of value) {
      const excess = excessOf(item, depth + 1)
      if (excess) return excess
    }
    return undefined
  }
  const keys = Object.keys(value)
  if (keys.length > LIMITS.keys) return 'keys'
  for (const key of keys) {
    if (key === '__proto__') return 'prototype'
    const excess = excessOf((value as Record<string, unknown>)[key], depth + 1)
    if (excess) return excess
  }
  return undefined
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

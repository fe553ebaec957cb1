import serialize from 'canonicalize'

/**
 * RFC 8785 (JCS) text of a JSON value. Members that are `undefined` are left out.
 * Throws on what JSON cannot hold: NaN, infinities, lone surrogates, cycles, or no value at all.
 */
export function canonical(value: unknown): string {
  const text = serialize(value)
  if (text === undefined) throw new TypeError('canonical: not a JSON value')
  return text
}

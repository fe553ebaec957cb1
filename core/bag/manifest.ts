/** A path as manifests write it: RFC 8493, section 2.1.3, wants only line ends and the percent sign encoded. */
export function manifestPath(path: string): string {
  return path.replace(/[%\r\n]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

/** The lines of a manifest, by path, in the form that `sha512sum -c` reads. */
export function manifestText(hashes: ReadonlyMap<string, string>): string {
  return [...hashes]
    .map(([path, hash]) => [manifestPath(path), hash] as const)
    .sort(([a], [b]) => inOrder(a, b))
    .map(([path, hash]) => `${hash}  ${path}\n`)
    .join('')
}

/** The order of paths everywhere in a bag: by the UTF-8 bytes, which is that of the code points. */
export function inOrder(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

/** A `content-disposition` with a name in any script, as RFC 8187 wants it. */
export function disposition(shown: 'inline' | 'attachment', name: string): string {
  const quoted = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${shown}; filename*=UTF-8''${quoted}`
}

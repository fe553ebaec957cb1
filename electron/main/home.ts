/** The client's own origin on the desktop. */
export const SCHEME = 'app'
export const HOST = 'zx'
export const APP_ORIGIN = `${SCHEME}://${HOST}`

/** Scheme and host of an address. `URL.origin` says `null` for schemes of our own, so it is put together here. */
export function originOf(address: string): string | undefined {
  const url = URL.parse(address)
  return url ? `${url.protocol}//${url.host}` : undefined
}

/** Where the client is loaded from: the built files, or the development server of a program that is not packaged. */
export function homeAddress(isPackaged: boolean, developmentServer: string | undefined): string {
  const address = isPackaged ? undefined : developmentServer
  return address !== undefined && originOf(address) ? address : `${APP_ORIGIN}/index.html`
}

/** The address if a person may be sent there in their own browser: https only, no credentials in it. */
export function safeExternal(address: string): string | undefined {
  const url = URL.parse(address)
  const plain = url && url.protocol === 'https:' && url.username === '' && url.password === ''
  return plain && url.href.length <= 2000 ? url.href : undefined
}

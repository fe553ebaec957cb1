type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
const privileged = new Set<string>()

/** `protocol`: schemes of the program's own. */
export const protocol = {
  registerSchemesAsPrivileged(list: { scheme: string; privileges?: { standard?: boolean; secure?: boolean } }[]) {
    for (const { scheme, privileges } of list) if (privileges?.standard && privileges.secure) privileged.add(scheme)
  },
  handle(scheme: string, handler: Handler) {
    if (!privileged.has(scheme)) throw new Error(`stand-in: ${scheme} was not registered as standard and secure`)
    handlers.set(scheme, handler)
  },
  isProtocolHandled: (scheme: string) => handlers.has(scheme),
}

export const handlerOf = (scheme: string) => handlers.get(scheme)

/** How an address of an own scheme looks to the engine, and back. */
export const outward = (address: string) =>
  address.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/, (all, scheme: string, host: string) =>
    handlers.has(scheme) ? `https://${host}.${scheme}.standin.invalid` : all,
  )
export const inward = (address: string) =>
  address.replace(/^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.standin\.invalid/, '$2://$1')
export const isOwn = (address: string) => inward(address) !== address

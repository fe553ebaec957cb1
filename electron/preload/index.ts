import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge } from '../../core/desktop/bridge.ts'
import { OPEN_ROUTE, type BridgeInput, type BridgeValue } from '../../core/desktop/channels.ts'
import type { BridgeChannel } from '../../core/desktop/contract.ts'
import type { Reply } from '../../core/wire/refusal.ts'

/** Asks the main process. A refusal becomes an error that begins with its reason word, as in `read-only: …`. */
async function invoke<C extends BridgeChannel>(channel: C, ...args: BridgeInput<C>): Promise<BridgeValue<C>> {
  const reply = (await ipcRenderer.invoke(channel, ...args)) as Reply<BridgeValue<C>>
  if (reply.ok) return reply.value
  const { details, message } = reply.refusal
  throw new Error(`${String(details?.reason)}: ${message}`)
}

const listeners = new Set<(route: string) => void>()
// A click can come before the page listens: the last route asked for then waits for the first listener.
let waiting: string | undefined

ipcRenderer.on(OPEN_ROUTE, (_event, route: string) => {
  if (listeners.size === 0) waiting = route
  else for (const listener of listeners) listener(route)
})

const version = process.argv.find((arg) => arg.startsWith('--zx-version='))?.split('=')[1] ?? ''

contextBridge.exposeInMainWorld('zx', {
  version,
  settings: {
    get: () => invoke('settings:get'),
    set: (patch) => invoke('settings:set', patch),
  },
  session: {
    load: () => invoke('session:load'),
    save: (session) => invoke('session:save', session),
    clear: () => invoke('session:clear'),
  },
  local: {
    erase: (owner) => invoke('local:erase', owner),
    encryption: (owner) => invoke('local:encryption', owner),
    setEncryption: (owner, on) => invoke('local:setEncryption', owner, on),
    remember: (password) => invoke('local:remember', password),
    seal: (owner) => invoke('local:seal', owner),
    unseal: (owner, password) => invoke('local:unseal', owner, password),
    inUse: () => invoke('local:inUse'),
  },
  drafts: {
    list: (owner) => invoke('drafts:list', owner),
    put: (owner, draft) => invoke('drafts:put', owner, draft),
    remove: (owner, id) => invoke('drafts:remove', owner, id),
  },
  outbox: {
    list: (owner) => invoke('outbox:list', owner),
    put: (owner, entry) => invoke('outbox:put', owner, entry),
    remove: (owner, id) => invoke('outbox:remove', owner, id),
  },
  archive: {
    catalogue: (owner) => invoke('archive:catalogue', owner),
    append: (owner, kept) => invoke('archive:append', owner, kept),
    checkpoint: (owner, checkpoint) => invoke('archive:checkpoint', owner, checkpoint),
    read: (owner, matter) => invoke('archive:read', owner, matter),
    search: (owner, text) => invoke('archive:search', owner, text),
    verify: (owner, matter) => invoke('archive:verify', owner, matter),
    diverged: (owner, matter, found) => invoke('archive:diverged', owner, matter, found),
    remove: (owner, matter) => invoke('archive:remove', owner, matter),
  },
  bags: {
    save: (owner, wanted) => invoke('bags:save', owner, wanted),
  },
  shelf: {
    choose: () => invoke('shelf:choose'),
    takeIn: (owner, chosen) => invoke('shelf:takeIn', owner, chosen),
    list: (owner) => invoke('shelf:list', owner),
    read: (owner, id) => invoke('shelf:read', owner, id),
    verify: (owner, id) => invoke('shelf:verify', owner, id),
    address: (owner, id, sha256) => invoke('shelf:address', owner, id, sha256),
    remove: (owner, id) => invoke('shelf:remove', owner, id),
  },
  files: {
    keep: (owner, matter, most) => invoke('files:keep', owner, matter, most),
    address: (owner, sha256) => invoke('files:address', owner, sha256),
    usage: (owner) => invoke('files:usage', owner),
  },
  desktop: {
    notify: (notice) => invoke('desktop:notify', notice),
    badge: (count) => invoke('desktop:badge', count),
    onOpenRoute(listener) {
      listeners.add(listener)
      if (waiting !== undefined) listener(waiting)
      waiting = undefined
      return () => void listeners.delete(listener)
    },
  },
} satisfies Bridge)

import { participants } from '../../core/kinds.ts'
import { addressesOf } from '../../core/matter/task.ts'
import type { Account } from '../../core/people/roles.ts'
import { untold } from '../../core/notices/preferences.ts'
import { preferencesOf } from '../accounts/preferences.ts'
import type { Logger } from '../log.ts'
import type { Appended } from '../matters/matters.ts'
import { noticeOf, type Waits } from '../matters/views.ts'
import type { Store } from '../store/contract.ts'
import { rooms, type Io } from './rooms.ts'

const GATHER_MS = 200

export interface InboxTeller {
  note(fact: Appended): void
  /** Something has begun or ended to wait at these addresses. */
  touchAddresses(addresses: ReadonlySet<string>): void
  /** What is unread was changed by the account itself. */
  touch(account: string): void
  close(): void
}

/** `inbox:changed` to every connected account whose tasks or notices may have changed, gathered for each account. */
export function createInboxTeller(
  io: Io,
  {
    store,
    now,
    account,
    log,
  }: { store: Store; now: () => number; account: (id: string) => Account | undefined; log: Logger },
): InboxTeller {
  const touched = new Set<string>()
  let timer: NodeJS.Timeout | undefined

  function touch(id: string): void {
    if (!io.sockets.adapter.rooms.has(rooms.account(id))) return
    touched.add(id)
    timer ??= setTimeout(() => void tell(), GATHER_MS)
  }

  async function tell(): Promise<void> {
    timer = undefined
    const ids = [...touched]
    touched.clear()
    for (const id of ids) {
      const reader = account(id)
      if (!reader) continue
      try {
        const wanted = untold(await preferencesOf(store, id))
        const counts = await store.inboxCounts({ account: reader, at: now() }, wanted)
        io.to(rooms.account(id)).emit('inbox:changed', counts)
      } catch (error) {
        log.warn({ err: error }, 'an inbox could not be counted')
      }
    }
  }

  /** Everybody connected for whom something stands under one of these addresses. */
  function touchAddresses(addresses: ReadonlySet<string>): void {
    if (addresses.size === 0) return
    const seen = new Set<string>()
    for (const { data } of io.sockets.sockets.values()) {
      if (seen.has(data.account)) continue
      seen.add(data.account)
      const reader = account(data.account)
      if (reader && addressesOf(reader).some((address) => addresses.has(address))) touch(reader.id)
    }
  }

  return {
    note({ events, before, after }) {
      touchAddresses(changedAddresses(before.waits, after.waits))
      for (const event of events)
        for (const { to } of noticeOf(after.state, event as Parameters<typeof noticeOf>[1]))
          touchAddresses(new Set(to === 'all' ? participants(after.state) : to))
    },
    touchAddresses,
    touch,
    close: () => clearTimeout(timer),
  }
}

/** Addresses under which something new waits, waits no longer, or waits differently. */
export function changedAddresses(before: Waits, after: Waits): Set<string> {
  const known = new Map(before.map((wait) => [keyOf(wait), wait.address]))
  const changed = new Set<string>()
  for (const wait of after) if (!known.delete(keyOf(wait))) changed.add(wait.address)
  for (const address of known.values()) changed.add(address)
  return changed
}

const keyOf = ({ address, kind, item, since, until, due }: Waits[number]) =>
  `${address} ${kind} ${item} ${since} ${until} ${due}`

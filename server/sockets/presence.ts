import { membersOf, rooms, sizeOf, type Io } from './rooms.ts'

/** Typing is forgotten when it is not said again within this time, in ms. */
const TYPING_MS = 6000
const GATHER_MS = 300
/** A big room hears less often: this much more for each connection, in ms. */
const GATHER_MS_A_SOCKET = 5
const MOST_LISTED = 200

export interface Presence {
  /** Somebody came or went. */
  moved(matter: string): void
  typing(matter: string, account: string, typing: boolean): void
  close(): void
}

interface Watched {
  typing: Map<string, number>
  told: string
  timer?: NodeJS.Timeout
  due: number
}

/** `presence:changed` to everybody who has a matter open: who else has, and who is typing. `now` answers ms. */
export function createPresence(io: Io, now: () => number): Presence {
  const watched = new Map<string, Watched>()

  function tell(matter: string, entry: Watched): void {
    entry.due = Infinity
    const room = rooms.matter(matter)
    if (sizeOf(io, room) === 0) return void watched.delete(matter)
    for (const [account, until] of entry.typing)
      if (until <= now() || !isIn(room, account)) entry.typing.delete(account)
    const typing = [...entry.typing.keys()].slice(0, MOST_LISTED)
    const fact = { matter, present: presentIn(room), typing }
    const text = JSON.stringify(fact)
    if (text !== entry.told) io.to(room).emit('presence:changed', fact)
    entry.told = text
    // who stops without saying so is taken off when the time is over
    const [first] = entry.typing.values()
    if (first !== undefined) schedule(matter, entry, Math.max(first - now(), GATHER_MS))
  }

  function presentIn(room: string): string[] {
    const present = new Set<string>()
    for (const { data } of membersOf(io, room)) {
      present.add(data.account)
      if (present.size === MOST_LISTED) break
    }
    return [...present]
  }

  function isIn(room: string, account: string): boolean {
    for (const socket of membersOf(io, rooms.account(account))) if (socket.rooms.has(room)) return true
    return false
  }

  function schedule(matter: string, entry: Watched, ms: number): void {
    const due = performance.now() + ms
    if (due >= entry.due) return
    clearTimeout(entry.timer)
    entry.due = due
    entry.timer = setTimeout(tell, ms, matter, entry)
  }

  function soon(matter: string): Watched {
    const entry = watched.get(matter) ?? { typing: new Map<string, number>(), told: '', due: Infinity }
    watched.set(matter, entry)
    schedule(matter, entry, GATHER_MS + GATHER_MS_A_SOCKET * sizeOf(io, rooms.matter(matter)))
    return entry
  }

  return {
    moved(matter) {
      // told anew even if the list stays the same: the one who came has not heard it
      soon(matter).told = ''
    },
    typing(matter, account, typing) {
      const entry = watched.get(matter)
      const was = entry?.typing.has(account) ?? false
      if (!typing && !was) return
      const { typing: list } = typing === was && entry ? entry : soon(matter)
      list.delete(account)
      if (typing) list.set(account, now() + TYPING_MS)
    },
    close() {
      for (const { timer } of watched.values()) clearTimeout(timer)
    },
  }
}

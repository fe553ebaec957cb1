import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { seeded } from './random.ts'

/** What a link does to what passes: each number is the chance for one packet of bytes, 0–1. */
export interface Weather {
  seed: number
  /** Both sides see the connection die. */
  cut: number
  /** What the server sends is lost from here on; the connection dies a little later. */
  lose: number
  /** The bytes wait up to `mostMs`; order is kept. */
  delay: number
  mostMs: number
}

/** A TCP proxy in front of a server that behaves as badly as it is told to. */
export interface LossyLink {
  /** Where to connect instead of the server. */
  address: string
  /** Ends every connection now. */
  cut(): void
  /** New connections are refused until `mend`, and the present ones end. */
  down(): void
  mend(): void
  /** From now on nothing that the server sends arrives; it still gets everything. Until the next `cut`. */
  deafen(): void
  /** Nothing passes in either direction, yet nobody is told; until `thaw`. */
  freeze(): void
  thaw(): void
  /** Bad weather from now on; `undefined` ends it. */
  weather(weather: Weather | undefined): void
  /**
   * From now on replaces a text in what the server sends by another of the same length in bytes, as somebody on the way
   * could; `undefined` ends it.
   */
  forge(swap: { from: string; to: string } | undefined): void
  /** New connections go to another server. */
  aim(server: string): void
  /** Connections so far, and how many were cut by the weather. */
  counts: { connections: number; cuts: number }
  close(): Promise<void>
}

interface Pair {
  near: Socket
  far: Socket
  deaf: boolean
  queues: Promise<void>[]
}

const LATER_MS = 30

/** Starts a link to `server` (an origin such as `http://127.0.0.1:4170`). */
export async function lossyLink(server: string): Promise<LossyLink> {
  let target = new URL(server)
  let forgery: { from: Buffer; to: Buffer } | undefined
  const pairs = new Set<Pair>()
  const counts = { connections: 0, cuts: 0 }
  let refusing = false
  let frozen: { waiting: Promise<void>; go: () => void } | undefined
  let weather: Weather | undefined
  let random = seeded(1)

  function end(pair: Pair): void {
    pairs.delete(pair)
    pair.near.destroy()
    pair.far.destroy()
  }

  function forged(bytes: Buffer): Buffer {
    const at = forgery ? bytes.indexOf(forgery.from) : -1
    if (!forgery || at < 0) return bytes
    const copy = Buffer.from(bytes)
    forgery.to.copy(copy, at)
    return Buffer.concat([copy.subarray(0, at + forgery.to.length), forged(copy.subarray(at + forgery.to.length))])
  }

  function pass(pair: Pair, side: 0 | 1, bytes: Buffer): void {
    const receiver = side === 0 ? pair.far : pair.near
    const luck = weather ? random() : 1
    const { cut = 0, lose = 0, delay = 0, mostMs = 0 } = weather ?? {}
    const wait = luck >= cut + lose && luck < cut + lose + delay ? random() * mostMs : 0
    if (luck < cut) {
      counts.cuts++
      return end(pair)
    }
    if (luck < cut + lose && !pair.deaf) {
      counts.cuts++
      pair.deaf = true
      setTimeout(end, LATER_MS, pair)
    }
    const before = pair.queues[side] ?? Promise.resolve()
    pair.queues[side] = before.then(async () => {
      await frozen?.waiting
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      if (pairs.has(pair) && !(side === 1 && pair.deaf)) receiver.write(side === 1 ? forged(bytes) : bytes)
    })
  }

  const proxy = createServer((near) => {
    counts.connections++
    if (refusing) return void near.destroy()
    const far = connect(Number(target.port), target.hostname)
    const pair: Pair = { near, far, deaf: false, queues: [] }
    pairs.add(pair)
    near.on('data', (bytes) => pass(pair, 0, bytes))
    far.on('data', (bytes) => pass(pair, 1, bytes))
    for (const socket of [near, far]) {
      socket.on('error', () => end(pair))
      // what was on its way still arrives
      socket.on('end', () => void Promise.all(pair.queues).then(() => end(pair)))
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))

  const link: LossyLink = {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    counts,
    cut: () => [...pairs].forEach(end),
    down() {
      refusing = true
      link.cut()
    },
    mend() {
      refusing = false
    },
    deafen: () => pairs.forEach((pair) => (pair.deaf = true)),
    freeze() {
      if (frozen) return
      let go = () => {}
      const waiting = new Promise<void>((resolve) => (go = resolve))
      frozen = { waiting, go }
    },
    thaw() {
      frozen?.go()
      frozen = undefined
    },
    forge(swap) {
      forgery = swap && { from: Buffer.from(swap.from), to: Buffer.from(swap.to) }
      if (forgery && forgery.from.length !== forgery.to.length) throw new Error('a forgery must be of the same length')
    },
    aim(next) {
      target = new URL(next)
    },
    weather(next) {
      weather = next
      if (next) random = seeded(next.seed)
    },
    async close() {
      link.thaw()
      link.cut()
      await new Promise((resolve) => proxy.close(resolve))
    },
  }
  return link
}

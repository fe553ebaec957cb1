import type { Logger } from '../log.ts'
import type { ClientSocket, Io } from './rooms.ts'

const SWEEP_MS = 1000
/** What may wait for one client to take it, in bytes. */
const MOST_WAITING = 2 * 1024 * 1024
/** How long a client that was told may take to go by itself, in ms. */
const GRACE_MS = 3000

/** The parts of a connection that are needed here and that Engine.IO's types hide: the ws socket and the queue before it. */
interface Wire {
  transport: { socket?: { bufferedAmount: number; terminate(): void } }
  writeBuffer: { data?: string | Buffer }[]
}

const wireOf = (socket: ClientSocket) => socket.conn as unknown as Wire

/** Closes every connection, signed in or not; those that do not go by themselves within `ms` are cut off. */
export function closeAll(io: Io, ms: number): void {
  const { clients } = io.engine as unknown as { clients: Record<string, Wire & { close(): void }> }
  const webSockets = Object.values(clients).map(({ transport }) => transport.socket)
  // below Socket.IO, so that clients take it for a lost connection and come back by themselves
  for (const client of Object.values(clients)) client.close()
  // Engine.IO forgets a client as soon as it says goodbye, though the client may never answer
  setTimeout(() => webSockets.forEach((webSocket) => webSocket?.terminate()), ms).unref()
}

/** Bytes that wait for this client: in the WebSocket, and in front of it while it takes nothing. */
export function waitingBytes(socket: ClientSocket): number {
  const { transport, writeBuffer } = wireOf(socket)
  let bytes = transport.socket?.bufferedAmount ?? 0
  for (const { data } of writeBuffer) bytes += data?.length ?? 0
  return bytes
}

/**
 * Closes clients that do not take what they are sent, before it fills the memory. They are told `too-slow`, may connect
 * again, and catch up by `since`.
 */
export function watchSlowClients(io: Io, log: Logger, mostWaiting = MOST_WAITING): { close: () => void } {
  const leaving = new WeakSet<ClientSocket>()

  function close(socket: ClientSocket, bytes: number): void {
    leaving.add(socket)
    log.warn({ account: socket.data.account, bytes }, 'a client was too slow')
    socket.emit('session:ended', { reason: 'too-slow' })
    const webSocket = wireOf(socket).transport.socket
    // takes nothing more from here on; what waits is still sent if the client hurries
    socket.conn.close()
    setTimeout(() => webSocket?.terminate(), GRACE_MS).unref()
  }

  const timer = setInterval(() => {
    for (const socket of io.sockets.sockets.values()) {
      const bytes = waitingBytes(socket)
      if (bytes > mostWaiting && !leaving.has(socket)) close(socket, bytes)
    }
  }, SWEEP_MS)
  return { close: () => clearInterval(timer) }
}

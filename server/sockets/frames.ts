import type { Io } from './rooms.ts'

interface Encoded {
  preEncoded: true
  wsPreEncodedFrame?: Buffer[]
}

/** The parts of a connection beneath Socket.IO that its types hide. */
interface Receiver {
  client: { writeToEngine(packets: unknown[], options: Encoded): void }
  conn: {
    readyState: string
    writeBuffer: unknown[]
    transport: {
      writable: boolean
      perMessageDeflate?: unknown
      socket?: { readyState: number; _sender?: { sendFrame(frame: Buffer[]): void } }
    }
  }
}

/** The parts of Socket.IO's in-memory adapter that its types hide. */
interface Adapter {
  broadcast(packet: { nsp?: string }, options: { flags?: object }): void
  _encode(packet: object, options: Encoded): unknown[]
  apply(options: object, each: (receiver: Receiver) => void): void
}

const OPEN = 1

/**
 * Makes broadcasts cheap. Socket.IO already builds a broadcast's WebSocket frame once; here the frame is one buffer
 * instead of a header and a payload, and where nothing else waits for a client it goes to the WebSocket at once, past
 * the queues that exist for other transports. Order is kept: whatever has something in line waits in line.
 * What this needs of the libraries' insides is looked for first; where it is missing everything works as it comes.
 */
export function broadcastStraight(io: Io): void {
  const adapter = io.sockets.adapter as unknown as Adapter
  const usual = adapter.broadcast.bind(adapter)
  if (typeof adapter._encode !== 'function' || typeof adapter.apply !== 'function') return

  adapter.broadcast = (packet, options) => {
    if (options.flags && Object.keys(options.flags).length > 0) return usual(packet, options)
    packet.nsp = io.sockets.name
    const encoded: Encoded = { preEncoded: true }
    const packets = adapter._encode(packet, encoded)
    const frame = encoded.wsPreEncodedFrame && [Buffer.concat(encoded.wsPreEncodedFrame)]
    if (frame) encoded.wsPreEncodedFrame = frame
    adapter.apply(options, ({ conn, client }) => {
      const { transport } = conn
      const webSocket = transport.socket
      const free =
        transport.writable &&
        conn.writeBuffer.length === 0 &&
        conn.readyState === 'open' &&
        !transport.perMessageDeflate
      if (frame && free && webSocket?._sender && webSocket.readyState === OPEN) webSocket._sender.sendFrame(frame)
      else client.writeToEngine(packets, encoded)
    })
  }
}

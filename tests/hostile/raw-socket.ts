/** A bare WebSocket that speaks as much Engine.IO as it takes to be let in, and then sends whatever it is given. */
export class RawSocket {
  #socket: WebSocket
  closed: Promise<void>

  private constructor(socket: WebSocket) {
    this.#socket = socket
    this.closed = new Promise((resolve) => socket.addEventListener('close', () => resolve()))
  }

  /** Connects and signs in with the token; resolves when the server has said welcome. */
  static async open(url: string, token: string): Promise<RawSocket> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
    socket.binaryType = 'arraybuffer'
    const raw = new RawSocket(socket)
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('error', () => reject(new Error(`no connection to ${url}`)))
      socket.addEventListener('close', () => reject(new Error('closed before the welcome')))
      socket.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') return
        if (data.startsWith('0')) socket.send(`40${JSON.stringify({ token })}`)
        if (data === '2') socket.send('3')
        if (data.includes('session:welcome')) resolve()
        if (data.startsWith('44')) reject(new Error(data))
      })
    })
    return raw
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  send(frame: string | Uint8Array): void {
    this.#socket.send(frame as string | Uint8Array<ArrayBuffer>)
  }

  close(): void {
    this.#socket.close()
  }
}

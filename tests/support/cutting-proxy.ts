import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a server that can be cut in the middle of a request. */
export interface CuttingProxy {
  url: string
  /** Every further connection that begins with this line of a request is cut after so many bytes, until `undefined`. */
  cut: { line: string; after: number } | undefined
  /** How many connections have been cut. */
  cuts: number
  /** Cuts every connection that is open now; the next ones go through. */
  sever(): void
  stop(): Promise<void>
}

/** A TCP proxy in front of a server, on a free port of this machine. */
export async function cuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target)
  const open = new Set<Socket>()
  const server = createServer((inside) => {
    const outside = connect(Number(port), hostname)
    for (const socket of [inside, outside]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        inside.destroy()
        outside.destroy()
      })
    }
    let passed = 0
    let marked = false
    inside.on('data', (bytes) => {
      const { cut } = proxy
      if (cut && bytes.subarray(0, cut.line.length).toString('latin1') === cut.line) {
        marked = true
        passed = 0
      }
      passed += bytes.length
      if (cut && marked && passed > cut.after) {
        proxy.cuts++
        inside.destroy()
        outside.destroy()
        return
      }
      outside.write(bytes)
    })
    outside.on('data', (bytes) => void inside.write(bytes))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: CuttingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: undefined,
    cuts: 0,
    sever() {
      for (const socket of open) socket.destroy()
    },
    async stop() {
      proxy.sever()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return proxy
}

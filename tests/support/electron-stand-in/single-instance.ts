import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

interface Holder {
  pid: number
  port?: number
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function read(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/**
 * One instance a `userData` folder. The first gets `true` and is told of each later one; the later get `false`, and
 * `told` settles once the first has heard them.
 */
export function takeInstance(
  userData: string,
  heard: (argv: string[], cwd: string) => void,
): { first: boolean; told: Promise<void> } {
  mkdirSync(userData, { recursive: true })
  const file = path.join(userData, 'instance.lock')
  const holder = read(file)
  if (holder && holder.pid !== process.pid && isAlive(holder.pid)) return { first: false, told: tell(file) }
  const mine: Holder = { pid: process.pid }
  writeFileSync(file, JSON.stringify(mine))
  const server = createServer((socket) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (part: string) => (text += part))
    socket.on('end', () => {
      const { argv, cwd } = JSON.parse(text) as { argv: string[]; cwd: string }
      heard(argv, cwd)
      socket.end()
    })
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (address && typeof address === 'object') writeFileSync(file, JSON.stringify({ ...mine, port: address.port }))
  })
  server.unref()
  process.once('exit', () => rmSync(file, { force: true }))
  return { first: true, told: Promise.resolve() }
}

async function tell(file: string): Promise<void> {
  let port = read(file)?.port
  for (let i = 0; i < 200 && port === undefined; i++) {
    await wait(25)
    port = read(file)?.port
  }
  if (port === undefined) return
  const socket = connect(port, '127.0.0.1')
  socket.end(JSON.stringify({ argv: process.argv, cwd: process.cwd() }))
  await new Promise<void>((resolve) => socket.on('close', () => resolve()))
}

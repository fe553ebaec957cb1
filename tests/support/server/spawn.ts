import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const NODE = path.join(ROOT, 'node_modules/.bin/node')

export interface SpawnOptions {
  /** Without it a folder that goes away at the end. */
  dataDir?: string
  demo?: boolean
  /** Another program than the server itself, with its arguments. */
  program?: string[]
  env?: Record<string, string>
}

export interface SpawnedServer {
  url: string
  pid: number
  dataDir: string
  /** Everything written to stdout so far. */
  output: () => string
  /** Everything written to stderr so far. */
  log: () => string
  /** The exit code; `null` while it runs, or when a signal ended it. */
  exitCode: () => number | null
  /** The exit code, when it has ended; `null` when a signal ended it. */
  ended: Promise<number | null>
  /** SIGTERM, and waits for the end; answers with the exit code. */
  stop(): Promise<number | null>
  /** Resolves when it has ended by itself, with the signal that ended it. */
  gone: Promise<NodeJS.Signals | null>
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>
}

/** The real server as a process of its own, on a free port; resolves when it listens, rejects when it ends before. */
export async function spawnServer(options: SpawnOptions = {}): Promise<SpawnedServer> {
  const { dataDir, demo = false, env = {} } = options
  const folder = dataDir ?? mkdtempSync(path.join(tmpdir(), 'zx-server-'))
  const child = spawn(NODE, options.program ?? ['server/main.ts', ...(demo ? ['--demo'] : [])], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (log += chunk))
  const gone = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it listened:\n${log}`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      output += `${line}\n`
      const found = /^listening on (\S+)$/.exec(line)?.[1]
      if (found) resolve(found)
    })
  })
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await gone
    if (dataDir === undefined) rmSync(folder, { recursive: true, force: true })
  }
  return {
    url,
    pid: child.pid ?? 0,
    dataDir: folder,
    output: () => output,
    log: () => log,
    exitCode: () => child.exitCode,
    ended: gone.then(() => child.exitCode),
    async stop() {
      await end('SIGTERM')
      return child.exitCode
    },
    gone: gone.then(([, signal]) => signal as NodeJS.Signals | null),
    kill: () => end('SIGKILL'),
  }
}

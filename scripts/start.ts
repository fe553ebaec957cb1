import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import path from 'node:path'
import { electronRuntime, hasDisplay } from './electron-runtime.ts'

const root = path.resolve(import.meta.dirname, '..')

/** Starts the server with demo data, then the desktop client, or the same client in the browser. */
console.log('building the client …')
const built = spawnSync('npx', ['electron-vite', 'build', '--logLevel', 'error'], { cwd: root, stdio: 'inherit' })
if (built.status !== 0) process.exit(built.status ?? 1)

const server = spawn(process.execPath, ['server/main.ts', '--demo'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { LOG_LEVEL: 'warn', ...process.env },
})
const address = await ready(server)
console.log(`server with demo data: ${address}   accounts: representative, member, moderator …   password: demo-2026`)

const stop = () => server.kill('SIGTERM')
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
server.on('exit', (code) => process.exit(code ?? 0))

const runtime = hasDisplay() ? electronRuntime() : undefined
if (runtime) {
  const client = spawn(runtime, [root], { stdio: 'inherit', env: { ...process.env, ZX_SERVER: address } })
  client.on('exit', stop)
} else {
  const missing = hasDisplay() ? "Electron's runtime" : 'A display'
  console.log(`${missing} is not available here: open ${address} in a browser for the same client. Ctrl+C stops.`)
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('exit', (code) => process.exit(code ?? 1))
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const url = /^listening on (\S+)$/.exec(line)?.[1]
      if (url) resolve(url)
    })
  })
}

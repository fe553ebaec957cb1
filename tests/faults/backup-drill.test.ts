import { execFile } from 'node:child_process'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { picture } from '../support/files/made.ts'
import { freshFolder } from '../support/folder.ts'
import { connect, signIn, spawnServer, type TestClient } from '../support/server/boot.ts'
import { uploaded } from '../support/server/files.ts'
import { until } from '../support/until.ts'
import { submitCommand } from '../support/matter.ts'
import { REGIONS } from '../../server/demo/places.ts'
import { backupsIn } from '../../server/keeping/backup.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const NODE = path.join(ROOT, 'node_modules/.bin/node')
const WRITERS = 4
const env = { RATE_LIMITS: 'off', LOG_LEVEL: 'error' }

/** A program of the project as an operator runs it; answers what it printed. */
async function run(script: string, args: string[], more: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(NODE, [`scripts/${script}.ts`, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...more },
  })
  return stdout
}

const proposal = { ...submitCommand.data, region: REGIONS[0]!.id }

interface Written {
  matter: string
  seq: number
  hash: string
}

async function wholeRecord(client: TestClient, matter: string): Promise<RecordEvent[]> {
  const events: RecordEvent[] = []
  for (;;) {
    const reply = await client.request('matter:history', { matter, after: events.length, limit: 500 })
    if (!reply.ok) throw new Error(JSON.stringify(reply.refusal))
    if (reply.value.events.length === 0) return events
    events.push(...(reply.value.events as RecordEvent[]))
  }
}

/** Starts a server on a data directory and sees whether everything acknowledged stands in its verified records. */
async function missingFrom(dataDir: string, acknowledged: readonly Written[]): Promise<number> {
  const server = await spawnServer({ dataDir, env })
  const { token } = await signIn(server.url, 'member', 'demo-2026')
  const client = await connect(server.url, token)
  let missing = 0
  for (const [matter, written] of Map.groupBy(acknowledged, (one) => one.matter)) {
    const events = await wholeRecord(client, matter)
    expect(verifyRecord(matter, events).findings).toEqual([])
    missing += written.filter(({ seq, hash }) => events[seq - 1]?.hash !== hash).length
  }
  client.close()
  await server.stop()
  return missing
}

describe('a restore drill', () => {
  it('[BK3] [BK8] kill −9 loses nothing acknowledged: up to the backup in it, and up to the last in the data', async () => {
    const [dataDir, folder] = [await freshFolder(), await freshFolder()]
    const server = await spawnServer({ dataDir, demo: true, env })
    const { token } = await signIn(server.url, 'member', 'demo-2026')
    const { sha256 } = await uploaded({ url: server.url, token }, '现场.png', await picture('png', 60))
    const acknowledged: Written[] = []
    let alive = true
    const send = async (client: TestClient, matter: string, type: string, data: unknown): Promise<boolean> => {
      const reply = await client.request('matter:command', { id: v7(), matter, type, data })
      const event = reply.ok ? reply.value.events[0] : undefined
      if (event) acknowledged.push({ matter, seq: event.seq, hash: event.hash })
      return event !== undefined
    }
    const write = async (client: TestClient) => {
      const matter = v7()
      if (!(await send(client, matter, 'proposal.submit', proposal))) throw new Error('no proposal was taken')
      for (let n = 1; alive; n++) {
        const data = { text: `第 ${n} 条`, ...(n === 1 ? { attachments: [sha256] } : {}) }
        if (!(await send(client, matter, 'message.post', data))) return
      }
    }
    const clients = await Promise.all(Array.from({ length: WRITERS }, () => connect(server.url, token)))
    // what was on its way when the server died was never acknowledged
    const writing = Promise.allSettled(clients.map(write))
    await until('there is a load', () => acknowledged.length >= 100)
    const before = [...acknowledged]
    const said = await run('backup', [], { DATA_DIR: dataDir, BACKUP_DIR: folder })
    const meanwhile = acknowledged.length - before.length
    await until('there is more', () => acknowledged.length >= before.length + meanwhile + 100)
    await server.kill()
    alive = false
    clients.forEach((client) => client.close())
    await writing
    const [name = ''] = await backupsIn(folder)
    expect(said).toContain(name)

    const to = path.join(await freshFolder(), 'restored')
    const restored = await run('restore', [path.join(folder, name), '--to', to], {})
    expect(restored).toContain('every record verifies')
    // a copy, so that both ways are tried on the very same death
    const crashed = path.join(await freshFolder(), 'crashed')
    cpSync(dataDir, crashed, { recursive: true })
    expect(await missingFrom(to, before), 'of what was acknowledged before the backup').toBe(0)
    expect(await missingFrom(crashed, acknowledged), 'of all that was acknowledged').toBe(0)
    console.log(
      `${before.length} commands before the backup and ${meanwhile} while it was made, ${acknowledged.length} in all; none lost`,
    )
  })
})

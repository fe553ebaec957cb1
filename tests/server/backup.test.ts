import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { dayStart } from '../../core/clock/calendar.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { readSettings } from '../../server/environment.ts'
import { backupsIn, makeBackup, timeOf } from '../../server/keeping/backup.ts'
import { verifyBackup } from '../../server/keeping/manifest.ts'
import { createNightly, lastDue } from '../../server/keeping/nightly.ts'
import { restoreBackup } from '../../server/keeping/restore.ts'
import { timesToKeep } from '../../server/keeping/retention.ts'
import { openSqliteStore } from '../../server/store/sqlite/store.ts'
import { picture } from '../support/files/made.ts'
import { freshFolder } from '../support/folder.ts'
import { bootServer, type BootedServer } from '../support/server/boot.ts'
import { person, submit, type Desk } from '../support/server/desk.ts'
import { uploaded } from '../support/server/files.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Midnight in China of 2026-06-10, a Wednesday. */
const MIDNIGHT = Date.parse('2026-06-09T16:00:00Z')
const silent = pino({ level: 'silent' })
let server: BootedServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

/** A running server on real files with a proposal, a message and a picture. */
async function running() {
  const dataDir = await freshFolder()
  server = await bootServer({ store: 'sqlite', dataDir, parts: { rateLimits: false } })
  const member: Desk = await person(server, 'member')
  const { matter } = await submit(member)
  const as = { url: server.url, token: member.token }
  const say = async (text: string, attachments: string[] = []) => {
    const reply = await member.command(matter, 'message.post', {
      text,
      ...(attachments.length > 0 ? { attachments } : {}),
    })
    if (!reply.ok) throw new Error(JSON.stringify(reply.refusal))
  }
  const show = async (seed: number) => {
    const { sha256 } = await uploaded(as, `图${seed}.png`, await picture('png', 30 + seed))
    await say(`第 ${seed} 张图`, [sha256])
    return sha256
  }
  return { dataDir, folder: await freshFolder(), matter, say, show }
}
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe('a backup', () => {
  it('[BK1] is made while the server runs, with every file and its hash, for nobody else on the machine to read', async () => {
    const { dataDir, folder, show, say } = await running()
    const sha256 = await show(1)
    const { name, files } = await makeBackup({ dataDir, folder, now: () => MIDNIGHT })
    await say('之后说的')
    expect(name).toBe('2026-06-09T16-00-00-000Z')
    const backup = path.join(folder, name)
    const manifest = await verifyBackup(backup)
    expect(manifest.files.map((file) => file.path)).toEqual([
      `attachments/${sha256.slice(0, 2)}/${sha256}`,
      'zx.sqlite',
    ])
    expect([files, manifest.at]).toEqual([2, MIDNIGHT])
    for (const { path: file } of manifest.files) expect(mode(path.join(backup, file)), file).toBe('600')
    expect([mode(backup), mode(path.join(backup, 'attachments')), mode(path.join(backup, 'manifest.json'))]).toEqual([
      '700',
      '700',
      '600',
    ])
    expect(readdirSync(folder), 'nothing half made is left').toEqual([name])
  })

  it('[BK2] shares the files of the backup before, and copies only what is new', async () => {
    const { dataDir, folder, show } = await running()
    const [first] = [await show(1)]
    const one = await makeBackup({ dataDir, folder, now: () => MIDNIGHT })
    const second = await show(2)
    const two = await makeBackup({ dataDir, folder, now: () => MIDNIGHT + DAY })
    const inode = (name: string, sha: string) =>
      statSync(path.join(folder, name, 'attachments', sha.slice(0, 2), sha)).ino
    expect(inode(two.name, first)).toBe(inode(one.name, first))
    expect(inode(two.name, second)).not.toBe(
      statSync(path.join(dataDir, 'attachments', second.slice(0, 2), second)).ino,
    )
    rmSync(path.join(folder, one.name), { recursive: true })
    await verifyBackup(path.join(folder, two.name))
  })

  it('[BK3] is restored whole: every record verifies, files and key are there', async () => {
    const { dataDir, folder, matter, show, say } = await running()
    const sha256 = await show(1)
    const key = await server!.store.kept('checkpoint-key')
    const { name } = await makeBackup({ dataDir, folder, now: () => MIDNIGHT })
    await say('之后说的')
    const to = path.join(await freshFolder(), 'restored')
    const found = await restoreBackup({ backup: path.join(folder, name), to, now: Date.now })
    expect(found).toMatchObject({ at: MIDNIGHT, matters: 2, files: 1, missing: 0 })
    const store = openSqliteStore({ file: path.join(to, 'zx.sqlite') })
    const events = await store.events(matter, { after: 0, limit: 100 })
    expect(events.map(({ type }) => type)).toEqual(['proposal.submitted', 'message.posted'])
    expect(verifyRecord(matter, events).findings).toEqual([])
    expect(await store.kept('checkpoint-key')).toBe(key)
    await store.close()
    expect(existsSync(path.join(to, 'attachments', sha256.slice(0, 2), sha256))).toBe(true)
  })

  it('[BK4] is not restored over a running server, nor over anything at all unless told to', async () => {
    const { dataDir, folder } = await running()
    const { name } = await makeBackup({ dataDir, folder, now: () => MIDNIGHT })
    const restore = (replace?: boolean) =>
      restoreBackup({
        backup: path.join(folder, name),
        to: dataDir,
        now: () => MIDNIGHT + 5,
        ...(replace ? { replace } : {}),
      })
    await expect(restore()).rejects.toThrow('a server is running')
    await expect(restore(true)).rejects.toThrow('a server is running')
    await server!.stop()
    server = undefined
    await expect(restore()).rejects.toThrow('is not empty')
    const { aside } = await restore(true)
    expect(aside).toBe(`${dataDir}.before-${MIDNIGHT + 5}`)
    expect(existsSync(path.join(aside!, 'zx.sqlite')), 'what was there is put aside').toBe(true)
    rmSync(aside!, { recursive: true })
  })

  it('[BK9] clears away what a restore that was cut short has left, and nothing of one that goes on', async () => {
    const { dataDir, folder } = await running()
    const { name } = await makeBackup({ dataDir, folder, now: () => MIDNIGHT })
    const to = path.join(await freshFolder(), 'restored')
    const ended = spawnSync('true').pid
    for (const pid of [ended, process.ppid])
      mkdirSync(path.join(`${to}.restoring-${pid}`, 'attachments'), { recursive: true })
    mkdirSync(`${to}.before-1`)
    await restoreBackup({ backup: path.join(folder, name), to, now: Date.now })
    expect(readdirSync(path.dirname(to)).sort()).toEqual(
      ['restored', 'restored.before-1', `restored.restoring-${process.ppid}`].sort(),
    )
  })

  it('[BK4] is not put in the place of a server that was started while it was restored', async () => {
    const { dataDir, folder, matter } = await running()
    const { name } = await makeBackup({ dataDir, folder, now: () => MIDNIGHT })
    await server!.stop()
    server = undefined
    const file = path.join(dataDir, 'zx.sqlite')
    const started: ReturnType<typeof openSqliteStore>[] = []
    // the time is asked for when all is verified and nothing has been moved yet
    const now = () => {
      started.push(openSqliteStore({ file }))
      return MIDNIGHT + 5
    }
    const restored = restoreBackup({ backup: path.join(folder, name), to: dataDir, replace: true, now })
    await expect(restored).rejects.toThrow('a server is running')
    expect((await started[0]!.events(matter, { after: 0, limit: 10 })).length, 'it goes on').toBeGreaterThan(0)
    expect(readdirSync(path.dirname(dataDir)).filter((other) => other.startsWith(path.basename(dataDir)))).toEqual([
      path.basename(dataDir),
    ])
    await started[0]!.close()
  })

  it('[BK4] that was tampered with or is torn is refused by name, and nothing is restored', async () => {
    const { dataDir, folder, show } = await running()
    const sha256 = await show(1)
    const attached = `attachments/${sha256.slice(0, 2)}/${sha256}`
    const parent = await freshFolder()
    const to = path.join(parent, 'restored')
    let at = MIDNIGHT
    const damages: [why: string, spoil: (backup: string) => void][] = [
      [
        'zx.sqlite was changed',
        (backup) => {
          const bytes = readFileSync(path.join(backup, 'zx.sqlite'))
          bytes[bytes.length - 7]! ^= 1
          writeFileSync(path.join(backup, 'zx.sqlite'), bytes)
        },
      ],
      [`${attached} is missing`, (backup) => rmSync(path.join(backup, attached))],
      ['zx.sqlite has', (backup) => appendFileSync(path.join(backup, 'zx.sqlite'), 'x')],
      ['does not belong', (backup) => writeFileSync(path.join(backup, 'stranger'), '')],
      ['cannot be read', (backup) => writeFileSync(path.join(backup, 'manifest.json'), '{"format":1')],
      ['is no backup', (backup) => rmSync(path.join(backup, 'manifest.json'))],
      [
        'cannot be read',
        (backup) => {
          const file = path.join(backup, 'manifest.json')
          writeFileSync(file, readFileSync(file, 'utf8').replace('zx.sqlite', '../../zx.sqlite'))
        },
      ],
    ]
    for (const [why, spoil] of damages) {
      at += 1000
      const { name } = await makeBackup({ dataDir, folder, now: () => at })
      spoil(path.join(folder, name))
      await expect(restoreBackup({ backup: path.join(folder, name), to, now: Date.now }), why).rejects.toThrow(why)
      expect(readdirSync(parent), why).toEqual([])
      rmSync(path.join(folder, name), { recursive: true })
    }
  })

  it('[BK4] whose record does not verify is refused, even when its files are as they were', async () => {
    const { dataDir, folder, matter, say } = await running()
    await say('原话')
    await server!.stop()
    server = undefined
    const { DatabaseSync } = await import('node:sqlite')
    const db = new DatabaseSync(path.join(dataDir, 'zx.sqlite'))
    db.exec(`UPDATE events SET data = '{"text":"改过的话"}' WHERE type = 'message.posted'`)
    db.close()
    const { name } = await makeBackup({ dataDir, folder, now: () => MIDNIGHT })
    const parent = await freshFolder()
    const restored = restoreBackup({
      backup: path.join(folder, name),
      to: path.join(parent, 'restored'),
      now: Date.now,
    })
    await expect(restored).rejects.toThrow(`the record of ${matter} does not verify at 2 (data)`)
    expect(readdirSync(parent)).toEqual([])
  })

  it.skipIf(process.getuid?.() !== 0)(
    '[BK5] for which there is no room leaves the ones before it as they were, and says so',
    async () => {
      const { dataDir, show } = await running()
      await show(1)
      const folder = await freshFolder()
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]).status !== 0) return
      try {
        const { name } = await makeBackup({ dataDir, folder, now: () => MIDNIGHT })
        writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(1_650_000))
        await expect(makeBackup({ dataDir, folder, now: () => MIDNIGHT + DAY })).rejects.toThrow(
          'there is no room for a backup',
        )
        expect(readdirSync(folder).sort()).toEqual([name, 'ballast'])
        await verifyBackup(path.join(folder, name))
      } finally {
        execFileSync('umount', [folder])
      }
    },
  )

  it('[BK5] of a folder without data, or into one that cannot be written, says so in one sentence', async () => {
    const folder = await freshFolder()
    await expect(makeBackup({ dataDir: folder, folder, now: Date.now })).rejects.toThrow('there is nothing to back up')
    const { dataDir } = await running()
    mkdirSync(path.join(folder, 'arriving-999999999-1'))
    await makeBackup({ dataDir, folder, now: () => MIDNIGHT })
    expect(readdirSync(folder), 'what a dead process left is cleared away').toEqual(['2026-06-09T16-00-00-000Z'])
  })
})

describe('backups every night', () => {
  const at = (time: string) => Date.parse(`${time}+08:00`)

  it('[BK6] are due at a time of the day in China, and once a night', () => {
    expect(lastDue(at('2026-06-10T02:59:59'), 180)).toBe(at('2026-06-09T03:00:00'))
    expect(lastDue(at('2026-06-10T03:00:00'), 180)).toBe(at('2026-06-10T03:00:00'))
    expect(dayStart(0)).toBe(-8 * HOUR)
  })

  it('[BK6] are made when due, made up for when missed, tried again an hour after a failure, and measured', async () => {
    const { dataDir, folder } = await running()
    const time = { now: at('2026-06-10T03:00:00') }
    let broken = false
    const nightly = createNightly({
      ...{ dataDir, folder, atMinute: 180, now: () => time.now, log: silent },
      make: (parts) => (broken ? Promise.reject(new Error('the disk is full')) : makeBackup(parts)),
    })
    const times = async () =>
      (await backupsIn(folder)).map((name) => new Date(timeOf(name) + 8 * HOUR).toISOString().slice(0, 16))
    expect(nightly.age()).toBeNaN()
    expect(await nightly.tick()).toBe(true)
    time.now += 5 * HOUR
    expect(await nightly.tick(), 'once a night').toBe(false)
    expect(nightly.age()).toBe(5 * 3600)
    broken = true
    time.now = at('2026-06-11T03:00:30')
    expect(await nightly.tick()).toBe(false)
    broken = false
    time.now += HOUR - 1
    expect(await nightly.tick(), 'not at once').toBe(false)
    time.now += 1
    expect(await nightly.tick()).toBe(true)
    expect(nightly.failures()).toBe(1)
    time.now = at('2026-06-14T11:00:00')
    expect(await nightly.tick(), 'no server ran for three nights').toBe(true)
    expect(await times()).toEqual(['2026-06-10T03:00', '2026-06-11T04:00', '2026-06-14T11:00'])
  })

  it('[BK7] keep seven days, five weeks and twelve months, each its latest, through two years', () => {
    const first = at('2026-01-01T03:00:00')
    let kept: number[] = []
    for (let night = 0; night < 730; night++) {
      const all = [...kept, first + night * DAY]
      const keep = timesToKeep(all)
      kept = all.filter((one) => keep.has(one))
    }
    const dates = kept.map((one) => new Date(one + 8 * HOUR).toISOString().slice(0, 10))
    expect(dates.slice(-7), 'the last seven days').toEqual(
      Array.from({ length: 7 }, (_, i) => new Date(first + 8 * HOUR + (723 + i) * DAY).toISOString().slice(0, 10)),
    )
    // 2027-12-31 is a Friday: Sundays before it, and the ends of months
    expect(dates).toEqual(expect.arrayContaining(['2027-12-26', '2027-12-19', '2027-12-12', '2027-12-05']))
    for (let month = 1; month <= 11; month++)
      expect(dates, `the end of month ${month}`).toContain(
        new Date(Date.UTC(2027, month, 0)).toISOString().slice(0, 10),
      )
    expect(dates.length).toBeLessThanOrEqual(7 + 5 + 12)
    expect(timesToKeep([first]), 'the only one stays').toEqual(new Set([first]))
  })

  it('[BK7] that were being thinned out when the server ended are gone with the next one', async () => {
    const { dataDir, folder } = await running()
    const left = path.join(folder, 'leaving-2025-06-10T19-00-00-000Z')
    mkdirSync(left)
    writeFileSync(path.join(left, 'zx.sqlite'), 'what was redacted since')
    const { name } = await makeBackup({ dataDir, folder, now: Date.now })
    expect(readdirSync(folder)).toEqual([name])
  })

  it('[BK6] are asked for in the environment, and a time that is none is refused', () => {
    expect(readSettings([], { BACKUP_DIR: '/b' }).backups).toEqual({ folder: '/b', atMinute: 180 })
    expect(readSettings([], { BACKUP_DIR: '/b', BACKUP_AT: '23:45' }).backups?.atMinute).toBe(23 * 60 + 45)
    expect(readSettings([], {}).backups).toBeUndefined()
    for (const time of ['3', '24:00', '03:60', 'night'])
      expect(() => readSettings([], { BACKUP_DIR: '/b', BACKUP_AT: time })).toThrow('BACKUP_AT must be')
  })

  it('[BK6] are thinned out by the running server, and its age is in the metrics', async () => {
    const dataDir = await freshFolder()
    const folder = await freshFolder()
    const time = { now: at('2026-06-10T03:00:00') }
    server = await bootServer({
      ...{ store: 'sqlite', dataDir },
      parts: { clock: () => time.now, rateLimits: false, backups: { dataDir, folder, atMinute: 180 } },
    })
    for (let night = 0; night < 12; night++) {
      expect(await server.app.nightly?.tick()).toBe(true)
      time.now += DAY
    }
    // seven days, and the Sunday before them
    expect(await backupsIn(folder)).toHaveLength(8)
    expect(readdirSync(folder)).toHaveLength(8)
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toContain('zx_backup_age_seconds 86400')
    expect(metrics).toContain('zx_backup_failures 0')
    expect(server.log()).toContain('a backup was made')
  })
})

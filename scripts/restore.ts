import path from 'node:path'
import { parseArgs } from 'node:util'
import { BackupError } from '../server/keeping/manifest.ts'
import { restoreBackup } from '../server/keeping/restore.ts'

/** `npm run restore -- BACKUP [--to DIR] [--replace]`: restores a backup into DATA_DIR, or into DIR. */
const USAGE = 'usage: npm run restore -- BACKUP [--to DIR] [--replace]'
try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string' }, replace: { type: 'boolean' } },
  })
  const [backup, ...more] = positionals
  if (backup === undefined || more.length > 0) throw new BackupError(USAGE)
  const to = path.resolve(values.to ?? (process.env.DATA_DIR || './data'))
  const { replace = false } = values
  const found = await restoreBackup({ backup: path.resolve(backup), to, replace, now: Date.now })
  const { matters, events, files, missing, at, aside } = found
  console.log(`${to} stands as at ${new Date(at).toISOString()}: every record verifies`)
  console.log(
    `${matters} matters, ${events} events, ${files} files${missing > 0 ? `, ${missing} files are missing` : ''}`,
  )
  if (aside !== undefined) console.log(`what was there before is in ${aside}`)
} catch (error) {
  if (!(error instanceof Error)) throw error
  const { code } = error as NodeJS.ErrnoException
  if (!(error instanceof BackupError) && !code?.startsWith('ERR_PARSE_ARGS')) throw error
  console.error(error instanceof BackupError ? error.message : `${error.message}\n${USAGE}`)
  process.exitCode = 1
}

import path from 'node:path'
import { makeBackup } from '../server/keeping/backup.ts'
import { BackupError } from '../server/keeping/manifest.ts'

/** `npm run backup`: backs up DATA_DIR into BACKUP_DIR (./backups), also while a server runs on it. */
const dataDir = path.resolve(process.env.DATA_DIR || './data')
const folder = path.resolve(process.env.BACKUP_DIR || './backups')
try {
  const { name, files, bytes, fresh } = await makeBackup({ dataDir, folder, now: Date.now })
  console.log(`${path.join(folder, name)}: ${files} files, ${bytes} bytes, ${fresh} of them new`)
} catch (error) {
  if (!(error instanceof BackupError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

// Run by sealing-kill.test.ts in a process of its own, to be killed while it seals what is kept for somebody who leaves.
import path from 'node:path'
import { openLocalData } from '../../electron/archive/local-data.ts'
import { encryptionHandlers } from '../../electron/main/encryption-handlers.ts'
import { SessionVault } from '../../electron/main/session-vault.ts'
import { aes } from '../support/cipher.ts'
import { uuid } from '../support/record.ts'

const [directory = '', key = ''] = process.argv.slice(2)
const cipher = aes(Buffer.from(key, 'hex'))
const data = openLocalData({ directory, cipher })
if (data.readOnly !== undefined) throw new Error(data.readOnly)
const vault = new SessionVault(path.join(directory, 'session.json'), data.around, cipher)
const handlers = encryptionHandlers(data, vault)
console.log('sealing')
await handlers['local:seal']({ server: 'http://127.0.0.1:4170', account: uuid(1) })
console.log('sealed')
await vault.clear()

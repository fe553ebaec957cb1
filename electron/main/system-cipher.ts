import { safeStorage } from 'electron'
import type { Cipher } from '../archive/cipher.ts'

/** `basic_text` is a fixed password known to everyone; `unknown` may become it. */
const NO_KEYCHAIN = new Set(['basic_text', 'unknown'])

/** The keychain of the system, by way of Electron. */
export const systemCipher: Cipher = {
  async available() {
    if (process.platform === 'linux' && NO_KEYCHAIN.has(safeStorage.getSelectedStorageBackend())) return false
    return safeStorage.isAsyncEncryptionAvailable()
  },
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  decrypt: async (bytes) => (await safeStorage.decryptStringAsync(bytes)).result,
}

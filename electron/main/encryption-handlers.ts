import type { BridgeHandlers } from '../../core/desktop/channels.ts'
import type { encryptionArguments } from '../../core/desktop/encryption.ts'
import { LocalDataError } from '../archive/local-data-error.ts'
import type { LocalData } from '../archive/local-data.ts'
import { sealingOf } from '../archive/password-seal.ts'
import type { SessionVault } from './session-vault.ts'

/** How what is kept lies on the disk, and how it is sealed when a session ends. */
export function encryptionHandlers(
  data: LocalData,
  vault: Pick<SessionVault, 'remember' | 'sealing' | 'clear'>,
): Pick<BridgeHandlers, keyof typeof encryptionArguments> {
  return {
    'local:encryption': (owner) => data.owner(owner).encryption(),
    'local:setEncryption': (owner, on) => data.owner(owner).setEncryption(on),
    'local:remember': async (password) => vault.remember(await sealingOf(password)),
    async 'local:seal'(owner) {
      const sealing = await vault.sealing()
      // whoever left is out, also when the program ends before all is sealed
      await vault.clear()
      if (!sealing) throw new LocalDataError('no-password', 'no password is remembered with this session')
      await data.seal(owner, sealing)
    },
    'local:unseal': (owner, password) => data.unseal(owner, password),
  }
}

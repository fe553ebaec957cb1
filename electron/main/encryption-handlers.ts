import type { BridgeHandlers } from '../../core/desktop/channels.ts'
import type { encryptionArguments } from '../../core/desktop/encryption.ts'
import type { Owner } from '../../core/desktop/owner.ts'
import { LocalDataError } from '../archive/local-data-error.ts'
import type { LocalData } from '../archive/local-data.ts'
import { sealingOf, type Sealing } from '../archive/password-seal.ts'
import type { SessionVault } from './session-vault.ts'

/**
 * How what is kept lies on the disk, and how it is sealed when a session ends. A sealing that was cut short is gone on
 * with at once; nobody's data are opened meanwhile.
 */
export function encryptionHandlers(
  data: LocalData,
  vault: Pick<SessionVault, 'remember' | 'leave' | 'leaving' | 'left'>,
): Pick<BridgeHandlers, keyof typeof encryptionArguments> {
  async function goOn(): Promise<void> {
    const cut = data.readOnly === undefined ? await vault.leaving() : undefined
    if (cut) await seal(cut.owner, cut.sealing)
  }

  async function seal(owner: Owner, sealing: Sealing): Promise<void> {
    await data.seal(owner, sealing)
    await vault.left(owner)
  }

  async function leave(owner: Owner): Promise<void> {
    const sealing = await vault.leave(owner)
    if (!sealing) throw new LocalDataError('no-password', 'no password is remembered with this session')
    await seal(owner, sealing)
  }

  let ending = goOn().catch((error: unknown) => console.error('sealing', error))
  return {
    'local:encryption': (owner) => data.owner(owner).encryption(),
    'local:setEncryption': (owner, on) => data.owner(owner).setEncryption(on),
    'local:remember': async (password) => vault.remember(await sealingOf(password)),
    async 'local:seal'(owner) {
      const done = ending.then(() => leave(owner))
      ending = done.catch(() => undefined)
      await done
    },
    async 'local:unseal'(owner, password) {
      await ending
      const open = await data.unseal(owner, password)
      if (open) await vault.left(owner)
      return open
    },
  }
}

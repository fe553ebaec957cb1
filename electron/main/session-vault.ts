import { Low } from 'lowdb'
import { z } from 'zod'
import { passwordCheckSchema, type SavedSession } from '../../core/desktop/contract.ts'
import { moment } from '../../core/wire/scalars.ts'
import type { Cipher } from '../archive/cipher.ts'
import { DurableFile, type Surroundings } from '../archive/durable-file.ts'
import { sealingSchema, type Sealing } from '../archive/password-seal.ts'

const sealedSchema = z
  .strictObject({
    server: z.string(),
    expiresAt: moment,
    token: z.base64(),
    check: z.base64().optional(),
    sealing: z.base64().optional(),
  })
  .nullable()
type Sealed = z.output<typeof sealedSchema>

/** The session that survives a restart. Its token is on the disk encrypted by the system, or not at all. */
export class SessionVault {
  readonly #low: Low<{ sealed: Sealed }>
  readonly #cipher: Cipher
  readonly #now: () => number
  readonly #readOnly: () => boolean
  /** Undefined until it is known to be another than the one on the disk. */
  #held: SavedSession | null | undefined
  #sealing: Sealing | undefined

  constructor(file: string, around: Surroundings, cipher: Cipher) {
    const form = { kind: 'session', schema: z.strictObject({ sealed: sealedSchema }) }
    this.#low = new Low<{ sealed: Sealed }>(new DurableFile(file, form, around), { sealed: null })
    this.#cipher = cipher
    this.#now = around.now
    this.#readOnly = () => around.readOnly !== undefined
  }

  /** The saved session; `null` when there is none, it has run out, or the system no longer decrypts it. */
  async load(): Promise<SavedSession | null> {
    const session = this.#held === undefined ? await this.#unseal() : this.#held
    return session && session.expiresAt > this.#now() ? session : null
  }

  /** `kept` is false where the system cannot keep secrets: the session then ends with the program. */
  async save(session: SavedSession): Promise<{ kept: boolean }> {
    this.#held = session
    // where another process writes, it is that one's session which lasts
    if (this.#readOnly()) return { kept: false }
    if (!(await this.#cipher.available())) {
      await this.#erase()
      return { kept: false }
    }
    const { server, expiresAt } = session
    const sealed = async (text: string) => (await this.#cipher.encrypt(text)).toString('base64')
    const check = session.check && { check: await sealed(JSON.stringify(session.check)) }
    const sealing = this.#sealing && { sealing: await sealed(JSON.stringify(this.#sealing)) }
    this.#low.data = { sealed: { server, expiresAt, token: await sealed(session.token), ...check, ...sealing } }
    await this.#low.write()
    return { kept: true }
  }

  /** Keeps with the session, this one or the next that is saved, what its password was made into. */
  async remember(sealing: Sealing): Promise<void> {
    this.#sealing = sealing
    if (this.#held) await this.save(this.#held)
  }

  /** What was remembered with the session. */
  async sealing(): Promise<Sealing | undefined> {
    if (!this.#sealing) await this.load()
    return this.#sealing
  }

  async clear(): Promise<void> {
    this.#held = null
    this.#sealing = undefined
    if (!this.#readOnly()) await this.#erase()
  }

  /** Written twice, so that the last good copy holds no token either. */
  async #erase(): Promise<void> {
    await this.#low.read()
    if (this.#low.data.sealed === null) return
    this.#low.data = { sealed: null }
    await this.#low.write()
    await this.#low.write()
  }

  async #unseal(): Promise<SavedSession | null> {
    await this.#low.read()
    const { sealed } = this.#low.data
    if (!sealed || !(await this.#cipher.available())) return null
    try {
      const opened = (text: string) => this.#cipher.decrypt(Buffer.from(text, 'base64'))
      const { server, expiresAt } = sealed
      const check = sealed.check && { check: passwordCheckSchema.parse(JSON.parse(await opened(sealed.check))) }
      if (sealed.sealing) this.#sealing ??= sealingSchema.parse(JSON.parse(await opened(sealed.sealing)))
      return { server, expiresAt, token: await opened(sealed.token), ...(check || {}) }
    } catch {
      return null // another system account's keychain, or a new one: signing in again is all that helps
    }
  }
}

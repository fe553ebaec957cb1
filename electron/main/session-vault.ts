import { Low } from 'lowdb'
import { z } from 'zod'
import { passwordCheckSchema, type SavedSession } from '../../core/desktop/contract.ts'
import { ownerSchema, type Owner } from '../../core/desktop/owner.ts'
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
/** `leaving`: whose data are being sealed, and under what; there until that is done. */
const fileSchema = z.strictObject({
  sealed: sealedSchema,
  leaving: z.strictObject({ owner: ownerSchema, sealing: z.base64() }).optional(),
})
type Kept = z.output<typeof fileSchema>

/** The session that survives a restart. Its token is on the disk encrypted by the system, or not at all. */
export class SessionVault {
  readonly #low: Low<Kept>
  readonly #cipher: Cipher
  readonly #now: () => number
  readonly #readOnly: () => boolean
  /** Undefined until it is known to be another than the one on the disk. */
  #held: SavedSession | null | undefined
  #sealing: Sealing | undefined
  #chain: Promise<unknown> = Promise.resolve()

  constructor(file: string, around: Surroundings, cipher: Cipher) {
    this.#low = new Low<Kept>(new DurableFile(file, { kind: 'session', schema: fileSchema }, around), { sealed: null })
    this.#cipher = cipher
    this.#now = around.now
    this.#readOnly = () => around.readOnly !== undefined
  }

  /** The saved session; `null` when there is none, it has run out, or the system no longer decrypts it. */
  load(): Promise<SavedSession | null> {
    return this.#inTurn(() => this.#load())
  }

  async #load(): Promise<SavedSession | null> {
    const session = this.#held === undefined ? await this.#unseal() : this.#held
    return session && session.expiresAt > this.#now() ? session : null
  }

  /** `kept` is false where the system cannot keep secrets: the session then ends with the program. */
  save(session: SavedSession): Promise<{ kept: boolean }> {
    return this.#inTurn(() => this.#save(session))
  }

  async #save(session: SavedSession): Promise<{ kept: boolean }> {
    this.#held = session
    // where another process writes, it is that one's session which lasts
    if (this.#readOnly()) return { kept: false }
    if (!(await this.#cipher.available())) {
      await this.#erase()
      return { kept: false }
    }
    const { server, expiresAt } = session
    const check = session.check && { check: await this.#wrap(JSON.stringify(session.check)) }
    const sealing = this.#sealing && { sealing: await this.#wrap(JSON.stringify(this.#sealing)) }
    const token = await this.#wrap(session.token)
    this.#low.data = { ...this.#low.data, sealed: { server, expiresAt, token, ...check, ...sealing } }
    await this.#low.write()
    return { kept: true }
  }

  /** Keeps with the session, this one or the next that is saved, what its password was made into. */
  remember(sealing: Sealing): Promise<void> {
    return this.#inTurn(async () => {
      this.#sealing = sealing
      if (this.#held) await this.#save(this.#held)
    })
  }

  /** What was remembered with the session. */
  sealing(): Promise<Sealing | undefined> {
    return this.#inTurn(() => this.#remembered())
  }

  async #remembered(): Promise<Sealing | undefined> {
    if (!this.#sealing) await this.#load()
    return this.#sealing
  }

  /**
   * Ends the session, and answers with what was remembered with it, for its owner's data are to be sealed. Until `left`
   * the disk knows of that, where the system keeps secrets.
   */
  leave(owner: Owner): Promise<Sealing | undefined> {
    return this.#inTurn(() => this.#leave(owner))
  }

  async #leave(owner: Owner): Promise<Sealing | undefined> {
    const sealing = await this.#remembered()
    this.#held = null
    this.#sealing = undefined
    if (!sealing || this.#readOnly() || !(await this.#cipher.available())) {
      await this.#clear()
      return sealing
    }
    await this.#keep({ sealed: null, leaving: { owner, sealing: await this.#wrap(JSON.stringify(sealing)) } })
    return sealing
  }

  /** Whose data were being sealed when the program ended; `undefined` where nobody's were, or the system tells no more. */
  leaving(): Promise<{ owner: Owner; sealing: Sealing } | undefined> {
    return this.#inTurn(() => this.#leaving())
  }

  async #leaving(): Promise<{ owner: Owner; sealing: Sealing } | undefined> {
    await this.#low.read()
    const { leaving } = this.#low.data
    if (!leaving || !(await this.#cipher.available())) return undefined
    const text = await this.#cipher.decrypt(Buffer.from(leaving.sealing, 'base64')).catch(() => undefined)
    return text === undefined ? undefined : { owner: leaving.owner, sealing: sealingSchema.parse(JSON.parse(text)) }
  }

  /** The data of this owner are sealed, or opened again. */
  left({ server, account }: Owner): Promise<void> {
    return this.#inTurn(async () => {
      const { sealed, leaving } = this.#low.data
      if (leaving?.owner.server === server && leaving.owner.account === account && !this.#readOnly())
        await this.#keep({ sealed })
    })
  }

  clear(): Promise<void> {
    return this.#inTurn(() => this.#clear())
  }

  /** One after the other: what was asked for last is what the disk holds. */
  #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const done = this.#chain.then(run)
    this.#chain = done.catch(() => undefined)
    return done
  }

  async #clear(): Promise<void> {
    this.#held = null
    this.#sealing = undefined
    if (!this.#readOnly()) await this.#erase()
  }

  async #erase(): Promise<void> {
    await this.#low.read()
    const { sealed, leaving } = this.#low.data
    if (sealed !== null || leaving) await this.#keep({ sealed: null })
  }

  /** Written twice, so that the last good copy holds nothing else either. */
  async #keep(data: Kept): Promise<void> {
    this.#low.data = data
    await this.#low.write()
    await this.#low.write()
  }

  async #wrap(text: string): Promise<string> {
    return (await this.#cipher.encrypt(text)).toString('base64')
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

import { Low } from 'lowdb'
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../core/desktop/contract.ts'
import { DurableFile, type Surroundings } from './durable-file.ts'

/** The settings of this installation, in one file. */
export class SettingsFile {
  readonly #low: Low<Settings>
  #loaded: Promise<void> | undefined

  constructor(file: string, around: Surroundings) {
    this.#low = new Low(new DurableFile(file, { kind: 'settings', schema: settingsSchema }, around), DEFAULT_SETTINGS)
  }

  /** The settings as they stand, the defaults before the first change. Throws `newer-version` or `disk`. */
  async get(): Promise<Settings> {
    this.#loaded ??= this.#low.read()
    await this.#loaded
    return this.#low.data
  }

  /** Merges what is given, and answers with the whole once it is durable. */
  async set(patch: Partial<Settings>): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    await this.get()
    const merged = settingsSchema.parse({ ...this.#low.data, ...given })
    this.#low.data = merged
    await this.#low.write()
    return merged
  }
}

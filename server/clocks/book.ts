import { bookOf, type ClockBook } from '../../core/clock/book.ts'
import {
  clockSettingsSchema,
  NO_SETTINGS,
  type ClockSettings,
  type CommitteeSettings,
} from '../../core/clock/settings.ts'
import { canonical } from '../../core/record/canonical.ts'
import type { Logger } from '../log.ts'
import type { Store } from '../store/contract.ts'

export interface ClockBookParts {
  store: Pick<Store, 'kept' | 'keepAnew' | 'rouse'>
  /** ms UTC */
  now: () => number
  log: Logger
  /** Resolves when every command that was decided by now has been answered. */
  landed: () => Promise<void>
  /** Told when the book is another one. */
  changed: () => void
}

export interface ServedBook {
  book(): ClockBook
  settings(): CommitteeSettings
  /**
   * Makes these the committee's settings, durably, and looks at every matter anew that a changed calendar may concern:
   * in parts, by the scheduler. Resolves when they are marked for that; the same settings again change nothing.
   */
  put(settings: ClockSettings): Promise<void>
  /** Takes up what another server on the same store has put, and what an earlier run had left half done. */
  look(): Promise<void>
}

const SETTINGS = 'clock-settings'
/** Which days were in force when all matters had last been marked. */
const ROUSED = 'clock-days-roused'
/** So many rows are a few milliseconds of work. */
const BATCH = 200

const textOf = (value: object): string => canonical(value)

/** The committee's clock book, as the store keeps it. Rejects when the store cannot be read. */
export async function openClockBook(parts: ClockBookParts): Promise<ServedBook> {
  const { store, now, log } = parts
  async function read(): Promise<ClockSettings> {
    const text = await store.kept(SETTINGS)
    return text === undefined ? NO_SETTINGS : clockSettingsSchema.parse(JSON.parse(text))
  }
  let settings = await read()
  let book = bookOf(settings)
  /** For which days all matters have been marked, as far as this server knows. */
  let roused = (await store.kept(ROUSED)) ?? textOf(NO_SETTINGS.days)
  let rousing: Promise<void> | undefined

  function take(next: ClockSettings): void {
    settings = next
    book = bookOf(next)
    parts.changed()
  }

  /**
   * Marks every matter in which something waits or will change. A rule that was changed holds for clocks that start
   * later, so that only another calendar moves what runs.
   */
  async function rouse(): Promise<void> {
    for (let days = textOf(settings.days); days !== roused; days = textOf(settings.days)) {
      // what was decided by the book before is in the store first, and is looked at as well
      await parts.landed()
      let after: number | undefined
      do {
        const page = await store.rouse({ ...(after === undefined ? {} : { after }), limit: BATCH, at: now() })
        after = page.next
        await new Promise((resolve) => setImmediate(resolve))
      } while (after !== undefined)
      // said only now: a server that falls over before begins again from the first
      await store.keepAnew(ROUSED, days)
      roused = days
      log.info({ days: settings.days.length }, 'another calendar: every matter is looked at anew')
    }
  }

  const rouseOnce = () => (rousing ??= rouse().finally(() => (rousing = undefined)))

  return {
    book: () => book,
    settings: () => ({ version: settings.rules.length + settings.days.length, ...settings }),
    async put({ rules, days }) {
      const next = { rules, days }
      const text = textOf(next)
      if (text === textOf(settings)) return rouseOnce()
      await store.keepAnew(SETTINGS, text)
      take(next)
      await rouseOnce()
    },
    async look() {
      const kept = await read()
      if (textOf(kept) !== textOf(settings)) take(kept)
      await rouseOnce()
    },
  }
}

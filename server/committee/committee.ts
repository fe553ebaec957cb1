import { settingsOf, STANDARD_SETTINGS, type CommitteeSettings } from '../../core/committee/settings.ts'
import { COMMITTEE_ID, type CommitteeState } from '../../core/committee/state.ts'
import type { AnyState } from '../../core/kinds.ts'
import type { People } from '../accounts/roster.ts'
import type { ServedBook } from '../clocks/book.ts'
import type { Logger } from '../log.ts'
import type { Appended, Matters } from '../matters/matters.ts'

/** The settings that everybody goes by, as the administrative record has them. */
export interface Committee {
  settings(): CommitteeSettings
  /** Begins the record where it has not begun, and reads it. To be called before anybody is served. */
  open(): Promise<void>
  /** Durable events of any matter. */
  note(fact: Appended): void
  /** Calls back after the settings have changed, and once they were read first. */
  onChange(listener: (settings: CommitteeSettings) => void): void
}

export interface CommitteeParts {
  matters: () => Pick<Matters, 'give' | 'lives'>
  people: Pick<People, 'roster'>
  /** A fresh UUIDv7. */
  id: () => string
  /** What goes by the clock settings of the record. */
  clockBook: Pick<ServedBook, 'put'>
  log: Logger
}

const TITLE = '行政记录'

const isCommittee = (state: AnyState | undefined): state is CommitteeState => state?.kind === 'committee'

/** Keeps the settings in memory beside their record. */
export function createCommittee({ matters, people, id, clockBook, log }: CommitteeParts): Committee {
  let settings = STANDARD_SETTINGS
  let seen = -1
  const listeners: ((settings: CommitteeSettings) => void)[] = []

  function take(state: CommitteeState): void {
    if (state.settingsSeq <= seen) return
    seen = state.settingsSeq
    settings = settingsOf(state)
    // what was once set is never taken away: nothing set is nothing to say
    if (state.rules.length + state.days.length > 0) putClocks(state)
    for (const listener of listeners) listener(settings)
  }

  function putClocks({ rules, days }: CommitteeState): void {
    clockBook
      .put({ rules, days })
      .catch((error: unknown) => log.error({ err: error }, 'the clock settings could not be put in force'))
  }

  const read = () => matters().lives.use(COMMITTEE_ID, ({ durable: { state } }) => state)

  return {
    settings: () => settings,
    async open() {
      let state = await read()
      if (!state) {
        const { accounts, units, regions, sectors } = people.roster()
        const seats = accounts.map(({ id: account, username: _username, name: _name, suspended: _s, ...seat }) => ({
          account,
          ...seat,
        }))
        const data = { title: TITLE, seats, units, regions, sectors }
        const begun = await matters().give({ id: id(), matter: COMMITTEE_ID, type: 'committee.begin', data })
        // another process on the same store may have been quicker
        state = await read()
        if (!state) throw new Error(`the administrative record cannot begin: ${JSON.stringify(begun)}`)
      }
      if (isCommittee(state)) take(state)
    },
    note({ after: { state } }) {
      if (isCommittee(state)) take(state)
    },
    onChange: (listener) => void listeners.push(listener),
  }
}

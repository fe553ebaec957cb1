import { STANDARD_BOOK } from '../../core/clock/book.ts'
import { decide, decideSystem } from '../../core/deciding.ts'
import { evolve, type AnyState, type Command, type MatterEvent } from '../../core/kinds.ts'
import { COMMITTEE_ID, type CommitteeState } from '../../core/committee/state.ts'
import type { RosterChange } from '../../core/matter/decision.ts'
import type { Account, Directory, Region, Sector, Unit } from '../../core/people/roles.ts'
import type { EventFact } from '../../core/record/event.ts'
import { committeeSamples } from './committee-samples.ts'
import { person } from './people.ts'
import { uuid } from './record.ts'

/** The only administrator at the beginning. */
export const administrator = person(50, 'administrator')
export const START = Date.UTC(2026, 3, 1, 1)

const REGIONS: Region[] = [
  { id: 'county', name: '某县', level: 'county' },
  { id: 'idle', name: '旧街道', level: 'township', parent: 'county' },
]
const UNITS: Unit[] = [
  { id: 'unit-1', name: '单位一', region: 'county' },
  { id: 'unit-idle', name: '县物价局', region: 'county' },
]
const SECTORS: Sector[] = [
  { id: 'education', name: '教育' },
  { id: 'idle', name: '旧界别' },
]

/** The administrative record with its roster, as a store would keep both. */
export class CommitteePlay {
  at = START
  state: CommitteeState
  readonly events: EventFact<MatterEvent>[] = []
  readonly accounts = new Map<string, Account>()
  readonly invitations = new Map<string, string>()

  constructor(people: readonly Account[] = []) {
    for (const account of [administrator, person(51, 'member'), person(52, 'member'), ...people])
      this.accounts.set(account.id, account)
    const seats = [...this.accounts.values()].map(({ id, roles, unit }) => ({
      account: id,
      roles,
      ...(unit === undefined ? {} : { unit }),
    }))
    const data = { title: '行政记录', seats, units: UNITS, regions: REGIONS, sectors: SECTORS }
    const begun = decideSystem(undefined, { type: 'committee.begin', data }, { book: STANDARD_BOOK })
    if (!begun.ok) throw new Error('the record did not begin')
    this.state = this.fold(undefined, begun.events, 'system') as CommitteeState
  }

  get directory(): Directory {
    return {
      account: (id) => this.accounts.get(id),
      accounts: () => [...this.accounts.values()],
      unit: (id) => UNITS.find((unit) => unit.id === id),
      region: (id) => REGIONS.find((region) => region.id === id),
    }
  }

  private fold(from: AnyState | undefined, drafts: readonly MatterEvent[], actor: string): AnyState | undefined {
    return drafts.reduce<AnyState | undefined>((state, draft) => {
      const seq = (state?.seq ?? 0) + 1
      const place = { matter: COMMITTEE_ID, seq, id: uuid(1000 + seq), at: this.at, actor, command: uuid(2000 + seq) }
      const event = { ...draft, ...place } as EventFact<MatterEvent>
      this.events.push(event)
      return evolve(state, event)
    }, from)
  }

  private apply({ accounts = [], invitations = [], joined }: RosterChange): void {
    for (const account of accounts) this.accounts.set(account.id, account)
    for (const { account, code } of invitations) this.invitations.set(account, code)
    if (joined) this.invitations.delete(joined.account)
  }

  /** Decides a command; `confirmed` unless said otherwise. */
  decide(command: Command, actor: Account = administrator, confirmed = true) {
    return decide(this.state, command, {
      actor,
      at: this.at,
      directory: this.directory,
      related: () => undefined,
      attachment: () => undefined,
      confirmed,
      book: STANDARD_BOOK,
    })
  }

  /** Carries a command out; throws when it is refused. */
  do(command: Command, actor: Account = administrator, confirmed = true): MatterEvent[] {
    this.at += 1000
    const decision = this.decide(command, actor, confirmed)
    if (!decision.ok) throw new Error(`${command.type}: ${JSON.stringify(decision.refusal)}`)
    this.state = this.fold(this.state, decision.events, actor.id) as CommitteeState
    if (decision.roster) this.apply(decision.roster)
    return decision.events
  }

  /** The reason word with which a command is refused; `accepted` when it is not. */
  refused(command: Command, actor: Account = administrator, confirmed = true): string {
    const decision = this.decide(command, actor, confirmed)
    return decision.ok ? 'accepted' : String(decision.refusal.details?.reason)
  }

  /** Somebody takes up an invitation. */
  join(account: string) {
    const data = { account, code: this.invitations.get(account) ?? '', passwordHash: 'hash' }
    const decision = decideSystem(this.state, { type: 'account.join', data }, { at: this.at, book: STANDARD_BOOK })
    if (decision.ok) this.state = this.fold(this.state, decision.events, 'system') as CommitteeState
    if (decision.ok && decision.roster) this.apply(decision.roster)
    return decision
  }
}

/** The record at which each sample is accepted. */
export function committeeAt(people: readonly Account[] = []): CommitteePlay {
  const play = new CommitteePlay(people)
  const samples = committeeSamples(play.at)
  const gone = person(52, 'member')
  play.do({ type: 'account.suspend', data: { account: gone.id, reason: '调离', confirm: gone.name } })
  play.do({ type: 'template.put', data: { ...samples['template.put'], template: uuid(71), name: '旧模板' } })
  return play
}

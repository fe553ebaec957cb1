import { reactive } from 'vue'
import { besideOf } from '../../core/consultation/beside.ts'
import { allMessages } from '../../core/matter/discussion.ts'
import type { Account } from '../../core/people/roles.ts'
import { emptyHead, sealEvent } from '../../core/record/chain.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { MatterStore } from '../../src/stores/matter.ts'
import { consultation, type Play } from './matter.ts'

/** The events of a play as a record keeps them: salted, hashed, each chained to the one before. */
export function recordOf(play: Play): RecordEvent[] {
  const events: RecordEvent[] = []
  for (const event of play.events) {
    const head = events.at(-1) ?? emptyHead
    events.push(sealEvent(event, event, head, event.id, '0'.repeat(32)))
  }
  return events
}

/** What a screen of a session reads: the state of a play, its record, and what lies beside it for `me`. */
export interface HallStore {
  matter: MatterStore
  /** Shows what the play has come to meanwhile. */
  turn(): void
}

/** The matter of a play as the store of `me` would have it, everything acknowledged. */
export function hallStore(play: Play, me: Account): HallStore {
  const read = () => {
    const state = consultation(play)
    const { polls, statements, own } = besideOf(state, me.id, (name) => play.box(name))
    const events = recordOf(play)
    const messages = allMessages(state)
    return {
      ...{ state, confirmed: state, events, timeline: events, messages },
      pinned: messages.filter(({ pinned }) => pinned),
      beside: {
        polls: new Map(polls.map((progress) => [progress.poll, progress])),
        statements,
        own: {
          ballots: new Map(own.ballots.map((ballot) => [ballot.poll, ballot])),
          votes: new Map(own.votes.map(({ statement, vote }) => [statement, vote])),
        },
      },
    }
  }
  const nothing = () => Promise.resolve()
  const matter = reactive({
    ...{ id: play.matter, phase: 'ready', source: 'server', refusal: null, breach: null, from: 1, whole: true },
    ...{ pendingMessages: new Map(), refused: [], present: [], typing: [], hasEarlier: false },
    ...{ setTyping: () => undefined, ensureWholeRecord: nothing, loadEarlier: nothing, reload: nothing },
    ...read(),
  })
  return {
    matter: matter as unknown as MatterStore,
    turn: () => void Object.assign(matter, read()),
  }
}

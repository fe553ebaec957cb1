import type { AgendaKind } from '../../core/consultation/commands.ts'
import { speaking } from '../../core/consultation/floor.ts'
import { runningItem, type ConsultationState } from '../../core/consultation/state.ts'
import { standing } from '../../core/consultation/statement-rounds.ts'
import { STATEMENT_VOTES } from '../../core/consultation/statements.ts'
import { Dice } from '../hostile/random.ts'

/** One command of a session that is under way: whose it is (an account, or the moderator) and what it says. */
export interface Given {
  who: string
  type: string
  data: object
}

export const MODERATOR = 'moderator'

const AGENDA: AgendaKind[] = ['briefing', 'questions', 'answers', 'speeches', 'poll', 'statements']
const TEXTS = ['先在三幢试点，', '补助比例要写明，', '底层住户的意见还没有听，', '管线图已经齐全，']
const STATEMENTS = 30

/**
 * What happens in a lively session, one command at a time: words, hands, questions, statements and the votes on them,
 * ballots with and without names, comings and goings, and a moderator who leads. Each fits the state as it is known to
 * whoever gives the command; that the record has moved on meanwhile is part of it. The seed decides everything.
 */
export function sessionMix(people: readonly string[], seed: number) {
  const dice = new Dice(seed)
  const votedIn = new Map<string, Set<string>>()
  let made = 0
  const fresh = (letter: string) => `${letter}${++made}`
  const anyone = () => dice.pick(people)
  const mine = (type: string, data: object): Given => ({ who: anyone(), type, data })
  const leads = (type: string, data: object): Given => ({ who: MODERATOR, type, data })

  const says = () => mine('message.post', { text: `${dice.pick(TEXTS)}第 ${++made} 条。` })

  function floor({ floor: { hands, speeches } }: ConsultationState): Given {
    const speech = speaking({ hands, speeches })
    const luck = dice.next()
    const hand = hands[dice.upTo(Math.min(3, hands.length))]
    if (speech && luck < 0.25) return { who: speech.account, type: 'floor.finish', data: {} }
    if (hand && luck < 0.5) return leads('floor.grant', { account: hand.account, minutes: 3 })
    if (hand && luck < 0.6) return { who: hand.account, type: 'floor.withdraw', data: {} }
    return mine('floor.request', {})
  }

  function questions({ messages, questions: asked }: ConsultationState): Given {
    const open = asked.find(({ settled }) => !settled)
    if (open && dice.next() < 0.4) return leads('question.settle', { message: open.message })
    const message = messages.findLast(({ id }) => !asked.some((one) => one.message === id))
    if (!message || !people.includes(message.author)) return says()
    return { who: message.author, type: 'question.collect', data: { message: message.id } }
  }

  function statements(state: ConsultationState): Given {
    const open = standing(state)
    const waiting = state.statements.find(({ status }) => status === 'waiting')
    if (waiting && dice.next() < 0.5)
      return dice.next() < 0.9
        ? leads('statement.approve', { statement: waiting.id })
        : leads('statement.reject', { statement: waiting.id, reason: '与议题无关' })
    if (open.length > 0 && (dice.next() < 0.8 || state.statements.length >= STATEMENTS))
      return mine('statement.vote', { statement: dice.pick(open).id, vote: dice.pick(STATEMENT_VOTES) })
    const id = fresh('s')
    return mine('statement.submit', { statement: id, text: `应当先装后补，说法 ${id}` })
  }

  function polls(state: ConsultationState): Given {
    const open = state.polls.find(({ status }) => status === 'open')
    if (!open) {
      const poll = fresh('p')
      const named = state.polls.length % 2 === 0
      const options = ['杨梅桥', '荷柳', '幸福里']
      const results = named ? 'live' : 'at-close'
      return leads('poll.open', { poll, question: '先在哪里试点？', method: 'single', options, named, results })
    }
    const voted = votedIn.get(open.poll) ?? new Set<string>()
    votedIn.set(open.poll, voted)
    if (voted.size >= people.length / 10) return leads('poll.close', { poll: open.poll })
    // a name may vote again, the last time counts; without a name it is final
    const voter = open.named ? anyone() : dice.pick(people.filter((one) => !voted.has(one)))
    voted.add(voter)
    const nonce = open.named ? {} : { nonce: fresh(`nonce-of-${seed}-${dice.next()}-`) }
    return { who: voter, type: 'ballot.cast', data: { poll: open.poll, choice: dice.upTo(3), ...nonce } }
  }

  function comings({ attendance }: ConsultationState): Given {
    const who = anyone()
    const here = attendance[who] && attendance[who].leftAt === undefined
    return { who, type: here ? 'attendance.leave' : 'attendance.check-in', data: {} }
  }

  function agenda(state: ConsultationState): Given {
    const running = runningItem(state)
    const next = state.agenda.find(({ status }) => status === 'planned')
    const luck = dice.next()
    if (running && luck < 0.4) return leads('agenda.extend', { item: running.id, minutes: 2 })
    if (next && luck < 0.8) return leads('agenda.start', { item: next.id })
    const id = fresh('a')
    return leads('agenda.add', { item: { id, kind: dice.pick(AGENDA), title: `补充 ${id}`, minutes: 5 } })
  }

  const parts: [upTo: number, part: (state: ConsultationState) => Given][] = [
    [0.22, says],
    [0.38, floor],
    [0.46, questions],
    [0.62, statements],
    [0.9, polls],
    [0.96, comings],
    [1, agenda],
  ]

  /** The next command, on the state as it is known. */
  return (state: ConsultationState): Given => {
    const luck = dice.next()
    const part = parts.find(([upTo]) => luck < upTo)?.[1] ?? says
    return part(state)
  }
}

/** True for what is put beside the record: it is acknowledged and makes no event. */
export const isBeside = (type: string): boolean => type === 'ballot.cast' || type === 'statement.vote'

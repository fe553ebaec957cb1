import type { ConsultationState } from '../../../../core/consultation/state.ts'
import { stands } from '../../../../core/matter/discussion.ts'
import type { Message } from '../../../../core/matter/state.ts'
import { t } from '../../../i18n/i18n.ts'
import type { RoundView } from '../results/rounds.ts'
import { verdictOf } from '../voting/result-rows.ts'
import { choiceText, namesOf } from '../voting/words.ts'

/** Something of the session that an outcome can be made of. `side`: where it most likely belongs. */
export interface Source {
  key: string
  from: 'message' | 'statement' | 'poll'
  side: 'consensus' | 'differences'
  text: string
  note: string
}

/** What an outcome is drafted from: pinned messages, statements that unite or divide, and polls with their results. */
export function sourcesOf(
  state: ConsultationState,
  pinned: readonly Message[],
  rounds: readonly RoundView[],
  person: (account: string) => string,
): Source[] {
  const texts = new Map(state.statements.map(({ id, text }) => [id, text]))
  const statements = rounds.flatMap(({ landscape }) =>
    (['unites', 'divides'] as const).flatMap((kind) =>
      landscape[kind].map(({ statement, agree, disagree }): Source => ({
        key: `${kind}-${statement}`,
        from: 'statement',
        side: kind === 'unites' ? 'consensus' : 'differences',
        text: texts.get(statement) ?? '',
        note: [t('session.statements.agree', { n: agree }), t('session.statements.disagree', { n: disagree })].join(
          ' · ',
        ),
      })),
    ),
  )
  const polls = state.polls.flatMap((poll): Source[] => {
    if (!poll.tally || poll.withheld) return []
    const { tally } = poll
    const counts = namesOf(poll).map((name, option) => `${name} ${tally.counts[option] ?? 0}`)
    const ranked = poll.method === 'ranking' && tally.order
    const verdict = verdictOf(poll, tally)
    const united = tally.quorate && tally.passed !== false
    return [
      {
        key: `poll-${poll.poll}`,
        from: 'poll',
        side: united ? 'consensus' : 'differences',
        text: verdict ? `${poll.question} ${verdict}` : poll.question,
        note: ranked ? choiceText(poll, ranked) : counts.join(t('common.and')),
      },
    ]
  })
  const messages = pinned.filter(stands).map(({ id, text, author }): Source => ({
    key: `message-${id}`,
    from: 'message',
    side: 'consensus',
    text,
    note: person(author),
  }))
  return [...polls, ...statements, ...messages]
}

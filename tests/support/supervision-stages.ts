import type { Command } from '../../core/kinds.ts'
import type { Account } from '../../core/people/roles.ts'
import { Play } from './matter.ts'
import { directoryOf } from './people.ts'
import { cast, sample } from './stages.ts'
import { SEEN } from './supervision-samples.ts'

/** Who does what; a number lets so many days go by. */
type Step = [who: keyof typeof cast, type: Command['type'], data?: unknown] | number

const VERIFIED = { verdict: 'done', text: '现场核查，属实' }
const BEGUN: Step[] = [
  ['author', 'supervision.observe'],
  ['author', 'supervision.follow'],
]
const ACCEPTED: Step[] = [...BEGUN, ['lead', 'supervision.accept'], ['lead', 'progress.report']]
const REMINDED: Step[] = [...ACCEPTED, 100, ['moderator', 'supervision.remind']]
const CLAIMED: Step[] = [...ACCEPTED, ['lead', 'commitment.claim-done']]
const JUDGED: Step[] = [
  ...CLAIMED,
  ['signer', 'commitment.verify', { commitment: 'c1', ...VERIFIED }],
  ['assisting', 'commitment.claim-done', { commitment: 'c2', text: '管线已迁改' }],
  ['invited', 'commitment.verify', { commitment: 'c2', ...VERIFIED }],
]
const CLOSED: Step[] = [...JUDGED, ['moderator', 'supervision.close']]

const STEPS: Record<string, Step[]> = {
  opened: BEGUN,
  accepted: ACCEPTED,
  asked: [...ACCEPTED, ['lead', 'extension.request']],
  claimed: CLAIMED,
  partly: [...CLAIMED, ['signer', 'commitment.verify']],
  overdue: [...ACCEPTED, 100],
  reminded: REMINDED,
  unheeded: [...REMINDED, 10],
  escalated: [...REMINDED, 10, ['moderator', 'supervision.escalate']],
  judged: JUDGED,
  closed: CLOSED,
  broken: [
    ...CLOSED,
    ['signer', 'supervision.look-back', { commitment: 'c1', verdict: 'not-done', evidence: '已停运' }],
  ],
  reopened: [...CLOSED, ['moderator', 'supervision.reopen']],
  quiet: [
    ...CLOSED,
    ['signer', 'supervision.rate'],
    ['invited', 'supervision.rate'],
    370,
    ...[1, 2, 3].flatMap((): Step[] =>
      ['c1', 'c2'].map((commitment) => [
        'signer',
        'supervision.look-back',
        { commitment, verdict: 'done', evidence: '运行正常' },
      ]),
    ),
  ],
}
export const SUPERVISION_STAGES = Object.keys(STEPS)

/** A thread brought to a stage by the commands people would use. */
export function supervisionAt(stage: string, extra: Account[] = []): Play {
  const play = new Play(directoryOf([...Object.values(cast), ...extra]))
  play.do(cast.moderator, sample('supervision.open', play.at, ''))
  for (const step of STEPS[stage]!) {
    if (typeof step === 'number') {
      play.at += step * 24 * 3_600_000
      continue
    }
    const [who, type, data] = step
    play.do(cast[who], data === undefined ? sample(type, play.at, '') : ({ type, data } as Command))
  }
  if (!play.events.some(({ id, type }) => id === SEEN && type === 'supervision.observed'))
    throw new Error(`the first steps make no ${SEEN}`)
  return play
}

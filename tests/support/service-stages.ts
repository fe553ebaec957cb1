import type { Command } from '../../core/kinds.ts'
import type { Account } from '../../core/people/roles.ts'
import { Play } from './matter.ts'
import { directoryOf } from './people.ts'
import { uuid } from './record.ts'
import { cast, sample } from './stages.ts'

type Step = [who: keyof typeof cast, type: Command['type'], data?: unknown]
/** The matter in which what is published of a request stands. */
export const PUBLICATION = uuid(9)

const CLAIMED: Step[] = [['signer', 'service.claim']]
const MEETING: Step[] = [...CLAIMED, ['signer', 'appointment.propose']]
const RESOLVED: Step[] = [...CLAIMED, ['signer', 'service.resolve']]
const DRAFTED: Step[] = [...RESOLVED, ['signer', 'publication.draft']]
const CLOSED: Step[] = [...RESOLVED, ['author', 'service.rate']]
const ASKED: Step[] = [...CLOSED, ['moderator', 'publication.draft']]
const AGREED: Step[] = [...ASKED, ['author', 'publication.consent']]

const STEPS: Record<string, Step[]> = {
  posted: [],
  sent: [['moderator', 'service.send']],
  idle: [
    ['signer', 'service.refuse'],
    ['invited', 'service.refuse'],
  ],
  claimed: CLAIMED,
  meeting: MEETING,
  meant: [...MEETING, ['author', 'appointment.accept']],
  'by-unit': [
    ['moderator', 'service.send'],
    ['lead', 'service.claim'],
  ],
  'handed-back': [...CLAIMED, ['signer', 'service.hand-back']],
  'offered-again': [...CLAIMED, ['signer', 'service.hand-back'], ['moderator', 'service.offer']],
  resolved: RESOLVED,
  reopened: [...RESOLVED, ['author', 'service.reopen']],
  drafted: DRAFTED,
  consented: [...DRAFTED, ['author', 'publication.consent']],
  closed: CLOSED,
  asked: ASKED,
  agreed: AGREED,
  published: [...AGREED, ['moderator', 'answer.publish']],
  declined: [...ASKED, ['author', 'publication.decline']],
  withdrawn: [['author', 'service.withdraw']],
  ended: [...CLAIMED, ['moderator', 'service.close']],
}
export const SERVICE_STAGES = Object.keys(STEPS)

/** A request brought to a stage by the commands people would use; it is offered to the signer and the invited. */
export function serviceAt(stage: string, extra: Account[] = []): Play {
  const everybody = [...Object.values(cast), ...extra]
  const play = new Play(directoryOf(everybody))
  play.do(cast.author, sample('service.post', play.at, ''))
  for (const [who, type, data] of STEPS[stage]!) {
    const on = type === 'answer.publish' ? play.beside(PUBLICATION) : play
    on.do(cast[who], data === undefined ? sample(type, play.at, '') : ({ type, data } as Command))
  }
  return play
}

import type { CommandType } from '../../core/kinds.ts'
import { beginningOf } from './hours.ts'
import type { PublishedAnswer, Request } from './request.ts'
import type { Session } from './session.ts'
import type { Clue, Story, Told } from './story.ts'
import { evening, type Thread } from './thread.ts'

/** A tale of any kind: its shape tells which. */
export type AnyTale = Clue | PublishedAnswer | Request | Session | Story | Thread

/** The first command of a tale, and its data once everybody can be looked up. */
export interface Beginning {
  type: CommandType
  data: (told: Told) => object
}

/** How a tale begins, seen from `now` in ms UTC. */
export function begin(tale: AnyTale, now: number): Beginning {
  if ('agenda' in tale) return convene(tale, now)
  if ('details' in tale) return ask(tale)
  if ('from' in tale) return publish(tale)
  if ('commitments' in tale) return supervise(tale)
  return 'text' in tale ? suggest(tale) : propose(tale)
}

function suggest({ key: _key, by: _by, daysAgo: _daysAgo, then: _then, ...data }: Clue): Beginning {
  return { type: 'suggestion.submit', data: () => data }
}

function ask({ key: _key, by: _by, daysAgo: _daysAgo, then: _then, ...data }: Request): Beginning {
  return { type: 'service.post', data: () => data }
}

function publish({ from }: PublishedAnswer): Beginning {
  return { type: 'answer.publish', data: (told) => ({ from: told.matter(from) }) }
}

function propose({ key: _key, by: _by, daysAgo: _daysAgo, then: _then, ...said }: Story): Beginning {
  const { form = 'individual', open = true, cosigners, origin, ...text } = said
  return {
    type: 'proposal.submit',
    data: (told) => ({
      ...text,
      form,
      open,
      ...(cosigners ? { cosigners: cosigners.map(told.account) } : {}),
      ...(origin === undefined ? {} : { origin: told.matter(origin) }),
    }),
  }
}

function supervise({ key: _key, by: _by, daysAgo: _daysAgo, then: _then, ...said }: Thread): Beginning {
  const { supervisors, commitments, origin, ...text } = said
  return {
    type: 'supervision.open',
    data: (told) => ({
      ...text,
      supervisors: supervisors.map(told.account),
      commitments: commitments.map(({ day, unit = text.unit, ...promised }) => ({
        ...promised,
        unit,
        due: evening(told, day),
      })),
      ...(origin ? { origin: told.matter(origin[0]), item: origin[1] } : {}),
    }),
  }
}

function convene({ key: _key, by: _by, daysAgo: _daysAgo, then: _then, ...said }: Session, now: number): Beginning {
  const { begins, people, linked = [], visibility = 'committee', ...text } = said
  return {
    type: 'consultation.create',
    data: (told) => ({
      ...text,
      visibility,
      startsAt: beginningOf(begins, now),
      participants: { accounts: people.map(told.account) },
      linked: linked.map(told.matter),
    }),
  }
}

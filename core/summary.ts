import type { AnyState, MatterEvent } from './kinds.ts'
import type { EventFact } from './record/event.ts'
import type { Summary } from './wire/records.ts'

/** The line of a matter in lists. */
export function summarise(state: AnyState): Summary {
  return {
    id: state.id,
    kind: state.kind,
    ...(state.number === undefined ? {} : { number: state.number }),
    title: state.title,
    status: state.status,
    category: state.category,
    region: state.region,
    author: state.author,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    seq: state.seq,
    counts: {
      messages: state.messageCount,
      supports: state.supporters.length,
      cosigners: state.cosigners.filter((cosigner) => cosigner.status === 'signed').length,
    },
  }
}

/** The text under which a matter is found: number, title and the standing version. */
export function searchText(state: AnyState): string {
  const version = state.versions.at(-1)
  const parts = [state.number, state.title, version?.situation, version?.analysis, ...(version?.suggestions ?? [])]
  return parts.filter(Boolean).join('\n')
}

/** True when an event can change what `searchText` gives. */
export function changesSearchText(event: EventFact<MatterEvent>): boolean {
  return ['proposal.submitted', 'proposal.revised', 'proposal.filed'].includes(event.type)
}

const TURNS: readonly MatterEvent['type'][] = [
  'proposal.revised',
  'proposal.cosigner-invited',
  'proposal.cosigned',
  'proposal.cosign-declined',
  'proposal.withdrawn',
  'proposal.returned',
  'proposal.declined',
  'proposal.filed',
  'matter.locked',
  'matter.unlocked',
]

/**
 * Who is told of an event: everyone the matter concerns (`all`), these accounts, or nobody (`undefined`).
 * The one who did it is not told. `state` is the state after the event.
 */
export function noticeFor(state: AnyState, event: EventFact<MatterEvent>): 'all' | string[] | undefined {
  if (TURNS.includes(event.type)) return 'all'
  if (event.type === 'message.posted' && event.data.replyTo !== undefined) {
    const { replyTo } = event.data
    const author = state.messages.findLast((message) => message.id === replyTo)?.author
    return author && author !== event.actor ? [author] : undefined
  }
  if (event.type === 'message.hidden') {
    const { message: id } = event.data
    const author = state.messages.findLast((message) => message.id === id)?.author
    return author ? [author] : undefined
  }
  if (event.type === 'participant.muted' || event.type === 'participant.unmuted') return [event.data.account]
  return undefined
}

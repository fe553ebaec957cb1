import { unknownEvent } from '../matter/evolve.ts'
import { emptyDiscussion } from '../matter/state.ts'
import type { EventFact } from '../record/event.ts'
import type { FilingEvent } from './events.ts'
import type { Cosigner, ProposalState } from './state.ts'

/** How long an invitation to co-sign stands when nothing else is said: 7 days, in ms. */
export const INVITATION_MS = 7 * 24 * 60 * 60_000

/** The state after `proposal.submitted`, the first event of every proposal. */
export function begin(event: EventFact<Extract<FilingEvent, { type: 'proposal.submitted' }>>): ProposalState {
  const { form, open, origin, needsMember, wish, informants = [], ...text } = event.data
  return {
    id: event.matter,
    kind: 'proposal',
    status: 'submitted',
    seq: event.seq,
    title: text.title,
    author: event.actor,
    createdAt: event.at,
    updatedAt: event.at,
    ...emptyDiscussion(),
    form,
    open,
    ...(origin === undefined ? {} : { origin }),
    needsMember,
    category: text.category,
    region: text.region,
    versions: [{ ...text, seq: event.seq, at: event.at }],
    cosigners: [],
    supporters: [],
    ...(wish === undefined ? {} : { wish }),
    informants,
    refusals: [],
    opinions: [],
    rounds: [],
    absorbed: [],
    lookBacks: [],
  }
}

/** Folds an event up to filing, after the first, into a proposal's state; does not touch `seq` or `updatedAt`. */
export function evolveFiling(state: ProposalState, event: EventFact<FilingEvent>): ProposalState {
  const { at, actor } = event
  switch (event.type) {
    case 'proposal.submitted':
      throw new Error(`proposal ${state.id} was submitted twice`)
    case 'proposal.revised': {
      const { resubmitted, ...text } = event.data
      return {
        ...state,
        status: resubmitted ? 'submitted' : state.status,
        title: text.title,
        category: text.category,
        region: text.region,
        versions: [...state.versions, { ...text, seq: event.seq, at }],
        cosigners: state.cosigners.map((cosigner) => askAgain(cosigner, at)),
      }
    }
    case 'proposal.cosigner-invited': {
      const { accounts, expiresAt } = event.data
      const others = state.cosigners.filter((cosigner) => !accounts.includes(cosigner.account))
      const invited = accounts.map((account) => ({ account, status: 'invited' as const, invitedAt: at, expiresAt }))
      return { ...state, cosigners: [...others, ...invited] }
    }
    case 'proposal.cosigned':
      return answer(state, actor, { status: 'signed', answeredAt: at, ...event.data })
    case 'proposal.cosign-declined': {
      const { reason } = event.data
      return answer(state, actor, { status: 'declined', answeredAt: at, ...(reason ? { opinion: reason } : {}) })
    }
    case 'proposal.cosign-left':
      return { ...state, cosigners: state.cosigners.filter((cosigner) => cosigner.account !== actor) }
    case 'proposal.supported':
      return { ...state, supporters: [...state.supporters, actor] }
    case 'proposal.unsupported':
      return { ...state, supporters: state.supporters.filter((account) => account !== actor) }
    case 'proposal.withdrawn':
      return { ...state, status: 'withdrawn', withdrawal: { at, ...event.data } }
    case 'proposal.returned':
      return { ...state, status: 'returned', screening: { outcome: 'returned', by: actor, at, ...event.data } }
    case 'proposal.declined':
      return { ...state, status: 'declined', screening: { outcome: 'declined', by: actor, at, ...event.data } }
    case 'proposal.filed': {
      const { number, category, weight } = event.data
      return { ...state, status: 'filed', number, category, screening: { outcome: 'filed', by: actor, at, weight } }
    }
    default:
      return unknownEvent(state, event)
  }
}

function answer(state: ProposalState, account: string, given: Partial<Cosigner>): ProposalState {
  const cosigners = state.cosigners.map((cosigner) =>
    cosigner.account === account ? { ...cosigner, ...given } : cosigner,
  )
  return { ...state, cosigners }
}

function askAgain(cosigner: Cosigner, at: number): Cosigner {
  if (cosigner.status !== 'signed') return cosigner
  return { account: cosigner.account, status: 'invited', invitedAt: at, expiresAt: at + INVITATION_MS }
}

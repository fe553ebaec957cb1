import type { MadePromise } from '../matter/decision.ts'
import type { Kind } from '../matter/kind.ts'
import { proposalPermissions } from '../people/proposal-permissions.ts'
import type { EventFact } from '../record/event.ts'
import { proposalCommands, type ProposalCommand } from './commands.ts'
import { CLOCK_RULES } from '../clock/rules.ts'
import { isPaused } from '../clock/clocks.ts'
import { PROPOSAL_RULES, runningClock } from './clocks.ts'
import { decideProposal, submit } from './decide.ts'
import type { FilingEvent, HandlingEvent, ProposalEvent } from './events.ts'
import { evolveHandling } from './evolve-handling.ts'
import { begin, evolveFiling } from './evolve.ts'
import { waitingProposal } from './needs.ts'
import { concerned, maySeeHeld, maySeeProposal, proposalRelations, unitsConcerned } from './relations.ts'
import { answeredFor, currentVersion, PROPOSAL_ENDS, supervisionOf, type ProposalState } from './state.ts'
import { decideProposalSystem, proposalSystemCommand } from './system.ts'

const FILING: readonly ProposalEvent['type'][] = [
  'proposal.submitted',
  'proposal.revised',
  'proposal.cosigner-invited',
  'proposal.cosigned',
  'proposal.cosign-declined',
  'proposal.cosign-left',
  'proposal.supported',
  'proposal.unsupported',
  'proposal.withdrawn',
  'proposal.returned',
  'proposal.declined',
  'proposal.filed',
]
const isFiling = (event: EventFact<ProposalEvent>): event is EventFact<FilingEvent> => FILING.includes(event.type)

/** The class-B promises of the answer that stands. */
function promisesOf(state: ProposalState): MadePromise[] {
  const round = state.rounds.length - 1
  if (state.status !== 'answered' && state.status !== 'closed') return []
  const promises = state.rounds[round]?.items.filter((item) => item.class === 'B') ?? []
  return promises.map(({ suggestion }) => {
    const supervision = supervisionOf(state, suggestion)
    return { item: suggestion, round, ...(supervision === undefined ? {} : { supervision }) }
  })
}

/** Whom a thread concerns is told of it there; the others are told here. */
function tell(state: ProposalState, { type }: EventFact<ProposalEvent>): string[] | undefined {
  if (type !== 'proposal.supervised' && type !== 'proposal.verdict-passed-on') return undefined
  const there = new Set([state.author, ...state.informants])
  return concerned(state).filter((account) => !there.has(account))
}

/** 微提案 */
export const proposalKind: Kind<ProposalState, ProposalCommand, ProposalEvent, 'proposal.submitted'> = {
  kind: 'proposal',
  beginsWith: { command: 'proposal.submit', event: 'proposal.submitted' },
  schemas: proposalCommands,
  permissions: proposalPermissions,
  ends: PROPOSAL_ENDS,
  decideFirst: (command, context) =>
    command.type === 'proposal.submit' ? submit(command.data, context) : { ok: true, events: [] },
  decide: decideProposal,
  decideSystem: (state, command, { held }) => decideProposalSystem(state, proposalSystemCommand.parse(command), held),
  clocks: PROPOSAL_RULES,
  begin,
  evolve: (state, event) =>
    isFiling(event) ? evolveFiling(state, event) : evolveHandling(state, event as EventFact<HandlingEvent>),
  waiting: waitingProposal,
  relations: proposalRelations,
  maySee: maySeeProposal,
  maySeeHeld,
  isOpen: ({ open }) => open,
  concerned: (state) => ({ accounts: concerned(state), units: unitsConcerned(state) }),
  names(state, command) {
    if (command.type === 'proposal.submit') return command.data.origin ? [command.data.origin] : []
    if (command.type === 'proposal.merge') return [command.data.into]
    return command.type === 'proposal.unmerge' && state?.merged ? [state.merged.into] : []
  },
  related: (state) => ({
    id: state.id,
    kind: state.kind,
    status: state.status,
    title: state.title,
    author: state.author,
    ...(state.origin === undefined ? {} : { origin: state.origin }),
    concerned: [state.author, ...state.informants],
    suggestions: currentVersion(state).suggestions,
    absorbed: state.absorbed.length,
    open: state.open,
    answeredFor: answeredFor(state),
    promises: promisesOf(state),
  }),
  summary(state, book) {
    const { category, region, assignment, supporters, cosigners } = state
    const answering = runningClock(state, CLOCK_RULES.answer, book)
    const due = answering && !isPaused(answering) ? { dueAt: answering.due, warnsAt: answering.warnsAt } : {}
    return {
      category,
      region,
      ...(assignment ? { unit: assignment.lead } : {}),
      ...due,
      supports: supporters.length,
      cosigners: cosigners.filter((cosigner) => cosigner.status === 'signed').length,
    }
  },
  searchText(state) {
    const version = currentVersion(state)
    return [state.number, state.title, version.situation, version.analysis, ...version.suggestions]
      .filter(Boolean)
      .join('\n')
  },
  searchable: ['proposal.submitted', 'proposal.revised', 'proposal.filed'],
  turns: [
    'proposal.revised',
    'proposal.cosigner-invited',
    'proposal.cosigned',
    'proposal.cosign-declined',
    'proposal.cosign-left',
    'proposal.withdrawn',
    'proposal.returned',
    'proposal.declined',
    'proposal.filed',
    'proposal.merged',
    'proposal.unmerged',
    'proposal.absorbed',
    'proposal.released-absorbed',
    'proposal.assigned',
    'proposal.assignment-accepted',
    'proposal.assignment-refused',
    'proposal.assisted',
    'proposal.answer-submitted',
    'proposal.answer-returned',
    'proposal.answer-released',
    'proposal.answer-passed-on',
    'proposal.evaluated',
    'proposal.rehandled',
    'proposal.closed',
    'proposal.looked-back',
  ],
  tell,
}

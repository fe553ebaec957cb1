import { isPaused, soonest } from '../clock/clocks.ts'
import { SUPERVISION_RULES } from '../clock/supervision-rules.ts'
import type { Kind } from '../matter/kind.ts'
import { supervisionPermissions } from '../people/supervision-permissions.ts'
import type { EventFact } from '../record/event.ts'
import { runningThreadClocks } from './clocks.ts'
import { supervisionCommands, type SupervisionCommand } from './commands.ts'
import { decideSupervision } from './decide.ts'
import type { CommitmentEvent, SupervisionEvent, ThreadEvent } from './events.ts'
import { evolveCommitment } from './evolve-commitments.ts'
import { beginSupervision, evolveThread } from './evolve.ts'
import { waitingSupervision } from './needs.ts'
import { openThread } from './opening.ts'
import { concerned, maySeeSupervision, supervisionRelations } from './relations.ts'
import { veiledSupervision } from './veil.ts'
import { seenWords } from './words.ts'
import { SUPERVISION_ENDS, type SupervisionState } from './state.ts'

type Fact = EventFact<SupervisionEvent>
const isThread = (event: Fact): event is EventFact<ThreadEvent> => /^(supervision|observation)\./.test(event.type)

/** Who saw something outside, and those who watch, are told of it; not everyone. */
function tell({ supervisors, observations }: SupervisionState, event: Fact): string[] | undefined {
  if (event.type === 'supervision.observed') return supervisors
  if (event.type !== 'observation.hidden') return undefined
  return observations.filter(({ id }) => id === event.data.observation).map(({ by }) => by)
}

/** 微监督 */
export const supervisionKind: Kind<SupervisionState, SupervisionCommand, SupervisionEvent, 'supervision.opened'> = {
  kind: 'supervision',
  beginsWith: { command: 'supervision.open', event: 'supervision.opened' },
  schemas: supervisionCommands,
  permissions: supervisionPermissions,
  ends: SUPERVISION_ENDS,
  decideFirst: (command, context) =>
    command.type === 'supervision.open' ? openThread(command.data, context) : { ok: true, events: [] },
  decide: decideSupervision,
  clocks: Object.values(SUPERVISION_RULES),
  asked: ({ supervisors }) => supervisors,
  begin: beginSupervision,
  evolve: (state, event) =>
    isThread(event) ? evolveThread(state, event) : evolveCommitment(state, event as EventFact<CommitmentEvent>),
  waiting: waitingSupervision,
  relations: supervisionRelations,
  maySee: maySeeSupervision,
  maySeeHeld: () => false,
  veiled: veiledSupervision,
  words: seenWords,
  isOpen: ({ open }) => open,
  concerned,
  names: (_state, command) =>
    command.type === 'supervision.open' && command.data.origin !== undefined ? [command.data.origin] : [],
  related: (state) => ({
    id: state.id,
    kind: state.kind,
    status: state.status,
    title: state.title,
    author: state.author,
    ...(state.origin === undefined ? {} : { origin: state.origin }),
    concerned: concerned(state).accounts,
    suggestions: [],
    absorbed: 0,
    open: state.open,
    answeredFor: [],
  }),
  summary(state, book) {
    const running = runningThreadClocks(state, state.updatedAt, book)
    const keeping = running.filter((clock) => clock.rule.id === SUPERVISION_RULES.keep.id && !isPaused(clock))
    const next = soonest(keeping)
    return {
      ...(state.path[0] ? { region: state.path[0].region } : {}),
      unit: state.unit,
      ...(next ? { dueAt: next.due, warnsAt: next.warnsAt } : {}),
      supports: state.followers.length,
      cosigners: 0,
    }
  },
  searchText: ({ title, subject, commitments }) => [title, subject, ...commitments.map(({ text }) => text)].join('\n'),
  searchable: ['supervision.opened', 'commitment.added', 'commitment.reworded'],
  turns: [
    'supervision.opened',
    'supervision.appointed',
    'supervision.accepted',
    'supervision.reminded',
    'supervision.escalated',
    'supervision.closed',
    'supervision.reopened',
    'supervision.looked-back',
    'commitment.added',
    'commitment.amended',
    'commitment.reworded',
    'commitment.dropped',
    'commitment.claimed-done',
    'commitment.verified',
    'progress.reported',
    'extension.requested',
    'extension.granted',
    'extension.denied',
  ],
  tell,
}

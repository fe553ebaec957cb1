import type { Kind } from '../matter/kind.ts'
import { consultationPermissions } from '../people/consultation-permissions.ts'
import { hasRole } from '../people/roles.ts'
import type { EventFact } from '../record/event.ts'
import { besideOf, boxesInUse } from './beside.ts'
import { sessionClocks } from './clocks.ts'
import { consultationCommands, type ConsultationCommand } from './commands.ts'
import { decideConsultation } from './decide.ts'
import type { ConsultationEvent, OutcomeEvent, RoomEvent, SessionEvent, VotingEvent } from './events.ts'
import { evolveRoom } from './evolve-room.ts'
import { evolveOutcome, evolveVoting } from './evolve-voting.ts'
import { beginConsultation, evolveSession } from './evolve.ts'
import { waitingConsultation } from './needs.ts'
import { joinCode } from './join-code.ts'
import {
  concerned,
  consultationRelations,
  isOpenConsultation,
  isParticipant,
  maySeeConsultation,
} from './participants.ts'
import { create } from './preparing.ts'
import { CONSULTATION_ENDS, reviewDue, type ConsultationState } from './state.ts'
import { consultationSystemCommand, decideConsultationSystem, nextEnd, timedConsultation } from './system.ts'

type Fact = EventFact<ConsultationEvent>
const isRoom = (event: Fact): event is EventFact<RoomEvent> => /^(floor|question|moderation)\./.test(event.type)
const isVoting = (event: Fact): event is EventFact<VotingEvent> => /^(poll|statements?)\./.test(event.type)
const isOutcome = (event: Fact): event is EventFact<OutcomeEvent> => /^(outcome|minutes)\./.test(event.type)

function evolve(state: ConsultationState, event: Fact): ConsultationState {
  if (isRoom(event)) return evolveRoom(state, event)
  if (isVoting(event)) return evolveVoting(state, event)
  return isOutcome(event) ? evolveOutcome(state, event) : evolveSession(state, event as EventFact<SessionEvent>)
}

function tell({ statements, appeals }: ConsultationState, event: Fact): string[] | undefined {
  switch (event.type) {
    case 'attendance.leave-decided':
      return [event.data.account]
    case 'statement.approved':
    case 'statement.rejected':
    case 'statement.responded':
      return statements.filter(({ id }) => id === event.data.statement).map(({ by }) => by)
    case 'moderation.appeal-answered':
      return appeals.filter(({ id }) => id === event.data.appeal).map(({ by }) => by)
    default:
      return undefined
  }
}

/** 微协商 */
export const consultationKind: Kind<ConsultationState, ConsultationCommand, ConsultationEvent, 'consultation.created'> =
  {
    kind: 'consultation',
    beginsWith: { command: 'consultation.create', event: 'consultation.created' },
    schemas: consultationCommands,
    permissions: consultationPermissions,
    ends: CONSULTATION_ENDS,
    endedEarly: ({ cancelled }) => cancelled !== undefined,
    decideFirst: (command, context) =>
      command.type === 'consultation.create' ? create(command.data, context) : { ok: true, events: [] },
    decide: decideConsultation,
    decideSystem: (state, command, context) =>
      decideConsultationSystem(state, consultationSystemCommand.parse(command), context),
    wakesAt: nextEnd,
    timed: timedConsultation,
    begin: beginConsultation,
    evolve,
    ownClocks: (state, _at, book) => sessionClocks(state, book),
    waiting: waitingConsultation,
    boxesInUse,
    beside: besideOf,
    relations: consultationRelations,
    maySee: maySeeConsultation,
    maySpeak: (state, account) => hasRole(account, 'moderator') || isParticipant(state, account),
    maySeeHeld: () => false,
    isOpen: isOpenConsultation,
    concerned,
    names(_state, command) {
      if (command.type === 'consultation.create' || command.type === 'consultation.revise')
        return command.data.linked ?? []
      return command.type === 'outcome.link' ? [command.data.matter] : []
    },
    related(state) {
      const { id, kind, status, title, author, published, links } = state
      return {
        ...{ id, kind, status, title, author },
        concerned: published ? [author, published.owner] : [author],
        suggestions: [],
        absorbed: 0,
        open: isOpenConsultation(state),
        answeredFor: [],
        promises: (published?.followUps ?? []).map((_, item) => {
          const thread = links.find((link) => link.kind === 'supervision' && link.followUp === item)
          return { item, ...(thread ? { supervision: thread.matter } : {}) }
        }),
      }
    },
    summary(state) {
      if (state.cancelled) return { cancelled: true, supports: 0, cosigners: 0 }
      const dueAt = state.status === 'preparing' ? state.startsAt : reviewDue(state)
      return { ...(dueAt === undefined ? {} : { dueAt }), supports: 0, cosigners: 0 }
    },
    searchText({ id, title, question, background, agenda, linked, published }) {
      const points = published
        ? [
            published.outcome,
            ...published.consensus,
            ...published.differences,
            ...published.followUps.map((f) => f.text),
          ]
        : []
      // By the id of a matter the sessions are found that are about it.
      const about = linked.map(({ matter }) => matter)
      return [title, question, background, ...agenda.map((item) => item.title), ...points, ...about, joinCode(id)]
        .filter(Boolean)
        .join('\n')
    },
    searchable: ['consultation.created', 'consultation.revised', 'consultation.published', 'agenda.added'],
    turns: [
      'consultation.invited',
      'consultation.postponed',
      'consultation.cancelled',
      'consultation.opened',
      'consultation.concluded',
      'consultation.published',
      'consultation.reviewed',
      'minutes.proposed',
      'minutes.settled',
      'outcome.linked',
    ],
    tell,
  }

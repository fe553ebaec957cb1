import { soonest } from '../clock/clocks.ts'
import { SERVICE_RULES } from '../clock/service-rules.ts'
import type { Kind } from '../matter/kind.ts'
import { servicePermissions } from '../people/service-permissions.ts'
import { serviceCommands, type ServiceCommand } from './commands.ts'
import { decideService } from './decide.ts'
import type { ServiceEvent } from './events.ts'
import { beginService, evolveService } from './evolve.ts'
import { runningServiceClocks, waitingService } from './needs.ts'
import { post } from './offering.ts'
import { publishable } from './publishing.ts'
import { concerned, hasVoice, maySeeDetails, maySeeService, serviceRelations } from './relations.ts'
import { SERVICE_ENDS, type ServiceState } from './state.ts'
import { decideServiceSystem, serviceSystemCommand } from './system.ts'

/** 微服务 */
export const serviceKind: Kind<ServiceState, ServiceCommand, ServiceEvent, 'service.posted'> = {
  kind: 'service',
  beginsWith: { command: 'service.post', event: 'service.posted' },
  schemas: serviceCommands,
  permissions: servicePermissions,
  ends: SERVICE_ENDS,
  decideFirst: (command, context) =>
    command.type === 'service.post' ? post(command.data, context) : { ok: true, events: [] },
  decide: decideService,
  decideSystem: (state, command) => decideServiceSystem(state, serviceSystemCommand.parse(command)),
  clocks: Object.values(SERVICE_RULES),
  asked: ({ status, author, helper }) => (status === 'resolved' || !helper ? [author] : [helper.account]),
  begin: beginService,
  evolve: evolveService,
  waiting: waitingService,
  relations: serviceRelations,
  maySee: maySeeService,
  maySpeak: hasVoice,
  maySeeHeld: maySeeDetails,
  isOpen: () => false,
  concerned,
  names: () => [],
  related(state) {
    const { id, kind, status, title, author } = state
    const ready = publishable(state)
    return {
      ...{ id, kind, status, title, author },
      concerned: concerned(state).accounts,
      suggestions: [],
      absorbed: 0,
      open: false,
      answeredFor: [],
      // whoever reads another record is not to learn of this one
      namedBy: ['answer.publish'],
      ...(ready ? { publishable: ready } : {}),
    }
  },
  summary(state, book) {
    const { category, region, sent, helper, updatedAt } = state
    const unit = sent?.unit ?? helper?.unit
    const next = soonest(runningServiceClocks(state, updatedAt, book))
    return {
      ...(category === undefined ? {} : { category }),
      region,
      ...(unit === undefined ? {} : { unit }),
      ...(next ? { dueAt: next.due, warnsAt: next.warnsAt } : {}),
      supports: 0,
      cosigners: 0,
    }
  },
  searchText: ({ title, details, answer }) => [title, details, answer?.text].filter(Boolean).join('\n'),
  incomparable: true,
  searchable: ['service.posted', 'service.claimed', 'service.resolved'],
  turns: [
    'service.posted',
    'service.offered',
    'service.sent',
    'service.refused',
    'service.claimed',
    'service.handed-back',
    'service.resolved',
    'service.reopened',
    'service.rated',
    'service.withdrawn',
    'service.closed',
    'appointment.proposed',
    'appointment.accepted',
    'appointment.cancelled',
    'publication.drafted',
    'publication.consented',
    'publication.declined',
    'publication.published',
  ],
}

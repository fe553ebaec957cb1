import type { ServiceCommandType } from '../service/commands.ts'
import type { Permission, Subject } from './permission.ts'

const moderator: readonly Subject[] = ['moderator']
const author: readonly Subject[] = ['author']
const helper: readonly Subject[] = ['helper']
const both: readonly Subject[] = ['author', 'helper']
const open = ['open'] as const
const claimed = ['claimed'] as const
const resolved = ['resolved'] as const
const answered = ['resolved', 'closed'] as const

/** Who may do what in a micro-service, and while it is where. */
export const servicePermissions: Record<ServiceCommandType, Permission> = {
  'service.post': { who: ['representative'], rule: 'HP1' },
  'service.offer': { who: moderator, never: author, status: open, rule: 'HP4' },
  'service.send': { who: moderator, never: author, status: open, rule: 'HP4' },
  'service.refuse': { who: ['offered'], never: author, status: open, rule: 'HP5' },
  'service.claim': { who: ['offered'], never: author, status: open, rule: 'HP3' },
  'service.hand-back': { who: helper, status: claimed, rule: 'HP5' },
  'service.resolve': { who: helper, status: claimed, rule: 'HP8' },
  'service.reopen': { who: author, status: resolved, rule: 'HP8' },
  'service.rate': { who: author, status: resolved, rule: 'HP8' },
  'service.withdraw': { who: author, status: ['open', 'claimed'], rule: 'HP9' },
  'service.close': { who: moderator, never: author, status: ['open', 'claimed', 'resolved'], rule: 'HP9' },
  'appointment.propose': { who: both, status: claimed, rule: 'HP7' },
  'appointment.accept': { who: both, status: claimed, rule: 'HP7' },
  'appointment.cancel': { who: both, status: ['claimed', 'resolved'], rule: 'HP7' },
  'publication.draft': { who: ['helper', 'moderator'], never: author, status: answered, rule: 'HP10' },
  'publication.consent': { who: author, status: answered, rule: 'HP11' },
  'publication.decline': { who: author, status: answered, rule: 'HP11' },
}

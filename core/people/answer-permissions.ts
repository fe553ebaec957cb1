import type { AnswerCommandType } from '../answer/commands.ts'
import type { Permission } from './permission.ts'

/** Who publishes what a micro-service has answered, and takes it back. */
export const answerPermissions: Record<AnswerCommandType, Permission> = {
  'answer.publish': { who: ['moderator'], rule: 'HP12' },
  'answer.withdraw': { who: ['moderator'], status: ['published'], rule: 'HP13' },
}

import type { SuggestionCommandType } from '../suggestion/commands.ts'
import type { Permission } from './permission.ts'
import { ROLES } from './roles.ts'

/** Who may do what to a micro-suggestion, and while it is where. */
export const suggestionPermissions: Record<SuggestionCommandType, Permission> = {
  'suggestion.submit': { who: ROLES, rule: 'SG1' },
  'suggestion.forward': { who: ['moderator'], status: ['submitted', 'forwarded'], rule: 'SG2' },
  'suggestion.decline': { who: ['moderator'], never: ['author'], status: ['submitted'], rule: 'SG3' },
  'suggestion.answer': { who: ['lead-unit'], status: ['forwarded'], rule: 'SG4' },
  'suggestion.take-up': { who: ['member'], status: ['submitted', 'forwarded', 'answered'], rule: 'SG5' },
  'suggestion.rate': { who: ['author'], status: ['answered'], rule: 'SG6' },
}

import type { Kind } from '../matter/kind.ts'
import { suggestionPermissions } from '../people/suggestion-permissions.ts'
import { CLOCK_RULES } from '../clock/rules.ts'
import { suggestionCommands, type SuggestionCommand } from './commands.ts'
import { decideSuggestion, submitSuggestion } from './decide.ts'
import type { SuggestionEvent } from './events.ts'
import { beginSuggestion, evolveSuggestion } from './evolve.ts'
import { replying, waitingSuggestion } from './needs.ts'
import { suggestionRelations } from './relations.ts'
import { SUGGESTION_ENDS, type SuggestionState } from './state.ts'

/** 微建议 */
export const suggestionKind: Kind<SuggestionState, SuggestionCommand, SuggestionEvent, 'suggestion.submitted'> = {
  kind: 'suggestion',
  beginsWith: { command: 'suggestion.submit', event: 'suggestion.submitted' },
  schemas: suggestionCommands,
  permissions: suggestionPermissions,
  ends: SUGGESTION_ENDS,
  decideFirst: (command, context) =>
    command.type === 'suggestion.submit' ? submitSuggestion(command.data, context) : { ok: true, events: [] },
  decide: decideSuggestion,
  clocks: [CLOCK_RULES.reply],
  begin: beginSuggestion,
  evolve: evolveSuggestion,
  waiting: waitingSuggestion,
  relations: suggestionRelations,
  maySee: () => true,
  maySeeHeld: () => false,
  isOpen: () => true,
  concerned: ({ author, takenUp, units = [] }) => ({
    accounts: takenUp ? [author, takenUp.by] : [author],
    units,
  }),
  names: (_state, command) => (command.type === 'suggestion.take-up' ? [command.data.proposal] : []),
  related: ({ id, kind, status, title, author }) => ({
    id,
    kind,
    status,
    title,
    author,
    concerned: [author],
    suggestions: [],
    absorbed: 0,
    open: true,
    answeredFor: [],
  }),
  summary(state, book) {
    const { category, region, forwarding, updatedAt } = state
    const clock = replying(state, updatedAt, book)
    return {
      ...(category === undefined ? {} : { category }),
      region,
      ...(forwarding ? { unit: forwarding.unit } : {}),
      ...(clock ? { dueAt: clock.due, warnsAt: clock.warnsAt } : {}),
      supports: 0,
      cosigners: 0,
    }
  },
  searchText: ({ text }) => text,
  searchable: ['suggestion.submitted'],
  turns: [
    'suggestion.forwarded',
    'suggestion.declined',
    'suggestion.answered',
    'suggestion.rated',
    'suggestion.taken-up',
  ],
}

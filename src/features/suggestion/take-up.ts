import type { SuggestionState } from '../../../core/suggestion/state.ts'
import { newId } from '../../realtime/new-id.ts'
import { useDrafts } from '../../stores/drafts.ts'
import { originDraft } from '../writing/draft.ts'

/**
 * Begins a proposal from a suggestion, or goes on with the one that was begun; answers with the draft's id. When the
 * proposal has been submitted, the suggestion is taken up by itself (stores/take-up). Call it in set-up.
 */
export function useTakeUp(): (suggestion: SuggestionState) => string {
  const drafts = useDrafts()
  return (suggestion) => {
    const begun = drafts.drafts.find(({ kind, body }) => kind === 'new' && body.origin === suggestion.id)
    if (begun) return begun.id
    const draft = originDraft(newId(), newId(), suggestion)
    drafts.save(draft)
    return draft.id
  }
}

import { useRouter } from 'vue-router'
import { newId } from '../../../realtime/new-id.ts'
import { useDrafts } from '../../../stores/drafts.ts'
import { useLink } from '../../../stores/link.ts'
import { bodyFrom, bodyOf, THREAD_DRAFT, threadDraft, type Promised } from './draft.ts'

/**
 * Begins a thread from a promise of another matter, with its words, unit and date, or goes on with the one that was
 * begun. The server ties it to the promise when it is opened. Call it in set-up.
 */
export function useSupervise(): (promised: Promised) => void {
  const router = useRouter()
  const drafts = useDrafts()
  const link = useLink()
  return (promised) => {
    const begun = drafts.drafts.find((draft) => {
      if (draft.kind !== THREAD_DRAFT) return false
      const { origin, item } = bodyOf(draft)
      return origin === promised.origin && item === promised.item
    })
    const draft = begun ?? threadDraft(newId(), newId(), bodyFrom(promised, link.serverNow()))
    if (!begun) drafts.save(draft)
    void router.push({ name: 'supervise', params: { draft: draft.id } })
  }
}

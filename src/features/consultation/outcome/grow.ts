import { useRouter } from 'vue-router'
import type { ConsultationState } from '../../../../core/consultation/state.ts'
import { newId } from '../../../realtime/new-id.ts'
import { t } from '../../../i18n/i18n.ts'
import { useDrafts } from '../../../stores/drafts.ts'
import { useFollowUps } from '../../../stores/follow-ups.ts'
import { useSession } from '../../../stores/session.ts'
import { bodyOf, freshDraft } from '../../writing/draft.ts'

/**
 * Begins a proposal from a follow-up of a published outcome: with its words and the session as its origin. When the
 * server has it, it is tied to the follow-up by itself. Call it in set-up.
 */
export function useGrow(): (state: ConsultationState, followUp: number) => void {
  const router = useRouter()
  const drafts = useDrafts()
  const followUps = useFollowUps()
  const session = useSession()
  return (state, followUp) => {
    const point = state.published?.followUps[followUp]
    if (!point) return
    const [id, matter] = [newId(), newId()]
    // As everywhere one begins to write: where the writer is at home.
    const region = session.account?.region
    const situation = t('session.outcome.grownFrom', { title: state.title, text: point.text })
    followUps.expect(matter, { session: state.id, followUp })
    drafts.save(freshDraft(id, matter, bodyOf({ body: { situation, origin: state.id, region } })))
    void router.push({ name: 'write', params: { draft: id } })
  }
}

import type { RouteLocationRaw } from 'vue-router'
import type { Draft } from '../../../core/desktop/contract.ts'
import type { TextKey } from '../../i18n/i18n.ts'
import { MINUTES_DRAFT } from '../consultation/minutes/minutes-draft.ts'
import { OUTCOME_DRAFT } from '../consultation/outcome/editing.ts'
import { SESSION_DRAFT, SESSION_REVISION } from '../consultation/writing/draft.ts'
import { SERVICE_DRAFT } from '../service/writing/draft.ts'
import { THREAD_DRAFT } from '../supervision/opening/draft.ts'

/** What a draft becomes, in words, and where it is written on. */
export function draftPlace({ id, kind, matter }: Draft): { name: TextKey; to: RouteLocationRaw } {
  if (kind === 'answer' && matter !== undefined)
    return {
      name: 'writing.answerTo',
      to: { name: 'proposal', params: { id: matter, tab: 'answer' }, query: { write: '1' } },
    }
  if (kind === OUTCOME_DRAFT && matter !== undefined)
    return {
      name: 'session.outcome.draftOf',
      to: { name: 'consultation', params: { id: matter, tab: 'outcome' }, query: { write: '1' } },
    }
  if (kind === MINUTES_DRAFT && matter !== undefined)
    return { name: 'session.minutes.draftOf', to: { name: 'consultation', params: { id: matter, tab: 'minutes' } } }
  if (kind === SESSION_DRAFT || kind === SESSION_REVISION)
    return {
      name: kind === SESSION_DRAFT ? 'session.write.newOne' : 'session.write.reviseOf',
      to: { name: 'convene', params: { draft: id } },
    }
  if (kind === SERVICE_DRAFT) return { name: 'help.write.newOne', to: { name: 'ask', params: { draft: id } } }
  if (kind === THREAD_DRAFT) return { name: 'thread.write.newOne', to: { name: 'supervise', params: { draft: id } } }
  return {
    name: kind === 'revision' ? 'writing.reviseOf' : 'writing.newOne',
    to: { name: 'write', params: { draft: id } },
  }
}

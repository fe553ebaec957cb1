import { useKeptForm } from '../../writing/kept-form.ts'
import { check } from './check.ts'
import { bodyOf, isEmpty, threadDraft, type ThreadBody } from './draft.ts'

/** The form of a thread over its draft. */
export const useOpening = (draftId: string) =>
  useKeptForm<ThreadBody>(draftId, {
    at: 'supervise',
    page: 'supervision',
    list: 'supervisions',
    bodyOf,
    isEmpty,
    draftOf: threadDraft,
    check(body, now) {
      const found = check(body, now)
      return found.ok ? { ok: true, command: { type: 'supervision.open', data: found.data } } : found
    },
    done: 'thread.done.open',
  })

import type { Draft } from '../../../../core/desktop/contract.ts'

/** Minutes that are being edited, kept on this machine until they are proposed. */
export const MINUTES_DRAFT = 'minutes'

/** The text of a session's minutes that was begun here. */
export function minutesDraftOf(drafts: readonly Draft[], matter: string): { id: string; text: string } | undefined {
  const draft = drafts.find((one) => one.kind === MINUTES_DRAFT && one.matter === matter)
  return draft && typeof draft.body.text === 'string' ? { id: draft.id, text: draft.body.text } : undefined
}

import type { ConsultationState } from '../../../../core/consultation/state.ts'
import { t } from '../../../i18n/i18n.ts'

export const SESSION_TABS = [
  'overview',
  'agenda',
  'people',
  'polls',
  'statements',
  'outcome',
  'minutes',
  'discussion',
  'order',
  'record',
  'replay',
] as const
export type SessionTab = (typeof SESSION_TABS)[number]

/** Whether anything was done to keep order, as far as the state still shows it. */
function kept({ appeals, mutes, lock, slow, statements, messages }: ConsultationState): boolean {
  if (appeals.length + mutes.length > 0 || lock !== undefined || slow !== undefined) return true
  return statements.some(({ status }) => status === 'rejected') || messages.some(({ hidden }) => hidden)
}

/** The parts of a session's page that have something to show, each with how much of it there is. */
export function tabsOf(state: ConsultationState): { key: SessionTab; text: string; count?: number }[] {
  const over = state.concludedAt !== undefined
  const shown: Record<SessionTab, boolean> = {
    overview: true,
    agenda: true,
    people: true,
    polls: state.polls.length > 0,
    statements: state.statements.length > 0,
    outcome: state.openedAt !== undefined,
    minutes: over,
    discussion: true,
    order: kept(state),
    record: true,
    replay: over,
  }
  const count: Partial<Record<SessionTab, number>> = {
    agenda: state.agenda.length,
    people: state.accounts.length,
    polls: state.polls.length,
    statements: state.statements.length,
    discussion: state.messageCount,
    order: state.appeals.filter(({ answer }) => !answer).length,
  }
  return SESSION_TABS.filter((key) => shown[key]).map((key) => ({
    key,
    text: t(`session.tabs.${key}`),
    count: count[key],
  }))
}

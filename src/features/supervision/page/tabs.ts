import type { SupervisionState } from '../../../../core/supervision/state.ts'
import { t } from '../../../i18n/i18n.ts'

export const THREAD_TABS = ['overview', 'progress', 'seen', 'discussion', 'record'] as const
export type ThreadTab = (typeof THREAD_TABS)[number]

/** The parts of a thread's page, each with how much of it there is. `beside`: the discussion stands beside them. */
export function tabsOf(
  { commitments, observations, messageCount }: SupervisionState,
  beside: boolean,
): { key: ThreadTab; text: string; count?: number }[] {
  const count: Partial<Record<ThreadTab, number>> = {
    progress: commitments.reduce((sum, { reports }) => sum + reports.length, 0),
    seen: observations.length,
    discussion: messageCount,
  }
  return THREAD_TABS.filter((key) => key !== 'discussion' || !beside).map((key) => ({
    key,
    text: t(`thread.tabs.${key}`),
    count: count[key],
  }))
}

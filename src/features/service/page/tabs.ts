import type { ServiceState } from '../../../../core/service/state.ts'
import { t } from '../../../i18n/i18n.ts'

export const HELP_TABS = ['overview', 'discussion', 'record'] as const

/** Whether anything has been or can be said in it: not before somebody has claimed it. */
export function talks({ status, messageCount }: ServiceState): boolean {
  return status !== 'open' || messageCount > 0
}

/** The parts of a request's page. `beside`: the dialogue stands beside them. */
export function tabsOf(state: ServiceState, beside: boolean) {
  return HELP_TABS.filter((key) => key !== 'discussion' || (talks(state) && !beside)).map((key) => ({
    key,
    text: t(`help.tabs.${key}`),
    count: key === 'discussion' ? state.messageCount : undefined,
  }))
}

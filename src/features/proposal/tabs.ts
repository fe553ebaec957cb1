import { maySeeHeld } from '../../../core/kinds.ts'
import type { Account } from '../../../core/people/roles.ts'
import type { ProposalState } from '../../../core/proposal/state.ts'
import { t } from '../../i18n/i18n.ts'

export type ProposalTab = 'text' | 'handling' | 'answer' | 'discussion' | 'cosigners' | 'versions' | 'record'

/** The parts of a proposal's page that have something to show. `beside`: the discussion stands beside them. */
export function tabsOf(
  state: ProposalState,
  account: Account | null,
  beside: boolean,
): { key: ProposalTab; text: string; count?: number }[] {
  const handled = state.number !== undefined || state.merged !== undefined || state.absorbed.length > 0
  const held = state.held !== undefined && account !== null && maySeeHeld(state, account)
  const inHand = state.status === 'handling' || state.status === 'answered' || state.status === 'closed'
  const answered = state.rounds.length > 0 || state.passedOn !== undefined
  const tab = (key: ProposalTab, count?: number) => ({ key, text: t(`proposal.tabs.${key}`), count })
  return [
    tab('text'),
    ...(handled ? [tab('handling')] : []),
    ...(inHand || held || answered ? [tab('answer', state.rounds.length)] : []),
    ...(beside ? [] : [tab('discussion', state.messageCount)]),
    tab('cosigners', state.cosigners.filter(({ status }) => status === 'signed').length),
    tab('versions', state.versions.length),
    tab('record'),
  ]
}

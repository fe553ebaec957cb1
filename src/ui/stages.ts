import type { ProposalStatus } from '../../core/proposal/state.ts'

/** The way of a proposal: 提交 审查 立案 交办 办理 答复 办结. */
export const STAGES = ['submit', 'screen', 'file', 'assign', 'handle', 'answer', 'close'] as const
export type Stage = (typeof STAGES)[number]

const AT: Record<ProposalStatus, Stage> = {
  submitted: 'screen',
  returned: 'screen',
  declined: 'screen',
  merged: 'screen',
  withdrawn: 'screen',
  filed: 'file',
  assigned: 'assign',
  handling: 'handle',
  answered: 'answer',
  closed: 'close',
}

/** The stage at which a proposal of this status stands. */
export function stageOf(status: ProposalStatus): Stage {
  return AT[status]
}

/** True when a proposal left the way before its end. */
export function leftTheWay(status: ProposalStatus): boolean {
  return status === 'declined' || status === 'merged' || status === 'withdrawn'
}

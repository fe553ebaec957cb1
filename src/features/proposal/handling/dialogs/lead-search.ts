import { onScopeDispose, ref, shallowRef } from 'vue'
import type { ProposalState } from '../../../../../core/proposal/state.ts'
import { currentVersion } from '../../../../../core/proposal/state.ts'
import type { Summary } from '../../../../../core/wire/records.ts'
import { useLink } from '../../../../stores/link.ts'

/** Statuses at which a proposal takes others; the server says the same. */
export const TAKES_OTHERS = ['submitted', 'filed', 'assigned', 'handling']
const PAUSE_MS = 250
const MOST = 12

/**
 * Finds proposals that this one could be merged into: by number or words, and before anything is typed the ones that
 * are most like it. Call it in set-up.
 */
export function useLeadSearch(state: ProposalState) {
  const link = useLink()
  const found = shallowRef<readonly Summary[]>([])
  const phase = ref<'idle' | 'searching' | 'failed'>('idle')
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0
  onScopeDispose(() => clearTimeout(timer))

  const fits = ({ id, kind, status }: Summary) =>
    kind === 'proposal' && id !== state.id && TAKES_OTHERS.includes(status)

  async function ask(text: string): Promise<readonly Summary[] | undefined> {
    if (text !== '') {
      const reply = await link.request('matters:list', { kind: 'proposal', status: TAKES_OTHERS, text, limit: MOST })
      return reply.ok ? reply.value.items : undefined
    }
    const { title, situation, suggestions } = currentVersion(state)
    const like = await link.request('matters:similar', {
      title,
      text: [situation, ...suggestions].join('\n'),
      kind: 'proposal',
      limit: MOST,
    })
    return like.ok ? like.value.items.map(({ summary }) => summary) : undefined
  }

  async function run(text: string): Promise<void> {
    const mine = ++turn
    phase.value = 'searching'
    const items = await ask(text)
    if (mine !== turn) return
    phase.value = items ? 'idle' : 'failed'
    found.value = items?.filter(fits) ?? []
  }

  /** Searches a moment after the last key. */
  function search(text: string): void {
    clearTimeout(timer)
    timer = setTimeout(() => void run(text.trim()), text.trim() === '' ? 0 : PAUSE_MS)
  }
  search('')

  return { found, phase, search }
}

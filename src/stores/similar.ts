import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { codePoints, tidy } from '../../core/text/hygiene.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import type { RequestValue } from '../../core/wire/requests.ts'
import { useLink } from './link.ts'

export type SimilarMatter = RequestValue<'matters:similar'>['items'][number]

// After the last key, ms.
const PAUSE_MS = 900
// Less than this says too little to be compared, characters.
const ENOUGH = 10
const TITLE_MOST = 200
const TEXT_MOST = 20_000
const LIMIT = 5

export interface Similar {
  /** `idle`: too little is written; `asking` keeps what was found before. */
  phase: Ref<'idle' | 'asking' | 'ready' | 'error'>
  refusal: ShallowRef<Refusal | null>
  items: ShallowRef<readonly SimilarMatter[]>
  refresh: () => void
}

const cut = (text: string, most: number) => [...text].slice(0, most).join('')

/**
 * Matters like what is being written, asked for a moment after the last key. `written` is read as it changes; `without`
 * are the matter itself and what it has grown from. Call it in set-up.
 */
export function useSimilar(
  written: () => { title: string; text: string },
  without: () => readonly (string | undefined)[],
): Similar {
  const link = useLink()
  const phase = ref<'idle' | 'asking' | 'ready' | 'error'>('idle')
  const refusal = shallowRef<Refusal | null>(null)
  const items = shallowRef<readonly SimilarMatter[]>([])
  let turn = 0
  let pause: ReturnType<typeof setTimeout> | undefined

  async function ask(): Promise<void> {
    const mine = ++turn
    const { title, text } = written()
    if (codePoints(tidy(title)) + codePoints(tidy(text)) < ENOUGH) {
      phase.value = 'idle'
      items.value = []
      return
    }
    phase.value = 'asking'
    const body = { title: cut(title, TITLE_MOST), text: cut(text, TEXT_MOST), limit: LIMIT + without().length }
    const reply = await link.request('matters:similar', body)
    if (mine !== turn) return
    if (reply.ok) {
      items.value = reply.value.items.filter(({ summary }) => !without().includes(summary.id)).slice(0, LIMIT)
      refusal.value = null
      phase.value = 'ready'
    } else {
      refusal.value = reply.refusal
      phase.value = 'error'
    }
  }

  watch(
    () => Object.values(written()).join('\n'),
    () => {
      turn++
      clearTimeout(pause)
      pause = setTimeout(() => void ask(), PAUSE_MS)
    },
    { immediate: true },
  )
  watch(
    () => link.state,
    (state) => state === 'online' && phase.value === 'error' && void ask(),
  )
  onScopeDispose(() => {
    turn++
    clearTimeout(pause)
  })

  return { phase, refusal, items, refresh: () => void ask() }
}

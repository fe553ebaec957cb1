import type { Ref } from 'vue'
import { useListener } from '../../ui/listen.ts'

const STEP: Record<string, number | 'first' | 'last'> = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' }

/** Up, down, home and end move the focus among the links inside an element. Call it in set-up. */
export function useArrowKeys(within: Ref<HTMLElement | null>): void {
  useListener(within, 'keydown', (event) => {
    const step = STEP[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const links = [...(within.value?.querySelectorAll<HTMLElement>('a[href]') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    const to = step === 'first' ? 0 : step === 'last' ? links.length - 1 : at + step
    links[Math.max(0, Math.min(links.length - 1, to))]?.focus()
    event.preventDefault()
  })
}

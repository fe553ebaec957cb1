import { nextTick, ref, type Ref } from 'vue'
import { useListener } from '../../ui/listen.ts'
import type { Row } from './rows.ts'

interface Point {
  x: number
  y: number
}

/**
 * Walking through a log of messages: it scrolls, so it takes the focus, and its arrow keys go from message to message;
 * Enter, the menu key and the right mouse button open a message's menu. The answer is the row that holds the focus.
 */
export function useWalk(
  log: Ref<HTMLElement | null>,
  rows: () => readonly Row[],
  scrollTo: (index: number) => void,
  openMenu: (row: Row, at: Point) => void,
): Ref<number> {
  const current = ref(-1)

  async function focusRow(index: number): Promise<void> {
    current.value = Math.max(0, Math.min(rows().length - 1, index))
    scrollTo(current.value)
    await nextTick()
    log.value?.querySelector<HTMLElement>(`[data-index="${current.value}"]`)?.focus({ preventScroll: true })
  }

  const placeOf = (target: EventTarget | null) => (target as HTMLElement).closest<HTMLElement>('[data-index]')
  const settled = (row: Row | undefined) => row && !row.pending && !row.refused

  useListener(log, 'keydown', (event) => {
    const on = placeOf(event.target)
    const at = on ? Number(on.dataset.index) : rows().length
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows().length - 1 }[event.key]
    const row = rows()[at]
    if (to !== undefined) void focusRow(to)
    else if (on && row && event.target === on && (event.key === 'Enter' || event.key === 'ContextMenu')) {
      const box = on.getBoundingClientRect()
      if (settled(row)) openMenu(row, { x: box.left + 48, y: box.top + 24 })
    } else return
    event.preventDefault()
  })

  useListener(log, 'contextmenu', (event) => {
    const row = rows()[Number(placeOf(event.target)?.dataset.index ?? -1)]
    // A marked text keeps the browser's own menu, to copy it.
    if (!row || !settled(row) || window.getSelection()?.toString()) return
    event.preventDefault()
    openMenu(row, { x: event.clientX, y: event.clientY })
  })

  return current
}

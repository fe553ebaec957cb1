import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

/** The colours and sizes that a drawing has to take from the page, since no style sheet reaches into a canvas. */
export interface Look {
  ink: string
  quiet: string
  line: string
  surface: string
  bars: readonly string[]
  font: string
  /** Body and small text in px. */
  size: number
  small: number
}

function read(): Look {
  const style = getComputedStyle(document.documentElement)
  const value = (name: string) => style.getPropertyValue(name).trim()
  return {
    ink: value('--ink'),
    quiet: value('--ink-2'),
    line: value('--line'),
    surface: value('--surface'),
    bars: [value('--lead'), value('--good'), value('--caution'), value('--ink-3')],
    font: value('--font'),
    size: Number.parseFloat(value('--fs')) || 16,
    small: Number.parseFloat(value('--fs-s')) || 14,
  }
}

/** How the page looks now, as theme and size of type are changed. Call it in set-up. */
export function useLook(): Readonly<ShallowRef<Look>> {
  const look = shallowRef(read())
  const observer = new MutationObserver(() => (look.value = read()))
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-size', 'lang'] })
  onScopeDispose(() => observer.disconnect())
  return look
}

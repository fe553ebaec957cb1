import { readonly, shallowRef } from 'vue'

export type Tone = 'info' | 'good' | 'act'

export interface Toast {
  id: number
  text: string
  tone: Tone
}

export interface Line {
  id: number
  text: string
}

const spoken = shallowRef<readonly Line[]>([])
const shown = shallowRef<readonly Toast[]>([])
let last = 0

// As many as can be called out at one moment without one pushing out another that was not read yet.
const KEPT_LINES = 12

/** What screen readers are told, the latest last, and what is shown for a moment at the head of the window. */
export const said = readonly(spoken)
export const toasts = readonly(shown)

/** Tells screen readers something that others see happen; what is told at the same moment is read one after the other. */
export function announce(text: string): void {
  spoken.value = [...spoken.value.slice(1 - KEPT_LINES), { id: ++last, text }]
}

const STAY_MS = 6_000

/** Shows a short message for a few seconds; what asks for action stays longer. */
export function toast(text: string, tone: Tone = 'info'): void {
  const entry = { id: ++last, text, tone }
  shown.value = [...shown.value.slice(-2), entry]
  setTimeout(() => dismissToast(entry.id), tone === 'act' ? STAY_MS * 2 : STAY_MS)
}

export function dismissToast(id: number): void {
  shown.value = shown.value.filter((entry) => entry.id !== id)
}

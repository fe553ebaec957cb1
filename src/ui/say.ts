import { readonly, ref, shallowRef } from 'vue'

export type Tone = 'info' | 'good' | 'act'

export interface Toast {
  id: number
  text: string
  tone: Tone
}

const spoken = ref('')
const shown = shallowRef<readonly Toast[]>([])
let last = 0

/** What screen readers are told, and what is shown for a moment at the head of the window. */
export const said = readonly(spoken)
export const toasts = readonly(shown)

/** Tells screen readers something that others see happen. */
export function announce(text: string): void {
  // A text that stays the same is not read again: a trailing space makes it another.
  spoken.value = spoken.value === text ? `${text} ` : text
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

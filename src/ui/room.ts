import { computed, onScopeDispose, ref, type ComputedRef, type Ref } from 'vue'
import type { Settings } from '../../core/desktop/contract.ts'
import { useSettings } from '../stores/settings.ts'

/** Body text of each size in px; the style sheet says the same. */
export const BODY_PX: Record<Settings['size'], number> = { standard: 16, large: 20, elder: 24, extra: 30 }

const SIDE_RAIL = 40
const TWO_PANES = 60

/**
 * How much room there is, counted in body characters, so that larger type gets the layout of a narrower window:
 * the rail beside the page or at its foot, list and detail side by side or one after the other.
 */
export function useRoom(): { rail: ComputedRef<'side' | 'foot'>; panes: ComputedRef<1 | 2> } {
  const { settings } = useSettings()
  const width = ref(window.innerWidth)
  const measure = () => (width.value = window.innerWidth)
  window.addEventListener('resize', measure)
  onScopeDispose(() => window.removeEventListener('resize', measure))
  const characters = computed(() => width.value / BODY_PX[settings.size])
  return {
    rail: computed(() => (characters.value >= SIDE_RAIL ? 'side' : 'foot')),
    panes: computed(() => (characters.value >= TWO_PANES ? 2 : 1)),
  }
}

/** The width of an element in body characters, as it changes. */
export function useWidth(element: Ref<HTMLElement | null>): Ref<number> {
  const { settings } = useSettings()
  const px = ref(0)
  const observer = new ResizeObserver(([entry]) => (px.value = entry?.contentRect.width ?? 0))
  const stop = { current: undefined as HTMLElement | undefined }
  const follow = () => {
    if (stop.current === element.value) return
    observer.disconnect()
    if (element.value) observer.observe(element.value)
    stop.current = element.value ?? undefined
  }
  onScopeDispose(() => observer.disconnect())
  return computed(() => {
    follow()
    return px.value / BODY_PX[settings.size]
  })
}

import { watch, type Ref } from 'vue'

/** Listens to what happens inside an element for as long as it is there, where the element itself is nothing to operate. */
export function useListener<K extends keyof HTMLElementEventMap>(
  within: Ref<HTMLElement | null>,
  type: K,
  heard: (event: HTMLElementEventMap[K]) => void,
): void {
  watch(within, (element, _, onCleanup) => {
    element?.addEventListener(type, heard)
    onCleanup(() => element?.removeEventListener(type, heard))
  })
}

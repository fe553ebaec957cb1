import { onBeforeUnmount, onMounted, type Ref } from 'vue'

// Below this nobody in the last row reads on.
const LEAST = 0.55
const STEP = 0.05

/**
 * Lets what is in a frame shrink until it fits the frame's height: sets `--fit`, from 1 down to 0.55, on the frame whenever
 * its size or its contents change. Nothing can be scrolled in a hall. Call it in set-up.
 */
export function useFit(frame: Ref<HTMLElement | null>): void {
  function fit(): void {
    const { value } = frame
    if (!value) return
    for (let scale = 1; scale >= LEAST; scale -= STEP) {
      value.style.setProperty('--fit', scale.toFixed(2))
      if (value.scrollHeight <= value.clientHeight) return
    }
  }
  const resized = new ResizeObserver(fit)
  const changed = new MutationObserver(fit)
  onMounted(() => {
    if (!frame.value) return
    resized.observe(frame.value)
    changed.observe(frame.value, { childList: true, subtree: true, characterData: true })
    void document.fonts?.ready.then(fit)
    fit()
  })
  onBeforeUnmount(() => {
    resized.disconnect()
    changed.disconnect()
  })
}

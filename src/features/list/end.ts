import { onBeforeUnmount, onMounted, type Ref } from 'vue'

/** Calls back when the reader nears the end of a list, marked by an element there. */
export function useEnd(end: Ref<HTMLElement | null>, reached: () => void): void {
  const observer = new IntersectionObserver(
    ([entry]) => {
      if (entry?.isIntersecting) reached()
    },
    { rootMargin: '600px' },
  )
  onMounted(() => {
    if (end.value) observer.observe(end.value)
  })
  onBeforeUnmount(() => observer.disconnect())
}

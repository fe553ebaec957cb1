import type { Directive } from 'vue'

/** Gives the list that an Element Plus select opens the name and the place in the tab order it lacks. The value is the name. */
export const vNamedList: Directive<HTMLElement, string> = {
  mounted: name,
  updated: name,
}

function name(element: HTMLElement, { value }: { value: string }): void {
  const input = element.querySelector('input')
  if (!input) return
  if (!input.labels?.length) input.setAttribute('aria-label', value)
  const list = document.getElementById(input.getAttribute('aria-controls') ?? '')
  list?.setAttribute('aria-label', value)
  // What scrolls is around the list, and has to be reached by keyboard where the list is longer than it.
  list?.closest('.el-scrollbar__wrap')?.setAttribute('tabindex', '0')
}

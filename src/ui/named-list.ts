import type { Directive } from 'vue'

/**
 * Mends two findings of axe in Element Plus: the list that a select opens gets a name, and the input of a cascader,
 * which says that it is expanded, gets the role that may say so. The value is the name.
 */
export const vNamedList: Directive<HTMLElement, string> = {
  mounted: name,
  updated: name,
}

function name(element: HTMLElement, { value }: { value: string }): void {
  const input = element.querySelector('input')
  if (!input) return
  input.setAttribute('role', 'combobox')
  if (!input.labels?.length) input.setAttribute('aria-label', value)
  const list = document.getElementById(input.getAttribute('aria-controls') ?? '')
  list?.setAttribute('aria-label', value)
  // A list that is longer than its box scrolls: what scrolls must be reachable.
  list?.closest('.el-select-dropdown__wrap')?.setAttribute('tabindex', '0')
  // The wrapper that Element Plus makes a list box of when the options stand in a scroll area.
  list?.closest('[role="listbox"], [role="dialog"], [role="tooltip"]')?.setAttribute('aria-label', value)
}

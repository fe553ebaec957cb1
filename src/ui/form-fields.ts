/** Puts the keyboard into the field of a form that has this name (`data-field`), and the field in sight. */
export function goToField(form: HTMLElement | null, field: string | undefined): void {
  const place = form?.querySelector<HTMLElement>(`[data-field="${field}"]`)
  place?.querySelector<HTMLElement>('input:not([type=file]), textarea, button, [tabindex="0"]')?.focus()
  place?.scrollIntoView({ block: 'center' })
}

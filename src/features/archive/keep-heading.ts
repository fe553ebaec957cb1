import { nextTick, type ShallowRef } from 'vue'

/** Makes a change that puts another heading in the place of one; where that one has the keyboard, the other gets it. */
export async function keepHeading(head: Readonly<ShallowRef<HTMLElement | null>>, change: () => void): Promise<void> {
  const heading = () => head.value?.querySelector<HTMLElement>('[data-heading]')
  const before = heading()
  const had = !!before && before === document.activeElement
  change()
  await nextTick()
  if (had) heading()?.focus({ preventScroll: true })
}

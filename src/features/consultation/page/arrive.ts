import { nextTick, onMounted, watch, type Ref } from 'vue'
import { t } from '../../../i18n/i18n.ts'
import { toast } from '../../../ui/say.ts'

/**
 * Puts the keyboard on the first control of what somebody came for, or says that it is done already; `control` is the
 * selector of one. Call it in set-up.
 */
export function useArrival(
  arrived: () => boolean | undefined,
  place: Ref<HTMLElement | null>,
  control = '.do button',
): void {
  async function go(): Promise<void> {
    if (!arrived()) return
    await nextTick()
    const button = place.value?.querySelector<HTMLElement>(control)
    if (!button) return toast(t('handling.alreadyDone'))
    button.focus()
    button.scrollIntoView({ block: 'center' })
  }
  onMounted(() => void go())
  watch(arrived, () => void go())
}

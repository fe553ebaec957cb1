import { nextTick, onMounted, watch, type Ref } from 'vue'
import { t } from '../../../i18n/i18n.ts'
import { toast } from '../../../ui/say.ts'

/** Puts the keyboard on the first button of what somebody came for, or says that it is done already. Call it in set-up. */
export function useArrival(arrived: () => boolean | undefined, place: Ref<HTMLElement | null>): void {
  async function go(): Promise<void> {
    if (!arrived()) return
    await nextTick()
    const button = place.value?.querySelector<HTMLElement>('.do button')
    if (!button) return toast(t('handling.alreadyDone'))
    button.focus()
    button.scrollIntoView({ block: 'center' })
  }
  onMounted(() => void go())
  watch(arrived, () => void go())
}

import { onScopeDispose, ref, watchEffect } from 'vue'
import { speak } from '../../i18n/i18n.ts'
import { useSettings } from '../../stores/settings.ts'

/** Keeps the page's theme, size and language as the reader has set them. Call once, in the root component. */
export function useAppearance(): void {
  const { settings } = useSettings()
  const darkness = window.matchMedia('(prefers-color-scheme: dark)')
  const contrast = window.matchMedia('(prefers-contrast: more)')
  const dark = ref(darkness.matches)
  const more = ref(contrast.matches)
  const look = () => {
    dark.value = darkness.matches
    more.value = contrast.matches
  }
  for (const query of [darkness, contrast]) {
    query.addEventListener('change', look)
    onScopeDispose(() => query.removeEventListener('change', look))
  }
  const root = document.documentElement.dataset
  watchEffect(() => {
    const system = more.value ? 'contrast' : dark.value ? 'dark' : 'light'
    root.theme = settings.theme === 'system' ? system : settings.theme
    root.size = settings.size
  })
  watchEffect(() => void speak(settings.language))
}

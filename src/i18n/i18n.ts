import { createI18n } from 'vue-i18n'
import type { Shape } from './shape.ts'
import { zhCN } from './zh-CN.ts'

type Leaf<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : Leaf<T[K], `${Path}${K}.`>
}[keyof T & string]

/** The path of a text. */
export type TextKey = Leaf<typeof zhCN>

export type Language = 'zh-CN' | 'en'

export const i18n = createI18n<[Shape<typeof zhCN>], Language, false>({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN, en: {} as Shape<typeof zhCN> },
  missingWarn: false,
  fallbackWarn: false,
})

/** Speaks another language from now on; its texts are loaded when first asked for. */
export async function speak(language: Language): Promise<void> {
  if (language === 'en') i18n.global.setLocaleMessage('en', (await import('./en.ts')).en)
  i18n.global.locale.value = language
  document.documentElement.lang = language
}

/**
 * A text in the reader's language. `named` fills its `{…}`; `n` among them also chooses between singular and plural.
 * The key is checked by the compiler.
 */
export function t(key: TextKey, named: Record<string, string | number> = {}): string {
  return typeof named.n === 'number' ? i18n.global.t(key, named, named.n) : i18n.global.t(key, named)
}

/** True when there is a text at this path, for paths that come from outside. */
export function hasText(key: string): key is TextKey {
  return i18n.global.te(key as TextKey, 'zh-CN')
}

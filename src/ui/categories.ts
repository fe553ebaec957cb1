import { getActivePinia } from 'pinia'
import { isCategory } from '../../core/proposal/categories.ts'
import { t } from '../i18n/i18n.ts'
import { useCommittee } from '../stores/committee.ts'

/** What a category that every edition knows is called; a code that it does not know stays as it is. */
export function standardCategoryName(code: string): string {
  return isCategory(code) ? t(`words.category.${code}`) : code
}

const kept = () => (getActivePinia() ? useCommittee().settings.categories : [])

/** The name of a category, as the committee calls it. */
export function categoryName(code: string | undefined): string {
  if (code === undefined) return ''
  return kept().find(({ id }) => id === code)?.name ?? standardCategoryName(code)
}

/** The categories that can be chosen, in their order; with `also` one that a matter has already, though it is retired. */
export function offeredCategories(also?: string): { id: string; name: string }[] {
  return kept()
    .filter(({ id, retired }) => !retired || id === also)
    .map(({ id }) => ({ id, name: categoryName(id) }))
}

/** Every category there is or was: what is looked for may be older than a change. */
export function everyCategory(): { id: string; name: string }[] {
  return kept().map(({ id }) => ({ id, name: categoryName(id) }))
}

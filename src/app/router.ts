import { nextTick } from 'vue'
import { createRouter, createWebHashHistory } from 'vue-router'
import { t } from '../i18n/i18n.ts'
import { announce } from '../ui/say.ts'
import { ROUTES } from './routes.ts'

export const router = createRouter({ history: createWebHashHistory(), routes: [...ROUTES] })

/** Gives the keyboard to the heading of the page that has come up, or to the page itself. */
export async function focusPage(): Promise<void> {
  await nextTick()
  const target =
    document.querySelector<HTMLElement>('main [data-heading]') ?? document.querySelector<HTMLElement>('main')
  target?.focus({ preventScroll: true })
}

router.afterEach((to, from) => {
  const place = t(to.meta.title)
  document.title = `${place} · ${t('common.product')}`
  const samePage = to.name === from.name && to.params.id === from.params.id && to.params.draft === from.params.draft
  if (from.matched.length === 0 || samePage) return
  announce(t('shell.opened', { title: place }))
  void focusPage()
})

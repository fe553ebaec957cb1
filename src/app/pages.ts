import { ROUTES } from './routes.ts'

/** Loads the code of every page that has not been loaded, one after the other. */
export async function fetchPages(): Promise<void> {
  for (const { component, children } of ROUTES)
    for (const page of [component, ...(children ?? []).map((child) => child.component)])
      if (typeof page === 'function') await (page as () => Promise<unknown>)().catch(() => undefined)
}

import { DEFAULT_PREFERENCES, preferencesSchema, type Preferences } from '../../core/notices/preferences.ts'
import type { Store } from '../store/contract.ts'

/** What an account is told of: what it has chosen, and the usual where it has chosen nothing or of an older shape. */
export async function preferencesOf(store: Pick<Store, 'preferences'>, account: string): Promise<Preferences> {
  const chosen = preferencesSchema.safeParse(await store.preferences(account))
  return chosen.success ? chosen.data : DEFAULT_PREFERENCES
}

import { refusalText } from '../../../i18n/refusal.ts'

/** Why words cannot be published, as the server would refuse them: `told` is the reason's word. */
export const tellsText = (told: string): string =>
  refusalText({ code: 'invalid', message: '', details: { reason: told, rule: 'HP11' } })

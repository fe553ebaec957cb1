import { CLUES, GROWN } from './clues.ts'
import { ANSWERED } from './stories/answered.ts'
import { CITY } from './stories/city.ts'
import { CLOSED } from './stories/closed.ts'
import { ELDERLY } from './stories/elderly.ts'
import { CULTURE, ENVIRONMENT } from './stories/environment.ts'
import { GOVERNANCE, SAFETY } from './stories/governance.ts'
import { HANDLING } from './stories/handling.ts'
import { HEALTH } from './stories/health.ts'
import { EDUCATION, TRANSPORT } from './stories/transport.ts'
import type { Story } from './story.ts'

/** Every demo proposal. */
export const STORIES: Story[] = [
  ...ELDERLY,
  ...CITY,
  ...TRANSPORT,
  ...EDUCATION,
  ...HEALTH,
  ...ENVIRONMENT,
  ...CULTURE,
  ...GOVERNANCE,
  ...SAFETY,
  ...HANDLING,
  ...ANSWERED,
  ...CLOSED,
  ...GROWN,
]

/** Every demo suggestion. */
export { CLUES }

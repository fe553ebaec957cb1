import { CITY } from './stories/city.ts'
import { ELDERLY } from './stories/elderly.ts'
import { CULTURE, ENVIRONMENT } from './stories/environment.ts'
import { GOVERNANCE, SAFETY } from './stories/governance.ts'
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
]

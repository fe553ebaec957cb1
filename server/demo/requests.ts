import type { PublishedAnswer, Request } from './request.ts'
import { ANSWERED } from './requests/answered.ts'
import { PUBLISHED, PUBLIC_ANSWERS } from './requests/published.ts'
import { WAITING } from './requests/waiting.ts'

/** Every demo request, and what was published of some. */
export const REQUESTS: Request[] = [...WAITING, ...ANSWERED, ...PUBLISHED]
export const ANSWERS: PublishedAnswer[] = PUBLIC_ANSWERS

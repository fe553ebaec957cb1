import type { Account } from '../../core/people/roles.ts'
import type { People } from '../accounts/roster.ts'
import type { Sessions } from '../accounts/sessions.ts'
import type { Arrivals } from '../attachments/arrivals.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { Matters } from '../matters/matters.ts'
import type { Reading } from '../matters/reading.ts'
import { admitted } from '../sockets/admission.ts'
import type { Store } from '../store/contract.ts'
import { createAttachmentRoutes } from './attachments.ts'
import { createBagRoutes } from './bags.ts'
import type { UploadLimits } from './upload-limits.ts'
import { createUploads } from './uploads.ts'

export interface FileRoutesParts {
  store: Store
  people: People
  sessions: Sessions
  matters: Matters
  reading: Reading
  attachments: Attachments
  arrivals: Arrivals
  limits: UploadLimits
}

/** What gives and takes files over HTTP: attachments, and the bags of matters. */
export function createFileRoutes({ store, people, sessions, arrivals, ...parts }: FileRoutesParts) {
  const { attachments, limits, reading, matters } = parts
  async function accountOf(token: string): Promise<Account | undefined> {
    const session = await admitted(token, { sessions, people, store })
    return session && people.account(session.account)
  }
  return {
    attachments: createAttachmentRoutes({
      attachments,
      uploads: createUploads(attachments, arrivals),
      limits,
      accountOf,
    }),
    bags: createBagRoutes({ reading, checkpoints: matters.checkpoints, attachments, people, limits, accountOf }),
  }
}

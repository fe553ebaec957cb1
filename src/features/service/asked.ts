import { z } from 'zod'
import type { ServiceState } from '../../../core/service/state.ts'
import { attachmentSchema, type Attachment } from '../../../core/wire/attachments.ts'

const heldSchema = z.object({ details: z.string(), attachments: z.array(attachmentSchema).optional() })

/** What the server holds until somebody has claimed it, for those who may read it. */
function heldIn(state: ServiceState) {
  const { heldAnswer } = state as ServiceState & { heldAnswer?: unknown }
  return heldSchema.safeParse(heldAnswer).data
}

/**
 * What is asked: from the record once somebody has claimed it; until then as the server holds it, for those who may read
 * it. `undefined` for everybody else.
 */
export function askedIn(state: ServiceState): string | undefined {
  return state.details ?? heldIn(state)?.details
}

/** The files that came with what is asked, as far as the reader may have them. */
export function filesIn(state: ServiceState): readonly Attachment[] {
  return (state.details === undefined ? heldIn(state)?.attachments : state.attachments) ?? []
}

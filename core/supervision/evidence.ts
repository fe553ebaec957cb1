import { attach } from '../matter/attach.ts'
import { reject, type Context } from '../matter/decision.ts'
import { ATTACHMENT_TYPES } from '../wire/attachments.ts'
import type { Evidence } from './events.ts'

interface Named {
  attachments?: readonly string[] | undefined
  pairs?: readonly { before: string; after: string }[] | undefined
}

/** The files of a command as its event tells of them; pairs are two different pictures among them. */
export function evidenceOf({ attachments, pairs = [] }: Named, context: Context) {
  const attached = attach(attachments, context)
  if (!attached.ok) return attached
  const pictures = new Set(
    attached.files.attachments?.filter(({ type }) => ATTACHMENT_TYPES[type].picture).map(({ sha256 }) => sha256),
  )
  const wrong = pairs.find(({ before, after }) => before === after || !pictures.has(before) || !pictures.has(after))
  if (wrong) return reject('invalid', 'not-a-pair', 'a pair is two of the attached pictures', { rule: 'SP4' })
  const evidence: Evidence = { ...attached.files, ...(pairs.length > 0 ? { pairs: [...pairs] } : {}) }
  return { ok: true as const, evidence }
}

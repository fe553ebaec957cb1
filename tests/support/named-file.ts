import { createHash } from 'node:crypto'
import type { Attachment } from '../../core/wire/attachments.ts'

/** A file with this text in it as a record names it, and its bytes. */
export function namedFile(
  text: string,
  name = '现场.pdf',
  type: Attachment['type'] = 'application/pdf',
): { named: Attachment; bytes: Buffer } {
  const bytes = Buffer.from(text)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { named: { sha256, name, type, size: bytes.length }, bytes }
}

import { fileTypeFromBuffer } from 'file-type'
import { ATTACHMENT_TYPES, type AttachmentType, type FileRefusal } from '../../core/wire/attachments.ts'
import { refuseOffice } from './office.ts'
import { redraw } from './pictures.ts'

/** A file that may be kept, with the bytes to keep; or why it is not taken. */
export type Inspected = { ok: true; bytes: Buffer; type: AttachmentType } | { ok: false; reason: FileRefusal }

const refuse = (reason: FileRefusal): Inspected => ({ ok: false, reason })
const OFFICE = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'word/',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xl/',
} as const

/**
 * Says what a file is from its content alone, whatever it is called, and makes it safe: pictures are drawn anew;
 * documents that carry programs, hide a second file, or would burst when unpacked are refused.
 */
export async function inspect(bytes: Buffer): Promise<Inspected> {
  if (bytes.length === 0) return refuse('empty-file')
  const type = await typeOf(bytes)
  if (!type) return refuse('file-type')
  if (ATTACHMENT_TYPES[type].picture) {
    const redrawn = await redraw(bytes, type)
    return redrawn.ok ? { ok: true, bytes: redrawn.bytes, type } : redrawn
  }
  const reason = await refuseDocument(bytes, type)
  return reason ? refuse(reason) : { ok: true, bytes, type }
}

async function typeOf(bytes: Buffer): Promise<AttachmentType | undefined> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (found?.mime === 'application/x-cfb') return oldOffice(bytes)
  return found && Object.hasOwn(ATTACHMENT_TYPES, found.mime) ? (found.mime as AttachmentType) : undefined
}

/** Word and Excel before 2007 are streams in one container; the name of the main stream, in UTF-16, says which. */
function oldOffice(bytes: Buffer): AttachmentType | undefined {
  const has = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'))
  if (has('WordDocument')) return 'application/msword'
  return has('Workbook') ? 'application/vnd.ms-excel' : undefined
}

async function refuseDocument(bytes: Buffer, type: AttachmentType): Promise<FileRefusal | undefined> {
  if (type === 'application/pdf') return refusePdf(bytes)
  if (type in OFFICE) {
    // a ZIP begins with its first part; anything before it, or behind its directory, is a second file
    if (bytes.readUInt32LE(0) !== 0x04034b50) return 'mixed-file'
    return refuseOffice(bytes, OFFICE[type as keyof typeof OFFICE])
  }
  const macros = ['_VBA_PROJECT', 'Macros'].some((name) => bytes.includes(Buffer.from(name, 'utf16le')))
  return macros ? 'macros' : undefined
}

const ACTIVE = /\/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|OpenAction\s*<<[^>]*\/JS)\b/

function refusePdf(bytes: Buffer): FileRefusal | undefined {
  if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-') return 'mixed-file'
  const end = bytes.subarray(-2048).toString('latin1')
  const closing = end.lastIndexOf('%%EOF')
  if (closing < 0) return 'broken-file'
  if (end.slice(closing + 5).trim() !== '') return 'mixed-file'
  // PK\5\6: the directory of a ZIP that hides in the document
  if (bytes.includes(Buffer.from([0x50, 0x4b, 0x05, 0x06]))) return 'mixed-file'
  return ACTIVE.test(bytes.toString('latin1')) ? 'active-content' : undefined
}

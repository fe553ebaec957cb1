import { fileTypeFromBuffer } from 'file-type'
import { ATTACHMENT_TYPES, type AttachmentType, type FileRefusal } from '../../core/wire/attachments.ts'
import { refuseOffice } from './office.ts'
import { refuseActive } from './pdf.ts'
import { redraw } from './pictures.ts'

/** A file that may be kept, with the bytes to keep; or why it is not taken. */
export type Inspected = { ok: true; bytes: Buffer; type: AttachmentType } | { ok: false; reason: FileRefusal }

const refuse = (reason: FileRefusal): Inspected => ({ ok: false, reason })
const OFFICE = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'word/',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xl/',
} as const
const LOCAL_FILE = Buffer.from('PK\x03\x04', 'latin1')
const DIRECTORY_END = Buffer.from('PK\x05\x06', 'latin1')
/** A ZIP's directory ends at most so far from the end of the file, in bytes. */
const DIRECTORY_REACH = 22 + 0xffff

/**
 * Says what a file is from its content alone, whatever it is called, and makes it safe: pictures are drawn anew;
 * documents that carry programs, hide a second file, or would burst when unpacked are refused.
 */
export async function inspect(bytes: Buffer): Promise<Inspected> {
  if (bytes.length === 0) return refuse('empty-file')
  const type = await typeOf(bytes)
  if (!type) return refuse('file-type')
  if (type === 'macros') return refuse(type)
  if (ATTACHMENT_TYPES[type].picture) {
    const redrawn = await redraw(bytes, type)
    return redrawn.ok ? { ok: true, bytes: redrawn.bytes, type } : redrawn
  }
  const reason = await refuseDocument(bytes, type)
  return reason ? refuse(reason) : { ok: true, bytes, type }
}

async function typeOf(bytes: Buffer): Promise<AttachmentType | 'macros' | undefined> {
  const { mime } = (await fileTypeFromBuffer(bytes).catch(() => undefined)) ?? {}
  if (mime === 'application/x-cfb') return oldOffice(bytes)
  if (mime?.includes('macroenabled')) return 'macros'
  return mime !== undefined && Object.hasOwn(ATTACHMENT_TYPES, mime) ? (mime as AttachmentType) : undefined
}

const hasName = (bytes: Buffer, name: string) => bytes.includes(Buffer.from(name, 'utf16le'))

/** Word and Excel before 2007 are streams in one container; the name of the main stream, in UTF-16, says which. */
function oldOffice(bytes: Buffer): AttachmentType | undefined {
  if (hasName(bytes, 'WordDocument')) return 'application/msword'
  return hasName(bytes, 'Workbook') ? 'application/vnd.ms-excel' : undefined
}

async function refuseDocument(bytes: Buffer, type: AttachmentType): Promise<FileRefusal | undefined> {
  if (type in OFFICE) {
    // a ZIP begins with its first part: anything before it is a second file
    if (!bytes.subarray(0, 4).equals(LOCAL_FILE)) return 'mixed-file'
    return refuseOffice(bytes, OFFICE[type as keyof typeof OFFICE])
  }
  // a ZIP is read from its end, so it can stand behind any other file
  if (bytes.subarray(-DIRECTORY_REACH).includes(DIRECTORY_END)) return 'mixed-file'
  if (type === 'application/pdf') return refusePdf(bytes)
  if (hasName(bytes, '_VBA_PROJECT') || hasName(bytes, 'Macros')) return 'macros'
  return hasName(bytes, 'Ole10Native') ? 'active-content' : undefined
}

function refusePdf(bytes: Buffer): FileRefusal | undefined {
  if (bytes.subarray(0, 5).toString('latin1') !== '%PDF-') return 'mixed-file'
  const end = bytes.subarray(-2048).toString('latin1')
  const closing = end.lastIndexOf('%%EOF')
  if (closing < 0) return 'broken-file'
  if (/[^\s\0]/.test(end.slice(closing + 5))) return 'mixed-file'
  return refuseActive(bytes)
}

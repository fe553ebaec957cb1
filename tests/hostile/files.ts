import { deflateSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { ZipFile } from 'yazl'
import { LIMITS } from '../../core/wire/limits.ts'
import { office, oldOffice, pdf, picture, plainPdf, renamed, type PdfObject } from '../support/files/made.ts'

/** Marks everything in a file that must not come out of it again. */
export const MARK = 'alert(1)'
const SCRIPT = `<html><script>${MARK}</script></html>`

/** A file that somebody might send, and what must become of it: this refusal, or a clean file that is kept. */
export interface Hostile {
  what: string
  name?: string
  bytes: () => Buffer | Promise<Buffer>
  /** One of these reasons; none: it is kept without the mark. */
  refused?: readonly string[]
}

const text = (content: string) => () => Buffer.from(content, 'latin1')
const joined = async (...parts: (Buffer | string | Promise<Buffer>)[]) =>
  Buffer.concat((await Promise.all(parts)).map((part) => Buffer.from(part as string)))

async function zip(fill: (file: ZipFile) => void): Promise<Buffer> {
  const file = new ZipFile()
  fill(file)
  file.end()
  const chunks: Buffer[] = []
  for await (const chunk of file.outputStream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const zipOf = (name: string, content: string) => zip((file) => file.addBuffer(Buffer.from(content), name))

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8)
  return Buffer.concat([u32(data.length), body, u32((crc ^ 0xffffffff) >>> 0)])
}
/** A PNG that says how large it is and has next to nothing in it. */
function hollowPng(width: number, height: number): Buffer {
  const header = Buffer.concat([u32(width), u32(height), Buffer.from([8, 2, 0, 0, 0])])
  const data = deflateSync(Buffer.alloc(1000))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}
async function hollowJpeg(): Promise<Buffer> {
  const bytes = Buffer.from(await picture('jpeg'))
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]))
  bytes.writeUInt16BE(65_500, frame + 5)
  bytes.writeUInt16BE(65_500, frame + 7)
  return bytes
}
/** One frame of 65,000 × 65,000 with two colours and no pixels. */
function hollowGif(): Buffer {
  const side = Buffer.from([0xe8, 0xfd])
  const screen = Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    side,
    side,
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
  ])
  const frame = Buffer.concat([
    Buffer.from([0x2c, 0, 0, 0, 0]),
    side,
    side,
    Buffer.from([0, 2, 2, 0x4c, 0x01, 0, 0x3b]),
  ])
  return Buffer.concat([screen, frame])
}
const manyFrames = (pages: number) =>
  sharp({
    create: { width: 2, height: 2 * pages, channels: 3, background: '#123456', noise: { type: 'gaussian', sigma: 90 } },
    pages: undefined,
  } as object)
    .raw()
    .toBuffer()
    .then((raw) =>
      sharp(raw, { raw: { width: 2, height: 2 * pages, channels: 3, pageHeight: 2 } })
        .gif({ loop: 0 })
        .toBuffer(),
    )

/** An object stream as PDF 1.5 has it, holding object 9. */
const inStream = (object: string, dictionary: string, encode: (data: Buffer) => Buffer): PdfObject => {
  const first = '9 0 '
  return {
    dictionary: `${dictionary} /N 1 /First ${first.length}`,
    stream: encode(Buffer.from(first + object, 'latin1')),
  }
}
const withObject = (object: PdfObject, catalogue = '') => pdf([...plainPdf(catalogue), object])
const ACTION = `<< /S /JavaScript /JS (${MARK}) >>`

/** The directory of a ZIP says that a part is small; in truth it unpacks to 300 MB. */
async function lyingDocx(): Promise<Buffer> {
  const bytes = Buffer.from(await office('docx', [{ name: 'word/media/x.bin', bytes: Buffer.alloc(4_000_000) }]))
  const directory = bytes.lastIndexOf('word/media/x.bin') - 46
  bytes.writeUInt32LE(1000, directory + 24)
  return bytes
}
async function patchedDirectory(offset: number, value: number): Promise<Buffer> {
  const bytes = Buffer.from(await office('docx', [{ name: 'word/media/x.bin', bytes: Buffer.from('x'.repeat(100)) }]))
  bytes.writeUInt16LE(value, bytes.lastIndexOf('word/media/x.bin') - 46 + offset)
  return bytes
}
const docxNamed = async (name: string) => {
  const plain = 'word/media/'.padEnd(Math.max(12, name.length), 'x')
  const part = { name: plain, bytes: Buffer.from('x') }
  return renamed(await office('docx', [part]), plain, name.padEnd(plain.length, 'x'))
}
const cut = async (bytes: Buffer | Promise<Buffer>, share = 0.6) => {
  const whole = await bytes
  return whole.subarray(0, Math.floor(whole.length * share))
}

export const HOSTILE: readonly Hostile[] = [
  // two files in one
  { what: 'PDF with a ZIP behind it', bytes: () => joined(pdf(), zipOf('x.html', SCRIPT)), refused: ['mixed-file'] },
  {
    what: 'PDF with a ZIP in a stream',
    bytes: async () => withObject({ dictionary: '', stream: await zipOf('x.html', SCRIPT) }),
    refused: ['mixed-file'],
  },
  { what: 'PDF with a page behind it', bytes: () => joined(pdf(), SCRIPT), refused: ['mixed-file'] },
  { what: 'page with a PDF behind it', bytes: () => joined(SCRIPT, pdf()), refused: ['file-type', 'mixed-file'] },
  {
    what: 'GIF that is a script',
    name: 'x.gif',
    bytes: text(`GIF89a=1;/*${'x'.repeat(50)}*/${MARK}//`),
    refused: ['broken-file', 'file-type', 'too-many-pixels'],
  },
  { what: 'GIF with a script behind it', bytes: () => joined(picture('gif'), `;${SCRIPT}`) },
  {
    what: 'GIF with a script as comment',
    bytes: async () => {
      const gif = await picture('gif')
      return joined(gif.subarray(0, -1), Buffer.from([0x21, 0xfe, MARK.length]), MARK, Buffer.from([0, 0x3b]))
    },
  },
  { what: 'JPEG with a page behind it', bytes: () => joined(picture('jpeg'), SCRIPT) },
  {
    what: 'JPEG with a page as comment',
    bytes: async () => {
      const jpeg = await picture('jpeg')
      const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, SCRIPT.length + 2]), Buffer.from(SCRIPT)])
      return joined(jpeg.subarray(0, 2), comment, jpeg.subarray(2))
    },
  },
  { what: 'JPEG with a PDF behind it', bytes: () => joined(picture('jpeg'), withObject(ACTION)) },
  { what: 'JPEG with a ZIP behind it', bytes: () => joined(picture('jpeg'), zipOf('x.js', MARK)) },
  { what: 'PNG with a ZIP behind it', bytes: () => joined(picture('png'), zipOf('x.js', MARK)) },
  {
    what: 'PNG with a page as text',
    bytes: async () => {
      const png = await picture('png')
      return joined(png.subarray(0, 33), chunk('tEXt', Buffer.from(`Comment\0${SCRIPT}`)), png.subarray(33))
    },
  },
  { what: 'PNG with a program behind it', bytes: () => joined(picture('png'), `MZ\x90\0${MARK}`) },
  { what: 'WebP with a script behind it', bytes: () => joined(picture('webp'), SCRIPT) },
  {
    what: 'Word file with a page before it',
    bytes: () => joined(SCRIPT, office('docx')),
    refused: ['file-type', 'mixed-file'],
  },
  {
    what: 'Word file with a page behind it',
    bytes: () => joined(office('docx'), SCRIPT),
    refused: ['mixed-file', 'broken-file'],
  },
  { what: 'Word file with a page as comment', bytes: () => office('docx', [], SCRIPT), refused: ['mixed-file'] },
  {
    what: 'old Word file with a ZIP behind it',
    bytes: () => joined(oldOffice('WordDocument'), zipOf('x.js', MARK)),
    refused: ['mixed-file'],
  },

  // something else under a good name
  {
    what: 'SVG with a script',
    name: 'x.svg',
    bytes: text(`<svg xmlns="http://www.w3.org/2000/svg"><script>${MARK}</script></svg>`),
    refused: ['file-type'],
  },
  {
    what: 'SVG as PNG',
    name: 'x.png',
    bytes: text(`<?xml version="1.0"?><svg onload="${MARK}"/>`),
    refused: ['file-type'],
  },
  { what: 'page as JPEG', name: 'x.jpg', bytes: text(SCRIPT), refused: ['file-type'] },
  { what: 'page as PDF', name: 'x.pdf', bytes: text(`<!doctype html>${SCRIPT}`), refused: ['file-type'] },
  {
    what: 'Windows program as PDF',
    name: 'x.pdf',
    bytes: text(`MZ\x90\0\x03${'\0'.repeat(200)}`),
    refused: ['file-type'],
  },
  {
    what: 'Linux program as PDF',
    name: 'x.pdf',
    bytes: text(`\x7fELF\x02\x01\x01${'\0'.repeat(200)}`),
    refused: ['file-type'],
  },
  {
    what: 'Mac program as PDF',
    name: 'x.pdf',
    bytes: text(`\xcf\xfa\xed\xfe${'\0'.repeat(200)}`),
    refused: ['file-type'],
  },
  { what: 'shell script as JPEG', name: 'x.jpg', bytes: text('#!/bin/sh\nrm -rf /\n'), refused: ['file-type'] },
  { what: 'script as PNG', name: 'x.png', bytes: text(MARK), refused: ['file-type'] },
  { what: 'PostScript as PDF', name: 'x.pdf', bytes: text('%!PS-Adobe-3.0\n(x) show\n'), refused: ['file-type'] },
  {
    what: 'entities that unfold, as Word',
    name: 'x.docx',
    bytes: text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'),
    refused: ['file-type'],
  },
  { what: 'plain ZIP as Word', name: 'x.docx', bytes: () => zipOf('x.txt', 'x'), refused: ['file-type'] },
  {
    what: 'Java archive as Excel',
    name: 'x.xlsx',
    bytes: () => zipOf('META-INF/MANIFEST.MF', 'Main-Class: X'),
    refused: ['file-type'],
  },
  { what: 'rich text as Word', name: 'x.doc', bytes: text('{\\rtf1{\\object\\objdata 0105}}'), refused: ['file-type'] },
  {
    what: 'TIFF as JPEG',
    name: 'x.jpg',
    bytes: async () =>
      sharp(await picture('png'))
        .tiff()
        .toBuffer(),
    refused: ['file-type'],
  },
  { what: 'gzip as PNG', name: 'x.png', bytes: () => gzipSync(Buffer.alloc(10_000_000)), refused: ['file-type'] },
  {
    what: 'old container without Word or Excel in it',
    name: 'x.doc',
    bytes: () => oldOffice('PowerPoint Document'),
    refused: ['file-type'],
  },

  // programs in documents
  {
    what: 'PDF that runs a script when opened',
    bytes: () => pdf(plainPdf(`/OpenAction ${ACTION} `)),
    refused: ['active-content'],
  },
  {
    what: 'PDF with a script under an escaped name',
    bytes: () => withObject(`<< /S /J#61vaScript /#4AS (${MARK}) >>`),
    refused: ['active-content'],
  },
  {
    what: 'PDF that starts a program',
    bytes: () => withObject('<< /S /Launch /F (calc.exe) >>'),
    refused: ['active-content'],
  },
  {
    what: 'PDF with a file in it',
    bytes: () => withObject({ dictionary: '/Type /EmbeddedFile', stream: 'MZ' }),
    refused: ['active-content'],
  },
  { what: 'PDF with rich media', bytes: () => withObject('<< /Subtype /RichMedia >>'), refused: ['active-content'] },
  {
    what: 'PDF with a form that computes',
    bytes: () => pdf(plainPdf('/AcroForm << /XFA 5 0 R >> ')),
    refused: ['active-content'],
  },
  {
    what: 'PDF with a form that sends',
    bytes: () => withObject('<< /S /SubmitForm /F (http://x) >>'),
    refused: ['active-content'],
  },
  {
    what: 'PDF with a script in an object stream',
    bytes: () => withObject(inStream(ACTION, '/Type /ObjStm /Filter /FlateDecode', deflateSync)),
    refused: ['active-content'],
  },
  {
    what: 'PDF with an object stream that does not say so',
    bytes: () => withObject(inStream(ACTION, '/Filter [/Fl]', deflateSync)),
    refused: ['active-content'],
  },
  {
    what: 'PDF with an object stream as it stands',
    bytes: () => withObject(inStream(ACTION, '/Type /ObjStm', (data) => data)),
    refused: ['active-content'],
  },
  {
    what: 'PDF with an object stream in hexadecimal',
    bytes: () =>
      withObject(
        inStream(ACTION, '/Type /ObjStm /Filter /ASCIIHexDecode', (data) => Buffer.from(`${data.toString('hex')}>`)),
      ),
    refused: ['active-content'],
  },
  {
    what: 'PDF with an object stream of unknown encoding',
    bytes: () => withObject(inStream(ACTION, '/Type /ObjStm /Filter 7 0 R', deflateSync)),
    refused: ['active-content'],
  },
  {
    what: 'PDF with an object stream that bursts',
    bytes: () => withObject(inStream(' '.repeat(70_000_000), '/Type /ObjStm /Filter /FlateDecode', deflateSync)),
    refused: ['zip-bomb'],
  },
  {
    what: 'PDF with an object stream that is broken',
    bytes: () =>
      withObject(inStream('x', '/Type /ObjStm /Filter /FlateDecode', () => Buffer.from('no deflate at all'))),
    refused: ['broken-file'],
  },
  {
    what: 'PDF with a script behind a string that looks like a stream',
    bytes: () => pdf(plainPdf(`/X (>>\nstream\n) /OpenAction ${ACTION} /Y (endstream) `)),
    refused: ['active-content'],
  },
  {
    what: 'PDF with a script behind a comment that looks like a stream',
    bytes: () => pdf(plainPdf(`% >> stream\n/OpenAction ${ACTION}\n% endstream\n`)),
    refused: ['active-content'],
  },
  {
    what: 'PDF with an object hidden in a stream',
    bytes: () => withObject({ dictionary: '', stream: `x\n9 0 obj\n${ACTION}\nendobj\n` }),
    refused: ['active-content'],
  },
  { what: 'PDF that is encrypted', bytes: () => pdf(plainPdf(), '/Encrypt 9 0 R '), refused: ['active-content'] },
  {
    what: 'Word file with macros',
    name: 'x.docm',
    bytes: () => office('docm', [{ name: 'word/vbaProject.bin', bytes: Buffer.from(MARK) }]),
    refused: ['macros'],
  },
  {
    what: 'Excel file with macros',
    name: 'x.xlsm',
    bytes: () => office('xlsm', [{ name: 'xl/vbaProject.bin', bytes: Buffer.from(MARK) }]),
    refused: ['macros'],
  },
  {
    what: 'Word file with macros that says it has none',
    bytes: () => office('docx', [{ name: 'word/vbaProject.bin', bytes: Buffer.from(MARK) }]),
    refused: ['macros'],
  },
  {
    what: 'Excel file with macro sheets',
    bytes: () => office('xlsx', [{ name: 'xl/macrosheets/sheet1.xml', bytes: Buffer.from(MARK) }]),
    refused: ['macros'],
  },
  {
    what: 'Word file with a control',
    bytes: () => office('docx', [{ name: 'word/activeX/activeX1.bin', bytes: Buffer.from(MARK) }]),
    refused: ['active-content'],
  },
  {
    what: 'Word file with a program in it',
    bytes: () => office('docx', [{ name: 'word/embeddings/x.exe', bytes: Buffer.from('MZ') }]),
    refused: ['active-content'],
  },
  {
    what: 'old Word file with macros',
    name: 'x.doc',
    bytes: () => oldOffice('WordDocument', '_VBA_PROJECT'),
    refused: ['macros'],
  },
  {
    what: 'old Excel file with macros',
    name: 'x.xls',
    bytes: () => oldOffice('Workbook', 'Macros'),
    refused: ['macros'],
  },
  {
    what: 'old Word file with a packed file',
    name: 'x.doc',
    bytes: () => oldOffice('WordDocument', '\u0001Ole10Native'),
    refused: ['active-content'],
  },

  // what bursts
  {
    what: 'Word file of 100 MB of nothing',
    bytes: () => office('docx', [{ name: 'word/media/x.bin', bytes: Buffer.alloc(100_000_000) }]),
    refused: ['zip-bomb'],
  },
  { what: 'Word file that is larger than it says', bytes: lyingDocx, refused: ['zip-bomb', 'broken-file'] },
  {
    what: 'Word file of 5,100 parts',
    bytes: () =>
      office(
        'docx',
        Array.from({ length: 5100 }, (_, i) => ({ name: `word/media/${i}.xml`, bytes: Buffer.alloc(1) })),
      ),
    refused: ['zip-bomb'],
  },
  { what: 'PNG of 60,000 × 60,000 in 1 KB', bytes: () => hollowPng(60_000, 60_000), refused: ['too-many-pixels'] },
  {
    what: 'PNG of two thousand million pixels a side',
    bytes: () => hollowPng(2_000_000_000, 2_000_000_000),
    refused: ['too-many-pixels', 'broken-file'],
  },
  { what: 'JPEG of 65,500 × 65,500', bytes: hollowJpeg, refused: ['too-many-pixels'] },
  { what: 'GIF of 65,000 × 65,000', bytes: hollowGif, refused: ['too-many-pixels', 'broken-file'] },
  { what: 'GIF of 250 frames', bytes: () => manyFrames(250), refused: ['too-many-pixels'] },

  // names in a ZIP
  ...[
    '../../evil.sh',
    '/etc/cron.d/evil',
    'word\\..\\..\\evil.js',
    'C:/evil.dll',
    'word/../../evil.x',
    'word/media/a\0.ex',
  ].map((name) => ({
    what: `Word file with a part called ${JSON.stringify(name)}`,
    bytes: () => docxNamed(name),
    refused: ['zip-names'],
  })),
  {
    what: 'Word file with a part twice',
    bytes: async () =>
      renamed(
        await office('docx', [{ name: 'word/document.xm_', bytes: Buffer.from(MARK) }]),
        'word/document.xm_',
        'word/document.xml',
      ),
    refused: ['zip-names'],
  },
  {
    what: 'Word file with a part twice but for its case',
    bytes: () => office('docx', [{ name: 'word/Document.XML', bytes: Buffer.from(MARK) }]),
    refused: ['zip-names'],
  },

  // what is broken
  ...(['jpeg', 'png', 'webp', 'gif'] as const).map((format) => ({
    what: `${format} cut off`,
    bytes: () => cut(picture(format)),
    refused: ['broken-file', 'file-type'],
  })),
  ...(['docx', 'xlsx'] as const).map((kind) => ({
    what: `${kind} cut off`,
    bytes: () => cut(office(kind)),
    refused: ['broken-file', 'file-type'],
  })),
  { what: 'PDF cut off', bytes: () => cut(pdf()), refused: ['broken-file'] },
  { what: 'old Word file cut off', bytes: () => oldOffice('WordDocument').subarray(0, 300), refused: ['file-type'] },
  { what: 'Word file with an encrypted part', bytes: () => patchedDirectory(8, 1), refused: ['broken-file'] },
  {
    what: 'Word file with a part packed in an unknown way',
    bytes: () => patchedDirectory(10, 99),
    refused: ['broken-file'],
  },
  { what: 'nothing', bytes: () => Buffer.alloc(0), refused: ['empty-file'] },
  { what: 'one byte', bytes: () => Buffer.from([0xff]), refused: ['file-type'] },
  { what: '20 MB and one byte', bytes: () => Buffer.alloc(LIMITS.attachmentBytes + 1, 0x20), refused: ['file'] },
]

/** Files that only look dangerous, and must be taken as they are. */
export const HARMLESS: readonly { what: string; name: string; bytes: () => Buffer | Promise<Buffer> }[] = [
  {
    what: 'PDF that speaks of /JavaScript',
    name: 'x.pdf',
    bytes: () => pdf(plainPdf('/Title (see /JavaScript and /Launch \\) here) ')),
  },
  {
    what: 'PDF whose page shows /JS',
    name: 'x.pdf',
    bytes: () => withObject({ dictionary: '', stream: 'BT (/JS /Launch obj) Tj ET' }),
  },
  {
    what: 'PDF with an object stream',
    name: 'x.pdf',
    bytes: () => withObject(inStream('<< /Type /Font >>', '/Type /ObjStm /Filter /FlateDecode', deflateSync)),
  },
  { what: 'PDF with zeros behind its end', name: 'x.pdf', bytes: () => joined(pdf(), '\r\n\0\0') },
  {
    what: 'Word file with pictures',
    name: 'x.docx',
    bytes: async () => office('docx', [{ name: 'word/media/image1.png', bytes: await picture('png'), stored: true }]),
  },
  { what: 'old Excel file', name: 'x.xls', bytes: () => oldOffice('Workbook') },
]

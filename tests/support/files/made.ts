import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { ZipFile } from 'yazl'

/** A picture of noise, so that it does not compress: about three bytes a pixel as PNG. */
export async function picture(
  format: 'jpeg' | 'png' | 'webp' | 'gif' = 'jpeg',
  width = 64,
  height = 48,
): Promise<Buffer> {
  const raw = randomBytes(width * height * 3)
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .toFormat(format)
    .toBuffer()
}

/** A photograph as a telephone makes it: with its place, its maker, and turned. */
export async function photograph(): Promise<Buffer> {
  const exif = {
    IFD0: { Make: 'Telephone', ImageDescription: '张三家门口' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '30/1 16/1 2501/100',
      GPSLongitudeRef: 'E',
      GPSLongitude: '120/1 9/1 0/1',
    },
  }
  return sharp(await picture('jpeg', 80, 40))
    .withExif(exif)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

/** One object of a PDF: its dictionary or value, and a stream if it has one. */
export type PdfObject = string | { dictionary: string; stream: string | Buffer }

/** A PDF of these objects, the first of them the catalogue, with a right table of places. */
export function pdf(objects: PdfObject[] = plainPdf(), trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const places: number[] = []
  const length = () => parts.reduce((sum, part) => sum + part.length, 0)
  objects.forEach((object, i) => {
    places.push(length())
    if (typeof object === 'string') parts.push(Buffer.from(`${i + 1} 0 obj\n${object}\nendobj\n`, 'latin1'))
    else
      parts.push(
        Buffer.from(`${i + 1} 0 obj\n<< /Length ${object.stream.length} ${object.dictionary} >>\nstream\n`, 'latin1'),
        Buffer.from(object.stream as string, 'latin1'),
        Buffer.from('\nendstream\nendobj\n', 'latin1'),
      )
  })
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const start = length()
  const size = objects.length + 1
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer}>>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(end, 'latin1')])
}

/** A page that says something. */
export const plainPdf = (catalogue = ''): PdfObject[] => [
  `<< /Type /Catalog /Pages 2 0 R ${catalogue}>>`,
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>',
  { dictionary: '', stream: 'BT /F1 12 Tf 20 100 Td (Hello) Tj ET' },
]

const MAIN = {
  docx: ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'],
  xlsx: ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'],
  docm: ['word/document.xml', 'application/vnd.ms-word.document.macroEnabled.main+xml'],
  xlsm: ['xl/workbook.xml', 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'],
} as const

/** A Word or Excel file with these parts besides its own. */
export async function office(
  kind: keyof typeof MAIN,
  more: { name: string; bytes: Buffer; stored?: boolean }[] = [],
  comment?: string,
): Promise<Buffer> {
  const [main, type] = MAIN[kind]
  const zip = new ZipFile()
  const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${main}" ContentType="${type}"/></Types>`
  zip.addBuffer(Buffer.from(types), '[Content_Types].xml')
  zip.addBuffer(Buffer.from('<Relationships/>'), '_rels/.rels')
  zip.addBuffer(Buffer.from('<document>关于停车难的说明</document>'), main)
  for (const { name, bytes, stored } of more) zip.addBuffer(bytes, name, { compress: !stored })
  const options = { forceZip64Format: false, ...(comment === undefined ? {} : { comment }) }
  zip.end(options as Parameters<ZipFile['end']>[0] & object)
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The bytes with every occurrence of a text replaced by one of the same length: for names that no ZIP writer writes. */
export function renamed(bytes: Buffer, from: string, to: string): Buffer {
  if (Buffer.byteLength(from) !== Buffer.byteLength(to)) throw new Error('names of different lengths')
  const changed = Buffer.from(bytes)
  for (let at = changed.indexOf(from); at >= 0; at = changed.indexOf(from, at + 1)) changed.write(to, at)
  return changed
}

/** The container of Word and Excel before 2007, as far as a look into it goes: header and names of streams. */
export function oldOffice(...names: string[]): Buffer {
  const header = Buffer.alloc(512)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  header.writeUInt16LE(0x3e, 24)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  const directory = names.map((name) => {
    const entry = Buffer.alloc(128)
    entry.write(name, 'utf16le')
    return entry
  })
  return Buffer.concat([header, ...directory, Buffer.alloc(1024)])
}

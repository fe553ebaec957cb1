import { utf8 } from './bytes.ts'
import { bytesOf, type Folder } from './folder.ts'
import { refuseBag } from './refusal.ts'

/** What `bagit.txt` declares. */
export interface Declaration {
  version: '0.97' | '1.0'
  encoding: string
}

const DECLARATION =
  /^BagIt-Version: (\d+\.\d+)(?:\r\n|\r|\n)Tag-File-Character-Encoding: ([^\s]+)[ \t]*(?:\r\n|\r|\n)*$/

/** Reads `bagit.txt`: two lines in this order, in UTF-8 without a byte-order mark (RFC 8493, section 2.1.1). */
export async function declarationOf(bag: Folder): Promise<Declaration> {
  if ((bag.files.get('bagit.txt') ?? refuseBag('no-bag', 'bagit.txt is missing')) > 4096)
    refuseBag('bag-declaration', 'bagit.txt is too long')
  const text = utf8(await bytesOf(bag, 'bagit.txt'))
  const [, version, encoding = ''] = DECLARATION.exec(text ?? '') ?? []
  if (version === undefined) refuseBag('bag-declaration', 'bagit.txt is not as BagIt wants it', 'bagit.txt')
  if (version !== '1.0' && version !== '0.97') refuseBag('bag-version', `BagIt ${version}`, 'bagit.txt')
  return { version, encoding }
}

// A manifest of 50,000 files is some 10 MB.
const MOST_TAG = 16 * 1024 ** 2

/** The text of a tag file in the encoding that the bag declares. Refuses one that is larger than any bag needs. */
export async function tagText(bag: Folder, path: string, encoding: string): Promise<string> {
  if ((bag.files.get(path) ?? 0) > MOST_TAG) refuseBag('zip-too-large', 'too much text', path)
  const bytes = await bytesOf(bag, path)
  try {
    // a mark at the beginning of UTF-16 says the order of the bytes; in UTF-8 it says nothing and is not wanted
    const label = encoding.toUpperCase() === 'UTF-16' && bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : encoding
    const text = new TextDecoder(label, { fatal: true, ignoreBOM: /^utf-?8$/i.test(encoding) }).decode(bytes)
    if (!text.startsWith('\ufeff') && !text.includes('\0')) return text
  } catch {
    // an encoding that is unknown, or bytes that are not in it
  }
  return refuseBag('bag-encoding', `not in ${encoding}`, path)
}

/** Lines of a tag file, whatever ends them; an end at the very end begins no further line. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/**
 * The elements of `bag-info.txt` in order: a label, a colon, a value that may go on in indented lines. Version 1.0 wants
 * a space or tab behind the colon and none before it; 0.97 is as lenient as its text.
 */
export function bagInfo(text: string, version: Declaration['version']): [label: string, value: string][] {
  const elements: [string, string][] = []
  for (const line of linesOf(text)) {
    const last = elements.at(-1)
    if (/^[ \t]/.test(line) && last) last[1] += ` ${line.trim()}`
    else {
      const pattern = version === '1.0' ? /^([^\s:](?:[^:]*[^\s:])?):[ \t](.*)$/ : /^([^\s:][^:]*):(.*)$/
      const [, label, value = ''] = pattern.exec(line) ?? []
      if (label === undefined) refuseBag('bag-info', 'a line without a label and a value', line.slice(0, 80))
      elements.push([label.trimEnd(), value.trim()])
    }
  }
  return elements
}

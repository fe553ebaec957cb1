import { createHash } from 'node:crypto'
import type { BagReason } from '../../../core/bag/read/refusal.ts'
import { bagAround, bytes, hashOf, sealed, type Files } from './bag.ts'

/**
 * The cases of the public BagIt conformance suite (LibraryOfCongress/bagit-conformance-suite), by its folder names and
 * rebuilt from what each is named for, and further ones from the text of RFC 8493.
 */
export interface Case {
  name: string
  files: Files
  /** Absent: the bag is valid. */
  refused?: BagReason
}

const TWO = { 'data/hello.txt': 'hello\n', 'data/dir/你好.txt': '你好\n' }
const old = { version: '0.97', algorithms: ['md5'] }
const md5 = (text: string) => hashOf('md5', bytes(text))
const sha = (text: string) => hashOf('sha512', bytes(text))

/** A bag in which files were put, replaced or (null) taken away after it was sealed. */
function after(files: Files, changes: Record<string, string | Uint8Array | null>): Files {
  const changed = new Map(files)
  for (const [path, content] of Object.entries(changes))
    if (content === null) changed.delete(path)
    else changed.set(path, typeof content === 'string' ? bytes(content) : content)
  return changed
}

/** A bag whose payload manifest is exactly this text. */
function withManifest(text: string, version: '0.97' | '1.0', payload: Record<string, string> = TWO): Files {
  const name = version === '1.0' ? 'manifest-sha512.txt' : 'manifest-md5.txt'
  return after(bagAround(payload, { version, algorithms: [version === '1.0' ? 'sha512' : 'md5'] }), {
    [name]: text,
    'tagmanifest-md5.txt': null,
    'tagmanifest-sha512.txt': null,
  })
}

const listed = (payload: Record<string, string>, hash: (text: string) => string, star = '  ') =>
  Object.entries(payload)
    .map(([path, text]) => `${hash(text)}${star}${path}\n`)
    .join('')

/** Tag files in another encoding, manifests included. */
function encodedTags(encoding: string, encode: (text: string) => Uint8Array, path: string): Files {
  const files = bagAround({ [path]: 'x' }, { version: '0.97', algorithms: [], encoding })
  files.set('bag-info.txt', encode('Contact-Name: J\u00fcrgen\n'))
  files.set('manifest-md5.txt', encode(`${md5('x')}  ${path}\n`))
  return files
}

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const utf16be = (text: string) => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])
const latin1 = (text: string) => Buffer.from(text, 'latin1')

const outside = (path: string) => withManifest(`${md5('x')}  ${path}\n${listed(TWO, md5)}`, '0.97')
const fetching = (path: string) => after(bagAround(TWO, old), { 'fetch.txt': `http://127.0.0.1/x 1 ${path}\n` })
const declared = (text: string | Uint8Array) =>
  after(bagAround(TWO, { algorithms: ['sha512'] }), { 'bagit.txt': text, 'tagmanifest-sha512.txt': null })

const basic = (algorithm: string) => bagAround(TWO, { version: '0.97', algorithms: [algorithm] })
const NFC = 'data/caf\u00e9.txt'
const NFD = 'data/cafe\u0301.txt'

export const CASES: readonly Case[] = [
  { name: 'v0.97/valid/basic-bag', files: basic('md5') },
  ...['sha1', 'sha224', 'sha256', 'sha512'].map((algorithm) => ({
    name: `v0.97/valid/basic-bag-${algorithm}`,
    files: basic(algorithm),
  })),
  { name: 'v0.97/valid/minimal-bag', files: after(bagAround({}, old), { 'tagmanifest-md5.txt': null }) },
  {
    name: 'v0.97/valid/bag-in-a-bag',
    files: bagAround(
      Object.fromEntries([...bagAround(TWO, old)].map(([path, content]) => [`data/${path}`, content])),
      old,
    ),
  },
  { name: 'v0.97/valid/bag-with-space', files: bagAround({ 'data/with space in  it.txt': 'x' }, old) },
  {
    name: 'v0.97/valid/bag-with-leading-dot-slash-in-manifest',
    files: withManifest(listed(TWO, md5).replaceAll('data/', './data/'), '0.97'),
  },
  {
    name: 'v0.97/valid/bag-with-escapable-characters',
    files: withManifest(listed({ 'data/a%0Ab%25c.txt': 'x' }, md5), '0.97', { 'data/a%0Ab%25c.txt': 'x' }),
  },
  {
    name: 'v0.97/valid/bag-with-encoded-names',
    files: withManifest(`${md5('x')}  data/a%0Ab.txt\n`, '0.97', { 'data/a\nb.txt': 'x' }),
  },
  {
    name: 'v0.97/valid/duplicate-metadata-entries',
    files: bagAround(TWO, { ...old, info: 'Contact-Name: A\nContact-Name: B\nContact-Name: A\n' }),
  },
  {
    name: 'v0.97/valid/uncommon-metadata-separators',
    files: bagAround(TWO, { ...old, info: 'One:1\nTwo : 2\nThree:\t3\nFour    :    4\nFive: goes\n  on\n' }),
  },
  {
    name: 'v0.97/valid/ISO-8859-1-encoded-tag-files',
    files: encodedTags('ISO-8859-1', latin1, 'data/stra\u00dfe.txt'),
  },
  { name: 'v0.97/valid/UTF-16-encoded-tag-files', files: encodedTags('UTF-16', utf16, 'data/\u4f60.txt') },
  {
    name: 'v0.97/valid/UTF-16-encoded-tag-files, the other byte order',
    files: encodedTags('UTF-16', utf16be, 'data/\u4f60.txt'),
  },
  {
    name: 'v0.97/valid/holey-bag',
    files: after(bagAround(TWO, old), {
      'fetch.txt': 'http://127.0.0.1/hello.txt 6 data/hello.txt\nhttp://127.0.0.1/x - data/dir/你好.txt\n',
    }),
  },
  { name: 'v0.97/warning/made-with-md5sum-tools', files: withManifest(listed(TWO, md5, ' *'), '0.97') },
  { name: 'v0.97/warning/relative-path', files: withManifest(listed(TWO, md5).replace('data/', './data/'), '0.97') },
  {
    name: 'v0.97/warning/same-filename-listed-twice-with-the-same-hash',
    files: withManifest(listed(TWO, md5) + listed(TWO, md5), '0.97'),
  },
  {
    name: 'v0.97/warning/filename-normalization',
    files: withManifest(`${md5('x')}  ${NFC}\n`, '0.97', { [NFD]: 'x' }),
  },
  {
    name: 'v0.97/warning/same-filename-listed-twice-with-different-normalization',
    files: withManifest(`${md5('x')}  ${NFC}\n${md5('x')}  ${NFD}\n`, '0.97', { [NFD]: 'x' }),
  },
  {
    name: 'v0.97/warning/duplicate-file-with-different-case',
    files: bagAround({ 'data/hello.txt': 'a', 'data/HELLO.txt': 'b' }, old),
  },
  {
    name: 'v0.97/warning/special-system-files',
    files: bagAround({ ...TWO, 'data/.DS_Store': 'x', 'data/Thumbs.db': 'y' }, old),
  },
  {
    name: 'v0.97/darwin-only/precomposed-character-in-filename',
    files: withManifest(`${md5('x')}  ${NFD}\n`, '0.97', { [NFC]: 'x' }),
  },
  {
    name: 'v0.97/valid/local-fetch',
    files: after(bagAround({}, old), {
      'manifest-md5.txt': `${md5('x')}  data/x.txt\n`,
      'tagmanifest-md5.txt': null,
      'fetch.txt': 'file:///tmp/x.txt 1 data/x.txt\n',
    }),
    refused: 'bag-fetch',
  },
  {
    name: 'v0.97/invalid/baginfo-missing-encoding',
    files: after(bagAround(TWO, old), { 'bagit.txt': 'BagIt-Version: 0.97\n' }),
    refused: 'bag-declaration',
  },
  {
    name: 'v0.97/invalid/bom-in-bagit.txt',
    files: after(bagAround(TWO, old), {
      'bagit.txt': '\ufeffBagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n',
    }),
    refused: 'bag-declaration',
  },
  {
    name: 'v0.97/invalid/invalid-version-number',
    files: after(bagAround(TWO, old), { 'bagit.txt': 'BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n' }),
    refused: 'bag-declaration',
  },
  {
    name: 'v0.97/invalid/missing-bagit.txt',
    files: after(bagAround(TWO, old), { 'bagit.txt': null }),
    refused: 'no-bag',
  },
  {
    name: 'v0.97/invalid/missing-baginfo',
    files: after(bagAround(TWO, { ...old, info: 'Contact-Name: A\n' }), { 'bag-info.txt': null }),
    refused: 'file-missing',
  },
  {
    name: 'v0.97/invalid/corrupt-data-file',
    files: after(bagAround(TWO, old), { 'data/hello.txt': 'hullo\n' }),
    refused: 'file-changed',
  },
  {
    name: 'v0.97/invalid/corrupt-tag-file',
    files: after(bagAround(TWO, { ...old, info: 'Contact-Name: A\n' }), { 'bag-info.txt': 'Contact-Name: B\n' }),
    refused: 'file-changed',
  },
  {
    name: 'v0.97/invalid/extra-file-in-bag',
    files: after(bagAround(TWO, old), { 'data/bar': 'x' }),
    refused: 'file-unlisted',
  },
  {
    name: 'v0.97/invalid/out-of-scope-file-paths-using-dot-notation',
    files: outside('data/../../../README.md'),
    refused: 'manifest-path',
  },
  {
    name: 'v0.97/invalid/out-of-scope-file-paths-using-dot-notation-for-fetch',
    files: fetching('data/../../../README.md'),
    refused: 'bag-fetch',
  },
  {
    name: 'v0.97/invalid/same-filename-listed-twice-with-different-hashes',
    files: withManifest(`${md5('x')}  data/hello.txt\n${listed(TWO, md5)}`, '0.97'),
    refused: 'manifest-twice',
  },
  {
    name: 'v0.97/invalid/bagit-with-invalid-whitespace',
    files: after(bagAround(TWO, old), { 'bagit.txt': 'BagIt-Version : 0.97\nTag-File-Character-Encoding : UTF-8\n' }),
    refused: 'bag-declaration',
  },
  ...['/tmp/foo', '~/foo', '~root/foo'].flatMap((path): Case[] => [
    { name: `v0.97/linux-only/out-of-scope ${path}`, files: outside(path), refused: 'manifest-path' },
    { name: `v0.97/linux-only/out-of-scope ${path} for fetch`, files: fetching(path), refused: 'bag-fetch' },
  ]),
  ...[
    'C:\\Windows\\System32\\setx.exe',
    '\\\\?\\UNC\\server\\Windows\\setx.exe',
    '%HomeDrive%\\Windows\\setx.exe',
  ].flatMap((path): Case[] => [
    { name: `v0.97/windows-only/out-of-scope ${path}`, files: outside(path), refused: 'manifest-path' },
    { name: `v0.97/windows-only/out-of-scope ${path} for fetch`, files: fetching(path), refused: 'bag-fetch' },
  ]),
  { name: 'v1.0/valid/basicBag', files: bagAround(TWO, { info: 'Payload-Oxum: 13.2\n' }) },
  {
    name: 'v1.0/invalid/missing-from-manifest',
    files: after(bagAround(TWO), { 'data/missingFromManifest.txt': 'x' }),
    refused: 'file-unlisted',
  },
  {
    name: 'v1.0/invalid/same-filename-listed-twice-with-different-hashes',
    files: withManifest(`${sha('x')}  data/hello.txt\n${listed(TWO, sha)}`, '1.0'),
    refused: 'manifest-twice',
  },
  {
    name: 'v1.0/invalid/bagit-with-invalid-whitespace',
    files: declared('BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n'),
    refused: 'bag-declaration',
  },

  {
    name: 'RFC 8493: all algorithms at once',
    files: bagAround(TWO, { algorithms: ['md5', 'sha1', 'sha256', 'sha512'] }),
  },
  {
    name: 'RFC 8493: an algorithm that is not known beside one that is',
    files: after(bagAround(TWO), { 'manifest-blake3.txt': 'abc  data/hello.txt\n' }),
  },
  {
    name: 'RFC 8493: no manifest of a known algorithm',
    files: after(bagAround(TWO), {
      'manifest-sha512.txt': null,
      'tagmanifest-sha512.txt': null,
      'manifest-blake3.txt': '',
    }),
    refused: 'manifest-missing',
  },
  {
    name: 'RFC 8493: percent sign and line ends in names',
    files: bagAround({ 'data/100%.txt': 'a', 'data/a\r\nb.txt': 'b' }),
  },
  {
    name: 'RFC 8493: a percent sign that is not encoded',
    files: withManifest(`${sha('x')}  data/100%.txt\n`, '1.0', { 'data/100%.txt': 'x' }),
    refused: 'manifest-path',
  },
  {
    name: 'RFC 8493: line ends of every kind',
    files: declared('BagIt-Version: 1.0\r\nTag-File-Character-Encoding: UTF-8\r\n'),
  },
  { name: 'RFC 8493: lines that end in CR', files: withManifest(listed(TWO, sha).replaceAll('\n', '\r'), '1.0') },
  {
    name: 'RFC 8493: upper-case hashes',
    files: withManifest(
      listed(TWO, (text) => sha(text).toUpperCase()),
      '1.0',
    ),
  },
  {
    name: 'RFC 8493: a version to come',
    files: declared('BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n'),
    refused: 'bag-version',
  },
  {
    name: 'RFC 8493: a third line in bagit.txt',
    files: declared('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\nMore: x\n'),
    refused: 'bag-declaration',
  },
  {
    name: 'RFC 8493: an encoding that nobody knows',
    files: declared('BagIt-Version: 1.0\nTag-File-Character-Encoding: X-None\n'),
    refused: 'bag-encoding',
  },
  {
    name: 'RFC 8493: a byte-order mark in a manifest',
    files: withManifest('\ufeff' + listed(TWO, sha), '1.0'),
    refused: 'bag-encoding',
  },
  {
    name: 'RFC 8493: a manifest that is not in UTF-8',
    files: after(withManifest(listed(TWO, sha), '1.0'), { 'manifest-sha512.txt': Buffer.from([0xff, 0xfe, 0x41]) }),
    refused: 'bag-encoding',
  },
  {
    name: 'RFC 8493: manifests that list different files',
    files: after(sealed(bagAround(TWO), ['sha256', 'sha512']), {
      'manifest-sha256.txt': `${createHash('sha256').update('hello\n').digest('hex')}  data/hello.txt\n`,
      'tagmanifest-sha256.txt': null,
      'tagmanifest-sha512.txt': null,
    }),
    refused: 'manifests-differ',
  },
  {
    name: 'RFC 8493: a file that is not there',
    files: after(bagAround(TWO), { 'data/hello.txt': null }),
    refused: 'file-missing',
  },
  { name: 'RFC 8493: a line that is none', files: withManifest('hello\n', '1.0'), refused: 'manifest-line' },
  {
    name: 'RFC 8493: a hash of another length',
    files: withManifest(listed(TWO, md5), '1.0'),
    refused: 'manifest-line',
  },
  { name: 'RFC 8493: an empty line', files: withManifest(listed(TWO, sha) + '\n', '1.0'), refused: 'manifest-line' },
  {
    name: 'RFC 8493: a payload manifest that lists a tag file',
    files: withManifest(listed(TWO, sha) + `${sha('x')}  bagit.txt\n`, '1.0'),
    refused: 'manifest-path',
  },
  {
    name: 'RFC 8493: a file listed twice with one hash',
    files: withManifest(listed(TWO, sha) + listed(TWO, sha), '1.0'),
    refused: 'manifest-twice',
  },
  {
    name: 'RFC 8493: a Payload-Oxum that is not true',
    files: bagAround(TWO, { info: 'Payload-Oxum: 13.3\n' }),
    refused: 'bag-oxum',
  },
  {
    name: 'RFC 8493: white space before a colon in bag-info.txt',
    files: bagAround(TWO, { info: 'Contact-Name : A\n' }),
    refused: 'bag-info',
  },
  {
    name: 'RFC 8493: a line of bag-info.txt without a label',
    files: bagAround(TWO, { info: 'nothing\n' }),
    refused: 'bag-info',
  },
  {
    name: 'RFC 8493: values over several lines',
    files: bagAround(TWO, { info: 'External-Description: one\n  two\n\tthree\n' }),
  },
  {
    name: 'RFC 8493: a file to be fetched',
    files: after(bagAround(TWO), { 'fetch.txt': 'https://127.0.0.1/h - data/hello.txt\n', 'data/hello.txt': null }),
    refused: 'bag-fetch',
  },
  {
    name: 'RFC 8493: a fetch line that is none',
    files: after(bagAround(TWO), { 'fetch.txt': 'data/hello.txt\n' }),
    refused: 'bag-fetch',
  },
  {
    name: 'RFC 8493: fetch.txt beyond the manifests',
    files: after(bagAround(TWO), { 'fetch.txt': 'https://127.0.0.1/h 1 data/other.txt\n' }),
    refused: 'bag-fetch',
  },
]

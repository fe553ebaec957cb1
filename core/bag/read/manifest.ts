import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Folder } from './folder.ts'
import { refuseBag } from './refusal.ts'
import { linesOf, tagText, type Declaration } from './tag-text.ts'
import { checkPath } from './zip-name.ts'

const ALGORITHMS = { md5, sha1, sha224, sha256, sha384, sha512 } as const
export type Algorithm = keyof typeof ALGORITHMS

/** A hash that is fed piece by piece. */
export interface Hashing {
  update(bytes: Uint8Array): unknown
  hex(): string
}
/** Begins a hash. Programs with a faster implementation bring their own; the digits are the same. */
export type Hasher = (algorithm: Algorithm) => Hashing

/** Hashes that need nothing but this language. */
export const pureHasher: Hasher = (algorithm) => {
  const hash = ALGORITHMS[algorithm].create()
  return { update: (bytes) => hash.update(bytes), hex: () => bytesToHex(hash.digest()) }
}

/** A manifest of payload or tag files: path → hash in lower case. */
export interface Manifest {
  file: string
  algorithm: Algorithm
  hashes: Map<string, string>
}

const MANIFEST = /^(tag)?manifest-([A-Za-z0-9-]+)\.txt$/

/** The manifests of a bag, those of an algorithm that is not known left out; at least one of the payload is wanted. */
export async function manifestsOf(
  bag: Folder,
  declaration: Declaration,
): Promise<{ payload: Manifest[]; tags: Manifest[] }> {
  const found = { payload: [] as Manifest[], tags: [] as Manifest[] }
  for (const file of bag.files.keys()) {
    const [, tag, name = ''] = MANIFEST.exec(file) ?? []
    const algorithm = name.toLowerCase().replaceAll('-', '')
    if (!Object.hasOwn(ALGORITHMS, algorithm)) continue
    const list = tag ? found.tags : found.payload
    if (list.some((other) => other.algorithm === algorithm))
      refuseBag('manifest-twice', 'two manifests of one kind', file)
    list.push(await read(bag, file, algorithm as Algorithm, declaration, tag !== undefined))
  }
  if (found.payload.length === 0) refuseBag('manifest-missing', 'no payload manifest of a known algorithm')
  return found
}

async function read(
  bag: Folder,
  file: string,
  algorithm: Algorithm,
  declaration: Declaration,
  tag: boolean,
): Promise<Manifest> {
  const hashes = new Map<string, string>()
  for (const line of linesOf(await tagText(bag, file, declaration.encoding))) {
    // the asterisk is what sha512sum writes for "binary"
    const [, hash = '', written = ''] = /^([0-9A-Fa-f]+)[ \t]+\*?(.+)$/s.exec(line) ?? []
    if (hash.length !== ALGORITHMS[algorithm].outputLen * 2) refuseBag('manifest-line', line.slice(0, 200), file)
    const path = pathOf(written, declaration.version)
    checkPath(path, 'manifest-path')
    if (path.startsWith('data/') === tag) refuseBag('manifest-path', 'a path of the other kind of file', path)
    const known = hashes.get(path)
    // the older version lets a line be repeated; RFC 8493 does not
    if (known !== undefined && (declaration.version === '1.0' || known !== hash.toLowerCase()))
      refuseBag('manifest-twice', 'a file is listed twice', path)
    hashes.set(path, hash.toLowerCase())
  }
  return { file, algorithm, hashes }
}

/** The path that a manifest or fetch.txt writes; only line ends and the percent sign are encoded, and only by 1.0. */
export function pathOf(written: string, version: Declaration['version']): string {
  const path = written.replace(/^(?:\.\/)+/, '')
  if (version === '0.97') return path
  if (/%(?!0[AaDd]|25)/.test(path)) refuseBag('manifest-path', 'a percent sign that encodes nothing', path)
  return decoded(path)
}

/** Line ends and percent signs as they were before they were encoded. */
export function decoded(path: string): string {
  return path.replace(/%(0[AaDd]|25)/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)))
}

/** All hashes of a file that are wanted, read once. */
export async function hashesOf(
  bag: Folder,
  path: string,
  algorithms: readonly Algorithm[],
  hasher: Hasher,
): Promise<string[]> {
  const hashes = algorithms.map((algorithm) => hasher(algorithm))
  for await (const piece of bag.read(path)) for (const hash of hashes) hash.update(piece)
  return hashes.map((hash) => hash.hex())
}

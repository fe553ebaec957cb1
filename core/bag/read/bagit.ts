import type { Folder } from './folder.ts'
import { decoded, hashesOf, manifestsOf, pathOf, type Algorithm, type Hasher, type Manifest } from './manifest.ts'
import { refuseBag } from './refusal.ts'
import { bagInfo, declarationOf, linesOf, tagText, type Declaration } from './tag-text.ts'
import { checkPath } from './zip-name.ts'

const PAYLOAD = 'data/'
const INFO = 'bag-info.txt'
const FETCH = 'fetch.txt'
const ORDER: readonly Algorithm[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512']

/** What a bag says of itself. */
export interface ValidBag {
  version: Declaration['version']
  info: [label: string, value: string][]
  /** The hashes of the payload by the strongest algorithm that the bag uses. */
  payload: Pick<Manifest, 'algorithm' | 'hashes'>
}

/**
 * Checks that a folder is a complete and valid bag (RFC 8493, section 3; or version 0.97): declaration, manifests, every
 * hash of every file, nothing missing, nothing in the payload that is not listed. Every file is read. A bag whose
 * fetch.txt leaves something to be fetched is refused: nothing is. Throws `BagRefused` with one of `BAG_REASONS`.
 */
export async function validateBag(bag: Folder, hasher: Hasher): Promise<ValidBag> {
  const declaration = await declarationOf(bag)
  const { payload, tags } = await manifestsOf(bag, declaration)
  const find = finder(bag, declaration.version)
  const present = [...bag.files.keys()].filter((path) => path.startsWith(PAYLOAD))
  await checkFetch(bag, declaration, payload, find)
  checkComplete(present, payload, find, declaration.version)
  for (const { file, hashes } of tags)
    for (const path of hashes.keys()) if (find(path) === undefined) refuseBag('file-missing', `listed in ${file}`, path)
  const info = await infoOf(bag, declaration)
  checkOxum(bag, present, info)
  await checkHashes(bag, [...payload, ...tags], find, hasher)
  return { version: declaration.version, info, payload: strongest(payload) }
}

/**
 * Where a listed file is: under its very name, or one that differs only in how characters are composed. Writers of 0.97
 * may have encoded line ends as 1.0 has it.
 */
function finder(bag: Folder, version: Declaration['version']): (listed: string) => string | undefined {
  const composed = new Map([...bag.files.keys()].map((path) => [path.normalize('NFC'), path]))
  const find = (listed: string) => (bag.files.has(listed) ? listed : composed.get(listed.normalize('NFC')))
  return (listed) => find(listed) ?? (version === '0.97' ? find(decoded(listed)) : undefined)
}

function strongest(manifests: Manifest[]): Manifest {
  const [first] = manifests.toSorted((a, b) => ORDER.indexOf(b.algorithm) - ORDER.indexOf(a.algorithm))
  return first ?? refuseBag('manifest-missing', 'no payload manifest')
}

type Find = ReturnType<typeof finder>

async function checkFetch(
  bag: Folder,
  { version, encoding }: Declaration,
  payload: Manifest[],
  find: Find,
): Promise<void> {
  if (!bag.files.has(FETCH)) return
  for (const line of linesOf(await tagText(bag, FETCH, encoding))) {
    const [, written] = /^\S+[ \t]+(?:\d+|-)[ \t]+(.+)$/s.exec(line) ?? []
    if (written === undefined)
      refuseBag('bag-fetch', 'a line of fetch.txt without URL, length and path', line.slice(0, 200))
    const path = pathOf(written, version)
    checkPath(path, 'bag-fetch')
    if (!path.startsWith(PAYLOAD) || !payload.some(({ hashes }) => hashes.has(path)))
      refuseBag('bag-fetch', 'fetch.txt names a file that no manifest lists', path)
    if (find(path) === undefined) refuseBag('bag-fetch', 'a file would have to be fetched', path)
  }
}

function checkComplete(present: string[], payload: Manifest[], find: Find, version: Declaration['version']): void {
  const listed = new Set<string>()
  for (const { file, hashes } of payload) {
    const here = new Set<string>()
    for (const path of hashes.keys()) here.add(find(path) ?? refuseBag('file-missing', `listed in ${file}`, path))
    if (here.size < hashes.size && version === '1.0') refuseBag('manifest-twice', 'one file under two names', file)
    for (const path of here) listed.add(path)
  }
  for (const path of present) if (!listed.has(path)) refuseBag('file-unlisted', 'in no manifest', path)
  // each manifest of 1.0 lists every file of the payload
  if (version === '1.0')
    for (const { file, hashes } of payload)
      if (hashes.size !== present.length) refuseBag('manifests-differ', 'it does not list every file', file)
}

async function infoOf(bag: Folder, { version, encoding }: Declaration): Promise<ValidBag['info']> {
  return bag.files.has(INFO) ? bagInfo(await tagText(bag, INFO, encoding), version) : []
}

function checkOxum(bag: Folder, present: string[], info: ValidBag['info']): void {
  const octets = present.reduce((sum, path) => sum + (bag.files.get(path) ?? 0), 0)
  for (const [label, value] of info)
    if (label.toLowerCase() === 'payload-oxum' && value !== `${octets}.${present.length}`)
      refuseBag('bag-oxum', `${value} is said, ${octets}.${present.length} is there`, INFO)
}

async function checkHashes(bag: Folder, manifests: Manifest[], find: Find, hasher: Hasher): Promise<void> {
  const wanted = new Map<string, [Manifest, string][]>()
  for (const manifest of manifests)
    for (const [path, hash] of manifest.hashes) {
      const place = find(path) ?? path
      wanted.set(place, [...(wanted.get(place) ?? []), [manifest, hash]])
    }
  for (const [path, hashes] of wanted) {
    const algorithms = hashes.map(([{ algorithm }]) => algorithm)
    const computed = await hashesOf(bag, path, algorithms, hasher)
    hashes.forEach(([{ file }, hash], i) => {
      if (computed[i] !== hash) refuseBag('file-changed', `its hash is not the one in ${file}`, path)
    })
  }
}

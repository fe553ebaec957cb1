import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { textFile, type Bag } from './bag.ts'
import { pureDigests, type Digests } from './digest.ts'
import { BAG } from './layout.ts'
import { inOrder, manifestText } from './manifest.ts'
import { BagError, type BagFile } from './source.ts'
import { fixedTime } from './zip-entry.ts'

// Pieces of this size are compressed at a time: small enough to let others work in between, and always the same, for
// what comes out depends on it.
const PIECE = 128 * 1024
// What the zip format holds without its later extensions, with room for the directory.
const MOST_BYTES = 0xffff_ffff - 64 * 1024 * 1024
const MOST_ENTRIES = 65_000

/** Whether bags fit into one plain zip, however little they compress. */
export function fits(bags: readonly Pick<Bag, 'payload' | 'tags'>[]): boolean {
  const files = bags.flatMap(({ payload, tags }) => [...payload, ...tags])
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  return bytes <= MOST_BYTES && files.length + 2 * bags.length <= MOST_ENTRIES
}

// Said to be made on Unix: unzip reads names of other systems in a code page of their own, whatever the UTF-8 flag says.
const UNIX = 3
const PLAIN_FILE = 0o100644 << 16

export interface ZipOptions {
  digests?: Digests
  /** Called between pieces, so that a long export does not hold up everything else. */
  breathe?: () => Promise<void>
}

/** The folder of each bag, in the same order: its number, or its id where that is no plain name or not its alone. */
export function foldersOf(bags: readonly Pick<Bag, 'matter' | 'number'>[]): string[] {
  const wanted = bags.map(({ matter, number }) =>
    number !== undefined && /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(number) ? number : matter,
  )
  const counts = new Map<string, number>()
  for (const name of wanted) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
  return wanted.map((name, index) => ((counts.get(name.toLowerCase()) ?? 0) > 1 ? (bags[index]?.matter ?? name) : name))
}

/**
 * One zip of one or several bags, piece by piece, each bag complete in its own folder. `lay` gives the bag of a matter
 * when its turn comes, so that no two have to be held at once. The same bags give the same bytes: entries are sorted,
 * times fixed, texts deflated in pieces of one size, attachments stored as they are.
 * Throws `too-large` when it would not fit into a plain zip, `damaged-file` when a file is not what the record says.
 */
export async function* writeZip(
  folders: readonly string[],
  lay: (index: number) => Promise<Bag>,
  { digests = pureDigests, breathe }: ZipOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const ready: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    ready.push(piece)
  })
  let written = 0
  let entries = 0
  const taken = function* () {
    for (const piece of ready.splice(0)) {
      written += piece.length
      yield piece
    }
    if (written > MOST_BYTES) throw new BagError('too-large', 'more than a plain zip can hold')
  }
  const order = folders.map((folder, index) => ({ folder, index })).sort((a, b) => inOrder(a.folder, b.folder))
  for (const { folder, index } of order) {
    const bag = await lay(index)
    const hashes = new Map<string, string>()
    const put = async function* (file: BagFile) {
      if (++entries > MOST_ENTRIES) throw new BagError('too-large', 'more files than a plain zip can hold')
      const name = `${folder}/${file.path}`
      const entry = 'read' in file ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
      entry.mtime = fixedTime()
      entry.os = UNIX
      entry.attrs = PLAIN_FILE
      zip.add(entry)
      const hash = digests('sha512')
      for await (const piece of checked(file, digests)) {
        hash.update(piece)
        entry.push(piece)
        yield* taken()
        await breathe?.()
      }
      entry.push(new Uint8Array(0), true)
      hashes.set(file.path, hash.hex())
      yield* taken()
    }
    const first = bag.tags.toSorted((a, b) => inOrder(a.path, b.path))
    for (const file of first) yield* put(file)
    const tagHashes = new Map(hashes)
    hashes.clear()
    for (const file of bag.payload) yield* put(file)
    const manifest = textFile(BAG.manifest, manifestText(hashes))
    yield* put(manifest)
    tagHashes.set(BAG.manifest, hashes.get(BAG.manifest) ?? '')
    yield* put(textFile(BAG.tagManifest, manifestText(tagHashes)))
  }
  zip.end()
  yield* taken()
}

/** The bytes of a file in pieces. What is read from elsewhere must be what the record says, to the last byte. */
async function* checked(file: BagFile, digests: Digests): AsyncGenerator<Uint8Array> {
  if ('bytes' in file) {
    for (let at = 0; at < file.size; at += PIECE) yield file.bytes.subarray(at, at + PIECE)
    return
  }
  const hash = digests('sha256')
  let size = 0
  for await (const piece of file.read()) {
    hash.update(piece)
    size += piece.length
    yield piece
  }
  if (size !== file.size || hash.hex() !== file.sha256)
    throw new BagError('damaged-file', `${file.sha256} is not what it was when it was attached`)
}

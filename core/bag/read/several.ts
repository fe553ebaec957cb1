import type { ByteSource } from './bytes.ts'
import { refuseBag } from './refusal.ts'
import { readDirectory, ZIP_LIMITS, type ZipLimits } from './zip-directory.ts'
import { locate, type Located } from './zip-local.ts'

const END_BYTES = 22
const PLACE_AT = 42
const MOST_BYTES = 0xffff_fffe
const PIECE = 64 * 1024

/**
 * The folders of a zip that are bags, each to be cut out with `cutOut`. Refuses `no-bag` where there is none, and
 * `several-bags` where something lies beside the bags.
 */
export async function bagsIn(
  source: ByteSource,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<{ folders: string[]; entries: Located[] }> {
  const entries = await locate(source, await readDirectory(source, limits))
  const folders = entries.flatMap(({ name }) => /^([^/]+)\/bagit\.txt$/.exec(name)?.[1] ?? [])
  if (folders.length === 0) refuseBag('no-bag', 'no folder with a bagit.txt')
  for (const { name } of entries)
    if (!folders.includes(name.split('/')[0] ?? '') || !name.includes('/'))
      refuseBag('several-bags', 'something lies beside the bags', name)
  return { folders, entries }
}

/**
 * The zip of one folder alone, piece by piece: its entries byte for byte as they are, and a directory of just these.
 * Refuses `zip-too-large` beyond what a plain zip can hold.
 */
export async function* cutOut(
  source: ByteSource,
  entries: readonly Located[],
  folder: string,
): AsyncGenerator<Uint8Array> {
  const wanted = entries.filter(({ name }) => name.startsWith(`${folder}/`))
  const directory: Uint8Array[] = []
  let at = 0
  for (const { at: from, end, central, name } of wanted) {
    const line = Uint8Array.from(central)
    if (at > MOST_BYTES || from > MOST_BYTES) refuseBag('zip-too-large', 'more than a plain zip can hold', name)
    new DataView(line.buffer).setUint32(PLACE_AT, at, true)
    directory.push(line)
    for (let n = from; n < end; n += PIECE) yield source.read(n, Math.min(PIECE, end - n))
    at += end - from
  }
  const size = directory.reduce((sum, line) => sum + line.length, 0)
  if (wanted.length >= 0xffff || at > MOST_BYTES) refuseBag('zip-too-large', 'more than a plain zip can hold', folder)
  yield* directory
  const end = new DataView(new ArrayBuffer(END_BYTES))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, wanted.length, true)
  end.setUint16(10, wanted.length, true)
  end.setUint32(12, size, true)
  end.setUint32(16, at, true)
  yield new Uint8Array(end.buffer)
}

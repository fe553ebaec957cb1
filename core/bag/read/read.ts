import { validateBag, type ValidBag } from './bagit.ts'
import type { ByteSource } from './bytes.ts'
import { readContent, type BagContent } from './content.ts'
import { below, type Folder } from './folder.ts'
import type { Hasher } from './manifest.ts'
import { refuseBag } from './refusal.ts'
import { unzip } from './unzip.ts'
import type { ZipLimits } from './zip-directory.ts'

/** A zipped bag that was checked from end to end. `files` reads its files again, by their paths in the bag. */
export interface ReadBag extends BagContent {
  /** The one folder that the zip holds. */
  folder: string
  bag: ValidBag
  files: Folder
}

/**
 * Reads a zipped bag without trust: the zip, the bag in it, the matter in the bag. Nothing is written anywhere. Throws
 * `BagRefused`, or what `source` throws.
 */
export async function readBag(source: ByteSource, hasher: Hasher, limits?: ZipLimits): Promise<ReadBag> {
  const zip = await unzip(source, limits)
  const folder = onlyFolder(zip)
  const files = below(zip, folder)
  const bag = await validateBag(files, hasher)
  return { folder, bag, files, ...(await readContent(files, hasher)) }
}

/** The folder in which everything lies (RFC 8493, section 4). */
export function onlyFolder(zip: Folder): string {
  const bags = [...zip.files.keys()].filter((path) => /^[^/]+\/bagit\.txt$/.test(path))
  if (bags.length > 1) refuseBag('several-bags', 'more than one bag')
  const [folder = refuseBag('no-bag', 'no folder with a bagit.txt')] = bags.map((path) => path.split('/')[0])
  const beside = [...zip.files.keys()].find((path) => !path.startsWith(`${folder}/`))
  if (beside !== undefined) refuseBag('several-bags', 'something lies beside the bag', beside)
  return folder
}

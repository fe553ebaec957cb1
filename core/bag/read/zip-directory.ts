import { littleEndian, type ByteSource } from './bytes.ts'
import { refuseBag } from './refusal.ts'
import { entryName, foldedName } from './zip-name.ts'

/** A file or folder in a zip as the central directory has it. `at` = where its local header begins. */
export interface ZipEntry {
  name: string
  flags: number
  method: 'stored' | 'deflated'
  crc: number
  packed: number
  size: number
  at: number
  nameBytes: Uint8Array
  /** Its line in the directory, byte for byte. */
  central: Uint8Array
}

export interface Directory {
  entries: ZipEntry[]
  at: number
}

/**
 * How much a zip may hold. Sizes in bytes; `ratio` counts for entries of more than `ratioFrom` bytes: a discussion in
 * which the same is said again and again shrinks as much as a bomb.
 */
export const ZIP_LIMITS = {
  archive: 4 * 1024 ** 3,
  total: 8 * 1024 ** 3,
  entry: 512 * 1024 ** 2,
  entries: 65_535,
  ratio: 200,
  ratioFrom: 64 * 1024 ** 2,
} as const
export type ZipLimits = { [Name in keyof typeof ZIP_LIMITS]: number }

const END = 0x06054b50
const END64 = 0x06064b50
const LOCATOR64 = 0x07064b50
const CENTRAL = 0x02014b50
export const LOCAL = 0x04034b50
const END_BYTES = 22
const CENTRAL_BYTES = 46
/** What stands in place of a number that only zip64 has room for. */
export const FULL = 0xffffffff
const KIND_MASK = 0o170000
const REGULAR = 0o100000
const FOLDER = 0o040000
const DOS_FOLDER = 0x10

const damaged: (why: string, where?: string) => never = (why, where) => refuseBag('zip-damaged', why, where)

/**
 * What a zip holds, after everything that the central directory says has been checked, and where that directory
 * begins. It ends the archive exactly, and nothing in it may mean one thing to one reader and another to the next.
 */
export async function readDirectory(source: ByteSource, limits: ZipLimits): Promise<Directory> {
  if (source.size > limits.archive) refuseBag('zip-too-large', 'the archive is too large')
  if (source.size < END_BYTES) refuseBag('not-a-zip', 'too short')
  const first = littleEndian(await source.read(0, 4)).u32(0)
  const { count, at, size } = await findDirectory(source)
  if (count > 0 && first !== LOCAL) damaged('something stands before the first entry')
  if (count > limits.entries) refuseBag('zip-too-large', `${count} entries`)
  if (size > limits.entries * 2048) refuseBag('zip-too-large', 'the directory is too large')
  const directory = await source.read(at, size)
  const entries: ZipEntry[] = []
  const seen = new Map<string, Named>()
  let from = 0
  for (let n = 0; n < count; n++) {
    const { entry, next } = readCentral(directory, from)
    from = next
    checkSizes(entry, limits)
    unique(entry.name, seen)
    entries.push(entry)
  }
  if (from !== directory.length) damaged('the directory holds more than it says')
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (total > limits.total) refuseBag('zip-too-large', `${total} bytes in all`)
  return { entries, at }
}

async function findDirectory(source: ByteSource): Promise<{ count: number; at: number; size: number }> {
  const tail = source.size - END_BYTES
  const bytes = await source.read(tail, END_BYTES)
  const end = littleEndian(bytes)
  // A comment would be a place to hide a second end record in, so there is none.
  if (end.u32(0) !== END) return noEnd(source)
  if (end.u16(20) !== 0) damaged('the end record promises a comment that is not there')
  if (end.u16(4) !== 0 || end.u16(6) !== 0 || end.u16(8) !== end.u16(10)) damaged('one part of several')
  let found = { count: end.u16(10), size: end.u32(12), at: end.u32(16) }
  let stop = tail
  const wants64 = found.count === 0xffff || found.size === FULL || found.at === FULL
  if (tail >= 20 && littleEndian(await source.read(tail - 20, 4)).u32(0) === LOCATOR64) {
    const locator = littleEndian(await source.read(tail - 20, 20))
    const at64 = locator.u64(8)
    if (locator.u32(4) !== 0 || locator.u32(16) !== 1 || at64 + 56 !== tail - 20) damaged('a zip64 locator that lies')
    const end64 = littleEndian(await source.read(at64, 56))
    const whole = end64.u32(0) === END64 && end64.u64(4) === 44 && end64.u32(16) === 0 && end64.u32(20) === 0
    const large = { count: end64.u64(32), size: end64.u64(40), at: end64.u64(48) }
    if (!whole || end64.u64(24) !== large.count) damaged('a zip64 end record that lies')
    // where the small record has a number of its own, both must say the same
    const agree = (small: number, full: number, big: number) => small === full || small === big
    if (!agree(found.count, 0xffff, large.count) || !agree(found.size, FULL, large.size)) damaged('two counts')
    if (!agree(found.at, FULL, large.at)) damaged('two directories')
    found = large
    stop = at64
  } else if (wants64) damaged('zip64 is promised and not there')
  if (found.at + found.size !== stop) damaged('the directory does not end where the end record begins')
  return found
}

/** Tells a zip that was cut or had something added from a file that never was one. */
async function noEnd(source: ByteSource): Promise<never> {
  const start = await source.read(0, 4)
  if (littleEndian(start).u32(0) === LOCAL) damaged('cut, or followed by something')
  const from = Math.max(0, source.size - 66_000)
  const tail = await source.read(from, source.size - from)
  for (let at = tail.length - 4; at >= 0; at--)
    if (tail[at] === 0x50 && littleEndian(tail).u32(at) === END) damaged('something follows the end')
  return refuseBag('not-a-zip', 'there is no end record')
}

function readCentral(bytes: Uint8Array, from: number): { entry: ZipEntry; next: number } {
  if (from + CENTRAL_BYTES > bytes.length) damaged('the directory is shorter than it says')
  const head = littleEndian(bytes.subarray(from, from + CENTRAL_BYTES))
  if (head.u32(0) !== CENTRAL) damaged('an entry of the directory is missing')
  const [flags, method, nameLength, extraLength] = [head.u16(8), head.u16(10), head.u16(28), head.u16(30)]
  const next = from + CENTRAL_BYTES + nameLength + extraLength + head.u16(32)
  if (next > bytes.length) damaged('the directory is shorter than it says')
  const nameBytes = bytes.subarray(from + CENTRAL_BYTES, from + CENTRAL_BYTES + nameLength)
  const name = entryName(nameBytes, flags)
  // bit 0 and 6: encrypted; bit 13: the directory itself is
  if ((flags & 0b10000001000001) !== 0) refuseBag('zip-encrypted', 'an entry under a password', name)
  if (method !== 0 && method !== 8) refuseBag('zip-method', `packed by method ${method}`, name)
  if (head.u16(6) > 63 || (flags & ~0b100000001110) !== 0) refuseBag('zip-method', 'a feature that is not known', name)
  if (head.u16(34) !== 0) damaged('one part of several', name)
  checkKind(name, head.u32(38))
  const extra = bytes.subarray(from + CENTRAL_BYTES + nameLength, from + CENTRAL_BYTES + nameLength + extraLength)
  const [size, packed, at] = large(extra, [head.u32(24), head.u32(20), head.u32(42)], name)
  const entry: ZipEntry = {
    name,
    flags,
    method: method === 0 ? 'stored' : 'deflated',
    crc: head.u32(16),
    packed,
    size,
    at,
    nameBytes,
    central: bytes.subarray(from, next),
  }
  return { entry, next }
}

/** Refuses links, devices and pipes (as Unix marks them), and a file that is marked as a folder or the other way round. */
function checkKind(name: string, attributes: number): void {
  const kind = (attributes >>> 16) & KIND_MASK
  if (kind !== 0 && kind !== REGULAR && kind !== FOLDER) refuseBag('zip-link', 'a link or a device', name)
  const folder = name.endsWith('/')
  if (folder ? kind === REGULAR : kind === FOLDER || (attributes & DOS_FOLDER) !== 0)
    damaged('an entry is a file and a folder', name)
}

/** Numbers of a header, out of the zip64 field where the header has no room for them; it must hold just those. */
export function large<Numbers extends number[]>(extra: Uint8Array, small: Numbers, name: string): Numbers {
  const field = extraField(extra, name)
  const wanted = small.filter((value) => value === FULL).length
  if (!field) return wanted === 0 ? small : damaged('zip64 is promised and not there', name)
  if (field.length !== wanted * 8) damaged('a zip64 field that lies', name)
  let from = 0
  const values = small.map((value) => {
    if (value !== FULL) return value
    from += 8
    return littleEndian(field).u64(from - 8)
  })
  return values as Numbers
}

/** The zip64 field among the extra ones, which must fill their space; twice is a lie. */
function extraField(extra: Uint8Array, name: string): Uint8Array | undefined {
  let found: Uint8Array | undefined
  let at = 0
  while (at < extra.length) {
    if (at + 4 > extra.length) damaged('an extra field is cut', name)
    const head = littleEndian(extra.subarray(at, at + 4))
    const end = at + 4 + head.u16(2)
    if (end > extra.length) damaged('an extra field is cut', name)
    // 0x7075 would give the entry a second name
    if (head.u16(0) === 0x7075) refuseBag('zip-name', 'an entry has two names', name)
    if (head.u16(0) === 1 && found) damaged('two zip64 fields', name)
    if (head.u16(0) === 1) found = extra.subarray(at + 4, end)
    at = end
  }
  return found
}

function checkSizes({ name, size, packed, method }: ZipEntry, limits: ZipLimits): void {
  if (size > limits.entry || packed > limits.entry) refuseBag('zip-too-large', `${size} bytes`, name)
  if (method === 'stored' && size !== packed) damaged('a stored entry of two sizes', name)
  if (name.endsWith('/') && size !== 0) damaged('a folder with bytes', name)
  if (size > limits.ratioFrom && size > packed * limits.ratio) refuseBag('zip-bomb', `${packed} → ${size}`, name)
}

interface Named {
  spelling: string
  kind: 'file' | 'folder' | 'listed folder'
}

/** Refuses a name that some system takes for another one, and a file where a folder is needed. */
function unique(name: string, seen: Map<string, Named>): void {
  const folder = name.endsWith('/')
  const path = folder ? name.slice(0, -1) : name
  const known = seen.get(foldedName(path))
  if (known && (!folder || known.kind !== 'folder' || known.spelling !== path))
    refuseBag('zip-twice', 'two entries of one name', name)
  seen.set(foldedName(path), { spelling: path, kind: folder ? 'listed folder' : 'file' })
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
    const above = path.slice(0, cut)
    const found = seen.get(foldedName(above))
    if (found && (found.kind === 'file' || found.spelling !== above))
      refuseBag('zip-twice', 'a folder has two spellings, or is also a file', name)
    if (!found) seen.set(foldedName(above), { spelling: above, kind: 'folder' })
  }
}

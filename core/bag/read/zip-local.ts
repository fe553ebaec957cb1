import { littleEndian, type ByteSource } from './bytes.ts'
import { refuseBag } from './refusal.ts'
import { FULL, large, LOCAL, type Directory, type ZipEntry } from './zip-directory.ts'

const LOCAL_BYTES = 30
const DESCRIPTOR = 0x08074b50
const DESCRIBED_LATER = 1 << 3

/** An entry, where its packed bytes begin, and where the next one may. */
export type Located = ZipEntry & { from: number; end: number }

const damaged: (why: string, where?: string) => never = (why, where) => refuseBag('zip-damaged', why, where)

/**
 * Looks each entry up at its place. The header there must say what the directory says, and the entries must fill the
 * archive from its first byte to the directory without a gap: nothing is hidden between them and none shares its bytes.
 */
export async function locate(source: ByteSource, directory: Directory): Promise<Located[]> {
  const located: Located[] = []
  let end = 0
  for (const entry of directory.entries.toSorted((a, b) => a.at - b.at)) {
    if (entry.at < end) refuseBag('zip-bomb', 'entries overlap', entry.name)
    if (entry.at > end) damaged('something lies between the entries', entry.name)
    const from = await bytesBegin(source, entry, directory.at)
    end = from + entry.packed
    if (end > directory.at) refuseBag('zip-bomb', 'an entry reaches into the directory', entry.name)
    if ((entry.flags & DESCRIBED_LATER) !== 0) end += await descriptorLength(source, entry, end, directory.at)
    located.push({ ...entry, from, end })
  }
  if (end !== directory.at) damaged('something lies between the entries and the directory')
  return located
}

/** Looks one entry up at its place, whatever lies around it: enough for a zip that was checked as a whole before. */
export async function locateOne(source: ByteSource, entry: ZipEntry, directoryAt: number): Promise<Located> {
  const from = await bytesBegin(source, entry, directoryAt)
  const end = from + entry.packed
  if (end > directoryAt) refuseBag('zip-bomb', 'an entry reaches into the directory', entry.name)
  return { ...entry, from, end }
}

async function bytesBegin(source: ByteSource, entry: ZipEntry, directoryAt: number): Promise<number> {
  const { name, at, nameBytes } = entry
  if (at + LOCAL_BYTES + nameBytes.length > directoryAt) damaged('an entry is cut', name)
  const head = littleEndian(await source.read(at, LOCAL_BYTES))
  if (head.u32(0) !== LOCAL) damaged('no entry at its place', name)
  const [flags, method, extraLength] = [head.u16(6), head.u16(8), head.u16(28)]
  const from = at + LOCAL_BYTES + nameBytes.length + extraLength
  if (head.u16(26) !== nameBytes.length || from > directoryAt) damaged('an entry of another name at its place', name)
  const rest = await source.read(at + LOCAL_BYTES, nameBytes.length + extraLength)
  if (nameBytes.some((byte, i) => rest[i] !== byte)) damaged('an entry of another name at its place', name)
  const same = flags === entry.flags && method === (entry.method === 'stored' ? 0 : 8)
  const later = (flags & DESCRIBED_LATER) !== 0
  const numbers: [number, number] = [head.u32(22), head.u32(18)]
  const [size, packed] = large(rest.subarray(nameBytes.length), numbers, name)
  // what was not known yet when it was written stands as nothing there, and in the record behind
  const agrees = (here: number, said: number) => here === said || (later && here === 0)
  const numbersAgree = agrees(head.u32(14), entry.crc) && agrees(size, entry.size) && agrees(packed, entry.packed)
  if (!same || !numbersAgree) damaged('the header at its place says something else', name)
  return from
}

/** How long the record behind an entry is that was written without knowing its sizes; it must say what all others say. */
async function descriptorLength(source: ByteSource, entry: ZipEntry, at: number, directoryAt: number): Promise<number> {
  const bytes = await source.read(at, Math.min(24, directoryAt - at))
  const forms = [
    { signed: true, wide: false },
    { signed: true, wide: true },
    { signed: false, wide: false },
    { signed: false, wide: true },
  ]
  for (const { signed, wide } of forms) {
    const begin = signed ? 4 : 0
    const length = begin + (wide ? 20 : 12)
    if (bytes.length < length) continue
    const head = littleEndian(bytes)
    if (signed && head.u32(0) !== DESCRIPTOR) continue
    const packed = wide ? head.u64(begin + 4) : head.u32(begin + 4)
    const size = wide ? head.u64(begin + 12) : head.u32(begin + 8)
    const fits = head.u32(begin) === entry.crc && packed === entry.packed && size === entry.size
    if (fits && (wide || entry.size < FULL)) return length
  }
  return damaged('the record behind an entry says something else', entry.name)
}

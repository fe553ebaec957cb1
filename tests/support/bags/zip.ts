import { crc32, deflateRawSync } from 'node:zlib'

/** One entry to write into a zip, lies included: what is not given is as it should be. */
export interface Entry {
  name: string | Uint8Array
  bytes?: Uint8Array | string
  method?: number
  flags?: number
  /** The upper half is Unix's mode, as in a file from Unix. */
  attributes?: number
  crc?: number
  size?: number
  packed?: Uint8Array
  packedSize?: number
  extra?: Uint8Array
  localExtra?: Uint8Array
  localName?: string
  localCrc?: number
  localSize?: number
  localPackedSize?: number
  localFlags?: number
  localMethod?: number
  at?: number
  /** Bytes behind the packed ones, such as a data descriptor. */
  behind?: Uint8Array
  needs?: number
  disk?: number
}

/** What stands around the entries. */
export interface Around {
  before?: Uint8Array
  beforeDirectory?: Uint8Array
  after?: Uint8Array
  comment?: Uint8Array
  count?: number
  directorySize?: number
  directoryAt?: number
  beforeEnd?: Uint8Array
}

const u16 = (...values: number[]) => Buffer.concat(values.map((v) => Buffer.from([v & 255, (v >>> 8) & 255])))
const u32 = (...values: number[]) =>
  Buffer.concat(values.map((v) => Buffer.from([v & 255, (v >>> 8) & 255, (v >>> 16) & 255, v >>> 24])))
export const u64 = (...values: number[]) =>
  Buffer.concat(values.flatMap((v) => [u32(v >>> 0), u32(Math.floor(v / 2 ** 32))]))
export { u16, u32 }

const UTF8_FLAG = 0x800

/** Writes a zip byte by byte, honest or not. */
export function zipOf(entries: readonly Entry[], around: Around = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(around.before ?? [])]
  const central: Buffer[] = []
  let at = parts[0]!.length
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string)
    const plain = Buffer.from((entry.bytes ?? '') as string)
    const method = entry.method ?? 8
    const packed = Buffer.from(entry.packed ?? (method === 8 ? deflateRawSync(plain) : plain))
    const flags = entry.flags ?? UTF8_FLAG
    const crc = entry.crc ?? crc32(plain)
    const [size, packedSize] = [entry.size ?? plain.length, entry.packedSize ?? packed.length]
    const localName = entry.localName === undefined ? name : Buffer.from(entry.localName)
    const extra = Buffer.from(entry.extra ?? [])
    const localExtra = Buffer.from(entry.localExtra ?? [])
    const local = Buffer.concat([
      u32(0x04034b50),
      u16(entry.needs ?? 20, entry.localFlags ?? flags, entry.localMethod ?? method, 0, 0x21),
      u32(entry.localCrc ?? crc, entry.localPackedSize ?? packedSize, entry.localSize ?? size),
      u16(localName.length, localExtra.length),
      localName,
      localExtra,
      packed,
      Buffer.from(entry.behind ?? []),
    ])
    central.push(
      u32(0x02014b50),
      u16(0x0314, entry.needs ?? 20, flags, method, 0, 0x21),
      u32(crc, packedSize, size),
      u16(name.length, extra.length, 0, entry.disk ?? 0, 0),
      u32(entry.attributes ?? 0o100644 * 65536, entry.at ?? at),
      name,
      extra,
    )
    parts.push(local)
    at += local.length
  }
  const directory = Buffer.concat(central)
  const gap = Buffer.from(around.beforeDirectory ?? [])
  const count = around.count ?? entries.length
  const comment = Buffer.from(around.comment ?? [])
  return Buffer.concat([
    ...parts,
    gap,
    directory,
    Buffer.from(around.beforeEnd ?? []),
    u32(0x06054b50),
    u16(0, 0, count, count),
    u32(around.directorySize ?? directory.length, around.directoryAt ?? at + gap.length),
    u16(comment.length),
    comment,
    Buffer.from(around.after ?? []),
  ])
}

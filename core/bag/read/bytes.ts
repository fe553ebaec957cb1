/** Bytes that can be read at any place, such as an open file. `read` answers with exactly what was asked for. */
export interface ByteSource {
  size: number
  read(at: number, length: number): Promise<Uint8Array>
}

/** Bytes at hand as a source. */
export function inMemory(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) }
}

/** Little-endian numbers out of bytes, as zip has them. */
export function littleEndian(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    u16: (at: number) => view.getUint16(at, true),
    u32: (at: number) => view.getUint32(at, true),
    /** Throws nothing: beyond 2^53 it is infinite, and so too large for everything. */
    u64(at: number) {
      const value = view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true)
      return Number.isSafeInteger(value) ? value : Infinity
    },
  }
}

/** Text of UTF-8 bytes; `undefined` when they are not well formed. A byte-order mark stays. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

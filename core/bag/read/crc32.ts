const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  return c >>> 0
})

/** CRC-32 as zip has it (ISO 3309), piece by piece. */
export class Crc32 {
  #crc = 0xffffffff

  update(bytes: Uint8Array): void {
    let crc = this.#crc
    for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
    this.#crc = crc
  }

  get value(): number {
    return (this.#crc ^ 0xffffffff) >>> 0
  }
}

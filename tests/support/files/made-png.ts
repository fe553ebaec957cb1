import sharp from 'sharp'

/** A small picture that any inspection lets pass; another one for another number. */
export function madePng(n = 1): Promise<Buffer> {
  return sharp({ create: { width: 24, height: 16, channels: 3, background: { r: n % 256, g: 90, b: 120 } } })
    .png()
    .toBuffer()
}

import sharp from 'sharp'

/** A picture that any inspection lets pass, small unless said otherwise; another one for another number. */
export function madePng(n = 1, width = 24, height = 16): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: n % 256, g: 90, b: 120 } } })
    .png()
    .toBuffer()
}

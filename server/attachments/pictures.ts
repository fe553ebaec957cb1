import sharp from 'sharp'
import type { AttachmentType } from '../../core/wire/attachments.ts'

const MOST_PIXELS = 50_000_000
const MOST_FRAMES = 200

export type Redrawn = { ok: true; bytes: Buffer } | { ok: false; reason: 'broken-file' | 'too-many-pixels' }

/**
 * Draws a picture anew from its pixels: what comes out is a picture and nothing else, without camera data, position,
 * comments, or anything that hid behind it. It is turned upright first. Refuses what has more than 50 million pixels.
 */
export async function redraw(bytes: Buffer, type: AttachmentType): Promise<Redrawn> {
  try {
    const animated = type === 'image/gif' || type === 'image/webp'
    const image = sharp(bytes, { animated, failOn: 'error', limitInputPixels: MOST_PIXELS, unlimited: false })
    const { pages = 1 } = await image.metadata()
    if (pages > MOST_FRAMES) return { ok: false, reason: 'too-many-pixels' }
    const upright = animated ? image : image.rotate()
    switch (type) {
      case 'image/jpeg':
        return { ok: true, bytes: await upright.jpeg({ quality: 88, mozjpeg: true }).toBuffer() }
      case 'image/png':
        return { ok: true, bytes: await upright.png().toBuffer() }
      case 'image/webp':
        return { ok: true, bytes: await upright.webp({ quality: 88 }).toBuffer() }
      default:
        return { ok: true, bytes: await upright.gif().toBuffer() }
    }
  } catch (error) {
    const tooLarge = error instanceof Error && /pixel limit/i.test(error.message)
    return { ok: false, reason: tooLarge ? 'too-many-pixels' : 'broken-file' }
  }
}

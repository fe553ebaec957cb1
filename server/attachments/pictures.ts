import sharp, { type Sharp } from 'sharp'
import type { AttachmentType } from '../../core/wire/attachments.ts'
import { LIMITS } from '../../core/wire/limits.ts'

const MOST_PIXELS = 50_000_000
const MOST_FRAMES = 200
const MOST_SECONDS = 30

// one picture at a time and nothing kept: what it takes in memory is given back
sharp.cache(false)
sharp.concurrency(1)

export type Redrawn = { ok: true; bytes: Buffer } | { ok: false; reason: 'broken-file' | 'too-many-pixels' }

/**
 * Draws a picture anew from its pixels: what comes out is a picture and nothing else, without camera data, position,
 * comments, or anything that hid behind it. It is turned upright first. Refuses what has more than 50 million pixels,
 * all frames together, and what would come out larger than a file may be.
 */
export async function redraw(bytes: Buffer, type: AttachmentType): Promise<Redrawn> {
  try {
    const animated = type === 'image/gif' || type === 'image/webp'
    const image = sharp(bytes, { animated, failOn: 'error', limitInputPixels: MOST_PIXELS, sequentialRead: true })
    const { pages = 1, width, height, pageHeight = height } = await image.metadata()
    if (pages > MOST_FRAMES || width * pageHeight * pages > MOST_PIXELS) return { ok: false, reason: 'too-many-pixels' }
    const upright = animated ? image : image.autoOrient()
    const drawn = await form(upright.timeout({ seconds: MOST_SECONDS }), type).toBuffer()
    return drawn.length > LIMITS.attachmentBytes ? { ok: false, reason: 'too-many-pixels' } : { ok: true, bytes: drawn }
  } catch (error) {
    const tooLarge = error instanceof Error && /pixel limit|timeout/i.test(error.message)
    return { ok: false, reason: tooLarge ? 'too-many-pixels' : 'broken-file' }
  }
}

function form(image: Sharp, type: AttachmentType): Sharp {
  switch (type) {
    case 'image/jpeg':
      return image.jpeg({ quality: 90 })
    case 'image/png':
      return image.png()
    case 'image/webp':
      return image.webp({ quality: 90 })
    default:
      return image.gif()
  }
}

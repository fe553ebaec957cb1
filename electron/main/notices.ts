import { app, nativeImage, Notification, type BrowserWindow } from 'electron'

interface Notice {
  title: string
  body: string
  route: string
}

// A notification that nobody holds is collected, and its click is lost.
const shown = new Set<Notification>()

/** Shows a notification of the system; a click calls back. Nothing where the system has none. */
export function showNotice({ title, body }: Notice, clicked: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  shown.add(notification)
  notification.on('click', () => {
    shown.delete(notification)
    clicked()
  })
  notification.on('close', () => shown.delete(notification))
  notification.show()
}

/** The number on the dock or launcher; on Windows a dot on the task bar, whose description says it. 0 clears it. */
export function showBadge(window: BrowserWindow | undefined, count: number): void {
  if (process.platform !== 'win32') {
    app.setBadgeCount(count)
    return
  }
  window?.setOverlayIcon(count === 0 ? null : dot(), String(count))
}

const SIDE = 16

/** A filled vermilion circle, as BGRA rows. */
function dot() {
  const pixels = Buffer.alloc(SIDE * SIDE * 4)
  for (let i = 0; i < SIDE * SIDE; i++) {
    const [x, y] = [(i % SIDE) - 7.5, Math.floor(i / SIDE) - 7.5]
    if (x * x + y * y <= 56) pixels.set([0x2a, 0x37, 0xb8, 0xff], i * 4)
  }
  return nativeImage.createFromBitmap(pixels, { width: SIDE, height: SIDE })
}

import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Low } from 'lowdb'
import path from 'node:path'
import { MINIMUM, placeWindow, type WindowState } from './window-state.ts'

/** How long the window must hold still before its place is written, in ms. */
const SETTLE_MS = 400

/** Opens the client's window where it was last, and remembers where it goes. Shown once its first picture is ready. */
export async function openWindow(address: string, version: string, state: Low<WindowState>): Promise<BrowserWindow> {
  await state.read()
  const { bounds, maximized } = state.data
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...placeWindow(bounds, screens),
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    show: false,
    title: '智慧政协',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181d' : '#f5f4f1',
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/index.cjs'),
      additionalArguments: [`--zx-version=${version}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  remember(window, state)
  // A window that is closed while it loads rejects; there is nobody left to tell.
  window.loadURL(address).catch((error: unknown) => console.error(address, error))
  return window
}

/** Brings a window to the front, whatever hid it. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

function remember(window: BrowserWindow, state: Low<WindowState>): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    timer = undefined
    if (window.isDestroyed()) return
    state.data = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
    // Where the window stood is not worth a message: the next move is written again.
    void state.write().catch(() => undefined)
  }
  const later = () => {
    timer ??= setTimeout(save, SETTLE_MS)
  }
  for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(event as 'resize', later)
  window.on('close', save)
}

import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { preventable } from './preventable.ts'
import { screen } from './services.ts'
import { WebContents } from './web-contents.ts'
import { windows } from './windows.ts'

interface Bounds {
  x: number
  y: number
  width: number
  height: number
}

export interface WindowOptions extends Partial<Bounds> {
  minWidth?: number
  minHeight?: number
  show?: boolean
  title?: string
  webPreferences?: {
    preload?: string
    additionalArguments?: string[]
    sandbox?: boolean
    contextIsolation?: boolean
    nodeIntegration?: boolean
    nodeIntegrationInSubFrames?: boolean
    webSecurity?: boolean
  }
}

/** `BrowserWindow`: a page with bounds that are kept as numbers; nothing is drawn. */
export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => [...windows]
  static getFocusedWindow = () => [...windows].findLast((window) => window.isFocused()) ?? null
  static fromWebContents = (contents: WebContents) =>
    [...windows].find((window) => window.webContents === contents) ?? null

  readonly webContents: WebContents
  readonly id: number
  readonly #least: { width: number; height: number }
  readonly #closed: Promise<void>
  #settle: () => void = () => undefined
  #bounds: Bounds
  #normal: Bounds
  #shown: boolean
  #focused = false
  #minimized = false
  #maximized = false
  #closing = false
  #destroyed = false

  constructor(options: WindowOptions = {}) {
    super()
    const { minWidth = 0, minHeight = 0, width = 800, height = 600 } = options
    this.#least = { width: minWidth, height: minHeight }
    const area = screen.getAllDisplays()[0]?.workArea ?? { x: 0, y: 0, width, height }
    const x = options.x ?? area.x + Math.round((area.width - width) / 2)
    const y = options.y ?? area.y + Math.round((area.height - height) / 2)
    this.#bounds = this.#normal = this.#atLeast({ x, y, width, height })
    this.#shown = options.show !== false
    this.#closed = new Promise((resolve) => (this.#settle = resolve))
    windows.add(this)
    this.webContents = new WebContents(this, options)
    this.id = this.webContents.id
    void this.webContents.resize(this.#bounds.width, this.#bounds.height)
    queueMicrotask(() => app.emit('browser-window-created', {}, this))
  }

  loadURL(address: string) {
    return this.webContents.loadURL(address)
  }

  /** Asks `close`, which can prevent it. */
  close() {
    if (this.#closing || preventable(this, 'close')) return
    this.destroy()
  }
  destroy() {
    this.#closing = true
    void this.webContents.close()
  }
  /** The page has gone. */
  gone() {
    if (this.#destroyed) return
    this.#destroyed = this.#closing = true
    windows.delete(this)
    this.emit('closed', {})
    this.#settle()
    if (windows.size === 0 && !app.isQuitting && !app.emit('window-all-closed')) app.quit()
  }
  isClosing() {
    return this.#closing
  }
  whenClosed() {
    return this.#closed
  }
  isDestroyed() {
    return this.#destroyed
  }

  show() {
    this.#shown = this.#focused = true
    this.emit('show')
  }
  hide() {
    this.#shown = this.#focused = false
    this.emit('hide')
  }
  isVisible() {
    return this.#shown
  }
  focus() {
    this.#focused = true
    this.emit('focus')
  }
  blur() {
    this.#focused = false
    this.emit('blur')
  }
  isFocused() {
    return this.#focused
  }
  minimize() {
    this.#minimized = true
    this.#focused = false
    this.emit('minimize')
  }
  restore() {
    this.#minimized = false
    this.emit('restore')
  }
  isMinimized() {
    return this.#minimized
  }
  maximize() {
    this.#maximized = true
    this.#move(screen.getAllDisplays()[0]?.workArea ?? this.#bounds)
    this.emit('maximize')
  }
  unmaximize() {
    this.#maximized = false
    this.#move(this.#normal)
    this.emit('unmaximize')
  }
  isMaximized() {
    return this.#maximized
  }

  getBounds() {
    return { ...this.#bounds }
  }
  getNormalBounds() {
    return { ...this.#normal }
  }
  getMinimumSize() {
    return [this.#least.width, this.#least.height]
  }
  setBounds(bounds: Partial<Bounds>) {
    this.#normal = this.#atLeast({ ...this.#bounds, ...bounds })
    this.#move(this.#normal)
  }
  setSize(width: number, height: number) {
    this.setBounds({ width, height })
  }
  setOverlayIcon() {}

  #move(to: Bounds) {
    const from = this.#bounds
    this.#bounds = { ...to }
    if (from.x !== to.x || from.y !== to.y) this.emit('move')
    if (from.width === to.width && from.height === to.height) return
    void this.webContents.resize(to.width, to.height)
    this.emit('resize')
  }
  #atLeast(bounds: Bounds): Bounds {
    const { width, height } = this.#least
    return { ...bounds, width: Math.max(bounds.width, width), height: Math.max(bounds.height, height) }
  }
}

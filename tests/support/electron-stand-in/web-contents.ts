import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { CDPSession, Page, Route } from 'playwright-core'
import { app } from './app.ts'
import { runningEngine } from './browser.ts'
import type { BrowserWindow, WindowOptions } from './browser-window.ts'
import { de, ser } from './codec.js'
import { ipcMain } from './ipc-main.ts'
import { preventable } from './preventable.ts'
import { handlerOf, inward, isOwn, outward } from './protocol.ts'
import { nativeTheme } from './services.ts'
import { session } from './session.ts'

const source = (name: string) =>
  readFileSync(path.join(import.meta.dirname, name), 'utf8').replaceAll('export function', 'function')
const codecText = source('codec.js')
const worldText = source('world.js')
const WORLD = 'standin-preload'

type OpenHandler = (details: { url: string; frameName: string; disposition: string }) => { action: 'allow' | 'deny' }
type FromPage =
  | { k: 'invoke'; id: number; channel: string; args: unknown[] }
  | { k: 'send'; channel: string; args: unknown[] }
  | { k: 'permission'; id: number; permission: string }
  | { k: 'context-menu'; params: object }

let nextId = 0

/** `webContents`: one page of the engine, with the preload in a world of its own. */
export class WebContents extends EventEmitter {
  readonly id = ++nextId
  readonly session = session.defaultSession
  readonly ready: Promise<Page>
  readonly #window: BrowserWindow
  #page: Page | undefined
  #cdp: CDPSession | undefined
  #context: string | undefined
  #mainFrame = ''
  #opener: OpenHandler = () => ({ action: 'allow' })
  /** Addresses that a frame of the page itself asked to go to, with the frame's id. */
  #asked = new Map<string, string>()

  constructor(window: BrowserWindow, options: WindowOptions) {
    super()
    this.#window = window
    const { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInSubFrames, webSecurity } =
      options.webPreferences ?? {}
    if (sandbox === false || contextIsolation === false || nodeIntegration || nodeIntegrationInSubFrames)
      throw new Error('stand-in: only sandboxed, context-isolated windows are covered')
    if (webSecurity === false) throw new Error('stand-in: pages without web security are not covered')
    this.ready = this.#open(options)
    queueMicrotask(() => app.emit('web-contents-created', {}, this))
  }

  setWindowOpenHandler(handler: OpenHandler) {
    this.#opener = handler
  }
  getURL() {
    return this.#page ? inward(this.#page.url()) : ''
  }
  isDestroyed() {
    return this.#window.isDestroyed()
  }
  async loadURL(address: string) {
    const page = await this.ready
    await this.session.prepare(this, address)
    await page.goto(outward(address), { waitUntil: 'load' })
  }
  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.ready).evaluate(code)
  }
  reload() {
    void this.#page?.reload()
  }
  send(channel: string, ...args: unknown[]) {
    void this.#deliver({ k: 'event', channel, args: de(ser(args)) })
  }
  async applyTheme() {
    const page = await this.ready
    if (!page.isClosed()) await page.emulateMedia({ colorScheme: nativeTheme.shouldUseDarkColors ? 'dark' : 'light' })
  }
  async resize(width: number, height: number) {
    const page = await this.ready
    if (!page.isClosed()) await page.setViewportSize({ width, height })
  }
  async close() {
    const page = await this.ready
    if (!page.isClosed()) await page.close()
  }

  async #open(options: WindowOptions): Promise<Page> {
    const context = await runningEngine()
    const page = await context.newPage()
    this.#page = page
    page.on('close', () => this.#window.gone())
    page.on('popup', (popup) => void popup.close())
    page.on('console', (message) => this.emit('console-message', { level: message.type(), message: message.text() }))
    page.on('domcontentloaded', () => this.emit('dom-ready', {}))
    page.on('load', () => {
      this.emit('did-finish-load', {})
      this.#window.emit('ready-to-show', {})
    })
    await page.route('**/*', (route) => this.#answer(route))
    const cdp = await context.newCDPSession(page)
    this.#cdp = cdp
    await cdp.send('Page.enable')
    await cdp.send('Runtime.enable')
    this.#mainFrame = (await cdp.send('Page.getFrameTree')).frameTree.frame.id
    cdp.on('Runtime.executionContextCreated', ({ context: created }) => {
      const aux = created.auxData as { frameId?: string } | undefined
      if (created.name === WORLD && aux?.frameId === this.#mainFrame) this.#context = created.uniqueId
    })
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === '__standin_ipc') void this.#fromPage(de(payload) as FromPage)
    })
    cdp.on('Page.frameRequestedNavigation', ({ frameId, url }) => {
      this.#asked.set(withoutFragment(url), frameId)
    })
    cdp.on('Page.windowOpen', ({ url, windowName }) => {
      const { action } = this.#opener({ url: inward(url), frameName: windowName, disposition: 'foreground-tab' })
      if (action === 'allow') throw new Error('stand-in: windows opened by pages are not covered')
    })
    await cdp.send('Runtime.addBinding', { name: '__standin_ipc', executionContextName: WORLD })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(()=>{${worldText};if(window===top)watch(world('page'))})()`,
    })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { worldName: WORLD, source: preloadSource(options) })
    return page
  }

  /** Requests of the page: own schemes from their handler, navigations after their events, the rest from the network. */
  async #answer(route: Route): Promise<void> {
    const request = route.request()
    const address = inward(request.url())
    if (request.isNavigationRequest() && this.#isPrevented(request.url(), address)) return route.abort('aborted')
    if (!isOwn(request.url())) return route.continue()
    const handler = handlerOf(new URL(address).protocol.slice(0, -1))
    if (!handler) return route.abort()
    const response = await handler(new Request(address, { method: request.method(), headers: request.headers() }))
    const body = Buffer.from(await response.arrayBuffer())
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body })
  }

  #isPrevented(requested: string, url: string): boolean {
    const frameId = this.#asked.get(withoutFragment(requested))
    if (frameId === undefined) return false
    this.#asked.delete(withoutFragment(requested))
    const isMainFrame = frameId === this.#mainFrame
    const details = { url, isSameDocument: false, isMainFrame, frame: null, initiator: null }
    if (preventable(this, 'will-frame-navigate', details)) return true
    return isMainFrame && preventable(this, 'will-navigate', details)
  }

  async #fromPage(message: FromPage): Promise<void> {
    const url = this.getURL()
    if (message.k === 'context-menu') return void this.emit('context-menu', {}, message.params)
    if (message.k === 'permission') {
      const granted = await this.session.ask(this, message.permission, url)
      return this.#deliver({ k: 'reply', id: message.id, channel: '', ok: true, v: granted })
    }
    const event = { sender: this, senderFrame: { url, parent: null }, frameId: 1, processId: 1, type: 'frame' }
    const { channel, args } = message
    if (message.k === 'send') return void ipcMain.emit(channel, event, ...args)
    const reply = { k: 'reply', id: message.id, channel }
    await ipcMain.answer(channel, event, args).then(
      (v) => this.#deliver({ ...reply, ok: true, v }),
      (error) => this.#deliver({ ...reply, ok: false, v: String(error) }),
    )
  }

  async #deliver(message: object): Promise<void> {
    const expression = `__standin_deliver(${JSON.stringify(ser(message))})`
    const page = await this.ready
    if (!this.#context || !this.#cdp || page.isClosed()) return
    // A page that went away meanwhile gets no answer, as in Electron.
    await this.#cdp.send('Runtime.evaluate', { expression, uniqueContextId: this.#context }).catch(() => undefined)
  }
}

const withoutFragment = (url: string) => url.replace(/#.*$/, '')

function preloadSource({ webPreferences: { preload, additionalArguments = [] } = {} }: WindowOptions): string {
  const text = preload ? readFileSync(preload, 'utf8') : ''
  const facts = {
    platform: process.platform,
    versions: { electron: 'stand-in' },
    env: {},
    argv: ['electron', ...additionalArguments],
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  }
  return `if(window===top){const require=(()=>{${codecText};${worldText};return sandbox(world('preload'),ser,de)})();
const module={exports:{}};((require,module,exports,process)=>{${text}\n})(require,module,module.exports,${JSON.stringify(facts)})}`
}

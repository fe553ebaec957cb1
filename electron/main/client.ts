import { app, dialog, ipcMain, Menu, nativeTheme, protocol, session, shell, type BrowserWindow } from 'electron'
import path from 'node:path'
import { OPEN_ROUTE } from '../../core/desktop/channels.ts'
import type { Settings } from '../../core/desktop/contract.ts'
import type { LocalData } from '../archive/local-data.ts'
import { serveFiles } from './app-protocol.ts'
import { serveBridge } from './bridge-server.ts'
import { guardNavigation, guardPermissions } from './guards.ts'
import { bridgeHandlers } from './handlers.ts'
import { chooseBag } from './choose-bag.ts'
import { homeAddress, SCHEME } from './home.ts'
import { KeptDoor } from './kept-door.ts'
import { menuTemplate, textMenu } from './menu.ts'
import { showBadge, showNotice } from './notices.ts'
import { SessionVault } from './session-vault.ts'
import { systemCipher } from './system-cipher.ts'
import { TEXTS } from './texts.ts'
import { windowStateFile } from './window-state.ts'
import { openWindow, showWindow } from './window.ts'

/** The running client: one window over the local data in `directory`. */
export class Client {
  readonly #data: LocalData
  readonly #directory: string
  readonly #home = homeAddress(app.isPackaged, process.env.ELECTRON_RENDERER_URL)
  #settings: Settings
  #window: BrowserWindow | undefined

  constructor(data: LocalData, directory: string, settings: Settings) {
    this.#data = data
    this.#directory = directory
    this.#settings = settings
  }

  /** Sets guards, files and bridge up, then opens the window. */
  async start(): Promise<void> {
    const door = new KeptDoor()
    const serve = serveFiles(path.join(import.meta.dirname, '../renderer'))
    protocol.handle(SCHEME, async (request) => (await door.answer(request)) ?? serve(request))
    guardPermissions(session.defaultSession, this.#home)
    app.on('web-contents-created', (_event, contents) => {
      guardNavigation(contents, this.#home, (address) => {
        shell.openExternal(address).catch((error: unknown) => console.error(address, error))
      })
      contents.on('context-menu', (_click, params) => {
        const items = textMenu(this.#settings.language, params)
        if (items.length > 0) Menu.buildFromTemplate(items).popup()
      })
    })
    const vault = new SessionVault(path.join(this.#directory, 'session.json'), this.#data.around, systemCipher)
    const handlers = bridgeHandlers(this.#data, vault, {
      settingsChanged: (settings) => this.#apply(settings),
      notify: (notice) => showNotice(notice, () => this.#open(notice.route)),
      badge: (count) => showBadge(this.#window, count),
      askWhere: (name) => this.#askWhere(name),
      chooseBag: () => chooseBag(this.#window, this.#settings.language),
      door,
    })
    serveBridge(ipcMain, handlers, this.#home, (channel, error) => console.error(channel, error))
    this.#apply(this.#settings)
    await this.show()
  }

  /** Brings the window to the front; opens one where there is none. */
  async show(): Promise<void> {
    if (this.#window && !this.#window.isDestroyed()) return showWindow(this.#window)
    const state = windowStateFile(path.join(this.#directory, 'window.json'), this.#data.around)
    this.#window = await openWindow(this.#home, app.getVersion(), state)
  }

  /** A message of the system over the window; the client goes on meanwhile. */
  tell(message: string, detail = ''): void {
    const box = { type: 'warning', message, detail } as const
    const window = this.#window
    void (window && !window.isDestroyed() ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box))
  }

  /** Where a file is to be saved, by the system's own dialog. */
  async #askWhere(name: string): Promise<string | undefined> {
    const extension = path.extname(name).slice(1)
    const title = TEXTS[this.language].saveBag
    const options = { title, defaultPath: name, filters: [{ name: title, extensions: [extension] }] }
    const window = this.#window
    const { canceled, filePath } = await (window && !window.isDestroyed()
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options))
    if (canceled || filePath === '') return undefined
    return path.extname(filePath) === '' ? `${filePath}.${extension}` : filePath
  }

  get language(): Settings['language'] {
    return this.#settings.language
  }

  #apply(settings: Settings): void {
    this.#settings = settings
    nativeTheme.themeSource = settings.theme === 'contrast' ? 'light' : settings.theme
    const template = menuTemplate({
      language: settings.language,
      mac: process.platform === 'darwin',
      development: !app.isPackaged,
      go: (route) => this.#open(route),
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  #open(route: string): void {
    void this.show().then(() => this.#window?.webContents.send(OPEN_ROUTE, route))
  }
}

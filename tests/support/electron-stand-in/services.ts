import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { app } from './app.ts'
import { windows } from './windows.ts'

/** `dialog`: nobody is there to answer, so every question is cancelled; `../dialogs.ts` puts an answerer in the place. */
export const dialog = {
  showMessageBox: async (...args: unknown[]) => ({
    response: (args.at(-1) as { cancelId?: number }).cancelId ?? 0,
    checkboxChecked: false,
  }),
  showErrorBox: (title: string, content: string) => console.error(`${title}: ${content}`),
  showOpenDialog: async () => ({ canceled: true, filePaths: [] as string[] }),
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
}

/** `shell`: opens nothing; tests put their own function in its place to see what was asked for. */
export const shell = {
  openExternal: async (_address: string) => undefined,
  openPath: async (_path: string) => '',
  showItemInFolder: (_path: string) => undefined,
}

/** `Notification`: shown to nobody. */
export class Notification extends EventEmitter {
  static isSupported = () => true
  readonly title: string
  readonly body: string
  constructor({ title = '', body = '' }: { title?: string; body?: string } = {}) {
    super()
    this.title = title
    this.body = body
  }
  show() {
    this.emit('show', {})
  }
  close() {
    this.emit('close', {})
  }
}

/** The key of the stand-in's keychain: one a home, so that a restart can decrypt. It lies outside `userData`. */
function key(): Buffer {
  const file = path.join(app.getPath('keychain'), 'key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32))
  return readFileSync(file)
}

const hasKeychain = () => process.env.STANDIN_KEYRING !== 'none'

/** `safeStorage`, asynchronous half. */
export const safeStorage = {
  getSelectedStorageBackend: () => (hasKeychain() ? 'gnome_libsecret' : 'basic_text'),
  // As on Linux without a keychain: Electron says yes and encrypts with a password that everybody knows.
  isAsyncEncryptionAvailable: async () => true,
  async encryptStringAsync(text: string): Promise<Buffer> {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key(), iv)
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  },
  async decryptStringAsync(bytes: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(-16))
    const result = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8')
    return { result, shouldReEncrypt: false }
  },
}

/** `nativeTheme`; the system itself is light. */
class NativeTheme extends EventEmitter {
  #source: 'system' | 'light' | 'dark' = 'system'
  get themeSource() {
    return this.#source
  }
  set themeSource(source) {
    this.#source = source
    for (const window of windows) void window.webContents.applyTheme()
    this.emit('updated')
  }
  get shouldUseDarkColors() {
    return this.#source === 'dark'
  }
}
export const nativeTheme = new NativeTheme()

interface Area {
  x: number
  y: number
  width: number
  height: number
}

const areas = JSON.parse(process.env.STANDIN_DISPLAYS ?? '[{"x":0,"y":0,"width":1920,"height":1040}]') as Area[]

/** `screen`: the work areas that STANDIN_DISPLAYS lists. */
export const screen = {
  getAllDisplays: () => areas.map((workArea, id) => ({ id, scaleFactor: 1, bounds: workArea, workArea })),
  getPrimaryDisplay: () => screen.getAllDisplays()[0],
}

export const nativeImage = {
  createFromBitmap: (bytes: Buffer, size: { width: number; height: number }) => ({
    isEmpty: () => bytes.length === 0,
    getSize: () => size,
  }),
}

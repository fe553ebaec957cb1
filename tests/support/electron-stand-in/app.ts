import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { engineEndpoint, startEngine, stopEngine } from './browser.ts'
import { preventable } from './preventable.ts'
import { takeInstance } from './single-instance.ts'
import { windows } from './windows.ts'

const home = process.env.STANDIN_HOME ?? mkdtempSync(path.join(tmpdir(), 'standin-'))

/** `app`. It becomes ready after the main module has run, so that the module can leave before an engine starts. */
class App extends EventEmitter {
  readonly isPackaged = process.env.STANDIN_PACKAGED === '1'
  badge = 0
  #paths = new Map<string, string>()
  #leaving = false
  #quitting = false
  #told: Promise<void> = Promise.resolve()
  readonly #ready = new Promise<void>((resolve) => setImmediate(() => void this.#start(resolve)))

  whenReady() {
    return this.#ready
  }
  getPath(name: string) {
    const folder = this.#paths.get(name) ?? path.join(home, name)
    mkdirSync(folder, { recursive: true })
    return folder
  }
  setPath(name: string, folder: string) {
    this.#paths.set(name, folder)
  }
  getVersion() {
    return (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version
  }
  getLocale() {
    return process.env.STANDIN_LOCALE ?? 'zh-CN'
  }
  setBadgeCount(count = 0) {
    this.badge = count
    return true
  }
  getBadgeCount() {
    return this.badge
  }
  requestSingleInstanceLock() {
    const { first, told } = takeInstance(this.getPath('userData'), (argv, cwd) =>
      this.emit('second-instance', {}, argv, cwd, null),
    )
    this.#told = told
    return first
  }
  focus() {}

  /** Asks `before-quit`, closes every window, asks `will-quit`, and leaves; each of them can prevent it. */
  quit() {
    if (this.#quitting) return
    if (preventable(this, 'before-quit')) return
    this.#quitting = true
    const open = [...windows]
    for (const window of open) window.close()
    if (open.some((window) => !window.isClosing())) {
      this.#quitting = false
      return
    }
    void Promise.all(open.map((window) => window.whenClosed())).then(() => {
      this.#quitting = false
      if (preventable(this, 'will-quit')) return
      this.emit('quit', {}, 0)
      this.exit(0)
    })
  }

  get isQuitting() {
    return this.#quitting
  }

  exit(code = 0) {
    this.#leaving = true
    void this.#told.then(stopEngine).finally(() => process.exit(code))
  }

  async #start(resolve: () => void) {
    if (this.#leaving || this.#quitting) return
    const userData = this.getPath('userData')
    await startEngine(userData)
    process.send?.({ k: 'engine', endpoint: await engineEndpoint(userData) })
    resolve()
    this.emit('ready', {}, {})
  }
}

export const app = new App()

import './control.ts'

/** The module `electron` as the main process sees it. What is not here is not covered, and fails to import. */
export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { ipcMain } from './ipc-main.ts'
export { Menu, MenuItem } from './menu.ts'
export { protocol } from './protocol.ts'
export { dialog, nativeImage, nativeTheme, Notification, safeStorage, screen, shell } from './services.ts'
export { session } from './session.ts'

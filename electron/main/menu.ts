import type { MenuItemConstructorOptions } from 'electron'
import { TEXTS, type Language } from './texts.ts'

/** What a menu is made for. `go` opens a route of the client; `development` adds reload and tools. */
export interface MenuParts {
  language: Language
  mac: boolean
  development: boolean
  go: (route: string) => void
}

/** The native menu, in the language of the settings. */
export function menuTemplate({ language, mac, development, go }: MenuParts): MenuItemConstructorOptions[] {
  const text = TEXTS[language]
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const place = (label: string, route: string, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    id: route,
    click: () => go(route),
    ...(accelerator ? { accelerator } : {}),
  })
  const settings = place(text.settings, '/settings', 'CmdOrCtrl+,')
  const about: MenuItemConstructorOptions = { role: 'about', label: text.about }
  const quit: MenuItemConstructorOptions = { role: 'quit', label: text.quit }
  const product: MenuItemConstructorOptions = {
    label: text.product,
    submenu: [about, line, settings, line, { role: 'hide', label: text.hide }, line, quit],
  }
  const tools: MenuItemConstructorOptions[] = [
    line,
    { role: 'reload', label: text.reload },
    { role: 'toggleDevTools', label: text.tools },
  ]
  return [
    ...(mac ? [product] : []),
    {
      label: text.file,
      submenu: [place(text.write, '/write', 'CmdOrCtrl+N'), ...(mac ? [] : [line, settings, line, quit])],
    },
    {
      label: text.edit,
      submenu: [
        { role: 'undo', label: text.undo },
        { role: 'redo', label: text.redo },
        line,
        { role: 'cut', label: text.cut },
        { role: 'copy', label: text.copy },
        { role: 'paste', label: text.paste },
        { role: 'selectAll', label: text.selectAll },
      ],
    },
    {
      label: text.go,
      submenu: [
        place(text.desk, '/desk', 'CmdOrCtrl+1'),
        place(text.proposals, '/proposals', 'CmdOrCtrl+2'),
        place(text.consultations, '/consultations', 'CmdOrCtrl+3'),
        place(text.archive, '/archive', 'CmdOrCtrl+4'),
        place(text.notices, '/notices', 'CmdOrCtrl+5'),
      ],
    },
    {
      label: text.view,
      submenu: [
        { role: 'zoomIn', label: text.zoomIn, accelerator: 'CmdOrCtrl+=' },
        { role: 'zoomOut', label: text.zoomOut },
        { role: 'resetZoom', label: text.actualSize },
        line,
        { role: 'togglefullscreen', label: text.fullScreen },
        ...(development ? tools : []),
      ],
    },
    {
      label: text.window,
      submenu: [
        { role: 'minimize', label: text.minimize },
        { role: 'close', label: text.close },
      ],
    },
    ...(mac ? [] : [{ label: text.help, submenu: [about] }]),
  ]
}

/** The menu of a right click: what can be done with text. Empty where there is nothing to do. */
export function textMenu(
  language: Language,
  { isEditable, selectionText }: { isEditable: boolean; selectionText: string },
): MenuItemConstructorOptions[] {
  const text = TEXTS[language]
  const copy: MenuItemConstructorOptions = { role: 'copy', label: text.copy }
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy]
  return [
    { role: 'undo', label: text.undo },
    { type: 'separator' },
    { role: 'cut', label: text.cut },
    copy,
    { role: 'paste', label: text.paste },
    { type: 'separator' },
    { role: 'selectAll', label: text.selectAll },
  ]
}

import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import { TEXTS, type Language } from './texts.ts'

/** Lets the person choose a bag, open or under a passphrase; null when nothing was chosen. */
export async function chooseBag(window: BrowserWindow | undefined, language: Language): Promise<string | null> {
  const { chooseBag: title, bags: name } = TEXTS[language]
  const options: OpenDialogOptions = {
    title,
    properties: ['openFile'],
    filters: [{ name, extensions: ['zip', 'zxbag'] }],
  }
  const open = window && !window.isDestroyed()
  const answer = await (open ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}

import type { MatterKind } from '../matter/state.ts'
import { KIND_WORDS } from './page/words.ts'

/** What file systems do not take in a name, and what would begin a hidden one. */
const UNFIT = /[\p{Cc}\p{Cf}\\/:*?"<>|]|^\.+/gu
const MOST = 80

/** The name under which several bags are saved. */
export const bagsFileName = (count: number): string => `智慧政协档案包（${count} 件）.zip`

/** The name under which a bag is saved: kind, number and title, fit for every file system. */
export function bagFileName({ kind, number, title }: { kind: MatterKind; number?: string; title: string }): string {
  const said = [KIND_WORDS[kind], number, title].filter((part) => part !== undefined).join(' ')
  const fit = [...said.replace(UNFIT, '_')].slice(0, MOST).join('').trim()
  return `${fit.replace(/[. ]+$/, '')}.zip`
}

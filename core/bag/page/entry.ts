import type { Names } from './names.ts'
import type { Entry } from './sheet.ts'

/** Something said or done at a time, ms UTC; `head` says what and by whom. */
export function entry(head: string, at: number, text: string, names: Names): Entry {
  return { as: 'entry', head: `${head} · ${names.time(at)}`, text }
}

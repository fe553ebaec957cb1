import { utf8 } from './bytes.ts'
import { refuseBag } from './refusal.ts'

const UTF8_FLAG = 1 << 11
const MOST_BYTES = 1024
const MOST_STEPS = 16

// What Windows keeps for devices, with any ending; streams of NTFS and wildcards; the ends that it drops.
const DEVICE = /^(?:con|prn|aux|nul|clock\$|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?$/i
const NOT_ON_WINDOWS = /[<>:"|?*]|[ .]$/
// Controls, and what makes a name look like another: bidirectional signs, invisible characters, a byte-order mark.
const UNSEEN = /[\p{Cc}\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u

/**
 * The name of an entry as text, checked so that it can only mean a place below the folder it is unpacked into, on every
 * system. A folder's name ends in a slash. Refuses `zip-name`, `zip-path` or `zip-reserved`.
 */
export function entryName(bytes: Uint8Array, flags: number): string {
  const ascii = bytes.every((byte) => byte < 0x80)
  const name = utf8(bytes)
  const shown = name ?? '?'
  if (name === undefined || (!ascii && (flags & UTF8_FLAG) === 0))
    refuseBag('zip-name', 'a name is not in UTF-8 or does not say that it is', shown)
  if (name === '' || bytes.length > MOST_BYTES) refuseBag('zip-name', 'a name is empty or too long')
  if (UNSEEN.test(name)) refuseBag('zip-name', 'a name has control or invisible characters', JSON.stringify(name))
  checkPath(name, 'zip-path')
  const steps = stepsOf(name)
  if (steps.length > MOST_STEPS) refuseBag('zip-name', 'folders are too deep', name)
  for (const step of steps)
    if (DEVICE.test(step) || NOT_ON_WINDOWS.test(step)) refuseBag('zip-reserved', 'a name that systems keep', name)
  return name
}

/** Refuses a path that could lead out of its folder on some system; slashes alone divide, and nothing is left empty. */
export function checkPath(path: string, reason: 'zip-path' | 'manifest-path' | 'bag-fetch'): void {
  const away = path.startsWith('/') || path.startsWith('~') || path.includes('\\') || /^[A-Za-z]:/.test(path)
  if (away || stepsOf(path).some((step) => step === '' || step === '.' || step === '..'))
    refuseBag(reason, 'a path that leads out of its folder', path)
}

const stepsOf = (path: string) => (path.endsWith('/') ? path.slice(0, -1) : path).split('/')

/** Two names of one folded form are one file on some system: those that fold case, or compose characters. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

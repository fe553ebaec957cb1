import { utf8 } from './bytes.ts'
import { refuseBag } from './refusal.ts'

/** Files by their paths, wherever they are. `read` gives the bytes in pieces and throws when they cannot be had whole. */
export interface Folder {
  /** Path → size in bytes. */
  files: ReadonlyMap<string, number>
  read(path: string): AsyncIterable<Uint8Array>
}

/** Files at hand as a folder. */
export function folderOf(files: ReadonlyMap<string, Uint8Array>): Folder {
  return {
    files: new Map([...files].map(([path, bytes]) => [path, bytes.length])),
    async *read(path) {
      yield files.get(path) ?? refuseBag('file-missing', 'no such file', path)
    },
  }
}

/** What lies below one folder, by the paths from there. */
export function below(folder: Folder, name: string): Folder {
  const inside = [...folder.files].filter(([path]) => path.startsWith(`${name}/`))
  return {
    files: new Map(inside.map(([path, size]) => [path.slice(name.length + 1), size])),
    read: (path) => folder.read(`${name}/${path}`),
  }
}

/** A whole file in memory. */
export async function bytesOf(folder: Folder, path: string): Promise<Uint8Array> {
  const whole = new Uint8Array(folder.files.get(path) ?? refuseBag('file-missing', 'no such file', path))
  let at = 0
  for await (const piece of folder.read(path)) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** A whole file as the text of its UTF-8; `undefined` when it is none. */
export async function textOf(folder: Folder, path: string): Promise<string | undefined> {
  return utf8(await bytesOf(folder, path))
}

import path from 'node:path'
import { Altered, readCovered, type Cover } from './cover.ts'
import { lastGoodOf } from './durable-file.ts'
import { LocalDataError } from './local-data-error.ts'
import { countSegments } from './segment.ts'

/** The content of a file, or what is wrong with it; undefined when there is none. */
export type Content = Uint8Array | { altered: string } | undefined

/** A kept copy for whoever reports on it: its files by name, whatever they lie under. */
export interface CopyFiles {
  /** How many segments the record has. */
  segments(): Promise<number>
  /** A file of the record, or its last good copy where a crash left only that. Throws `locked`. */
  content(name: string): Promise<Content>
  /** An attachment as it lies on the disk; undefined when it is missing, `absent` when it is not meant to be kept here. */
  attachment(sha256: string): Promise<Uint8Array | undefined | 'absent'>
}

/** The kept attachments, as far as a report needs them: what the list says, and the bytes as they lie on the disk. */
export interface FilesOnDisk {
  find(sha256: string): Promise<unknown>
  raw(sha256: string): Promise<Uint8Array | undefined>
}

/** The copy in a folder of the disk; without `files` no attachment is known. */
export function copyIn(folder: string, cover?: Cover, files?: FilesOnDisk): CopyFiles {
  return {
    segments: () => countSegments(folder),
    content: (name) => contentOf(path.join(folder, name), cover),
    attachment: async (sha256) => ((await files?.find(sha256)) === undefined ? 'absent' : files?.raw(sha256)),
  }
}

async function contentOf(file: string, cover: Cover | undefined): Promise<Content> {
  const last = (error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return readCovered(lastGoodOf(file), cover)
  }
  try {
    return await readCovered(file, cover).catch(last)
  } catch (error) {
    if (error instanceof Altered) return { altered: error.message }
    if (error instanceof LocalDataError) throw error
    return undefined
  }
}

import { z } from 'zod'

/** Another process writes in the data directory, and which one where that is known: nothing can be written here. */
export interface InUse {
  process?: number
}

export interface InUseBridge {
  /** Who writes here instead of this program; null when this program does. It stays so until the program ends. */
  inUse(): Promise<InUse | null>
}

export const inUseArguments = { 'local:inUse': z.tuple([]) } as const

import { reactive } from 'vue'
import type { AttachState } from '../attachments/attaching.ts'

/** What has been typed and not sent, by matter, so that looking elsewhere loses nothing. Gone when the program ends. */
export const kept = new Map<string, string>()

const attached = new Map<string, AttachState>()

/** The files that go with it. */
export function keptFiles(matter: string): AttachState {
  const state = attached.get(matter) ?? reactive<AttachState>({ files: [], uploads: [] })
  attached.set(matter, state)
  return state
}

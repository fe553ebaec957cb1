import type { RecordEvent } from '../record/event.ts'
import { attachmentSchema, type Attachment } from '../wire/attachments.ts'

/** The files that a record tells of, each once, in the order in which it first does. */
export function filesTold(events: readonly RecordEvent[]): Attachment[] {
  const found = new Map<string, Attachment>()
  for (const { data } of events) {
    const { attachments } = (data ?? {}) as { attachments?: unknown }
    if (!Array.isArray(attachments)) continue
    for (const named of attachments) {
      const { success, data: file } = attachmentSchema.safeParse(named)
      if (success && !found.has(file.sha256)) found.set(file.sha256, file)
    }
  }
  return [...found.values()]
}

/** Those of the names that a record uses, in the order of their ids. */
export function namesTold(
  events: readonly RecordEvent[],
  names: Readonly<Record<string, string>>,
): Record<string, string> {
  const used = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value === 'string') {
      if (Object.hasOwn(names, value)) used.add(value)
    } else if (Array.isArray(value)) value.forEach(look)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) {
        look(key)
        look(inner)
      }
  }
  for (const { actor, data } of events) {
    look(actor)
    look(data)
  }
  return Object.fromEntries([...used].sort().map((id) => [id, names[id] ?? id]))
}

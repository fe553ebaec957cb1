import type { ArchiveEntry, Owner } from '../../../core/desktop/contract.ts'
import type { Platform } from '../../platform/contract.ts'
import type { useLink } from '../link.ts'

interface SheddingParts {
  owner: () => Owner | null
  entries: () => readonly ArchiveEntry[]
  /** Nothing more is to be added to the copy of this matter; then it is gone. */
  drop: (matter: string) => void
  gone: (matter: string) => void
}

/**
 * What somebody else has asked in private leaves this machine when it concerns the reader no more. Other copies stay,
 * and so does what the reader asked.
 */
export function createShedding(
  archive: NonNullable<Platform['archive']>,
  link: ReturnType<typeof useLink>,
  { owner, entries, drop, gone }: SheddingParts,
) {
  const isPrivate = ({ summary }: ArchiveEntry) => summary.kind === 'service' && summary.author !== owner()?.account

  /** The server shows the reader this matter no longer. */
  async function lose(matter: string): Promise<void> {
    const whose = owner()
    const found = entries().find(({ summary }) => summary.id === matter)
    if (!whose || !found || !isPrivate(found)) return
    drop(matter)
    await archive.remove(whose, matter)
    gone(matter)
  }

  return {
    lose,
    /** Asks the server about each private copy that is not among the matters which concern the reader by name. */
    async recheck(concerning: ReadonlySet<string>): Promise<void> {
      for (const { summary } of entries().filter((entry) => isPrivate(entry) && !concerning.has(entry.summary.id))) {
        const reply = await link.request('matter:history', { matter: summary.id, after: 0, limit: 1 })
        if (!reply.ok && reply.refusal.code === 'not-found') await lose(summary.id)
      }
    },
  }
}

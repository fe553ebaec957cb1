import type { Usage } from '../../core/desktop/files.ts'
import { platform } from '../platform/platform.ts'
import { plain } from './plain.ts'
import { useSession } from './session.ts'

/** Finds kept files for the page: the address of one on this machine, null where there is none. Call it in set-up. */
export function useKeptFiles(): (sha256: string) => Promise<string | null> {
  const { files } = platform()
  const session = useSession()
  return async (sha256) => {
    if (!files || !session.owner) return null
    // what cannot be read here can still be fetched
    return files.address(plain(session.owner), sha256).catch(() => null)
  }
}

/** Asks what the archive takes on the disk; null where there is none. Rejects when the disk cannot be read. Call it in set-up. */
export function useKeptUsage(): () => Promise<Usage | null> {
  const { files } = platform()
  const session = useSession()
  return async () => (files && session.owner ? files.usage(plain(session.owner)) : null)
}

import type { BridgeHandlers } from '../../core/desktop/channels.ts'
import type { SavedSession } from '../../core/desktop/contract.ts'
import type { LocalData } from '../archive/local-data.ts'
import { fetchFiles } from './fetch-files.ts'
import type { KeptDoor } from './kept-door.ts'

type FilesChannel = 'files:keep' | 'files:address' | 'files:usage'

/** What answers the methods of `files`. `session` is the one that this machine has now. */
export function filesHandlers(
  data: Pick<LocalData, 'owner'>,
  session: () => Promise<SavedSession | null>,
  door: KeptDoor,
): Pick<BridgeHandlers, FilesChannel> {
  // one request at a time, whoever asks: a slow line is for what people do
  let turn: Promise<unknown> = Promise.resolve()
  return {
    'files:keep'(owner, matter, most) {
      const done = turn.then(async () => {
        const saved = await session()
        return fetchFiles(data.owner(owner), saved?.server === owner.server ? saved : null, matter, most)
      })
      turn = done.catch(() => undefined)
      return done
    },
    'files:address': (owner, sha256) => door.addressOf(data.owner(owner).files, sha256),
    'files:usage': (owner) => data.owner(owner).usage(),
  }
}

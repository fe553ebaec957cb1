import path from 'node:path'
import type { BridgeHandlers } from '../../core/desktop/channels.ts'
import type { LocalData } from '../archive/local-data.ts'
import { prepareBags } from '../archive/save-bags.ts'

/** Asks the person where a file is to go; `undefined` when they do not want it after all. */
export type AskWhere = (name: string) => Promise<string | undefined>

/** What answers `bags:save`. */
export function bagsHandlers(data: LocalData, askWhere: AskWhere): Pick<BridgeHandlers, 'bags:save'> {
  return {
    async 'bags:save'(owner, { matters, names, passphrase }) {
      const { archive, files } = data.owner(owner)
      const bags = await prepareBags({
        archive,
        readFile: (sha256) => files.read(sha256),
        matters,
        names,
        ...(passphrase === undefined ? {} : { passphrase }),
      })
      const to = await askWhere(bags.name)
      if (to === undefined) return null
      return { absent: await bags.write(to), saved: path.basename(to) }
    },
  }
}

import { inject } from 'vue'
import { refuse } from '../../../core/wire/refusal.ts'
import { fetchFile } from '../../realtime/attachments-api.ts'
import { refusalText } from '../../i18n/refusal.ts'
import { useKeptFiles } from '../../stores/kept-files.ts'
import { useSession } from '../../stores/session.ts'
import { SHOWN_BAG, useShelvedFiles } from '../../stores/shelved-files.ts'
import { toast } from '../../ui/say.ts'
import { saveAs } from '../../ui/save-as.ts'

/**
 * Saves files of the record under their names: out of the bag that is shown, else the kept copy where there is one; what
 * cannot be had is said. Call it in set-up.
 */
export function useDownload(): (file: { sha256: string; name: string }) => Promise<void> {
  const session = useSession()
  const keptAddress = useKeptFiles()
  const shelvedAddress = useShelvedFiles()
  const bag = inject(SHOWN_BAG, undefined)
  return async ({ sha256, name }) => {
    if (bag) {
      const found = await shelvedAddress(bag.id, sha256)
      const given = found.ok ? await fetch(found.value).catch(() => undefined) : undefined
      if (given?.ok) return saveAs(await given.blob(), name)
      const why = found.ok ? refuse('unavailable', 'bag-unread', 'no answer at its address') : found.refusal
      return toast(refusalText(why), 'act')
    }
    const kept = await keptAddress(sha256)
    const here = kept === null ? undefined : await fetch(kept).catch(() => undefined)
    if (here?.ok) return saveAs(await here.blob(), name)
    const token = session.bearer()
    if (token === undefined) return
    const reply = await fetchFile({ server: session.server, token }, sha256)
    if (reply.ok) saveAs(reply.value, name)
    else toast(refusalText(reply.refusal), 'act')
  }
}

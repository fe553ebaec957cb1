import { fetchFile } from '../../realtime/attachments-api.ts'
import { refusalText } from '../../i18n/refusal.ts'
import { useKeptFiles } from '../../stores/kept-files.ts'
import { useSession } from '../../stores/session.ts'
import { toast } from '../../ui/say.ts'
import { saveAs } from '../../ui/save-as.ts'

/** Saves files of the record under their names, the kept copy where there is one; what cannot be had is said. Call it in set-up. */
export function useDownload(): (file: { sha256: string; name: string }) => Promise<void> {
  const session = useSession()
  const keptAddress = useKeptFiles()
  return async ({ sha256, name }) => {
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

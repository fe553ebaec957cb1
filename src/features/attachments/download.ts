import { fetchFile } from '../../realtime/attachments-api.ts'
import { refusalText } from '../../i18n/refusal.ts'
import { useSession } from '../../stores/session.ts'
import { toast } from '../../ui/say.ts'
import { saveAs } from '../../ui/save-as.ts'

/** Saves files of the record under their names; what cannot be had is said. Call it in set-up. */
export function useDownload(): (file: { sha256: string; name: string }) => Promise<void> {
  const session = useSession()
  return async ({ sha256, name }) => {
    const token = session.bearer()
    if (token === undefined) return
    const reply = await fetchFile({ server: session.server, token }, sha256)
    if (reply.ok) saveAs(reply.value, name)
    else toast(refusalText(reply.refusal), 'act')
  }
}

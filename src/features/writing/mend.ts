import { useRouter } from 'vue-router'
import { newId } from '../../realtime/new-id.ts'
import { clockDays } from '../../../core/consultation/clocks.ts'
import { useCommittee } from '../../stores/committee.ts'
import { useDrafts } from '../../stores/drafts.ts'
import { useLink } from '../../stores/link.ts'
import { useOutbox, type OutboxItem } from '../../stores/outbox.ts'
import { useUploads } from '../../stores/uploads.ts'
import { contentDraft, SESSION_DRAFT, SESSION_REVISION } from '../consultation/writing/draft.ts'
import { askDraft, bodyAgain as askAgain } from '../service/writing/draft.ts'
import { bodyAgain, threadDraft } from '../supervision/opening/draft.ts'
import { bodyOf, freshDraft, revisionDraft } from './draft.ts'

const MENDABLE: readonly string[] = [
  'proposal.submit',
  'proposal.revise',
  'consultation.create',
  'consultation.revise',
  'supervision.open',
  'service.post',
]

const PLACE = { proposal: 'write', consultation: 'convene', supervision: 'supervise', service: 'ask' } as const

/** True for a refused command whose text can be made a draft again. */
export function mendable({ status, command }: OutboxItem): boolean {
  return status === 'refused' && MENDABLE.includes(command.type)
}

/** Turns a refused submission or revision, of a proposal, a session, a thread or a request, back into a draft and opens it, so that nothing written is lost. */
export function useMend(): (item: OutboxItem) => Promise<void> {
  const router = useRouter()
  const drafts = useDrafts()
  const outbox = useOutbox()
  const uploads = useUploads()
  const committee = useCommittee()
  const link = useLink()
  const usual = () => clockDays({}, link.serverNow(), committee.book)
  return async ({ id, matter, command }) => {
    const draft = newId()
    const files = (hashes: readonly string[] = []) => hashes.flatMap((sha256) => uploads.known(sha256) ?? [])
    if (command.type === 'proposal.submit') {
      const attachments = files(command.data.attachments)
      const { lead: wishLead, assisting: wishAssisting } = command.data.wish ?? {}
      const suggestions = command.data.suggestions.map((text, index) => ({ key: index + 1, text }))
      drafts.save(
        freshDraft(
          draft,
          newId(),
          bodyOf({ body: { ...command.data, suggestions, attachments, wishLead, wishAssisting } }),
        ),
      )
    } else if (command.type === 'proposal.revise')
      drafts.save(
        revisionDraft(
          draft,
          matter,
          { ...command.data, attachments: files(command.data.attachments) },
          { form: 'individual', open: true },
        ),
      )
    else if (command.type === 'consultation.create')
      drafts.save(contentDraft(draft, SESSION_DRAFT, newId(), command.data, files(command.data.materials), usual()))
    else if (command.type === 'consultation.revise')
      drafts.save(contentDraft(draft, SESSION_REVISION, matter, command.data, files(command.data.materials), usual()))
    else if (command.type === 'supervision.open') drafts.save(threadDraft(draft, newId(), bodyAgain(command.data)))
    else if (command.type === 'service.post')
      drafts.save(askDraft(draft, newId(), askAgain(command.data, files(command.data.attachments))))
    else return
    await drafts.flush()
    await outbox.dismiss(id)
    const kind = (['consultation', 'supervision', 'service'] as const).find((known) =>
      command.type.startsWith(`${known}.`),
    )
    await router.push({ name: PLACE[kind ?? 'proposal'], params: { draft } })
  }
}

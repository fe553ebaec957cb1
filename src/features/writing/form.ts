import { computed, onBeforeUnmount, reactive, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { newId } from '../../realtime/new-id.ts'
import { t } from '../../i18n/i18n.ts'
import { useDrafts } from '../../stores/drafts.ts'
import { useLink } from '../../stores/link.ts'
import { useOutbox } from '../../stores/outbox.ts'
import { useSession } from '../../stores/session.ts'
import { toast } from '../../ui/say.ts'
import { bodyOf, isEmpty, type DraftKind, type WritingBody } from './draft.ts'
import { check } from './validation.ts'

/** A form over a draft: kept on this machine with every change, checked when it is submitted and then as it is mended. */
export function useWriting(draftId: string) {
  const router = useRouter()
  const drafts = useDrafts()
  const outbox = useOutbox()
  const link = useLink()
  const session = useSession()

  const begun = drafts.get(draftId)
  const kind: DraftKind = begun?.kind === 'revision' ? 'revision' : 'new'
  const matter = begun?.matter ?? newId()
  const body = reactive<WritingBody>(bodyOf(begun))
  if (!begun) body.region = session.account?.region ?? ''

  let done = false
  watch(body, () => {
    if (done || (isEmpty(body) && !drafts.get(draftId))) return
    drafts.save({ id: draftId, kind, matter, title: [...body.title].slice(0, 100).join(''), body })
    void router.replace({ name: 'write', params: { draft: draftId } })
  })
  onBeforeUnmount(() => void drafts.flush())

  const tried = ref(false)
  const verdict = computed(() => check(body))
  const faults = computed(() => (tried.value && !verdict.value.ok ? verdict.value.faults : []))
  const faultOf = (field: string) => faults.value.find((fault) => fault.field === field)?.text

  /** Submits; false when something is still wrong. The draft goes, the outbox has the text from now on. */
  async function submit(): Promise<boolean> {
    tried.value = true
    if (!verdict.value.ok) return false
    done = true
    const { form, cosigners, open, origin, wish, ...content } = verdict.value.data
    const answer = outbox.send(
      kind === 'revision'
        ? { type: 'proposal.revise', data: content, matter }
        : { type: 'proposal.submit', data: { ...content, form, cosigners, open, origin, wish }, matter },
    )
    void answer.then((reply) => reply.ok && toast(t('writing.submitted'), 'good'))
    if (link.state !== 'online') toast(t('writing.submittedOffline'))
    await drafts.remove(draftId)
    await router.replace({ name: 'proposal', params: { id: matter } })
    return true
  }

  async function discard(): Promise<void> {
    done = true
    await drafts.remove(draftId)
    await router.replace({ name: 'drafts' })
  }

  return { body, kind, matter, faults, faultOf, submit, discard }
}

import { computed, onBeforeUnmount, reactive, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { newId } from '../../../realtime/new-id.ts'
import { t } from '../../../i18n/i18n.ts'
import { useDrafts } from '../../../stores/drafts.ts'
import { useLink } from '../../../stores/link.ts'
import { useOutbox } from '../../../stores/outbox.ts'
import { toast } from '../../../ui/say.ts'
import { check } from './check.ts'
import { bodyOf, isEmpty, threadDraft, type ThreadBody } from './draft.ts'

/** A form over a draft of a thread: kept on this machine with every change, checked when it is sent and as it is mended. */
export function useOpening(draftId: string) {
  const router = useRouter()
  const drafts = useDrafts()
  const outbox = useOutbox()
  const link = useLink()

  const begun = drafts.get(draftId)
  const matter = begun?.matter ?? newId()
  const body = reactive<ThreadBody>(bodyOf(begun))

  let done = false
  watch(body, () => {
    if (done || (isEmpty(body) && !drafts.get(draftId))) return
    drafts.save(threadDraft(draftId, matter, body))
    void router.replace({ name: 'supervise', params: { draft: draftId } })
  })
  onBeforeUnmount(() => void drafts.flush())

  const tried = ref(false)
  const verdict = computed(() => check(body, link.serverNow()))
  const faults = computed(() => (tried.value && !verdict.value.ok ? verdict.value.faults : []))
  const faultOf = (field: string) => faults.value.find((fault) => fault.field === field)?.text

  /** Sends it; false when something is still wrong. The draft goes, the outbox has the text from now on. */
  async function submit(): Promise<boolean> {
    tried.value = true
    const { value } = verdict
    if (!value.ok) return false
    done = true
    void outbox
      .send({ type: 'supervision.open', data: value.data, matter })
      .then((reply) => reply.ok && toast(t('thread.done.open'), 'good'))
    if (link.state !== 'online') toast(t('actions.done.queued'))
    await drafts.remove(draftId)
    await router.replace({ name: 'supervision', params: { id: matter } })
    return true
  }

  async function discard(): Promise<void> {
    done = true
    await drafts.remove(draftId)
    await router.replace({ name: 'supervisions' })
  }

  return { body, faults, faultOf, submit, discard }
}

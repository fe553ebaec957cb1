import { computed, onBeforeUnmount, reactive, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import { newId } from '../../../realtime/new-id.ts'
import { t } from '../../../i18n/i18n.ts'
import { clockDays } from '../../../../core/consultation/clocks.ts'
import { useCommittee } from '../../../stores/committee.ts'
import { useDrafts } from '../../../stores/drafts.ts'
import { useLink } from '../../../stores/link.ts'
import { useOutbox } from '../../../stores/outbox.ts'
import { useRoster } from '../../../stores/roster.ts'
import { toast } from '../../../ui/say.ts'
import { check } from './check.ts'
import { bodyOf, isEmpty, SESSION_DRAFT, SESSION_REVISION, type SessionBody } from './draft.ts'

/** A form over a draft of a session: kept on this machine with every change, checked when it is sent and as it is mended. */
export function useConvening(draftId: string) {
  const router = useRouter()
  const drafts = useDrafts()
  const outbox = useOutbox()
  const link = useLink()
  const roster = useRoster()

  const begun = drafts.get(draftId)
  const revises = begun?.kind === SESSION_REVISION
  const matter = begun?.matter ?? newId()
  const body = reactive<SessionBody>(bodyOf(begun, clockDays({}, link.serverNow(), useCommittee().book)))

  let done = false
  watch(body, () => {
    if (done || (isEmpty(body) && !drafts.get(draftId))) return
    const kind = revises ? SESSION_REVISION : SESSION_DRAFT
    drafts.save({ id: draftId, kind, matter, title: [...body.title].slice(0, 100).join(''), body })
    void router.replace({ name: 'convene', params: { draft: draftId } })
  })
  onBeforeUnmount(() => void drafts.flush())

  const tried = ref(false)
  const verdict = computed(() => check(body, roster.directory, link.serverNow()))
  const faults = computed(() => (tried.value && !verdict.value.ok ? verdict.value.faults : []))
  const faultOf = (field: string) => faults.value.find((fault) => fault.field === field)?.text

  /** Sends it; false when something is still wrong. The draft goes, the outbox has the text from now on. */
  async function submit(): Promise<boolean> {
    tried.value = true
    const { value } = verdict
    if (!value.ok) return false
    done = true
    const type = revises ? ('consultation.revise' as const) : ('consultation.create' as const)
    const said = revises ? 'session.write.revised' : 'session.write.created'
    void outbox.send({ type, data: value.data, matter }).then((reply) => reply.ok && toast(t(said), 'good'))
    if (link.state !== 'online') toast(t('actions.done.queued'))
    await drafts.remove(draftId)
    await router.replace({ name: 'consultation', params: { id: matter } })
    return true
  }

  async function discard(): Promise<void> {
    done = true
    await drafts.remove(draftId)
    await router.replace({ name: 'consultations' })
  }

  return { body, revises, matter, faults, faultOf, submit, discard }
}

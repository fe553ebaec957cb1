import { computed, onBeforeUnmount, reactive, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import type { Draft } from '../../../core/desktop/contract.ts'
import type { Command } from '../../../core/kinds.ts'
import { newId } from '../../realtime/new-id.ts'
import { t, type TextKey } from '../../i18n/i18n.ts'
import { useDrafts } from '../../stores/drafts.ts'
import { useLink } from '../../stores/link.ts'
import { useOutbox } from '../../stores/outbox.ts'
import { toast } from '../../ui/say.ts'
import type { Fault } from './validation.ts'

/** What a form that begins a matter is made of. `now` in ms UTC. */
export interface FormOf<Body> {
  /** The names of the routes of the form, of the page of what it begins, and of the list. */
  at: string
  page: string
  list: string
  bodyOf: (draft: Draft | undefined) => Body
  /** True while nothing has been written that would be a loss. */
  isEmpty: (body: Body) => boolean
  draftOf: (id: string, matter: string, body: Body) => Omit<Draft, 'updatedAt'>
  check: (body: Body, now: number) => { ok: true; command: Command } | { ok: false; faults: Fault[] }
  done: TextKey
}

/** A form over a draft: kept on this machine with every change, checked when it is sent and as it is mended. Call it in set-up. */
export function useKeptForm<Body extends object>(draftId: string, form: FormOf<Body>) {
  const router = useRouter()
  const drafts = useDrafts()
  const outbox = useOutbox()
  const link = useLink()

  const begun = drafts.get(draftId)
  const matter = begun?.matter ?? newId()
  const body = reactive(form.bodyOf(begun)) as Body

  let done = false
  watch(body, () => {
    if (done || (form.isEmpty(body) && !drafts.get(draftId))) return
    drafts.save(form.draftOf(draftId, matter, body))
    void router.replace({ name: form.at, params: { draft: draftId } })
  })
  onBeforeUnmount(() => void drafts.flush())

  const tried = ref(false)
  const verdict = computed(() => form.check(body, link.serverNow()))
  const faults = computed(() => (tried.value && !verdict.value.ok ? verdict.value.faults : []))
  const faultOf = (field: string) => faults.value.find((fault) => fault.field === field)?.text

  /** Sends it; false when something is still wrong. The draft goes, the outbox has the text from now on. */
  async function submit(): Promise<boolean> {
    tried.value = true
    const { value } = verdict
    if (!value.ok) return false
    done = true
    void outbox.send({ ...value.command, matter }).then((reply) => reply.ok && toast(t(form.done), 'good'))
    if (link.state !== 'online') toast(t('actions.done.queued'))
    await drafts.remove(draftId)
    await router.replace({ name: form.page, params: { id: matter } })
    return true
  }

  async function discard(): Promise<void> {
    done = true
    await drafts.remove(draftId)
    await router.replace({ name: form.list })
  }

  return { body, faults, faultOf, submit, discard }
}

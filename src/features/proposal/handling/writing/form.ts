import { computed, onBeforeUnmount, reactive, ref, watch } from 'vue'
import type { AnswerText } from '../../../../../core/proposal/events.ts'
import { allSuggestions, type ProposalState } from '../../../../../core/proposal/state.ts'
import { t } from '../../../../i18n/i18n.ts'
import { newId } from '../../../../realtime/new-id.ts'
import { useDrafts } from '../../../../stores/drafts.ts'
import { useLink } from '../../../../stores/link.ts'
import { useOutbox } from '../../../../stores/outbox.ts'
import { toast } from '../../../../ui/say.ts'
import { bodyOf, keyOf, type AnswerBody } from './body.ts'
import { checkAnswer, covered, type AnswerData } from './check.ts'

/** The kind of the draft in which an answer is kept until it is submitted. */
export const ANSWER_DRAFT = 'answer'

/**
 * A form over the draft of an answer, kept on this machine with every change. Where there is no draft it begins with
 * the answer that was submitted before, if there is one. Call it in set-up.
 */
export function useAnswering(state: () => ProposalState, submitted: AnswerText | undefined) {
  const drafts = useDrafts()
  const link = useLink()
  const outbox = useOutbox()
  const matter = state().id
  const begun = drafts.drafts.find((draft) => draft.kind === ANSWER_DRAFT && draft.matter === matter)
  const draftId = begun?.id ?? newId()

  const numbered = computed(() => allSuggestions(state()))
  const body = reactive<AnswerBody>(bodyOf(begun, submitted, numbered.value))
  // A merge or its undoing while one writes: new suggestions get an item, replies to others stay kept.
  watch(numbered, (now) => {
    for (const [key, item] of Object.entries(bodyOf({ body }, undefined, now).items)) body.items[key] ??= item
  })

  let done = false
  watch(body, () => {
    if (done) return
    const title = [...state().title].slice(0, 100).join('')
    drafts.save({ id: draftId, kind: ANSWER_DRAFT, matter, title, body })
  })
  onBeforeUnmount(() => void drafts.flush())

  const tried = ref(false)
  const verdict = computed(() => checkAnswer(body, numbered.value, link.serverNow()))
  const faults = computed(() => (tried.value && !verdict.value.ok ? verdict.value.faults : []))
  const faultOf = (field: string) => faults.value.find((fault) => fault.field === field)?.text
  const whole = computed(() => new Set(covered(body, numbered.value)))
  const items = computed(() =>
    numbered.value.map((suggestion, index) => ({ suggestion, index, key: keyOf(suggestion, index) })),
  )

  /** What would be submitted, and which suggestions it leaves out; `undefined` when something is still wrong. */
  function ready(): { data: AnswerData; gaps: number[] } | undefined {
    tried.value = true
    return verdict.value.ok ? verdict.value : undefined
  }

  /** Sends it. The draft stays until the server has taken the answer: what is refused can be mended. */
  function submit(data: AnswerData): void {
    done = true
    if (link.state !== 'online') toast(t('actions.done.queued'))
    // by the numbers that the suggestions have here
    const merged = state().absorbed.map((one) => one.matter)
    void outbox.send({ type: 'proposal.answer', data: { ...data, merged }, matter }).then(async (reply) => {
      if (!reply.ok) return
      toast(t('actions.done.answer'), 'good')
      await drafts.remove(draftId)
    })
  }

  return { draftId, body, items, whole, faults, faultOf, ready, submit }
}

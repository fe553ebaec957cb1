import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { AnyState } from '../../../core/kinds.ts'
import type { Message } from '../../../core/matter/state.ts'
import type { MatterStore } from '../../stores/matter.ts'
import { threadOf, topicsOf, type Topic } from './topics.ts'

/** What of a discussion is looked at: all of it, what belongs to one item of the agenda, or one thread. */
export interface Narrowed {
  topics: ComputedRef<readonly Topic[]>
  /** The key of the chosen part, `''` for all. */
  topic: Ref<string>
  /** A message of the thread that is looked at. */
  thread: Ref<Message | null>
  messages: ComputedRef<readonly Message[]>
  chooseTopic(key: string): Promise<void>
  chooseThread(message: Message | null): Promise<void>
}

/** Loads older messages until something is reached, the first one is there, or no more can be had, as without a server. */
export async function loadBack(matter: MatterStore, reached: () => boolean): Promise<void> {
  while (!reached() && matter.hasEarlier) {
    const loaded = matter.messages.length
    await matter.loadEarlier()
    if (matter.messages.length === loaded) return
  }
}

/** Narrows what a discussion shows, and loads as far back as that reaches. Call it in set-up. */
export function useNarrowing(matter: MatterStore, state: () => AnyState): Narrowed {
  const topic = ref('')
  const thread = ref<Message | null>(null)
  const topics = computed(() => topicsOf(state()))
  const chosen = computed(() => topics.value.find(({ key }) => key === topic.value))
  const messages = computed(() => {
    const all = matter.messages
    if (thread.value) {
      const ids = threadOf(all, thread.value.id)
      return all.filter(({ id }) => ids.has(id))
    }
    const part = chosen.value
    return part ? all.filter(({ at }) => at >= part.from && at < part.until) : all
  })

  async function chooseTopic(key: string): Promise<void> {
    thread.value = null
    topic.value = key
    const from = chosen.value?.from
    if (from !== undefined) await loadBack(matter, () => (matter.messages[0]?.at ?? from) < from)
  }

  async function chooseThread(message: Message | null): Promise<void> {
    thread.value = message
    const found = (id: string) => matter.messages.find((one) => one.id === id)
    for (let above = message?.replyTo; above !== undefined; above = found(above)?.replyTo) {
      const sought = above
      await loadBack(matter, () => found(sought) !== undefined)
    }
  }

  return { topics, topic, thread, messages, chooseTopic, chooseThread }
}

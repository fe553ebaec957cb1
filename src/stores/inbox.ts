import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { InboxTask, Notice } from '../../core/wire/records.ts'
import type { Refusal } from '../../core/wire/refusal.ts'

/** Title and body of a desktop notification, worded by the screens, and the route that a click opens. */
export interface NotificationText {
  title: string
  body: string
  route: string
}

/** What waits for the reader, and what has happened in the reader's matters. */
export const useInbox = defineStore('inbox', () => {
  const phase = ref<'loading' | 'ready' | 'error'>('loading')
  const refusal = shallowRef<Refusal | null>(null)
  const tasks = shallowRef<readonly InboxTask[]>([])
  /** Latest first. */
  const notices = shallowRef<readonly Notice[]>([])
  const unread = ref(0)
  /** True while older notices can be loaded. */
  const more = ref(false)

  async function refresh(): Promise<void> {}
  async function loadMore(): Promise<void> {}
  /** Marks the notice `n` and all before it as read. */
  async function markRead(_upTo: number): Promise<void> {}
  /** Words the desktop notification of a task that has just arrived; undefined for none. The answer takes the wording away. */
  function onNewTask(_word: (task: InboxTask) => NotificationText | undefined): () => void {
    return () => undefined
  }

  return { phase, refusal, tasks, notices, unread, more, refresh, loadMore, markRead, onNewTask }
})

import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { InboxTask, Notice } from '../../core/wire/records.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import { platform } from '../platform/platform.ts'
import { useArchive } from './archive.ts'
import { useLink } from './link.ts'
import { useSession } from './session.ts'

const PAGE = 30
// Bursts of turns ask for the inbox once, this much later, ms.
const PAUSE_MS = 300
// Tasks that ask the reader by name: their matters belong in the archive. Others wait for everyone of a role.
const BY_NAME: readonly InboxTask['kind'][] = ['cosign', 'revise', 'find-cosigner']

/** What waits for the reader, and what has happened in the reader's matters. */
export const useInbox = defineStore('inbox', () => {
  const { desktop } = platform()
  const link = useLink()
  const session = useSession()
  const archive = useArchive()

  const phase = ref<'loading' | 'ready' | 'error'>('loading')
  const refusal = shallowRef<Refusal | null>(null)
  const tasks = shallowRef<readonly InboxTask[]>([])
  /** Latest first. */
  const notices = shallowRef<readonly Notice[]>([])
  const unread = ref(0)
  /** True while older notices can be loaded. */
  const more = ref(false)

  let cursor: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  function take(next: readonly InboxTask[]): void {
    tasks.value = next
    for (const { kind, summary } of next) if (BY_NAME.includes(kind)) archive.keep(summary)
    void desktop.badge(next.length)
  }

  /** Loads the tasks and the latest notices again. */
  async function refresh(): Promise<void> {
    clearTimeout(timer)
    const { owner } = session
    const turn = ++asked
    if (!owner) return
    const reply = await link.request('inbox:list', { limit: PAGE })
    if (turn !== asked || session.owner !== owner) return
    if (!reply.ok) {
      refusal.value = reply.refusal
      if (phase.value === 'loading') phase.value = 'error'
      return
    }
    const { value } = reply
    refusal.value = null
    // Older pages stay where they are: the reader may be among them.
    const oldest = value.notices.at(-1)?.n ?? 0
    const older = notices.value.filter(({ n }) => n < oldest)
    const joined = value.next !== undefined && older.length > 0
    notices.value = joined ? [...value.notices, ...older] : value.notices
    if (!joined) cursor = value.next
    more.value = cursor !== undefined
    unread.value = value.unread
    take(value.tasks)
    phase.value = 'ready'
  }

  async function loadMore(): Promise<void> {
    const at = cursor
    if (at === undefined) return
    const turn = asked
    const reply = await link.request('inbox:list', { cursor: at, limit: PAGE })
    if (turn !== asked || cursor !== at) return
    if (!reply.ok) {
      refusal.value = reply.refusal
      return
    }
    const loaded = new Set(notices.value.map(({ n }) => n))
    notices.value = [...notices.value, ...reply.value.notices.filter(({ n }) => !loaded.has(n))]
    cursor = reply.value.next
    more.value = cursor !== undefined
  }

  /** Marks the notice `upTo` and all before it as read; the screen changes at once. */
  async function markRead(upTo: number): Promise<void> {
    const before = notices.value
    notices.value = before.map((notice) => (notice.n <= upTo && !notice.read ? { ...notice, read: true } : notice))
    const reply = await link.request('inbox:read', { upTo })
    if (!reply.ok) {
      refusal.value = reply.refusal
      notices.value = before
    }
    if (link.state === 'online') await refresh()
  }

  link.on('inbox:changed', (counts) => {
    unread.value = counts.unread
    clearTimeout(timer)
    timer = setTimeout(() => void refresh(), PAUSE_MS)
  })
  watch(
    () => session.owner,
    (owner) => {
      asked++
      cursor = undefined
      tasks.value = []
      notices.value = []
      unread.value = 0
      more.value = false
      phase.value = 'loading'
      if (!owner) void desktop.badge(0)
    },
    { flush: 'sync' },
  )
  watch(
    () => session.owner && link.state,
    (state) => {
      if (state === 'online' || (state === 'offline' && phase.value === 'loading')) void refresh()
    },
    { immediate: true },
  )

  return { phase, refusal, tasks, notices, unread, more, refresh, loadMore, markRead }
})

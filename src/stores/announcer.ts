import { defineStore } from 'pinia'
import { watch } from 'vue'
import { announcing, type Announcable } from '../../core/notices/announcing.ts'
import { noticeKind } from '../../core/notices/preferences.ts'
import { taskKey } from '../../core/matter/task.ts'
import type { InboxTask, Notice } from '../../core/wire/records.ts'
import { platform } from '../platform/platform.ts'
import { useInbox } from './inbox.ts'
import { useLink } from './link.ts'
import { usePreferences } from './preferences.ts'
import { useSession } from './session.ts'
import { useSettings } from './settings.ts'

/** Title and body of a desktop notification, worded by the screens, and the route that a click opens. */
export interface NotificationText {
  title: string
  body: string
  route: string
}

/** A task or a notice that is to be announced. */
export type News = Announcable & ({ task: InboxTask } | { notice: Notice })

/** What is said at one time, by matter; the answer is shown. */
type Wording = (groups: News[][]) => NotificationText[]

// The longest time that a timer of a browser takes, ms.
const LONGEST_MS = 2 ** 31 - 1

/**
 * Announces what waits and what has happened as the reader wants it: each thing once, at its time, also when the
 * program was started again meanwhile. What has been read or done by then is not announced.
 */
export const useAnnouncer = defineStore('announcer', () => {
  const { desktop } = platform()
  const inbox = useInbox()
  const link = useLink()
  const chosen = usePreferences()
  const session = useSession()
  const kept = useSettings()

  let wording: Wording | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let said = new Set<string>()
  /** Tasks by key, with the time at which each was first seen here. */
  let seen: Map<string, number> | undefined
  let since: number | undefined

  function tasks(now: number): News[] {
    const before = seen
    seen = new Map(
      inbox.tasks.map((task) => {
        const key = taskKey(task)
        // what waits when the program starts is as old as it says; what comes later has come now
        return [key, before ? (before.get(key) ?? now) : task.since]
      }),
    )
    return inbox.tasks.map((task) => {
      const key = taskKey(task)
      return { key: `task ${key}`, kind: 'task', matter: task.matter, at: seen?.get(key) ?? now, task }
    })
  }

  const notices = (): News[] =>
    inbox.notices
      .filter(({ read }) => !read)
      .map((notice) => {
        const { n, matter, type, kind, at } = notice
        return { key: `notice ${n}`, kind: noticeKind(type, kind), matter, at, notice }
      })

  /** Says what is due, and looks again when the next thing is. */
  async function look(): Promise<void> {
    clearTimeout(timer)
    const { owner } = session
    const { preferences } = chosen
    if (!wording || !owner || !preferences || inbox.phase !== 'ready' || !kept.ready) return
    const now = link.serverNow()
    const place = `${owner.server} ${owner.account}`
    const last = kept.settings.announced?.[place]
    since ??= last ?? now
    const { groups, next } = announcing([...tasks(now), ...notices()], { since, now, said }, preferences)
    for (const { key } of groups.flat()) said.add(key)
    if (last === undefined || groups.length > 0)
      await kept.update({ announced: { ...kept.settings.announced, [place]: groups.length > 0 ? now : since } })
    if (kept.settings.notifications && groups.length > 0) for (const text of wording(groups)) void desktop.notify(text)
    if (next !== undefined) timer = setTimeout(() => void look(), Math.min(next - now, LONGEST_MS))
  }

  /** Begins to announce, in these words. The answer ends it. */
  function wordWith(word: Wording): () => void {
    wording = word
    void look()
    return () => {
      wording = undefined
      clearTimeout(timer)
    }
  }

  watch(
    () => session.owner,
    () => {
      clearTimeout(timer)
      said = new Set()
      seen = since = undefined
    },
    { flush: 'sync' },
  )
  watch(
    () => [inbox.phase, inbox.tasks, inbox.notices, chosen.preferences],
    () => void look(),
  )

  return { wordWith }
})

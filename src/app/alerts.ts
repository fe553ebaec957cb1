import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { t } from '../i18n/i18n.ts'
import { platform } from '../platform/platform.ts'
import { useInbox } from '../stores/inbox.ts'
import { useRoster } from '../stores/roster.ts'

/** Words the desktop's notifications, and goes where a click on one leads. */
export function useAlerts(): void {
  const inbox = useInbox()
  const roster = useRoster()
  const router = useRouter()
  onScopeDispose(
    inbox.onNewTask(({ kind, matter, summary }) => ({
      title: t(`words.task.${kind}`),
      body: `${summary.title} · ${t(`words.taskHint.${kind}`, { who: roster.name(summary.author) })}`,
      route: `/proposals/${matter}`,
    })),
  )
  onScopeDispose(platform().desktop.onOpenRoute((route) => void router.push(route)))
}

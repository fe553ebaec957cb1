import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { taskTarget } from '../features/desk/targets.ts'
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
    inbox.onNewTask((task) => ({
      title: t(`words.task.${task.kind}`),
      body: `${task.summary.title} · ${t(`words.taskHint.${task.kind}`, { who: roster.name(task.summary.author) })}`,
      route: router.resolve(taskTarget(task)).fullPath,
    })),
  )
  onScopeDispose(platform().desktop.onOpenRoute((route) => void router.push(route)))
}
